import type {
  FaultReport, GateReport, LockReport, PluginState, Update, VersionFault
} from './lib/change-reports'
import type { Abortable } from './lib/options'
import type {
  Change, Dependent, EntryReport, Graph, ProofReport, Receipt, RegistryNode, SearchHit, SnapshotReport, VersionEntry
} from './lib/registry-reports'
import type { OrphanReport, RegistryPlugin, SecurityScanner, Subscription } from './lib/watchers'
import type { FaultCauseName, Resolver } from './resolve'
import type { Policy, PolicyFields, RangeLike, VersionLike } from './versions'

export { OrphanReport, SecurityScanner, Subscription } from './lib/watchers'
export type { AdvisoryCounts, RegistryPlugin } from './lib/watchers'
export type {
  FaultReport, Gate, GateCheck, GateOutcome, GateReport, Hook, LockReport, PluginState, Proposal, Update, UpdateKind, VersionFault, Vote
} from './lib/change-reports'
export type {
  Change, Dependent, Entry as RegistryEntry, EntryReport, Graph, ProofReport, Receipt, RegistryNode, SearchHit,
  SnapshotReport, VersionEntry
} from './lib/registry-reports'

/** Where the registry is when nobody says otherwise: `https://r.obinexus.org`. */
export const DEFAULT_ENDPOINT: 'https://r.obinexus.org'

export interface RegistryOptions {
  /** The source that names are looked up in, and the name of a single file's source; default `live`. */
  tier?: string | undefined
  /** The policy of its resolver. */
  policy?: Policy | PolicyFields | undefined
  /** The secret seed of the Ed25519 key that snapshots are signed with: 32 bytes, or 64 hexadecimal digits. */
  signingKey?: Uint8Array | string | undefined
  /** The time of all changes, in seconds since 1970; default: the clock of this machine. */
  clock?: number | undefined
  /**
   * Whether a publish that the gates find incoherent is refused, and under a strict policy one that they
   * find insufficient; default false. Their report is in the receipt either way.
   */
  gated?: boolean | undefined
  /** Most bytes of files that are read; default 1 GiB. */
  maxBytes?: number | undefined
}

/** A version to publish: a line of a registry file. */
export interface NewEntry {
  name: string
  version: VersionLike
  deps?: Readonly<Record<string, RangeLike>> | undefined
  yanked?: boolean | undefined
  fault?: number | undefined
  sha256?: string | undefined
  /** Seconds since 1970; default now. */
  published?: number | undefined
}

export interface GateOptionsSync {
  /** The time, a Date or seconds since 1970; default: the registry's clock. */
  now?: Date | number | undefined
  /** The SHA-256 measured of the package file, in hexadecimal. */
  sha256?: string | undefined
  /** The coherence measured of the package, in thousandths: 0 to 1000. */
  coherence?: number | undefined
  /** Whether the caller may know what the source holds, default true; else everything is "not found". */
  mayList?: boolean | undefined
  /** From how many dependents on a name is guarded against new names like it; default 10. */
  guardedDependents?: number | undefined
}
export interface GateOptions extends GateOptionsSync, Abortable {}

export interface LockOptionsSync {
  /** Only look: nothing is written, and no plugin is asked. Default false. */
  check?: boolean | undefined
  /** Which locked versions may move besides those that no longer fit: all (true), or those of these names. */
  update?: boolean | readonly string[] | undefined
  /** The time for `minReleaseAge`, a Date or seconds since 1970; default: the registry's clock. */
  now?: Date | number | undefined
  /** Milliseconds for resolving; then `DeadlineExceeded`. Plugins have limits of their own. */
  timeout?: number | undefined
}
export interface LockOptions extends LockOptionsSync, Abortable {}

export interface SubscribeOptions {
  /** First everything that happened after this snapshot; if that is no longer kept, a `resync` and then what is kept. */
  since?: number | undefined
}

/**
 * An open registry: a file of lines, or a folder of such files, in memory. Nothing is written back. Close
 * it, or let `using` do so; used after that it throws a `StateError`.
 */
