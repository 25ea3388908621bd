/** Reads SemVerX and SemVer: `2.stable.1.stable.0.stable`, `2.1.0.experimental`, `2.1.0-rc.1`. */
export type VersionLike = Version | string
export type RangeLike = VersionRange | string

/**
 * A version: a frozen value. Order, equality and `sortKey` ignore the build. `<` and `>` between two
 * Versions are right (never between a Version and text); `===` is identity, so ask `equals`.
 */
export class Version {
  /** Throws a `VersionError` that says where the text is wrong and what may have been meant. */
  constructor (text: VersionLike)
  /** The version, or null for a text that is none. */
  static tryParse (text: string): Version | null
  /** Reads SemVer 2.0.0 and nothing else. */
  static fromSemver (text: string): Version

  /** The canonical text: six fields, tail, build. */
  readonly text: string
  /** ASCII text that sorts as the versions do, and is equal for equal versions: a good key of a `Map`. */
  readonly sortKey: string
  /** At most 2^53 − 1, as the other two numbers. */
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** The states of major, minor and patch: `stable`, `experimental`, `legacy` or a name of one's own. */
  readonly states: readonly [string, string, string]
  /** The overall state: the lowest of the three. */
  readonly state: string
  /** The pre-release tail without its `-`, or null. */
  readonly pre: string | null
  /** The build without its `+`, or null. */
  readonly build: string | null
  /** Whether all states are stable and there is no tail. */
  readonly isStable: boolean

  /** The SemVer text that means the same, or null when not all states are stable. */
  toPlain (): string | null
  /** The shortest text that reads back to the same version. */
  toCompact (): string
  /** The text for tools that know only SemVer; it sorts as the versions do. */
  toSemver (): string
  /** −1, 0 or 1; builds do not count. */
  compareTo (other: VersionLike): -1 | 0 | 1
  /** Builds do not count. */
  equals (other: VersionLike): boolean
  /** Builds count. */
  isIdentical (other: VersionLike): boolean
  /** The canonical text. */
  toString (): string
  /** The canonical text; the constructor reads it back. */
  toJSON (): string
}

/** The original's name. */
export { Version as SemverX }

/** Why a version is in a range, or not. */
export interface Verdict {
  readonly admitted: boolean
  readonly reason: 'admitted' | 'outside' | 'state_not_named' | 'state_refused' | 'prerelease'
  /** One sentence. */
  readonly message: string
  /** What would admit it; was tried. Null when it is in, or nothing would. */
  readonly hint: string | null
}

/** A set of versions as people write it: a frozen value. */
export class VersionRange {
  /** Throws a `VersionError` that says where the text is wrong and what may have been meant. */
  constructor (text: RangeLike)
  /** The range, or null for a text that is none. */
  static tryParse (text: string): VersionRange | null

  /** The canonical text. */
  readonly text: string
  /** The version, when the range is that one version and nothing else, or null. */
  readonly exactPin: Version | null

  contains (version: VersionLike, options?: PolicyOption): boolean
  /** Why a version is in or not, and what to write so that it is. */
  explain (version: VersionLike, options?: PolicyOption): Verdict
  /** The versions in both. */
  intersect (other: RangeLike): VersionRange
  /** The versions in either. */
  union (other: RangeLike): VersionRange
  /** Whether every version in this range is in the other. Exact, under the default policy. */
  isSubset (other: RangeLike): boolean
  /** Whether no version at all is in the range. Exact, under the default policy. */
  isEmpty (): boolean
  /** Whether the canonical texts are equal. */
  equals (other: RangeLike): boolean
  /** The canonical text. */
  toString (): string
  /** The canonical text; the constructor reads it back. */
  toJSON (): string
}

/** Null and undefined mean the default. */
export interface PolicyFields {
  /** Experimental states: `true` everywhere, null (default) where a range names them, `false` nowhere but in an exact pin. */
  allowExperimental?: boolean | null | undefined
  /** The same for legacy states. */
  allowLegacy?: boolean | null | undefined
  /** Admit versions with a tail wherever the bounds do; default false. */
  allowPrerelease?: boolean | null | undefined
  /** What happens when a newer version is published; default `opt-in`. */
  autoUpdate?: 'off' | 'opt-in' | 'mandatory' | null | undefined
  /** Updates a second; default 5. */
  maxUpdateRate?: number | null | undefined
  /** How old a release must be: seconds, or a text such as `3d`. */
  minReleaseAge?: number | string | null | undefined
  /** The worst fault level that is still a candidate; default 5. */
  maxFault?: number | null | undefined
  /** Whether versions of one package may stand side by side, one a major line; default no. */
  lines?: 'major' | null | undefined
  /** Where packages come from: a name, or the beginning of names and `*`, to one source. */
  sources?: Readonly<Record<string, string>> | null | undefined
  /** Ranges that replace, by package, whatever is required of it. */
  overrides?: Readonly<Record<string, RangeLike>> | null | undefined
  /** Steps a resolution may take; default 1,000,000. */
  budget?: number | null | undefined
  /** Whether checks that otherwise report refuse; default false. */
  strict?: boolean | null | undefined
}

/** What a root allows, beyond what ranges say: a frozen value. */
export class Policy {
  constructor (fields?: PolicyFields)
  /** Reads a policy's JSON, keys spelled as in a manifest (`allow_experimental`). */
  static parse (json: string): Policy

  readonly allowExperimental: boolean | null
  readonly allowLegacy: boolean | null
  readonly allowPrerelease: boolean
  readonly autoUpdate: 'off' | 'opt-in' | 'mandatory'
  readonly maxUpdateRate: number
  /** Seconds. */
  readonly minReleaseAge: number | null
  readonly maxFault: number
  readonly lines: 'major' | null
  /** By name or pattern; without a prototype, as `overrides`. */
  readonly sources: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
  readonly budget: number
  readonly strict: boolean

  /** The same policy with other fields. */
  with (fields: PolicyFields): Policy
  /** Canonical JSON as in a manifest, without what is default; `Policy.parse` reads it back. */
  toString (): string
}

export interface PolicyOption {
  policy?: Policy | PolicyFields | undefined
}

/** −1, 0 or 1; fits `Array.prototype.sort`. */
export function compare (a: VersionLike, b: VersionLike): -1 | 0 | 1
/** `compare(a[i], b[i])` for every i. */
export function compareMany (a: readonly VersionLike[], b: readonly VersionLike[]): Array<-1 | 0 | 1>
/** The same versions in a new array, ascending; equal ones keep their places. */
export function sort<V extends VersionLike> (versions: readonly V[]): V[]

/** Whether a version is in a range. A text that is no version or no range throws a `VersionError`. */
export function satisfies (version: VersionLike, range: RangeLike, options?: PolicyOption): boolean
/** For each version, in order, whether it is in the range. */
export function satisfiesMany (versions: readonly VersionLike[], range: RangeLike, options?: PolicyOption): boolean[]
/** The versions in the range, in the order given. */
export function filter<V extends VersionLike> (versions: readonly V[], range: RangeLike, options?: PolicyOption): V[]
/** The preferred one of the versions in the range: stable before a higher number, then the highest. Null when there is none. */
export function maxSatisfying<V extends VersionLike> (versions: readonly V[], range: RangeLike, options?: PolicyOption): V | null
