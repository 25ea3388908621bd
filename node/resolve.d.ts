import type { DiramError } from './errors'
import type { Abortable, Long, LongSync } from './lib/options'
import type { CheckReport, SolutionNode, UpdatePath } from './lib/strategy-reports'
import type { Registry } from './registry'
import type { Policy, PolicyFields, RangeLike, Version, VersionLike } from './versions'

export type { CheckReport, Hop, InstallOrder, Parity, SolutionNode, SwapVerdict, UpdatePath } from './lib/strategy-reports'

/** Every fault level by its name: 0 (clean) to 17 (the system's panic). */
export const FaultLevel: {
  readonly CLEAN: 0
  readonly LOW_WARNING: 1
  readonly LOW_MEDIUM_WARNING: 2
  readonly MEDIUM_WARNING: 3
  readonly MEDIUM_HIGH_WARNING: 4
  readonly HIGH_WARNING: 5
  readonly LOW_DANGER: 6
  readonly LOW_MEDIUM_DANGER: 7
  readonly MEDIUM_DANGER: 8
  readonly MEDIUM_HIGH_DANGER: 9
  readonly HIGH_DANGER: 10
  readonly CRITICAL_DANGER: 11
  readonly LOW_PANIC: 12
  readonly LOW_MEDIUM_PANIC: 13
  readonly MEDIUM_PANIC: 14
  readonly MEDIUM_HIGH_PANIC: 15
  readonly HIGH_PANIC: 16
  readonly SYSTEM_PANIC: 17
}
export type FaultLevel = (typeof FaultLevel)[keyof typeof FaultLevel]

/** The bands of the levels: 0, 1–5, 6–11, 12–17. */
export const FaultState: {
  readonly CLEAN: 'CLEAN'
  readonly WARNING: 'WARNING'
  readonly DANGER: 'DANGER'
  readonly PANIC: 'PANIC'
}
export type FaultState = keyof typeof FaultState

/** The band of a level; above 17 is an `ArgumentError`. */
export function faultState (level: number): FaultState

/** What a fault comes from, and the level it raises a version to. `handleFault` also takes the names in small letters. */
export const FaultCause: {
  /** Nothing new was published for long. */
  readonly STALE: 1
  /** Its publisher advises against it. */
  readonly DEPRECATED: 2
  /** Swapping to it lost the parity of two packages. */
  readonly PARITY_WARNING: 3
  /** It is yanked, and a lock still holds it. */
  readonly YANKED_BUT_LOCKED: 4
  readonly ADVISORY_LOW: 5
  /** A security advisory, medium or of unknown severity. */
  readonly ADVISORY_MEDIUM: 6
  /** Its name looks like one that many depend on. */
  readonly NEAR_NAME: 7
  /** Its observers cannot be reached. */
  readonly OBSERVERS_FAILING: 8
  readonly ADVISORY_HIGH: 9
  readonly SIGNATURE_MISSING: 10
  readonly SIGNATURE_INVALID: 11
  /** Swapping to it lost the parity of more than two packages. */
  readonly PARITY_PANIC: 12
  /** Its bytes are not those that were published, and healing failed. */
  readonly HASH_MISMATCH: 13
  /** A security advisory, critical, or malice. */
  readonly ADVISORY_CRITICAL: 14
  /** A snapshot's head is not valid, or older than one that was seen. */
  readonly HEAD_INVALID: 15
  /** Its bytes are gone beyond recovery. */
  readonly BLOB_LOST: 16
  /** The store contradicts itself. */
  readonly STORE_BROKEN: 17
}
export type FaultCause = (typeof FaultCause)[keyof typeof FaultCause]
/** The name of a cause, such as `hash_mismatch`. */
export type FaultCauseName = Lowercase<keyof typeof FaultCause>

/** What is done about a fault, by the band of its level: nothing; observers hear of it; the version is frozen too; nothing chooses it. */
export const RecoveryAction: {
  readonly NO_ACTION: 'NO_ACTION'
  readonly NOTIFY_OBSERVERS: 'NOTIFY_OBSERVERS'
  readonly REQUEST_MANUAL_REVIEW: 'REQUEST_MANUAL_REVIEW'
  readonly SYSTEM_RESET: 'SYSTEM_RESET'
}
export type RecoveryAction = keyof typeof RecoveryAction

