'use strict'
// What a root allows, beyond what ranges say.
const { inspect } = require('node:util')
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { argumentError } = require('./errors')
const { prepare, settle } = require('./answer')

/** A check that lets null through: the default. */
const or = (check) => (argument, value) => value === null ? null : check(argument, value)
/** Seconds, or a text such as `3d`. */
const age = (argument, value) => typeof value === 'string' ? value : is.whole()(argument, value)
const rangeText = (argument, value) => typeof value === 'string' ? value : is.string(argument, value?.text)

/** Every key: its check and its default. */
const FIELDS = {
  allowExperimental: [is.boolean, null],
  allowLegacy: [is.boolean, null],
  allowPrerelease: [is.boolean, false],
  autoUpdate: [is.string, 'opt-in'],
  maxUpdateRate: [is.whole(2 ** 32 - 1), 5],
  minReleaseAge: [age, null],
  maxFault: [is.whole(17), 5],
  lines: [is.string, null],
  sources: [is.mapping(is.string), Object.freeze({})],
  overrides: [is.mapping(rangeText), Object.freeze({})],
  budget: [is.whole(), 1_000_000],
  strict: [is.boolean, false]
}
const CHECKS = Object.fromEntries(Object.entries(FIELDS).map(([key, [check]]) => [key, or(check)]))
const DEFAULTS = Object.fromEntries(Object.entries(FIELDS).map(([key, [, value]]) => [key, value]))

class Policy {
  /** Canonical JSON. */
  #json

  constructor (fields = {}) {
    const json = typeof fields === 'string' ? fields : JSON.stringify(spelled(options.read(fields, CHECKS).fields))
    this.#json = settle(prepare((addon) => addon.readPolicy(json))).json
    // Names and patterns inside are the caller's own: only the policy's keys change their spelling.
    const all = { ...DEFAULTS, ...this.#said() }
    Object.assign(this, all, { sources: values.named(all.sources), overrides: values.named(all.overrides) })
    Object.freeze(this)
  }

  /** Reads a policy's JSON, as it stands in a manifest. */
  static parse (text) { return new Policy(is.string('text', text)) }

  /** Canonical JSON: the keys that differ from the default, spelled as in a manifest. */
  toString () { return this.#json }

  /** The same policy with other fields. */
  with (fields) { return new Policy({ ...this, ...fields }) }

  [inspect.custom] (depth, options) { return `Policy(${inspect(this.#said(), options)})` }

  /** The fields that differ from the default. */
  #said () {
    return Object.fromEntries(Object.entries(JSON.parse(this.#json)).map(([key, value]) => [values.camel(key), value]))
  }
}

/** The fields with the keys of a manifest. */
function spelled (fields) {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [values.snake(key), value]))
}

/** The policy of an argument: one, or its fields. */
function policyOf (argument, value) {
  if (value instanceof Policy) return value
  if (value === null || typeof value !== 'object') {
    throw argumentError(argument, `must be a Policy or its fields, got ${is.shown(value)}`)
  }
  return new Policy(value)
}

/** The options of a question about versions. */
const schema = { policy: policyOf }

/** The policy in options, as the addon reads it. */
function policyText (given) {
  const { policy } = options.read(given, schema).fields
  return policy === undefined ? '{}' : `${policy}`
}

module.exports = { Policy, policyOf, policyText }
