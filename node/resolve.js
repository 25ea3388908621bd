'use strict'
const { Resolution } = require('./lib/resolution')
const { FaultLevel, FaultState, faultState } = require('./lib/faults')

module.exports = {
  ...require('./lib/resolver'),
  Resolution,
  ResolutionResult: Resolution,
  ...require('./lib/certificate'),
  FaultLevel,
  FaultState,
  faultState
}