/** What is done about a version of a level; above 17 is an `ArgumentError`. */
export function recoveryAction (level: number): RecoveryAction

/** Which snapshot an answer is about. */
export interface SnapshotId {
  readonly seq: number
  /** SHA-256 of its head, in hexadecimal. */
  readonly root: string
}

/** A chosen version. */
export interface ChosenPackage {
  readonly name: string
  readonly version: Version
  readonly source: string
  /** SHA-256 of its content in hexadecimal, where the registry knows it. */
  readonly sha256: string | null
  readonly fault: FaultLevel
  /** True when the lock or an exact pin chose it although it is yanked. */
  readonly yanked: boolean
}

/** The answer to a request: a frozen value. `JSON.stringify` writes it, the constructor reads that back. */
export class Resolution {
  static readonly SAFE_SWAP: 'SAFE_SWAP'
  static readonly WARNING: 'WARNING'
  static readonly PANIC: 'PANIC'

  constructor (fields: object)

  /** Whether there is an answer. */
  readonly feasible: boolean
  /** Name → version, without a prototype. With `lines`, the name carries its line: `core@2`. */
  readonly solution: Readonly<Record<string, Version>>
  /** The same with what is known of each, by name. */
  readonly packages: readonly ChosenPackage[]
  /** The names of `solution`, dependencies before dependents. */
  readonly order: readonly string[]
  /** The worst level of the chosen versions; 12 when nothing fits. */
  readonly fault: FaultLevel
  readonly faultState: FaultState
  /** Why there is no answer, in sentences. */
  readonly explanation: string | null
  /** Names that nobody published, each with published ones that look like it; without a prototype. */
  readonly nearNames: Readonly<Record<string, readonly string[]>>
  readonly snapshot: SnapshotId
  /** What the answer cost, in steps of the policy's budget. */
  readonly steps: number
  /** The proof, for `verifyResolution`; null when it was not asked for. */
  readonly certificate: string | null
  /** The original's name of `explanation`. */
  readonly errorMessage: string | null
  /** Only beside the failures of `resolveMany`. */
  readonly error?: undefined
}

/** The original's name. */
export { Resolution as ResolutionResult }

/** A request of `resolveMany` that failed by itself. */
export interface ResolutionFailure {
  readonly error: DiramError
}

type Pairs<T> = Readonly<Record<string, T>> | ReadonlyMap<string, T> | ReadonlyArray<readonly [string, T]>

/** Names and ranges. */
export type Requirements = Pairs<RangeLike>

export interface ResolveFields {
  /** Versions to prefer where they fit, by name or as an earlier answer; they may be yanked, or up to fault 11. */
  lock?: Pairs<VersionLike> | Resolution | undefined
  /** The time for `minReleaseAge`, a Date or seconds since 1970; default: the clock of this machine. */
  now?: Date | number | undefined
  /** Whether the answer carries its proof; default true. */
  certificate?: boolean | undefined
}
export interface ResolveOptionsSync extends ResolveFields, LongSync {}
export interface ResolveOptions extends ResolveFields, Long {}

export interface ResolveManyFields extends ResolveFields {
  /** Worker threads; default one per core. */
  threads?: number | undefined
}
export interface ResolveManyOptionsSync extends ResolveManyFields, LongSync {}
export interface ResolveManyOptions extends ResolveManyFields, Long {}

/** How a solution is checked: parity of the links that change, install order, or the way of each update. */
export type Strategy = 'eulerian' | 'hamiltonian' | 'astar'

/** Labels and versions, or an answer. A label is a name, with its line where there are several: `core@2`. */
export type SolutionLike = Pairs<VersionLike> | Resolution

export interface PlanOptionsSync {
  /** What runs now; default nothing. */
  running?: SolutionLike | undefined
}
export interface PlanOptions extends PlanOptionsSync, Abortable {}

