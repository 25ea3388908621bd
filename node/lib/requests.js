'use strict'
// What resolvers are asked: requirements and locks, as the addon reads them.
const is = require('./arguments')
const { argumentError } = require('./errors')
const { rangeText } = require('./range')
const { Resolution } = require('./resolution')
const { textOf } = require('./version')

/** A check for names with something each: an object, a Map or pairs. Gives pairs. */
function pairs (check, what) {
  return (argument, value) => {
    if (value === null || typeof value !== 'object') {
      throw argumentError(argument, `must be an object, a Map or pairs of names and ${what}, got ${is.shown(value)}`)
    }
    const entries = Array.isArray(value) ? value : value instanceof Map ? [...value] : Object.entries(value)
    return entries.map((pair, i) => checkedPair(`${argument}[${i}]`, pair, check))
  }
}

function checkedPair (argument, pair, check) {
  if (!Array.isArray(pair) || pair.length !== 2) throw argumentError(argument, `must be a pair, got ${is.shown(pair)}`)
  return [is.string(argument, pair[0]), check(`${argument}[1]`, pair[1])]
}

/** Names and ranges. */
const requirements = pairs(rangeText, 'ranges')
/** Names and versions, or an earlier answer. */
function lock (argument, value) {
  return versions(argument, value instanceof Resolution ? value.packages.map(({ name, version }) => [name, version]) : value)
}
const versions = pairs(textOf, 'versions')

/** What was chosen or runs: labels and versions, or an answer. */
function solution (argument, value) {
  return versions(argument, value instanceof Resolution ? value.solution : value)
}

/** Seconds since 1970: a number of them, or a Date. */
function time (argument, value) {
  const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value
  if (Number.isSafeInteger(seconds) && seconds >= 0) return seconds
  throw argumentError(argument, `must be a Date or whole seconds since 1970, got ${is.shown(value)}`)
}

/**
 * The arguments of `resolve`: a name, a range (any version, if left out) and options, or requirements
 * and options.
 * @returns {[Array<[string, string]>, object | undefined]}
 */
function request (wanted, ...rest) {
  if (typeof wanted !== 'string') return [requirements('requirements', wanted), rest[0]]
  const [range = '*', given] = rest
  return [[[is.string('name', wanted), rangeText('range', range)]], given]
}

module.exports = { requirements, lock, solution, time, request }
