'use strict'
// Versions: plain frozen values. They cross the border once, when they are read.
const { inspect } = require('node:util')
const is = require('./arguments')
const { argumentError } = require('./errors')
const { answered, ask, bug, isFailure, prepare, report } = require('./answer')
const { native } = require('./native')

class Version {
  /** @param {string | Version} text canonical, short or plain */
  constructor (text) {
    if (typeof text !== 'string') {
      if (!(text instanceof Version)) throw argumentError('text', `must be the text of a version, got ${is.shown(text)}`)
      this.text = text.text
      this.sortKey = text.sortKey
    } else {
      const both = read(text)
      const end = both.indexOf('\n')
      this.text = both.slice(0, end)
      this.sortKey = both.slice(end + 1)
    }
    Object.freeze(this)
  }

  /** The version, or null for a text that is none. */
  static tryParse (text) {
    is.string('text', text)
    return isFailure(prepare((addon) => addon.readVersion(text))) ? null : new Version(text)
  }

  /** Reads SemVer 2.0.0 and nothing else. */
  static fromSemver (text) {
    is.string('text', text)
    ask((addon) => addon.readSemver(text))
    return new Version(text)
  }

  get major () { return Number(fieldOf(this.text, 0)) }
  get minor () { return Number(fieldOf(this.text, 2)) }
  get patch () { return Number(fieldOf(this.text, 4)) }

  /** The states of major, minor and patch. */
  get states () {
    return Object.freeze([fieldOf(this.text, 1), fieldOf(this.text, 3), fieldOf(this.text.slice(0, headEnd(this.text)), 5)])
  }

  /** The overall state: the lowest of the three. */
  get state () { return this.#described().state }

  /** The pre-release tail without its `-`, or null. */
  get pre () {
    const rest = this.text.slice(headEnd(this.text))
    return rest.startsWith('-') ? rest.slice(1).split('+', 1)[0] : null
  }

  /** The build without its `+`, or null. */
  get build () {
    const plus = this.text.indexOf('+')
    return plus < 0 ? null : this.text.slice(plus + 1)
  }

  /** Whether all states are stable and there is no tail. */
  get isStable () { return this.pre === null && this.states.every((state) => state === 'stable') }

  /** The SemVer text that means the same, or null when not all states are stable. */
  toPlain () { return this.#described().plain }

  /** The shortest text that reads back to the same version. */
  toCompact () { return this.#described().compact }

  /** The text for tools that know only SemVer; it sorts as the versions do. */
  toSemver () { return this.#described().semver }

  /** −1, 0 or 1; builds do not count. */
  compareTo (other) { return compare(this, other) }

  /** Whether the two are the same version; builds do not count. */
  equals (other) { return this.sortKey === versionOf('other', other).sortKey }

  /** Whether the two are the same version, builds included. */
  isIdentical (other) { return this.text === versionOf('other', other).text }

  toString () { return this.text }

  toJSON () { return this.text }

  /** Text for texts, the sort key for `<` and `>`. */
  [Symbol.toPrimitive] (hint) { return hint === 'number' ? this.sortKey : this.text }

  [inspect.custom] (depth, options) { return `Version(${inspect(this.text, options)})` }

  #described () { return report((addon) => addon.describeVersion(this.text)) }
}

/** Where the six fields end: no number or state holds `-` or `+`. */
function headEnd (text) {
  const end = text.search(/[-+]/)
  return end < 0 ? text.length : end
}

/** One of the six fields. Only behind the last of them can a dot stand that parts no fields. */
function fieldOf (text, index) {
  let start = 0
  for (let i = 0; i < index; i++) start = text.indexOf('.', start) + 1
  const end = text.indexOf('.', start)
  return text.slice(start, end < 0 ? text.length : end)
}

/** Canonical text and sort key, each on a line. The short way: versions are read by the million. */
function read (text) {
  const { readVersion } = native()
  let both
  try {
    both = readVersion(text)
  } catch (cause) {
    throw bug(cause)
  }
  return answered(both)
}

/** The text of a version given as a Version or as text. */
function textOf (argument, value) {
  if (typeof value === 'string') return value
  if (value instanceof Version) return value.text
  throw argumentError(argument, `must be a Version or its text, got ${is.shown(value)}`)
}

function versionOf (argument, value) {
  return value instanceof Version ? value : new Version(textOf(argument, value))
}

/** −1, 0 or 1; fits `Array.prototype.sort`. */
function compare (a, b) {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  const x = versionOf('a', a).sortKey
  const y = versionOf('b', b).sortKey
  return x < y ? -1 : x > y ? 1 : 0
}

/** The short way for texts. */
function compareTexts (a, b) {
  const addon = native()
  let order
  try {
    order = addon.compareVersions(a, b)
  } catch (cause) {
    throw bug(cause)
  }
  return answered(order)
}

module.exports = { Version, compare, textOf, versionOf }
