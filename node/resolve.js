'use strict'
const { Resolution } = require('./lib/resolution')
const { FaultLevel, FaultCause, FaultState, RecoveryAction, faultState, recoveryAction } = require('./lib/faults')

module.exports = {
  ...require('./lib/resolver'),
  Resolution,
  ResolutionResult: Resolution,
  ...require('./lib/certificate'),
  FaultLevel,
  FaultCause,
  FaultState,
  RecoveryAction,
  faultState,
  recoveryAction
}
