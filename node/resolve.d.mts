export * from './resolve.js'
