'use strict'
// Option objects: every key known, every value checked, before anything happens.
const { argumentError } = require('./errors')
const { nearest } = require('./nearest')
const is = require('./arguments')

const u32 = is.whole(2 ** 32 - 1)

/** Options of every promise. */
const waiting = { signal: is.signal }
/** Options of every long call, promise or not; a synchronous one has no use for a signal. */
const long = { timeout: is.milliseconds, onProgress: is.callback }

const pack = {
  name: is.string,
  version: is.string,
  codec: is.string,
  quality: u32,
  redundancy: is.number,
  services: is.list(is.path),
  operations: is.list(is.path),
  divisions: is.list(is.path),
  country: is.list(is.path),
  mtime: is.boolean,
  epoch: is.whole(),
  threads: u32
}
const salvage = { salvage: is.boolean }
const content = { ...salvage, maxOutput: is.whole() }
const heal = { ...salvage, threads: u32 }
const unpack = { ...heal, paths: is.list(is.string), bestEffort: is.boolean, force: is.boolean }

const CONTROL = new Set(['signal', 'timeout', 'onProgress'])

/**
 * Checks `given` against `schema` (name → check).
 * @returns {{control: object, fields: object}} who stops and watches the call, and what it does
 */
function read (given, schema) {
  const out = { control: {}, fields: {} }
  if (given === undefined) return out
  if (given === null || typeof given !== 'object') {
    throw argumentError('options', `must be an object, got ${is.shown(given)}`)
  }
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(schema, name)) throw unknown(name, Object.keys(schema))
    if (value === undefined) continue
    const kind = CONTROL.has(name) ? out.control : out.fields
    kind[name] = schema[name](name, value)
  }
  return out
}

function unknown (name, known) {
  if (name === 'signal') {
    return argumentError(name, 'nothing can abort a synchronous call; use the form that gives a promise, or timeout')
  }
  const meant = nearest(name, known)
  const why = meant === null
    ? `is not an option here; known: ${known.join(', ') || 'none'}`
    : `is not an option here; did you mean ${meant}?`
  return argumentError(name, why, { nearest: meant })
}

module.exports = { read, waiting, long, pack, salvage, content, heal, unpack }
