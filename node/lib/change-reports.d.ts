import type { FaultLevel, FaultState, RecoveryAction, SnapshotId } from '../resolve'
import type { Version } from '../versions'
import type { EntryReport, ProofReport, SnapshotReport } from './registry-reports'

/** What was done about a fault. */
export interface FaultReport {
  readonly name: string
  readonly version: string
  /** The level before. */
  readonly before: FaultLevel
  /** The level now: the higher of the one before and the one found. */
  readonly fault: FaultLevel
  readonly faultState: FaultState
  readonly action: RecoveryAction
  /** Whether the version is frozen: nothing that runs is swapped to it. */
  readonly frozen: boolean
  /** The snapshot that the version went back to, where it was not there; null if it stayed. */
  readonly rolledBackTo: number | null
  /** The versions undone by that. */
  readonly undone: readonly string[]
  /** The newest snapshot: a new one if anything changed. */
  readonly snapshot: SnapshotReport
}

/** A version that something is known against. */
export interface VersionFault {
  readonly name: string
  readonly version: string
  readonly fault: FaultLevel
  /** Such as `LOW_WARNING`. */
  readonly faultName: string
  readonly faultState: FaultState
  readonly action: RecoveryAction
  readonly frozen: boolean
}

export type Gate = 'syntax' | 'rights' | 'existence' | 'near_name' | 'cooldown' | 'integrity' | 'fault' | 'plugins'
/** What all gates say together: all is known and fits; something is not known or needs a review; something contradicts. */
export type GateOutcome = 'VALID' | 'INSUFFICIENT' | 'INCOHERENT'

/** What one gate says. */
export interface GateCheck {
  readonly gate: Gate
  readonly verdict: GateOutcome | 'SKIPPED'
  readonly reason: string
}

/** What the gates say about one version. */
export interface GateReport {
  /** The package; empty for a line that cannot be read. */
  readonly name: string
  /** The version, canonical if it is one. */
  readonly version: string
  /** The worst of the verdicts. */
  readonly outcome: GateOutcome
  /** All eight, in their order. */
  readonly gates: readonly GateCheck[]
  /** Names or versions that may have been meant, or that a new name looks like. */
  readonly near: readonly string[]
  /** The proof that it is not there, where the existence gate says so. */
  readonly proof: ProofReport | null
}

export type UpdateKind = 'publish' | 'opt_in' | 'yank' | 'unyank' | 'fault' | 'rollback' | 'mandatory' | 'stale' | 'resync'

/** Something that happened to a package. */
export interface Update {
  readonly package: string
  /** The highest version that was there below a new one. */
  readonly oldVersion: string | null
  readonly version: string
  readonly kind: UpdateKind
  /** The number of the snapshot in which it happened. */
  readonly seq: number
  /** Which of the package's updates in that snapshot, from 0. */
  readonly index: number
  readonly fault: FaultLevel
  /** The packages that a mandatory update affects; else empty. */
  readonly dependents: readonly string[]
  /** The version to go to; only of a mandatory update. */
  readonly fix: string | null
  /** How many earlier updates it stands for besides itself. */
  readonly merged: number
}

export type Hook = 'on_publish' | 'on_install' | 'on_update' | 'on_remove' | 'on_resolve'

/** What a plugin answered. */
export interface Vote {
  readonly plugin: string
  readonly hook: Hook
  /** The package it was asked about; empty for `on_resolve`. */
  readonly name: string
  readonly version: string
  readonly answer: 'yes' | 'no' | 'failed' | 'late' | 'missing'
  /** The reason, if it gave one. */
  readonly why: string | null
}

/** A plugin of a registry. */
export interface PluginState {
  readonly name: string
  /** Whether it is asked. */
  readonly on: boolean
  /** Why it is not asked any more. */
  readonly why: string | null
}

/** An answer of the resolver that is about to become a lock. */
export interface Proposal {
  /** What the project asks for: name → range, without a prototype. */
  readonly requirements: Readonly<Record<string, string>>
  /** Every package chosen, by label. */
  readonly packages: readonly EntryReport[]
  /** Labels of those that come. */
  readonly installs: readonly string[]
  /** Labels of those that change their version. */
  readonly updates: readonly string[]
  /** Labels of those that go. */
  readonly removes: readonly string[]
}

/** What locking did, and what it rests on. Names in it are labels: with their line where there are several. */
export interface LockReport {
  /** The manifest's path. */
  readonly manifest: string
  /** The lock's path. */
  readonly path: string
  /** What became of it; `stale`: it would have to be written, and was only checked. */
  readonly status: 'written' | 'current' | 'stale'
  readonly installs: ReadonlyArray<{ readonly name: string, readonly version: Version }>
  readonly updates: ReadonlyArray<{ readonly name: string, readonly old: Version, readonly new: Version }>
  /** What went; an orphan because what needed it did. */
  readonly removes: ReadonlyArray<{ readonly name: string, readonly version: Version, readonly orphan: boolean }>
  /** What an update would bring; nothing when the policy's `autoUpdate` is `off`. */
  readonly available: ReadonlyArray<{ readonly name: string, readonly version: Version, readonly newer: Version }>
  /** Label → version, without a prototype. */
  readonly solution: Readonly<Record<string, Version>>
  /** The worst level of the chosen versions. */
  readonly fault: FaultLevel
  readonly faultState: FaultState
  /** The state of the registry that was asked. */
  readonly snapshot: SnapshotId
  /** The gates of each package that came or changed, in the order of `installs`, then `updates`. */
  readonly gates: readonly GateReport[]
  /** Every vote of every plugin. */
  readonly votes: readonly Vote[]
}
