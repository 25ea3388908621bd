/** The state of a component or package; a package is as good as its worst component. */
export type Status = 'intact' | 'healable' | 'below-threshold' | 'lost'

/** What kind of content a component holds. */
export type Kind = 'component' | 'service' | 'operation' | 'division' | 'country' | 'manifest'

/** What `pack` did. */
export interface PackReport {
  readonly name: string
  readonly version: string
  /** The package tag, 6 hex digits. */
  readonly tag: string
  /** Bytes of content read. */
  readonly inputBytes: number
  /** Bytes of the package. */
  readonly outputBytes: number
  /** `outputBytes / inputBytes - 1`: negative when compression won; null for empty input. */
  readonly overhead: number | null
  /** Components, the manifest's included. */
  readonly components: number
  /** Parts, parity included. */
  readonly parts: number
  readonly parityParts: number
  readonly volumes: number
  readonly files: number
  /** What was skipped, and why. */
  readonly warnings: readonly string[]
  readonly seconds: number
}

/** What `verify` found. */
export interface Verification {
  readonly status: Status
  /** Intact parts / all parts, as received. */
  readonly coherence: number
  /** The same after each part mended itself. */
  readonly coherenceHealed: number
  /** 0.954. */
  readonly threshold: number
  /** True when the zip directory, the manifest copy and all local headers are as packed. */
  readonly containerIntact: boolean
  readonly components: readonly ComponentReport[]
  /** Bytes of the package as received. */
  readonly bytes: number
  readonly seconds: number
}

/** The state of one component. */
export interface ComponentReport {
  readonly name: string
  readonly kind: Kind
  readonly volume: number
  readonly id: number
  readonly status: Status
  readonly parts: number
  /** Parts received exactly as packed. */
  readonly intact: number
  /** Damaged parts that mend themselves. */
  readonly mended: number
  /** The numbers of the parts that are gone. */
  readonly lost: readonly number[]
  /** How many lost parts the parity can give back. */
  readonly recoverable: number
  readonly coherence: number
  readonly coherenceHealed: number
}

/** What `heal` did. */
export interface HealReport {
  /** Bytes that differ between the package as received and as written, at their places. */
  readonly mendedBytes: number
  readonly mendedParts: number
  readonly rebuiltParts: number
  readonly coherenceBefore: number
  readonly coherenceAfter: number
  /** Bytes written. */
  readonly bytes: number
  readonly seconds: number
}

/** What `unpack` did. */
export interface UnpackReport {
  /** Regular files written, the damaged ones included. */
  readonly files: number
  readonly directories: number
  readonly links: number
  /** Bytes of file content written. */
  readonly bytes: number
  readonly mendedParts: number
  readonly rebuiltParts: number
  readonly coherence: number
  readonly coherenceHealed: number
  /** Files with lost ranges; only with `bestEffort`. */
  readonly damage: readonly Damage[]
  readonly warnings: readonly string[]
  readonly seconds: number
}

/** A file with lost ranges, written as `PATH.damaged`. */
export interface Damage {
  readonly path: string
  /** Lost byte ranges, each `[from, to)`. */
  readonly ranges: ReadonlyArray<readonly [number, number]>
}

/** A member of a package's content. */
export interface Entry {
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink'
  /** Permission bits. */
  readonly mode: number
  /** Content bytes. */
  readonly size: number
  /** Where the content begins in the package's content stream. */
  readonly offset: number
}

/** A component as the original specification shows it. */
export interface ComponentView {
  readonly name: string
  readonly kind: Kind
  readonly volume: number
  readonly componentId: number
  /** Decoded bytes. */
  readonly totalSize: number
  /** Parts, parity included. */
  readonly numParts: number
  /** SHA-256 of the decoded bytes, hex. */
  readonly sha256: string
  readonly parts: readonly PartView[]
  readonly recovery: RecoveryView
}

/** A part as the original specification shows it. */
export interface PartView {
  /** Its path in the zip. */
  readonly filename: string
  readonly partNumber: number
  readonly partSize: number
  /** The code lengths (128 bytes, hex); null when the part has none or is lost. */
  readonly huffmanTree: string | null
  /** The first 8 bytes of its SHA-256, hex. */
  readonly sha256Checksum: string
}

/** How much of a component may be lost. */
export interface RecoveryView {
  readonly parityParts: readonly number[]
  readonly recoveryThreshold: number
}

/** What a lone part says about itself. The last six are null unless it is intact or mendable. */
export interface PartReport {
  /** Intact 32-byte columns / all columns: 1 for an intact part, 0 for noise. */
  readonly recoveryCapability: number
  readonly intact: boolean
  readonly mendable: boolean
  readonly partNumber: number | null
  readonly totalParts: number | null
  readonly dataParts: number | null
  readonly kind: Kind | null
  readonly componentId: number | null
  readonly volume: number | null
}

/** A component put together again from its parts. */
export interface Reconstructed {
  readonly data: Buffer
  /** Intact parts / all parts. */
  readonly coherence: number
  /** The numbers of the parts that had to be rebuilt. */
  readonly recovered: readonly number[]
}

/** How far a long call is. */
export interface Progress {
  /** Bytes done. */
  readonly done: number
  /** Bytes in all; null while nobody can know. */
  readonly total: number | null
  readonly phase: 'pack' | 'verify' | 'heal' | 'unpack' | 'scan'
}
