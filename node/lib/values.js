'use strict'
// JSON of the core → plain frozen objects with camelCase keys.

/**
 * Fields whose keys are names of packages or sources, and proofs, which are a format of their own:
 * what is in them is given as it is.
 */
const VERBATIM = new Set(['deps', 'roots', 'solution', 'near_names', 'head', 'tree'])

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
  return copied(value, (key, item) => [camel(key), VERBATIM.has(key) ? verbatim(item) : frozen(item)])
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

module.exports = { parse, frozen, camel, snake }
