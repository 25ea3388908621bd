/// <reference types="node" />
import type { Duplex, Readable } from 'node:stream'
import type {
  Abortable, CompressOptions, CompressOptionsSync, DecodeOptions, DecompressOptions, DecompressOptionsSync, HealOptions,
  HealOptionsSync, Long, LongSync, PackFields, PackOptions, PackOptionsSync, ReadOptions, ReadOptionsSync, Salvage,
  UnpackOptions, UnpackOptionsSync
} from './lib/options'
import type {
  ComponentView, Entry, HealReport, PackReport, PartReport, Reconstructed, UnpackReport, Verification
} from './lib/reports'

export type {
  Abortable, CompressOptions, CompressOptionsSync, DecodeOptions, DecompressOptions, DecompressOptionsSync, HealOptions,
  HealOptionsSync, Long, LongSync, PackFields, PackOptions, PackOptionsSync, ReadOptions, ReadOptionsSync, Salvage,
  UnpackOptions, UnpackOptionsSync
} from './lib/options'
export type {
  ComponentReport, ComponentView, Damage, Entry, HealReport, Kind, PackReport, PartReport, PartView, Progress,
  Reconstructed, RecoveryView, Status, UnpackReport, Verification
} from './lib/reports'

/** The share of a component's parts that must be intact or mended: 0.954. */
export const COHERENCE_THRESHOLD: number

/** Packs a file or a folder into `dst`, which appears only when whole. */
export function pack (src: string | URL, dst: string | URL, options?: PackOptions): Promise<PackReport>
export function packSync (src: string | URL, dst: string | URL, options?: PackOptionsSync): PackReport

/** Packs bytes into a package in memory. */
export function packBytes (data: Uint8Array, options?: PackOptions): Promise<Buffer>
export function packBytesSync (data: Uint8Array, options?: PackOptionsSync): Buffer

/** Heals and unpacks a package in memory; gives its content stream (a tar stream for a folder). */
export function unpackBytes (data: Uint8Array, options?: ReadOptions): Promise<Buffer>
export function unpackBytesSync (data: Uint8Array, options?: ReadOptionsSync): Buffer

/** Compresses bytes and adds recovery data: a package in memory. */
export function compressWithRecovery (data: Uint8Array, options?: CompressOptions): Promise<Buffer>
export function compressWithRecoverySync (data: Uint8Array, options?: CompressOptionsSync): Buffer

/** The way back from `compressWithRecovery`, as long as no more than `corruptionLevel` is lost. */
export function decompressFaultTolerant (data: Uint8Array, options?: DecompressOptions): Promise<Buffer>
export function decompressFaultTolerantSync (data: Uint8Array, options?: DecompressOptionsSync): Buffer

/** Parts of one component in any order; null or undefined = missing. */
export type Parts = ReadonlyArray<Uint8Array | null | undefined>

/** Puts a component together from its parts. */
export function reconstructComponent (parts: Parts, options?: Salvage & Abortable): Promise<Reconstructed>
export function reconstructComponentSync (parts: Parts, options?: Salvage): Reconstructed

/** What a lone part says about itself. Never fails: noise has a recovery capability of 0. */
export function checkPart (part: Uint8Array, options?: Abortable): Promise<PartReport>
export function checkPartSync (part: Uint8Array): PartReport

/** A lone part mended by itself, or a `RecoveryError` or `FormatError`. */
export function healPart (part: Uint8Array, options?: Abortable): Promise<Buffer>
export function healPartSync (part: Uint8Array): Buffer

/** The code of one byte value. */
export interface HuffmanCode {
  /** 0 to 255. */
  readonly symbol: number
  /** Bits, 1 to 15. */
  readonly length: number
  /** The code itself, in the low `length` bits. */
  readonly code: number
}

/** The canonical Huffman codec on its own. */
export const huffman: {
  encode (data: Uint8Array, options?: Abortable): Promise<Buffer>
  encodeSync (data: Uint8Array): Buffer
  decode (data: Uint8Array, options?: DecodeOptions & Abortable): Promise<Buffer>
  decodeSync (data: Uint8Array, options?: DecodeOptions): Buffer
  /** The codes that these bytes get, by symbol. */
  codes (data: Uint8Array, options?: Abortable): Promise<readonly HuffmanCode[]>
  codesSync (data: Uint8Array): readonly HuffmanCode[]
}

