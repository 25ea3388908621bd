import type { FaultLevel, Strategy } from '../resolve'
import type { Version } from '../versions'

/** What a strategy advises: swap while it runs; swap, and look; do not swap while it runs. */
export type SwapVerdict = 'SAFE_SWAP' | 'WARNING' | 'PANIC'

/** What parity of links says of a swap. */
export interface Parity {
  /** No odd package is safe, two are a warning, more a panic. */
  readonly verdict: SwapVerdict
  /** Packages with an odd number of the links looked at, by name. */
  readonly odd: readonly string[]
  /** Links that are new. */
  readonly added: ReadonlyArray<readonly [string, string]>
  /** Links that are gone. */
  readonly removed: ReadonlyArray<readonly [string, string]>
  /** Whether the links looked at hang together. Counts in the literal form only. */
  readonly connected: boolean
}

/** Whether all of it installs, and in which order. */
export interface InstallOrder {
  /** Safe, or panic when something is missing or there is a circle. */
  readonly verdict: SwapVerdict
  /** Every package, dependencies first, ties by name; a circle's packages stand together. */
  readonly order: readonly string[]
  /** Packages that need each other in a circle, from the smallest name on. */
  readonly circle: readonly string[]
  /** What is needed and not there: who needs it, and the name and range. */
  readonly missing: ReadonlyArray<readonly [string, string]>
  /** Whether each package in the order is linked to the one before it: the schema's literal form. */
  readonly literal: boolean
}

/** A step of an update. */
export interface Hop {
  readonly from: Version
  readonly to: Version
  readonly cost: number
  /** The parity of the links that it changes. */
  readonly verdict: SwapVerdict
  /** The fault level of the version it leads to. */
  readonly fault: FaultLevel
  /** Other packages that have to change with it. */
  readonly needs: readonly string[]
}

/** The cheapest way of an update, or why there is none. */
export interface UpdatePath {
  readonly name: string
  readonly from: Version
  readonly to: Version
  /** Whether there is one. */
  readonly found: boolean
  /** The worst verdict of its hops; panic when there is no way. */
  readonly verdict: SwapVerdict
  /** The sum of its hops' costs. */
  readonly cost: number
  readonly hops: readonly Hop[]
  /** Why there is no way; it begins with `NO_SAFE_PATH`. */
  readonly reason: string | null
}

/** What a check found. What its strategy says nothing of is null. */
export interface CheckReport {
  readonly strategy: Strategy
  /** What it advises. */
  readonly verdict: SwapVerdict
  /** The level that the verdict stands for: 0, 3 or 12. */
  readonly fault: FaultLevel
  /** The verdict in a sentence. */
  readonly message: string
  /** Of the Eulerian check. */
  readonly parity: Parity | null
  /** Of the Eulerian check: labels whose running version would change to one of fault level 6 or higher. */
  readonly frozen: readonly string[] | null
  /** Of the Hamiltonian check. */
  readonly install: InstallOrder | null
  /** Of the A* check: one for each package whose version changes. */
  readonly ways: readonly UpdatePath[] | null
}

/** A chosen version with what it needs of the others. */
export interface SolutionNode {
  /** Name, with its line where there are several. */
  readonly label: string
  readonly version: Version
  readonly fault: FaultLevel
  readonly yanked: boolean
  /** Labels of the chosen versions that it needs. */
  readonly needs: readonly string[]
  /** Requirements (name and range) that nothing chosen meets. */
  readonly unmet: readonly string[]
}
