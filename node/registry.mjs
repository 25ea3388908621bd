import cjs from './registry.js'

export const {
  Registry,
  DEFAULT_ENDPOINT,
  Subscription,
  SecurityScanner,
  OrphanReport
} = cjs