/**
 * An open package. Close it, or let `using` do so; used after that it throws a `StateError`.
 * Damage is a result, never an error, until something is asked for that cannot be given whole.
 */
export class Package {
  private constructor ()

  /** Opens a package file (path or `file:` URL) or package bytes. */
  static open (src: string | URL | Uint8Array, options?: Long): Promise<Package>
  static openSync (src: string | URL | Uint8Array, options?: LongSync): Package

  /** Package name; null when the manifest is beyond recovery. */
  readonly name: string | null
  /** Package version; null when the manifest is beyond recovery. */
  readonly version: string | null
  /** Intact parts / all parts, as received. Verifies on first use, unless `verify` was called. */
  readonly overallCoherence: number

  /** Looks at every byte. */
  verify (options?: Long): Promise<Verification>
  verifySync (options?: LongSync): Verification

  /** Writes the original package, byte for byte. `dst` may be the package itself. */
  heal (dst: string | URL, options?: HealOptions): Promise<HealReport>
  healSync (dst: string | URL, options?: HealOptionsSync): HealReport

  /** The same in memory. */
  healBytes (options?: HealOptions): Promise<{ readonly data: Buffer, readonly report: HealReport }>
  healBytesSync (options?: HealOptionsSync): { readonly data: Buffer, readonly report: HealReport }

  /** Unpacks into a folder, which appears only when whole. */
  unpack (dir: string | URL, options?: UnpackOptions): Promise<UnpackReport>
  unpackSync (dir: string | URL, options?: UnpackOptionsSync): UnpackReport

  /** Writes every component as `diram-KIND-N.bin` into a folder. */
  unpackComponents (dir: string | URL, options?: UnpackOptions): Promise<UnpackReport>
  unpackComponentsSync (dir: string | URL, options?: UnpackOptionsSync): UnpackReport

  /** The members of the content, in package order. */
  entries (options?: Long): Promise<readonly Entry[]>
  entriesSync (options?: LongSync): readonly Entry[]

  /** Their paths. */
  namelist (options?: Long): Promise<readonly string[]>
  namelistSync (options?: LongSync): readonly string[]

  /** One member's content, or a component's by its name (`diram-component-0.bin`). */
  read (name: string, options?: ReadOptions): Promise<Buffer>
  readSync (name: string, options?: ReadOptionsSync): Buffer

  /** One member's content as a stream. Destroying it, or an abort, stops the work behind it. */
  openEntry (name: string, options?: Abortable): Readable

  /** Every component with its parts. */
  components (options?: Long): Promise<readonly ComponentView[]>
  componentsSync (options?: LongSync): readonly ComponentView[]

  /** Whether the package has this component: `diram-component-0.bin` or one of its parts. */
  hasComponent (name: string): boolean

  /** The coherence of one component, as received. */
  verifyCoherence (name: string, options?: Long): Promise<number>
  verifyCoherenceSync (name: string, options?: LongSync): number

  /**
   * One component's decoded bytes, to the mathematical limit: asking for recovery is asking for salvage.
   * A SHA-256 decides whether they are right.
   */
  recoverComponent (name: string, options?: Long): Promise<Buffer>
  recoverComponentSync (name: string, options?: LongSync): Buffer

  /** Lets go of the package. Calls under way end in peace; closing twice is fine. */
  close (): void
  [Symbol.dispose] (): void
  [Symbol.asyncDispose] (): Promise<void>
}

/** Content of exactly the announced size. */
export type Content = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** A file for a packer, as an object. */
export interface Member {
  /** A relative path with `/`. */
  name: string
  /** Bytes in all. */
  size: number
  content: Content
}

/**
 * Files in, package bytes out. Connect a reader before awaiting `add`: as any stream, a packer stops
 * when nobody reads.
 */
export interface Packer extends Duplex {
  /** Adds a file of exactly `size` bytes. Same as `write({ name, size, content })`. */
  add (name: string, size: number, content: Content): Promise<void>
  /** Same as `end()`; resolves with the report when the last byte was read. */
  finish (): Promise<PackReport>
  /** What was packed; null before the end. */
  readonly report: PackReport | null
}

/** Makes a package from streams; aborting destroys the packer. */
export function createPacker (options?: PackFields & Abortable): Packer
