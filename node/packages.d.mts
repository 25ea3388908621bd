export * from './packages.js'
