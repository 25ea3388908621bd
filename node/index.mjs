import cjs from './index.js'

export * from './packages.mjs'
export * from './errors.mjs'
export const { version } = cjs