export class Registry {
  /** Opens a file or folder at once, blocking while it reads; `Registry.open` does not. */
  constructor (endpoint?: string | URL, options?: RegistryOptions)
  static open (endpoint?: string | URL, options?: RegistryOptions & Abortable): Promise<Registry>
  /** Opens what `DIRAM_REGISTRY` names, else the default endpoint. */
  static fromEnv (options?: RegistryOptions): Registry
  /** Opens the text of a registry file. */
  static fromLines (text: string, options?: RegistryOptions): Registry

  /** Where it was opened; empty for text. */
  readonly endpoint: string
  /** The policy it was opened with. */
  readonly policy: Policy
  /** The source that names are looked up in. */
  readonly source: string
  /** A resolver over this registry under its policy. One taken before the registry is closed answers on. */
  readonly resolver: Resolver
  /** The Ed25519 key that signs its snapshots, in hexadecimal, or null. */
  readonly publicKey: string | null

  /** Which state this handle shows. */
  snapshot (options?: Abortable): Promise<SnapshotReport>
  snapshotSync (): SnapshotReport
  /** The registry as it was in an earlier snapshot: a handle that shows it for ever and changes nothing. */
  at (seq: number, options?: Abortable): Promise<Registry>
  atSync (seq: number): Registry

  /** The names of all packages of which a version can be had. */
  names (options?: Abortable): Promise<readonly string[]>
  namesSync (): readonly string[]
  /** The versions of a package, ascending; none is a `ResolutionError` with code NOT_FOUND. */
  versions (name: string, options?: Abortable): Promise<readonly VersionEntry[]>
  versionsSync (name: string): readonly VersionEntry[]
  /** All about one version. */
  info (name: string, version: VersionLike, options?: Abortable): Promise<EntryReport>
  infoSync (name: string, version: VersionLike): EntryReport
  /** The version's node in the tree. */
  node (name: string, version: VersionLike, options?: Abortable): Promise<RegistryNode>
  nodeSync (name: string, version: VersionLike): RegistryNode
  /** Names that hold a text; if there are none, names near it. At most 100. */
  search (text: string, options?: Abortable): Promise<readonly SearchHit[]>
  searchSync (text: string): readonly SearchHit[]
  /** What a package needs, directly and further on, whichever of its versions. */
  graph (name: string, options?: Abortable): Promise<Graph>
  graphSync (name: string): Graph
  /** Every version of every package that needs this one. */
  dependents (name: string, options?: Abortable): Promise<readonly Dependent[]>
  dependentsSync (name: string): readonly Dependent[]
  /** What changed from snapshot `a` to snapshot `b`. */
  diff (a: number, b: number, options?: Abortable): Promise<readonly Change[]>
  diffSync (a: number, b: number): readonly Change[]
  /** The proof that a version, or any version of a name, is there or is not. */
  prove (name: string, options?: { version?: VersionLike | undefined } & Abortable): Promise<ProofReport>
  proveSync (name: string, options?: { version?: VersionLike | undefined }): ProofReport

  /** The versions with at least this fault level, by name; default 1. 6 is what waits for a review. */
  faults (atLeast?: number, options?: Abortable): Promise<readonly VersionFault[]>
  faultsSync (atLeast?: number): readonly VersionFault[]
  /** May this version be installed? What each of the eight gates says; a text that is no name or version is an answer too. */
  gate (name: string, version: VersionLike, options?: GateOptions): Promise<GateReport>
  gateSync (name: string, version: VersionLike, options?: GateOptionsSync): GateReport
  /** May this line be published? */
  gatePublish (entry: NewEntry | string, options?: GateOptions): Promise<GateReport>
  gatePublishSync (entry: NewEntry | string, options?: GateOptionsSync): GateReport

