'use strict'
// JSON of the core → plain frozen objects with camelCase keys.

function camel (key) {
  return key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())
}

/** The value of a JSON text, frozen to its leaves. */
function parse (json) {
  return frozen(JSON.parse(json))
}

function frozen (value) {
  if (Array.isArray(value)) return Object.freeze(value.map(frozen))
  if (value === null || typeof value !== 'object') return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [camel(key), frozen(item)])))
}

module.exports = { parse, frozen }
