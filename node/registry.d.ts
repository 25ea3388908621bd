import type { Abortable } from './lib/options'
import type {
  Change, Dependent, EntryReport, Graph, ProofReport, Receipt, RegistryNode, SearchHit, SnapshotReport, VersionEntry
} from './lib/registry-reports'
import type { Resolver } from './resolve'
import type { Policy, PolicyFields, RangeLike, VersionLike } from './versions'

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

  /** Publishes a version; one that is there or was undone is a `RegistryError` with code EXISTS. */
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
   * Brings everything about one package back to snapshot `to`, in a new snapshot; without `to` it undoes
   * the latest change. What is undone leaves its number behind: it is never free again.
   */
  rollback (name: string, options?: { to?: number | undefined } & Abortable): Promise<Receipt>
  rollbackSync (name: string, options?: { to?: number | undefined }): Receipt

  /** Lets go of the registry. Calls under way end in peace; closing twice is fine. */
  close (): void
  [Symbol.dispose] (): void
  [Symbol.asyncDispose] (): Promise<void>
}
