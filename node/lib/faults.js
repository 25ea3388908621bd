'use strict'
// Fault levels, and the bands they lie in.
const is = require('./arguments')
const { Code, failure } = require('./errors')

const DEGREES = ['LOW', 'LOW_MEDIUM', 'MEDIUM', 'MEDIUM_HIGH', 'HIGH']
const band = (name, top) => [...DEGREES, ...top].map((degree) => `${degree}_${name}`)
const NAMES = ['CLEAN', ...band('WARNING', []), ...band('DANGER', ['CRITICAL']), ...band('PANIC', ['SYSTEM'])]

/** Every level by its name: `FaultLevel.LOW_PANIC === 12`. */
const FaultLevel = Object.freeze(Object.fromEntries(NAMES.map((name, level) => [name, level])))

/** The bands: what `faultState` of a resolution or a version is. */
const FaultState = Object.freeze({ CLEAN: 'CLEAN', WARNING: 'WARNING', DANGER: 'DANGER', PANIC: 'PANIC' })

/** The band of a level. */
function faultState (level) {
  checked('level', level)
  return NAMES[level].slice(NAMES[level].lastIndexOf('_') + 1)
}

/** A check for levels. */
function checked (argument, level) {
  if (Number.isInteger(level) && level >= 0 && level < NAMES.length) return level
  const why = `must be a fault level within 0..=${NAMES.length - 1}, got ${is.shown(level)}`
  throw failure(`${argument}: ${why}`, { code: Code.LIMIT, details: { argument, why } })
}

module.exports = { FaultLevel, FaultState, faultState, checked }
