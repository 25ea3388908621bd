export * from './versions.js'
