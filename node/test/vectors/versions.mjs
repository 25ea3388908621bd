// The operations on versions and ranges.
import { compare, maxSatisfying, Policy, satisfies, satisfiesMany, sort, Version, VersionRange } from 'diram'

/** The options of a case: its policy is spelled as in a manifest. */
const options = ({ policy }) => policy === undefined ? undefined : { policy: Policy.parse(JSON.stringify(policy)) }

/** Every fact that a case may name. */
function facts (text) {
  const v = new Version(text)
  const { major, minor, patch, states, pre, build, isStable, sortKey } = v
  return { text: `${v}`, major, minor, patch, states, pre, build, stable: isStable, sortKey, semver: v.toSemver(), plain: v.toPlain() }
}

/** Name → the operation, on a case's `in`. */
export const ops = {
  version_parse: ({ text }) => facts(text),
  version_compare: ({ a, b }) => ({ order: compare(a, b) }),
  version_sort: ({ versions }) => ({ versions: sort(versions) }),
  range_parse: ({ text }) => ({ text: new VersionRange(text).text }),
  satisfies: (input) => ({ result: satisfies(input.version, input.range, options(input)) }),
  satisfies_many: (input) => ({ result: satisfiesMany(input.versions, input.range, options(input)) }),
  max_satisfying: (input) => ({ result: maxSatisfying(input.versions, input.range, options(input)) }),
  explain: (input) => new VersionRange(input.range).explain(input.version, options(input)),
  range_intersect: ({ a, b }) => ({ text: new VersionRange(a).intersect(b).text }),
  range_union: ({ a, b }) => ({ text: new VersionRange(a).union(b).text }),
  range_subset: ({ a, b }) => ({ result: new VersionRange(a).isSubset(b) }),
  range_empty: ({ text }) => ({ result: new VersionRange(text).isEmpty() })
}
