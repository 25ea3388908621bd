'use strict'
// Fault levels, the bands they lie in, what they come from and what is done about them.
const is = require('./arguments')
const { Code, failure } = require('./errors')

const DEGREES = ['LOW', 'LOW_MEDIUM', 'MEDIUM', 'MEDIUM_HIGH', 'HIGH']
const band = (name, top) => [...DEGREES, ...top].map((degree) => `${degree}_${name}`)
const NAMES = ['CLEAN', ...band('WARNING', []), ...band('DANGER', ['CRITICAL']), ...band('PANIC', ['SYSTEM'])]

/** Causes from level 1 on. */
const CAUSES = [
  'STALE', 'DEPRECATED', 'PARITY_WARNING', 'YANKED_BUT_LOCKED', 'ADVISORY_LOW', 'ADVISORY_MEDIUM', 'NEAR_NAME', 'OBSERVERS_FAILING',
  'ADVISORY_HIGH', 'SIGNATURE_MISSING', 'SIGNATURE_INVALID', 'PARITY_PANIC', 'HASH_MISMATCH', 'ADVISORY_CRITICAL', 'HEAD_INVALID',
  'BLOB_LOST', 'STORE_BROKEN'
]

/** Every level by its name: `FaultLevel.LOW_PANIC === 12`. */
const FaultLevel = Object.freeze(Object.fromEntries(NAMES.map((name, level) => [name, level])))

/** The level of every cause: `FaultCause.HASH_MISMATCH === 13`. */
const FaultCause = Object.freeze(Object.fromEntries(CAUSES.map((cause, i) => [cause, i + 1])))

/** The bands: what `faultState` of a resolution or a version is. */
const FaultState = Object.freeze({ CLEAN: 'CLEAN', WARNING: 'WARNING', DANGER: 'DANGER', PANIC: 'PANIC' })

/** What is done about a fault. */
const RecoveryAction = Object.freeze({
  NO_ACTION: 'NO_ACTION',
  NOTIFY_OBSERVERS: 'NOTIFY_OBSERVERS',
  REQUEST_MANUAL_REVIEW: 'REQUEST_MANUAL_REVIEW',
  SYSTEM_RESET: 'SYSTEM_RESET'
})

const ACTIONS = {
  CLEAN: RecoveryAction.NO_ACTION,
  WARNING: RecoveryAction.NOTIFY_OBSERVERS,
  DANGER: RecoveryAction.REQUEST_MANUAL_REVIEW,
  PANIC: RecoveryAction.SYSTEM_RESET
}

/** The band of a level. */
function faultState (level) {
  checked('level', level)
  return NAMES[level].slice(NAMES[level].lastIndexOf('_') + 1)
}

/** What is done about a version of a level. */
function recoveryAction (level) {
  return ACTIONS[faultState(level)]
}

/** A check for levels. */
function checked (argument, level) {
  if (Number.isInteger(level) && level >= 0 && level < NAMES.length) return level
  const why = `must be a fault level within 0..=${NAMES.length - 1}, got ${is.shown(level)}`
  throw failure(`${argument}: ${why}`, { code: Code.LIMIT, details: { argument, why } })
}

/** A check for levels and names of causes, which the addon knows. */
function fault (argument, value) {
  return typeof value === 'string' ? is.string(argument, value) : checked(argument, value)
}

module.exports = { FaultLevel, FaultCause, FaultState, RecoveryAction, faultState, recoveryAction, checked, fault }
