/** The facts that every error of diram carries. */
export interface Failure {
  /** `DIRAM_ERR_…`; see {@link Code}. */
  code: Code
  /** What to do next, when there is something to do. */
  hint?: string | null
  /** The facts behind the message; JSON-safe, camelCase keys. */
  details?: Readonly<Record<string, unknown>>
  /** What caused it. */
  cause?: unknown
}

/** Any failure of diram. A class covers whole codes: catch by class, switch by code. */
export class DiramError extends Error {
  constructor (message: string, failure: Failure)
  /** `DIRAM_ERR_…`; see {@link Code}. */
  readonly code: Code
  /** The number that every language of diram knows this code by. */
  readonly status: number
  /** What to do next, or null. */
  readonly hint: string | null
  /** The facts behind the message; JSON-safe, camelCase keys. */
  readonly details: Readonly<Record<string, unknown>>
  /** True when the same call may succeed later without any change. */
  readonly retryable: boolean
}

/** Wrong arguments: `details.argument`, and `details.nearest` for an unknown option. */
export class ArgumentError extends DiramError {}
/** A handle that is closed, busy or in the wrong state. */
export class StateError extends DiramError {}
/** `onProgress` returned `false`. (An aborted signal rejects with its own `reason`.) */
export class Cancelled extends DiramError {}
/** The time limit passed. */
export class DeadlineExceeded extends DiramError {}
/** Malformed input. */
export class FormatError extends DiramError {}
/** Recovery failed. */
export class RecoveryError extends DiramError {}
/** Too much is damaged for the 95.4 % rule; `salvage` may still work. */
export class CoherenceError extends RecoveryError {}
/** Too much is gone: no method brings the bytes back. */
export class LostError extends RecoveryError {}
/** A hash disagrees with the bytes. */
export class IntegrityError extends RecoveryError {}
/** Not a version, or not a range. */
export class VersionError extends DiramError {
  /** Where the text is wrong, in characters from 1; null only for an error made by hand without that detail. */
  readonly column: number | null
  /** A version or range that may have been meant, or null. */
  readonly suggestion: string | null
}
/** Nothing fits, or nothing of that name. */
export class ResolutionError extends DiramError {}
/** A refusal by the registry, or by a target that already exists. */
export class RegistryError extends DiramError {}
/** The observer limit of a package is reached. */
export class TooManyObservers extends RegistryError {}
/** Too many updates in too short a time. */
export class RateLimitExceeded extends RegistryError {}
/** Shards. */
export class ShardError extends DiramError {}
/** Messages. */
export class MessageError extends DiramError {}
/** A payload that needs a template store that is not loaded. */
export class StoreUnknown extends MessageError {}
/** Network. */
export class NetworkError extends DiramError {}
/** Local input or output: `details.path`, `details.errno`. */
export class StorageError extends DiramError {}
/** A bug in diram, or no memory. */
export class InternalError extends DiramError {}

type CodeName =
  | 'ARGUMENT' | 'UTF8' | 'LIMIT' | 'CLOSED' | 'SHORT_BUFFER' | 'STATE' | 'BUSY' | 'CANCELLED' | 'DEADLINE'
  | 'FORMAT' | 'TRUNCATED' | 'CORRUPT' | 'TRAILING' | 'OUTPUT_LIMIT' | 'UNSUPPORTED'
  | 'COHERENCE' | 'LOST' | 'INTEGRITY' | 'CONFLICTING_PARTS' | 'UNSAFE_PATH' | 'TOO_LARGE'
  | 'VERSION' | 'RANGE' | 'NO_SOLUTION' | 'NOT_FOUND' | 'CYCLE' | 'FAULT' | 'GATE' | 'CERTIFICATE' | 'EXISTS'
  | 'YANKED' | 'TOO_MANY_OBSERVERS' | 'RATE_LIMIT' | 'PLUGIN' | 'SNAPSHOT' | 'POLICY' | 'LOCK_FILE' | 'BUDGET'
  | 'CHUNK' | 'KEY' | 'MANIFEST' | 'NOT_ENOUGH_NODES' | 'CHUNK_LOST' | 'UNJOIN_REFUSED'
  | 'METHOD' | 'STORE_UNKNOWN' | 'STORE_BROKEN' | 'TEMPLATE' | 'AUDIT' | 'STRICT'
  | 'CONNECT' | 'TLS' | 'HTTP' | 'AUTH' | 'FORBIDDEN' | 'PROTOCOL'
  | 'IO' | 'NO_SPACE' | 'PERMISSION' | 'LOCKED' | 'MEMORY' | 'POISONED' | 'PANIC'

/** The value of `error.code`. */
export type Code = `DIRAM_ERR_${CodeName}`
/** Every code by its short name: `Code.COHERENCE === 'DIRAM_ERR_COHERENCE'`. */
export const Code: { readonly [N in CodeName]: `DIRAM_ERR_${N}` }
