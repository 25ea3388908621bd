'use strict'
// What the addon answers: the value, or a failure in its place.
const { Code, failure } = require('./errors')
const { native } = require('./native')
const values = require('./values')

/** The first letter of a failure; no version and no range begins with it. */
const BRACE = '{'.charCodeAt(0)

/** The error that a failure stands for. */
function failureFrom ({ name, message, hint, details }) {
  return failure(message, { code: `DIRAM_ERR_${name}`, hint, details })
}

/** The error that a failure's JSON stands for. */
function failureOf (json) {
  return failureFrom(values.parse(json))
}

/** A panic that napi caught, or any other surprise at the border. */
function bug (cause) {
  return failure(`a bug in diram: ${cause.message}`, { code: Code.PANIC, cause })
}

/** Calls `make` with the addon. */
function prepare (make) {
  const addon = native()
  try {
    return make(addon)
  } catch (cause) {
    throw bug(cause)
  }
}

/** Gives an outcome, or throws its failure. */
function settle (outcome) {
  if (outcome.error !== undefined) throw failureOf(outcome.error)
  return outcome
}

/** Calls `make` with the addon and gives the report of its outcome. */
function report (make) {
  return values.parse(settle(prepare(make)).json)
}

/** Whether an answer is a failure. */
function isFailure (answer) {
  return typeof answer === 'string' && answer.charCodeAt(0) === BRACE
}

/** Gives an answer, or throws the failure in its place. */
function answered (answer) {
  if (isFailure(answer)) throw failureOf(answer)
  return answer
}

/** Calls `make` with the addon and gives its answer. */
function ask (make) {
  return answered(prepare(make))
}

module.exports = { failureFrom, bug, prepare, settle, report, isFailure, answered, ask }
