import type { Progress } from './reports'

/** Options of every promise. */
export interface Abortable {
  /**
   * Aborting rejects with the signal's `reason`. Calls that take a `timeout` stop at their next step;
   * the others stop while they wait for a thread, and otherwise drop their result. Streams are
   * destroyed with an `AbortError`, as all of Node's are.
   */
  signal?: AbortSignal | undefined
}

/** Options of every long call. */
export interface LongSync {
  /** Milliseconds, waiting for a thread included; then `DeadlineExceeded`. */
  timeout?: number | undefined
  /** Called at most ten times a second and once at the end. Returning `false` ends with `Cancelled`. */
  onProgress?: ((progress: Progress) => unknown) | undefined
}

/** Options of every long promise. */
export interface Long extends LongSync, Abortable {}

/** What a package is made of. */
export interface PackFields {
  /** Package name; default: the file name of the source, `data` without one. */
  name?: string | undefined
  /** Package version; default `0.0.0`. */
  version?: string | undefined
  /** Default `auto`: per component brotli when smaller, else Huffman, else stored. */
  codec?: 'auto' | 'huffman' | 'brotli' | 'stored' | undefined
  /** Brotli quality, 0 to 11; default 5. */
  quality?: number | undefined
  /** Parity's share of a package in percent, 6.25 (default) to 44. */
  redundancy?: number | undefined
  /** Files that become service components. */
  services?: ReadonlyArray<string | URL> | undefined
  /** Files that become operation components. */
  operations?: ReadonlyArray<string | URL> | undefined
  /** Files that become division components. */
  divisions?: ReadonlyArray<string | URL> | undefined
  /** Files that become country components. */
  country?: ReadonlyArray<string | URL> | undefined
  /** Keep modification times; default true. */
  mtime?: boolean | undefined
  /** One modification time for everything, in seconds since 1970 (as in SOURCE_DATE_EPOCH). */
  epoch?: number | undefined
  /** Worker threads; default one per core. */
  threads?: number | undefined
}

export interface PackOptionsSync extends PackFields, LongSync {}
export interface PackOptions extends PackFields, Long {}

/** How deep recovery goes. */
export interface Salvage {
  /** Go below the 95.4 % rule, to the mathematical limit; default false. */
  salvage?: boolean | undefined
}

export interface HealFields extends Salvage {
  /** Worker threads; default one per core. */
  threads?: number | undefined
}
export interface HealOptionsSync extends HealFields, LongSync {}
export interface HealOptions extends HealFields, Long {}

export interface UnpackFields extends HealFields {
  /** Only these members; a folder means everything below it. Default: all. */
  paths?: readonly string[] | undefined
  /** Write every file that no lost range touches, and the damaged ones as `NAME.damaged`. */
  bestEffort?: boolean | undefined
  /** Replace files in an existing folder that is not empty. */
  force?: boolean | undefined
}
export interface UnpackOptionsSync extends UnpackFields, LongSync {}
export interface UnpackOptions extends UnpackFields, Long {}

export interface ReadFields extends Salvage {
  /** The most bytes to give; more is a `FormatError` with code OUTPUT_LIMIT. Default 1 GiB. */
  maxOutput?: number | undefined
}
export interface ReadOptionsSync extends ReadFields, LongSync {}
export interface ReadOptions extends ReadFields, Long {}

export interface CompressFields {
  /** Within 0.954 to 1; checked, and without influence on the result. */
  coherenceThreshold?: number | undefined
}
export interface CompressOptionsSync extends CompressFields, LongSync {}
export interface CompressOptions extends CompressFields, Long {}

export interface DecompressFields {
  /** The largest lost share of a component's parts that is accepted, 0 to 1; default 0.046. */
  corruptionLevel?: number | undefined
}
export interface DecompressOptionsSync extends DecompressFields, LongSync {}
export interface DecompressOptions extends DecompressFields, Long {}

export interface DecodeOptions {
  /** The most bytes to give; more is a `FormatError` with code OUTPUT_LIMIT. Default 1 GiB. */
  maxOutput?: number | undefined
}
