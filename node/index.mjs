import cjs from './index.js'

export * from './packages.mjs'
export * from './versions.mjs'
export * from './resolve.mjs'
export * from './registry.mjs'
export * from './errors.mjs'
export const { version } = cjs