export interface CheckOptionsSync extends PlanOptionsSync {
  /** The schema's literal verdicts: parity of the whole graph, a path along links. Default false. */
  literal?: boolean | undefined
}
export interface CheckOptions extends CheckOptionsSync, Abortable {}

export interface ResolverOptions {
  /** A registry, or the path of one, which is opened at once. Default: what `DIRAM_REGISTRY` names, else the default endpoint. */
  source?: Registry | string | URL | undefined
  /** Default: the registry's. */
  policy?: Policy | PolicyFields | undefined
}

/**
 * Answers requests over a registry. That nothing fits is an answer, not an error; running out of the
 * policy's budget is a `ResolutionError`. Follows the registry: an answer is about its newest snapshot.
 */
export class Resolver {
  constructor (options?: ResolverOptions)
  readonly registry: Registry
  readonly policy: Policy

  /** One version for each package that is needed, or why there is none. A range left out is `*`. */
  resolve (name: string, range?: RangeLike, options?: ResolveOptions): Promise<Resolution>
  resolve (requirements: Requirements, options?: ResolveOptions): Promise<Resolution>
  resolveSync (name: string, range?: RangeLike, options?: ResolveOptionsSync): Resolution
  resolveSync (requirements: Requirements, options?: ResolveOptionsSync): Resolution

  /** The answers to many requests, in their order. A request that fails does so alone. */
  resolveMany (requests: readonly Requirements[], options?: ResolveManyOptions): Promise<ReadonlyArray<Resolution | ResolutionFailure>>
  resolveManySync (requests: readonly Requirements[], options?: ResolveManyOptionsSync): ReadonlyArray<Resolution | ResolutionFailure>

  /** Checks a solution by a strategy. It reports and refuses nothing. */
  check (solution: SolutionLike, strategy: Strategy, options?: CheckOptions): Promise<CheckReport>
  checkSync (solution: SolutionLike, strategy: Strategy, options?: CheckOptionsSync): CheckReport
  /** The cheapest safe way from one version to another, hop by hop. That there is none is an answer. */
  plan (name: string, from: VersionLike, to: VersionLike, options?: PlanOptions): Promise<UpdatePath>
  planSync (name: string, from: VersionLike, to: VersionLike, options?: PlanOptionsSync): UpdatePath
  /** Each chosen version with what it needs of the others, by label. */
  graph (solution: SolutionLike, options?: Abortable): Promise<readonly SolutionNode[]>
  graphSync (solution: SolutionLike): readonly SolutionNode[]

  /** Lets go of the resolver, and of the registry if it opened it. Calls under way end in peace. */
  close (): void
  [Symbol.dispose] (): void
  [Symbol.asyncDispose] (): Promise<void>
}

/** What the check of a certificate found. */
export interface CertificateReport {
  /** Whether the proven answer is a solution or that there is none. */
  readonly feasible: boolean
  /** Whether the snapshot was held against something. If not, the certificate is consistent, and that is all. */
  readonly anchored: boolean
  readonly anchor: 'none' | 'key' | 'root' | 'registry'
  readonly snapshot: SnapshotId
  readonly requirements: ReadonlyArray<readonly [name: string, range: string]>
  /** The proven solution, without a prototype; empty for a "no". */
  readonly solution: Readonly<Record<string, Version>>
  /** Facts looked at. */
  readonly facts: number
  /** Steps of the derivation. */
  readonly steps: number
}

/** What a certificate's snapshot is held against: nothing, or one of these. */
export interface AnchorSync {
  /** An Ed25519 public key, 64 hexadecimal digits. */
  key?: string | undefined
  /** A snapshot's root, 64 hexadecimal digits. */
  root?: string | undefined
  registry?: Registry | undefined
}
export interface Anchor extends AnchorSync, Abortable {}

/**
 * Checks a certificate, given as itself (not as a path) or with its resolution. No solver is in it;
 * anything wrong is a `ResolutionError` with code CERTIFICATE.
 */
export function verifyResolution (certificate: string | Uint8Array | Resolution, anchor?: Anchor): Promise<CertificateReport>
export function verifyResolutionSync (certificate: string | Uint8Array | Resolution, anchor?: AnchorSync): CertificateReport
