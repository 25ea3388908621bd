'use strict'
// Ranges: plain frozen values.
const { inspect } = require('node:util')
const is = require('./arguments')
const { answered, ask, bug, report } = require('./answer')
const { argumentError, classes } = require('./errors')
const { native } = require('./native')
const { policyText } = require('./policy')
const { Version, textOf } = require('./version')

class VersionRange {
  /** @param {string | VersionRange} text */
  constructor (text) {
    const written = rangeText('text', text)
    this.text = written === text ? ask((addon) => addon.readRange(written)) : written
    Object.freeze(this)
  }

  /** The range, or null for a text that is none. */
  static tryParse (text) {
    is.string('text', text)
    try {
      return new VersionRange(text)
    } catch (error) {
      if (error instanceof classes.VersionError || error.code === 'DIRAM_ERR_LIMIT') return null
      throw error
    }
  }

  /** The version, when the range is that one version and nothing else, or null. */
  get exactPin () {
    const text = report((addon) => addon.exactPin(this.text))
    return text === null ? null : new Version(text)
  }

  /** Whether a version is in the range. */
  contains (version, given) { return satisfies(version, this, given) }

  /** Why a version is in the range or not, and what to write so that it is. */
  explain (version, given) {
    const text = textOf('version', version)
    const policy = policyText(given)
    return report((addon) => addon.explain(text, this.text, policy))
  }

  /** The versions in both. */
  intersect (other) { return this.#joined('intersect', other) }

  /** The versions in either. */
  union (other) { return this.#joined('union', other) }

  /** Whether every version in this range is in the other. */
  isSubset (other) {
    const wider = rangeText('other', other)
    return ask((addon) => addon.isSubset(this.text, wider))
  }

  /** Whether no version at all is in the range. */
  isEmpty () { return ask((addon) => addon.isEmpty(this.text)) }

  /** Whether the two are written the same, canonically. */
  equals (other) {
    rangeText('other', other)
    return this.text === new VersionRange(other).text
  }

  toString () { return this.text }

  toJSON () { return this.text }

  [inspect.custom] (depth, options) { return `VersionRange(${inspect(this.text, options)})` }

  #joined (verb, other) {
    const text = rangeText('other', other)
    return new VersionRange(ask((addon) => addon[verb](this.text, text)))
  }
}

/** The text of a range given as a VersionRange or as text. */
function rangeText (argument, value) {
  if (typeof value === 'string') return value
  if (value instanceof VersionRange) return value.text
  throw argumentError(argument, `must be a VersionRange or its text, got ${is.shown(value)}`)
}

/** Whether a version is in a range. */
function satisfies (version, range, given) {
  const text = textOf('version', version)
  const within = rangeText('range', range)
  if (given === undefined) return contains(text, within)
  const policy = policyText(given)
  return ask((addon) => addon.admits(text, within, policy))
}

/** The short way, for the default policy. */
function contains (text, within) {
  const addon = native()
  let answer
  try {
    answer = addon.contains(text, within)
  } catch (cause) {
    throw bug(cause)
  }
  return answered(answer)
}

module.exports = { VersionRange, rangeText, satisfies }
