import cjs from './resolve.js'

export const {
  Resolver,
  Resolution,
  ResolutionResult,
  verifyResolution,
  verifyResolutionSync,
  FaultLevel,
  FaultCause,
  FaultState,
  RecoveryAction,
  faultState,
  recoveryAction
} = cjs
