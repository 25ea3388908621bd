'use strict'
// JSON of the core → plain frozen objects with camelCase keys.

/** Fields whose keys are names of packages or sources: see `named`. */
const NAMED = new Set(['deps', 'roots', 'solution', 'near_names', 'requirements'])
/** Proofs are a format of their own: what is in them is given as it is. */
const VERBATIM = new Set(['head', 'tree'])

function camel (key) {
  return key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())
}

function snake (key) {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The value of a JSON text, frozen to its leaves. */
function parse (json) {
  return frozen(JSON.parse(json))
}

function frozen (value) {
  return copied(value, (key, item) => [camel(key), field(key, item)])
}

function field (key, item) {
  if (VERBATIM.has(key)) return verbatim(item)
  return NAMED.has(key) && isObject(item) ? named(item) : frozen(item)
}

function isObject (value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function verbatim (value) {
  return copied(value, (key, item) => [key, verbatim(item)])
}

/** A frozen copy whose objects have the entries that `entry` makes. */
function copied (value, entry) {
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copied(item, entry)))
  if (value === null || typeof value !== 'object') return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => entry(key, item))))
}

/**
 * A frozen object by names, with the values that `make` makes. It has no prototype: `constructor` is a
 * name like any other, and there only when somebody put it there.
 */
function named (object, make = verbatim) {
  const copy = Object.create(null)
  for (const [name, item] of Object.entries(object)) copy[name] = make(item)
  return Object.freeze(copy)
}

module.exports = { parse, frozen, named, camel, snake }