  /**
   * Publishes a version; one that is there or was undone is a `RegistryError` with code EXISTS. A plugin's
   * refusal is a `RegistryError` with code PLUGIN, whose `details.votes` has the reasons.
   */
  publish (entry: NewEntry | string, options?: Abortable): Promise<Receipt>
  publishSync (entry: NewEntry | string): Receipt
  /** Withdraws a version: only a lock or an exact pin of the root chooses it from now on. */
  yank (name: string, version: VersionLike, options?: Abortable): Promise<Receipt>
  yankSync (name: string, version: VersionLike): Receipt
  /** Takes the withdrawal back. */
  unyank (name: string, version: VersionLike, options?: Abortable): Promise<Receipt>
  unyankSync (name: string, version: VersionLike): Receipt
  /** Sets a version's fault level, 0 to 17. */
  setFault (name: string, version: VersionLike, level: number, options?: Abortable): Promise<Receipt>
  setFaultSync (name: string, version: VersionLike, level: number): Receipt
  /**
   * Says that a version was found at fault, by level or cause, and does what the level asks for. The level
   * only rises. A fault of integrity (13, 15, 16, 17) undoes a version that was at fault 6 or more ever
   * since it came; others stay what they are.
   */
  handleFault (name: string, version: VersionLike, fault: number | FaultCauseName, options?: Abortable): Promise<FaultReport>
  handleFaultSync (name: string, version: VersionLike, fault: number | FaultCauseName): FaultReport
  /**
   * Brings everything about one package back to snapshot `to`, in a new snapshot; without `to` it undoes
   * the latest change. What is undone leaves its number behind: it is never free again.
   */
  rollback (name: string, options?: { to?: number | undefined } & Abortable): Promise<Receipt>
  rollbackSync (name: string, options?: { to?: number | undefined }): Receipt

  /**
   * Brings the lock of a project, `semverx-lock.json`, up to date with its manifest: a package.json,
   * pyproject.toml or Cargo.toml, or the folder of one. No solution is a `ResolutionError` with code
   * NO_SOLUTION, a gate's refusal one with GATE, a plugin's a `RegistryError` with PLUGIN; the lock is
   * what it was then. `LOCK_FILE`: somebody else wrote it meanwhile, or it cannot be read.
   */
  lock (project: string | URL, options?: LockOptions): Promise<LockReport>
  lockSync (project: string | URL, options?: LockOptionsSync): LockReport

  /**
   * Puts a plugin in: it is asked before every publish and every lock, and any refusal stops them. Those in
   * JavaScript are asked one after the other on the event loop, those that come with diram on threads of
   * its own. `deadline` is the time for each call in milliseconds, default 2000; one that takes longer refuses
   * and is switched off. A promise is given up when its time is over; a hook that blocks the event loop
   * cannot be interrupted, and is judged late afterwards. A name that is taken is an `ArgumentError`.
   */
  plug (plugin: RegistryPlugin | SecurityScanner | OrphanReport, options?: { deadline?: number | undefined }): void
  /** Takes a plugin out. Says whether there was one of that name. */
  unplug (name: string): boolean
  /** The plugins in the order of their votes: those that come with diram, then those in JavaScript. */
  plugins (): readonly PluginState[]

  /**
   * Hears of what happens to a package, and of mandatory updates of what it needs. No such package is a
   * `ResolutionError` with code NOT_FOUND; of at most 100 a package the next is `TooManyObservers`.
   * A callback is called later, from the event loop; what it throws becomes a `DiramWarning` of the process.
   */
  subscribe (name: string, options?: SubscribeOptions): Subscription
  subscribe (name: string, callback: (update: Update) => unknown, options?: SubscribeOptions): Subscription
  /** The observed packages whose newest release is older than so many days, default 90. Their observers hear of it once a version. */
  checkStale (days?: number, options?: Abortable): Promise<readonly Update[]>
  checkStaleSync (days?: number): readonly Update[]
  /** Moves a fixed `clock`; the machine's is a `StateError`. */
  advanceClock (milliseconds: number, options?: Abortable): Promise<void>
  advanceClockSync (milliseconds: number): void

  /** Closes its subscriptions and lets go of the registry. Calls under way end in peace; closing twice is fine. */
  close (): void
  [Symbol.dispose] (): void
  [Symbol.asyncDispose] (): Promise<void>
}
