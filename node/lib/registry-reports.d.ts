import type { FaultLevel, FaultState } from '../resolve'
import type { GateReport } from './change-reports'

/** One state of a registry. Hashes and keys here and below are hexadecimal, times seconds since 1970. */
export interface SnapshotReport {
  /** Its number, from 1. */
  readonly seq: number
  /** SHA-256 of its head: what certificates are held against. */
  readonly root: string
  /** Source → its root, without a prototype. */
  readonly roots: Readonly<Record<string, string>>
  /** When it was made; 0 for a registry just opened. */
  readonly time: number
  /** The root of the snapshot before it. */
  readonly parent: string | null
  /** What was done. */
  readonly note: string
  /** The public keys that signed it. */
  readonly signedBy: readonly string[]
}

/** A version in a list of them. */
export interface VersionEntry {
  /** Its canonical text. */
  readonly version: string
  /** Its shortest text. */
  readonly compact: string
  readonly stable: boolean
  readonly yanked: boolean
  readonly fault: FaultLevel
  readonly faultState: FaultState
  readonly published: number | null
}

/** All about one version. */
export interface EntryReport {
  readonly source: string
  readonly name: string
  readonly version: string
  readonly compact: string
  /** Name → range, as published; without a prototype. */
  readonly deps: Readonly<Record<string, string>>
  readonly yanked: boolean
  readonly fault: FaultLevel
  /** Such as `LOW_WARNING`. */
  readonly faultName: string
  readonly faultState: FaultState
  /** SHA-256 of the package file. */
  readonly sha256: string | null
  readonly published: number | null
  /** Value hash of the entry: what the trees hold. */
  readonly hash: string
}

export type AccessTier = 'LIVE' | 'LOCAL' | 'REMOTE'

/** An edge between two packages. */
export interface DependencyEdge {
  readonly name: string
  readonly range: string
  readonly tier: AccessTier
  readonly optional: boolean
}

export interface NodeRef {
  readonly packageId: string
  readonly version: string
}

/** One node of a source's tree, with the original's fourteen fields. */
export interface RegistryNode {
  readonly packageId: string
  readonly version: string
  readonly left: NodeRef | null
  readonly right: NodeRef | null
  /** Nodes on the longest way down, 1 for a leaf. */
  readonly height: number
  readonly dependencies: readonly DependencyEdge[]
  readonly dependents: readonly DependencyEdge[]
  readonly accessTier: AccessTier
  readonly accessLevel: 'PUBLIC' | 'PROTECTED' | 'PRIVATE'
  /** Ids of the package's open subscriptions. */
  readonly observers: readonly string[]
  readonly lastUpdate: number
  readonly updateCount: number
  readonly faultState: FaultState
  readonly checksum: string | null
}

/** A name found. */
export interface SearchHit {
  readonly name: string
  /** Its highest stable version that is neither yanked nor at fault level 6 or higher. */
  readonly best: string | null
}

/** What a package needs, directly and further on. */
export interface Graph {
  /** The packages, and how many of their versions can be had. */
  readonly nodes: ReadonlyArray<{ readonly name: string, readonly versions: number }>
  readonly edges: ReadonlyArray<{ readonly from: string, readonly version: string, readonly to: string, readonly range: string }>
}

/** A version that needs a package. */
export interface Dependent {
  readonly name: string
  readonly version: string
  readonly range: string
}

/** A version as a registry file has it, or the tombstone that it left behind. */
export interface Entry {
  readonly name: string
  readonly version: string
  readonly deps: Readonly<Record<string, string>>
  readonly yanked: boolean
  readonly fault: FaultLevel
  readonly sha256: string | null
  readonly published: number | null
  /** The hash of the entry that was undone. */
  readonly tombstone: string | null
}

/** One difference between two snapshots. */
export interface Change {
  readonly source: string
  readonly name: string
  readonly version: string
  readonly kind: 'published' | 'removed' | 'undone' | 'yanked' | 'unyanked' | 'fault' | 'changed'
  readonly old: Entry | null
  readonly new: Entry | null
}

/** A proof of what a snapshot holds, or does not hold. `head` and `tree` are spelled as their format is. */
export interface ProofReport {
  readonly source: string
  readonly name: string
  /** Null when all versions were asked for. */
  readonly version: string | null
  readonly present: boolean
  /** Names or versions close to what is not there: hints, not part of the proof. */
  readonly near: readonly string[]
  /** The head, with its signatures. */
  readonly head: object
  /** The source's tree as far as the answer needs it. */
  readonly tree: object
}

/** What a change did. */
export interface Receipt {
  /** The snapshot that holds it. */
  readonly snapshot: SnapshotReport
  /** The proof that it does. */
  readonly proof: ProofReport
  /** What the gates said of a version that was published; null for every other change. */
  readonly gates: GateReport | null
}
