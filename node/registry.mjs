import cjs from './registry.js'

export const {
  Registry,
  DEFAULT_ENDPOINT
} = cjs
