'use strict'
// Checks of single values. Each gives the value as the addon wants it, or throws an ArgumentError.
const { fileURLToPath } = require('node:url')
const { inspect } = require('node:util')
const { argumentError } = require('./errors')

function shown (value) {
  return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 60, maxArrayLength: 3 })
}

/** Text that names a file is a path; a URL must be `file:`. */
function path (argument, value) {
  if (typeof value === 'string') {
    if (value === '') throw argumentError(argument, 'a path must not be empty')
    if (value.includes('\0')) throw argumentError(argument, 'a path must not hold U+0000')
    return value
  }
  if (value instanceof URL) {
    if (value.protocol !== 'file:') throw argumentError(argument, `only file: URLs name files, got ${value.protocol}`)
    return fileURLToPath(value)
  }
  throw argumentError(argument, `must be a path (string or file: URL), got ${shown(value)}`)
}

/** Content is bytes. Shared memory is copied first: others may write to it while the addon reads. */
function bytes (argument, value) {
  if (!(value instanceof Uint8Array)) {
    throw argumentError(argument, `must be a Uint8Array (a Buffer is one), got ${shown(value)}`)
  }
  return value.buffer instanceof ArrayBuffer ? value : Uint8Array.prototype.slice.call(value)
}

function string (argument, value) {
  if (typeof value !== 'string') throw argumentError(argument, `must be a string, got ${shown(value)}`)
  if (!value.isWellFormed()) throw argumentError(argument, 'must be well-formed text, got a lone surrogate')
  return value
}

function boolean (argument, value) {
  if (typeof value !== 'boolean') throw argumentError(argument, `must be true or false, got ${shown(value)}`)
  return value
}

function number (argument, value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw argumentError(argument, `must be a finite number, got ${shown(value)}`)
  }
  return value
}

/** A check for whole numbers from 0 to `most`. */
function whole (most = Number.MAX_SAFE_INTEGER) {
  return (argument, value) => {
    if (!Number.isSafeInteger(value) || value < 0 || value > most) {
      throw argumentError(argument, `must be a whole number within 0..=${most}, got ${shown(value)}`)
    }
    return value
  }
}

/** A check for lists whose members pass `check`. */
function list (check) {
  return (argument, value) => {
    if (!Array.isArray(value)) throw argumentError(argument, `must be an array, got ${shown(value)}`)
    return value.map((item, i) => check(`${argument}[${i}]`, item))
  }
}

/** A check for objects whose values pass `check`. */
function mapping (check) {
  return (argument, value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      throw argumentError(argument, `must be an object, got ${shown(value)}`)
    }
    const entries = value instanceof Map ? [...value] : Object.entries(value)
    return Object.fromEntries(entries.map(([key, item]) => [string(argument, key), check(`${argument}.${key}`, item)]))
  }
}

function callback (argument, value) {
  if (typeof value !== 'function') throw argumentError(argument, `must be a function, got ${shown(value)}`)
  return value
}

function signal (argument, value) {
  if (!(value instanceof AbortSignal)) throw argumentError(argument, `must be an AbortSignal, got ${shown(value)}`)
  return value
}

function milliseconds (argument, value) {
  if (typeof value !== 'number' || !(value >= 0) || value > 2 ** 53) {
    throw argumentError(argument, `must be milliseconds within 0..=2**53, got ${shown(value)}`)
  }
  return value
}

module.exports = { path, bytes, string, boolean, number, whole, list, mapping, callback, signal, milliseconds, shown }
