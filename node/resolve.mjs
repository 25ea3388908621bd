import cjs from './resolve.js'

export const {
  Resolver,
  Resolution,
  ResolutionResult,
  verifyResolution,
  verifyResolutionSync,
  FaultLevel,
  FaultState,
  faultState
} = cjs
