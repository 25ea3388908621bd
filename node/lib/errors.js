'use strict'
// One error tree. A class covers whole codes: catch by class, switch by code.

/** Any failure of diram. */
class DiramError extends Error {
  /**
   * @param {string} message
   * @param {{code: string, hint?: string | null, details?: object, cause?: unknown}} facts
   */
  constructor (message, { code, hint = null, details = {}, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    const row = ROWS.get(code)
    if (row === undefined) throw new TypeError(`${String(code)} is not a code of diram`)
    this.code = code
    this.status = row.status
    this.hint = hint
    this.details = Object.freeze(details)
    this.retryable = row.retryable
  }
}

class ArgumentError extends DiramError {}
class StateError extends DiramError {}
class Cancelled extends DiramError {}
class DeadlineExceeded extends DiramError {}
class FormatError extends DiramError {}
class RecoveryError extends DiramError {}
class CoherenceError extends RecoveryError {}
class LostError extends RecoveryError {}
class IntegrityError extends RecoveryError {}
class VersionError extends DiramError {
  /** Where the text is wrong, in characters from 1. */
  get column () { return this.details.column ?? null }

  /** What may have been meant, or null. */
  get suggestion () { return this.details.suggestion ?? null }
}
class ResolutionError extends DiramError {}
class RegistryError extends DiramError {}
class TooManyObservers extends RegistryError {}
class RateLimitExceeded extends RegistryError {}
class ShardError extends DiramError {}
class MessageError extends DiramError {}
class StoreUnknown extends MessageError {}
class NetworkError extends DiramError {}
class StorageError extends DiramError {}
class InternalError extends DiramError {}

const classes = {
  DiramError,
  ArgumentError,
  StateError,
  Cancelled,
  DeadlineExceeded,
  FormatError,
  RecoveryError,
  CoherenceError,
  LostError,
  IntegrityError,
  VersionError,
  ResolutionError,
  RegistryError,
  TooManyObservers,
  RateLimitExceeded,
  ShardError,
  MessageError,
  StoreUnknown,
  NetworkError,
  StorageError,
  InternalError
}

for (const [name, type] of Object.entries(classes)) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
}

const TABLE = [
  [ArgumentError, { ARGUMENT: 1, UTF8: 2, LIMIT: 3, SHORT_BUFFER: 5 }],
  [StateError, { CLOSED: 4, STATE: 6, BUSY: 7, POISONED: 98 }],
  [Cancelled, { CANCELLED: 8 }],
  [DeadlineExceeded, { DEADLINE: 9 }],
  [FormatError, { FORMAT: 10, TRUNCATED: 11, CORRUPT: 12, TRAILING: 13, OUTPUT_LIMIT: 14, UNSUPPORTED: 15 }],
  [CoherenceError, { COHERENCE: 20 }],
  [LostError, { LOST: 21 }],
  [IntegrityError, { INTEGRITY: 22 }],
  [RecoveryError, { CONFLICTING_PARTS: 23, UNSAFE_PATH: 24, TOO_LARGE: 25 }],
  [VersionError, { VERSION: 30, RANGE: 31 }],
  [ResolutionError, { NO_SOLUTION: 32, NOT_FOUND: 33, CYCLE: 34, FAULT: 35, GATE: 36, CERTIFICATE: 37, BUDGET: 46 }],
  [RegistryError, { EXISTS: 38, YANKED: 39, PLUGIN: 42, SNAPSHOT: 43, POLICY: 44, LOCK_FILE: 45 }],
  [TooManyObservers, { TOO_MANY_OBSERVERS: 40 }],
  [RateLimitExceeded, { RATE_LIMIT: 41 }],
  [ShardError, { CHUNK: 50, KEY: 51, MANIFEST: 52, NOT_ENOUGH_NODES: 53, CHUNK_LOST: 54, UNJOIN_REFUSED: 55 }],
  [MessageError, { METHOD: 60, STORE_BROKEN: 62, TEMPLATE: 63, AUDIT: 64, STRICT: 65 }],
  [StoreUnknown, { STORE_UNKNOWN: 61 }],
  [NetworkError, { CONNECT: 70, TLS: 71, HTTP: 72, AUTH: 73, FORBIDDEN: 74, PROTOCOL: 75 }],
  [StorageError, { IO: 80, NO_SPACE: 81, PERMISSION: 82, LOCKED: 83 }],
  [InternalError, { MEMORY: 97, PANIC: 99 }]
]
const RETRYABLE = new Set(['BUSY', 'DEADLINE', 'RATE_LIMIT', 'CONNECT', 'LOCKED'])

/** Every code by its short name: `Code.COHERENCE === 'DIRAM_ERR_COHERENCE'`. */
const Code = {}
/** What a code stands for, by the code. */
const ROWS = new Map()
for (const [type, codes] of TABLE) {
  for (const [name, status] of Object.entries(codes)) {
    Code[name] = `DIRAM_ERR_${name}`
    ROWS.set(Code[name], { type, status, retryable: RETRYABLE.has(name) })
  }
}
Object.freeze(Code)

/** An error of the class that belongs to `facts.code`. */
function failure (message, facts) {
  const { type } = ROWS.get(facts.code)
  return new type(message, facts)
}

/** A refused argument; `details` as the core gives them. */
function argumentError (argument, why, details = {}) {
  return new ArgumentError(`${argument}: ${why}`, { code: Code.ARGUMENT, details: { argument, why, ...details } })
}

module.exports = { classes, Code, failure, argumentError }
