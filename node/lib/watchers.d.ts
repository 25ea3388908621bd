import type { Abortable } from './options'
import type { Proposal, Update } from './change-reports'
import type { EntryReport } from './registry-reports'

/**
 * A plugin: any object with any of these methods. One that returns agrees, whatever it returns but an
 * `Error`; one that throws, or whose promise rejects, refuses, and the error's message is the reason.
 * While it is asked it cannot change the registry that asks: that is a `StateError`. A promise needs
 * `publish` or `lock`: `publishSync` and `lockSync` refuse to wait for one, with a `StateError`.
 */
export interface RegistryPlugin {
  /** Default: the name of its class. */
  readonly name?: string | (() => string)
  /** May this version be published? */
  onPublish? (pkg: EntryReport): unknown
  /** May this package come into a lock? */
  onInstall? (pkg: EntryReport): unknown
  /** May this package change its version in a lock? */
  onUpdate? (old: EntryReport, pkg: EntryReport): unknown
  /** May this package leave a lock? */
  onRemove? (pkg: EntryReport): unknown
  /** May this answer, as a whole, become a lock? */
  onResolve? (proposal: Proposal): unknown
}

/** What a scanner read. */
export interface AdvisoryCounts {
  /** Advisories, each id once. */
  readonly advisories: number
  /** Those that were withdrawn, and affect nothing. */
  readonly withdrawn: number
  /** Those that are about no package of the ecosystem `SemVerX`. */
  readonly foreign: number
  /** `affected` entries about other ecosystems, or about none. */
  readonly otherEntries: number
  /** Ranges of commits, which are not looked at. */
  readonly gitRanges: number
  /** Advisories that said again what another with the same id says. */
  readonly repeated: number
}

/** A package of which only name and version are looked at. */
type Named = Pick<EntryReport, 'name' | 'version'>

/**
 * A plugin that keeps versions with known vulnerabilities out of locks. It reads a folder of OSV files, as
 * databases publish them. An install is refused if an advisory affects the version; an update if the new
 * version has a vulnerability that the old one has not, or is called fixed and is not.
 */
export class SecurityScanner {
  /** Reads every `.json` file in the folder and below, blocking; `SecurityScanner.open` does not. */
  constructor (folder: string | URL)
  static open (folder: string | URL, options?: Abortable): Promise<SecurityScanner>
  readonly name: 'SecurityScanner'
  readonly counts: AdvisoryCounts
  /** The ids of the advisories that affect a package, ascending. */
  advisories (pkg: Named): readonly string[]
  /** Whether any advisory affects a package. */
  hasVulnerabilities (pkg: Named): boolean
  /** Whether nothing that is known against the old version is left in the new one. */
  fixesVulnerabilities (old: Named, pkg: Named): boolean
}

/**
 * A plugin that refuses nothing and remembers what the packages that leave a lock leave behind: their
 * dependencies that leave with them, because nobody needs them any more.
 */
export class OrphanReport {
  constructor ()
  readonly name: 'OrphanReport'
  /** The labels of the orphans of the last lock, ascending. */
  orphans (): readonly string[]
}

/**
 * An open subscription. Without a callback, `next`, `poll` or `for await` give its updates, each once; it
 * keeps the process alive while somebody waits for one. With a callback it does so until it is closed,
 * as an open socket does, unless `unref` was called. At most as many updates a second come as the policy's
 * `maxUpdateRate` says, twice as many at once; what comes faster is merged, but for mandatory ones. It ends
 * when it or its registry is closed; used after that it throws a `StateError` with code CLOSED.
 */
export class Subscription implements AsyncIterable<Update> {
  private constructor ()
  readonly package: string
  readonly closed: boolean
  /** The next update; waits for it, at most `timeout` milliseconds. Null when none came in time. */
  next (timeout?: number, options?: Abortable): Promise<Update | null>
  /** The next update if there is one now, or null. */
  poll (): Update | null
  /** Leaving the loop closes the subscription; closing it ends the loop. */
  [Symbol.asyncIterator] (): AsyncIterableIterator<Update>
  /** Lets it keep the process alive again. */
  ref (): this
  /** Lets the process end although it is open. */
  unref (): this
  /** Ends it, and the wait of those who wait. Twice is fine. */
  close (): void
  [Symbol.dispose] (): void
  [Symbol.asyncDispose] (): Promise<void>
}
