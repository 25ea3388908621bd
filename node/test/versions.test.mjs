import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import test from 'node:test'
import {
  ArgumentError, Code, compare, compareMany, filter, maxSatisfying, Policy, satisfies, satisfiesMany, SemverX, sort, Version,
  VersionError, VersionRange
} from 'diram'
import * as versions from 'diram/versions'

const refused = (type, facts) => (error) => {
  assert.ok(error instanceof type, inspect(error))
  for (const [key, value] of Object.entries(facts)) assert.deepEqual(error[key] ?? error.details[key], value, key)
  return true
}

test('a version is a frozen value with the facts of its text', () => {
  const v = new Version('2.1.0.experimental-rc.1+linux')
  assert.deepEqual(
    [v.text, v.major, v.minor, v.patch, v.states, v.state, v.pre, v.build, v.isStable],
    ['2.experimental.1.experimental.0.experimental-rc.1+linux', 2, 1, 0,
      ['experimental', 'experimental', 'experimental'], 'experimental', 'rc.1', 'linux', false]
  )
  assert.throws(() => { v.text = 'other' }, TypeError)
  assert.throws(() => { v.more = 1 }, TypeError)
  assert.equal(new Version('9007199254740991.0.0').major, Number.MAX_SAFE_INTEGER)
  assert.deepEqual([new Version('1.2.3+a-b.c').pre, new Version('1.2.3+a-b.c').build], [null, 'a-b.c'])
  assert.equal(new Version('1.stable.2.legacy.3.stable').state, 'legacy')
  assert.equal(new Version('1.2.3').isStable, true)
})

test('a version goes into text, JSON and a log, and comes back', () => {
  const v = new Version('1.2.3-rc.1+b')
  assert.equal(String(v), '1.stable.2.stable.3.stable-rc.1+b')
  assert.equal(`${v}`, v.text)
  assert.deepEqual(new Version(JSON.parse(JSON.stringify(v))), v)
  assert.deepEqual(new Version(v), v)
  assert.notDeepEqual(new Version('1.2.4'), new Version('1.2.3'))
  assert.equal(inspect({ v }), "{ v: Version('1.stable.2.stable.3.stable-rc.1+b') }")
  assert.deepEqual([v.toPlain(), v.toCompact(), v.toSemver()], ['1.2.3-rc.1+b', '1.2.3-rc.1+b', '1.2.3-3.rc.1+b'])
  assert.equal(new Version('1.2.3.legacy').toPlain(), null)
  assert.deepEqual(new Version(structuredClone(v).text), v)
})

test('operators, compare, sortKey, equals and Map keys agree', () => {
  const [low, high] = [new Version('1.2.3-rc.1'), new Version('1.2.3')]
  assert.ok(low < high && high > low && low <= high && !(low > high))
  assert.ok(new Version('9.0.0') < new Version('10.0.0'), 'numbers, not text')
  assert.deepEqual([compare(low, high), compare(high, low), compare(high, '1.2.3+b')], [-1, 1, 0])
  assert.deepEqual([compare('1.2.3-rc.1', '1.2.3'), low.compareTo(high)], [-1, -1])
  assert.deepEqual([high, low].sort(compare), [low, high])
  const built = new Version('1.2.3+b')
  assert.ok(high.equals(built) && !high.isIdentical(built) && built.isIdentical('1.2.3+b') && !high.equals(low))
  assert.equal(new Map([[high.sortKey, 'found']]).get(built.sortKey), 'found')
  assert.ok(low.sortKey < high.sortKey)
})

test('a text that is no version says where and what instead', () => {
  assert.throws(() => new Version('1.2'), refused(VersionError, { code: Code.VERSION, text: '1.2', suggestion: '1.stable.2.stable.0.stable' }))
  assert.throws(() => new Version('1.2.x'), (e) => e.details.column >= 1 && e.hint !== undefined)
  assert.throws(() => new Version('1.2'), (e) => e.column === e.details.column && e.suggestion === '1.stable.2.stable.0.stable')
  assert.throws(() => new VersionRange('^^1'), (e) => e.column === 2 && e.suggestion === '1.*.*')
  assert.throws(() => new VersionRange('>'), (e) => e.column === 2 && e.suggestion === null)
  assert.deepEqual([new VersionError('text', { code: Code.RANGE }).column, new VersionError('text', { code: Code.RANGE }).suggestion], [null, null])
  assert.throws(() => compare('1.2.3', 'v1'), refused(VersionError, { text: 'v1' }))
  assert.throws(() => new Version(5), refused(ArgumentError, { argument: 'text' }))
  assert.throws(() => compare(new Version('1.0.0'), 5), refused(ArgumentError, { argument: 'b' }))
  assert.throws(() => new Version('1.2.\ud800'), VersionError)
  assert.throws(() => new Version('1.2.\uff13'), VersionError)
  assert.throws(() => new Version(`1.2.3-${'a'.repeat(90)}${'é'.repeat(10)}`), VersionError)
  assert.equal(new Version(`1.2.3-${'a'.repeat(95)}`).pre, 'a'.repeat(95))
  assert.equal(Version.tryParse('1.2'), null)
  assert.deepEqual(Version.tryParse('1.2.3'), new Version('1.2.3'))
  assert.throws(() => Version.tryParse(1), ArgumentError)
})

test('SemVer in is SemVer and nothing else', () => {
  assert.deepEqual(Version.fromSemver('1.2.3-rc.1'), new Version('1.2.3-rc.1'))
  assert.throws(() => Version.fromSemver('1.2.3.stable'), refused(VersionError, { suggestion: '1.2.3' }))
})

test('a range contains, explains and remembers its text', () => {
  const r = new VersionRange('semverx:^1.2 || 2.*.*.{exp|stable}')
  assert.equal(r.text, '^1.2 || 2.*.*.{stable|experimental}')
  assert.ok(r.contains('1.3.0') && r.contains(new Version('2.0.0.experimental')) && !r.contains('1.1.0'))
  assert.deepEqual(new VersionRange(JSON.parse(JSON.stringify(r))), r)
  assert.equal(inspect(new VersionRange('1')), "VersionRange('1')")
  assert.throws(() => { r.text = '*' }, TypeError)
  const verdict = new VersionRange('^1.2').explain('1.3.0-rc.1')
  assert.deepEqual([verdict.admitted, verdict.reason, verdict.hint], [false, 'prerelease', 'write `^1.2 || 1.3.0-rc.1`'])
  assert.equal(verdict.message.includes('1.3.0-rc.1'), true)
  assert.deepEqual(new VersionRange('^1.2').explain('1.3.0').hint, null)
  assert.deepEqual([new VersionRange('=1.2.3').exactPin, new VersionRange('^1').exactPin], [new Version('1.2.3'), null])
})

test('ranges intersect, unite and compare', () => {
  const [a, b] = [new VersionRange('^1.2 || 3'), new VersionRange('<2')]
  assert.equal(a.intersect(b).text, '^1.2 & <2 || 3 & <2')
  assert.equal(a.union('<2').text, '^1.2 || 3 || <2')
  assert.ok(new VersionRange('~1.4.2').isSubset('^1.4') && !a.isSubset(b))
  assert.ok(new VersionRange('>2').intersect('<1').isEmpty() && !a.isEmpty())
  assert.ok(new VersionRange('1.x').equals('1') && !a.equals(b))
})

test('a text that is no range says where and what instead', () => {
  assert.throws(() => new VersionRange('^^1'), refused(VersionError, { code: Code.RANGE, column: 2 }))
  assert.throws(() => satisfies('1.2.3', '1.2.3.4.5'), refused(VersionError, { code: Code.RANGE }))
  assert.throws(() => satisfies('1.2', '^1'), refused(VersionError, { code: Code.VERSION }))
  assert.throws(() => satisfies('1.2.3', 1), refused(ArgumentError, { argument: 'range' }))
  assert.throws(() => new VersionRange(Array(65).fill('1').map((n, i) => n + '.' + i).join(' ')), refused(ArgumentError, { code: Code.LIMIT }))
  assert.throws(() => new VersionRange(`${'1 '.repeat(3000)}`), refused(ArgumentError, { code: Code.LIMIT }))
  assert.deepEqual([VersionRange.tryParse('^^1'), VersionRange.tryParse('1'.repeat(5000))], [null, null])
  assert.deepEqual(VersionRange.tryParse('^1'), new VersionRange('^1'))
})

test('a policy decides, in every question alike', () => {
  const version = '1.stable.3.experimental.0.stable'
  const list = ['1.2.0', version]
  const policy = new Policy({ allowExperimental: true })
  assert.equal(satisfies(version, '^1.2'), false)
  for (const given of [{ policy }, { policy: { allowExperimental: true } }]) {
    assert.equal(satisfies(version, '^1.2', given), true)
    assert.equal(new VersionRange('^1.2').contains(version, given), true)
    assert.equal(new VersionRange('^1.2').explain(version, given).admitted, true)
    assert.deepEqual(satisfiesMany(list, '^1.2', given), [true, true])
    assert.deepEqual(filter(list, '^1.2', given), list)
    assert.equal(maxSatisfying(list, '^1.2 || 1.*.*.experimental', given), '1.2.0')
  }
  assert.equal(satisfies(version, '1.*.*.experimental', { policy: { allowExperimental: false } }), false)
  assert.equal(satisfies('1.3.0-rc.1', '^1.2', { policy: { allowPrerelease: true } }), true)
})

test('a policy is a frozen value with defaults, and round-trips', () => {
  const usual = new Policy()
  const none = { __proto__: null }
  assert.deepEqual({ ...usual }, {
    allowExperimental: null, allowLegacy: null, allowPrerelease: false, autoUpdate: 'opt-in', maxUpdateRate: 5,
    minReleaseAge: null, maxFault: 5, lines: null, sources: none, overrides: none, budget: 1_000_000, strict: false
  })
  const policy = new Policy({ minReleaseAge: '3d', overrides: { my_core: new VersionRange('^1.x') }, sources: { '@a_b/*': 'live' } })
  assert.equal(policy.minReleaseAge, 259_200)
  assert.deepEqual([policy.overrides, policy.sources], [{ __proto__: null, my_core: '^1' }, { __proto__: null, '@a_b/*': 'live' }])
  assert.equal(String(policy), '{"min_release_age":259200,"overrides":{"my_core":"^1"},"sources":{"@a_b/*":"live"}}')
  assert.deepEqual(Policy.parse(String(policy)), policy)
  assert.deepEqual(new Policy(JSON.parse(JSON.stringify(policy))), policy)
  assert.deepEqual(policy.with({ minReleaseAge: null }).minReleaseAge, null)
  assert.throws(() => { policy.overrides.other = '*' }, TypeError)
  assert.match(inspect(policy), /^Policy\(\{\s+minReleaseAge: 259200,\s+overrides/)
})

test('a wrong policy names the key, and the nearest known one', () => {
  assert.throws(() => new Policy({ allow_experimental: true }), refused(ArgumentError, { nearest: 'allowExperimental' }))
  assert.throws(() => satisfies('1.0.0', '1', { policy: { maxFaults: 1 } }), refused(ArgumentError, { nearest: 'maxFault' }))
  assert.throws(() => satisfies('1.0.0', '1', { polcy: {} }), refused(ArgumentError, { nearest: 'policy' }))
  assert.throws(() => Policy.parse('{"allow_experimentl":true}'), refused(Error, { code: Code.POLICY, nearest: 'allow_experimental' }))
  assert.throws(() => Policy.parse('{'), refused(Error, { code: Code.POLICY }))
  for (const [key, value] of [
    ['maxFault', 18], ['maxFault', NaN], ['allowLegacy', 1], ['budget', 1.5], ['sources', []], ['overrides', { core: 5 }],
    ['minReleaseAge', -1], ['strict', () => true]
  ]) assert.throws(() => new Policy({ [key]: value }), ArgumentError, `${key}: ${inspect(value)}`)
  for (const [key, value] of [['autoUpdate', 'sometimes'], ['lines', 'minor'], ['overrides', { core: '^^1' }], ['minReleaseAge', '3y']]) {
    assert.throws(() => new Policy({ [key]: value }), refused(Error, { code: Code.POLICY }), `${key}: ${inspect(value)}`)
  }
})

test('lists keep what was given, and equal the single calls', () => {
  const texts = []
  for (let i = 0; i < 10_000; i++) texts.push(`${i % 7}.${i % 11}.${i % 13}${['', '-rc.1', '.experimental', '+b'][i % 4]}`)
  const range = '^1.2 || 3.*.*.experimental'
  const bits = satisfiesMany(texts, range)
  assert.deepEqual(bits, texts.map((text) => satisfies(text, range)))
  assert.ok(bits.includes(true) && bits.includes(false))
  assert.deepEqual(filter(texts, range), texts.filter((text) => new VersionRange(range).contains(text)))
  assert.deepEqual(sort(texts), texts.toSorted((a, b) => compare(a, b)))
  const objects = texts.slice(0, 100).map((text) => new Version(text))
  assert.ok(sort(objects).every((v) => objects.includes(v)), 'the same objects')
  assert.deepEqual(compareMany(texts, texts.toReversed()), texts.map((text, i) => compare(text, texts.at(-1 - i))))
  assert.equal(maxSatisfying(texts, range), texts.findLast((text) => text.startsWith('1.10.12') && satisfies(text, range)) && maxSatisfying(objects.concat(texts), range).toString())
})

test('lists: nothing in, nothing out; a wrong member is named', () => {
  assert.deepEqual([satisfiesMany([], '*'), filter([], '*'), sort([]), compareMany([], []), maxSatisfying([], '*')], [[], [], [], [], null])
  assert.equal(maxSatisfying(['1.0.0'], '^2'), null)
  assert.throws(() => satisfiesMany(['1.0.0', 'x'], '*'), refused(VersionError, { text: 'x' }))
  assert.throws(() => sort(['1.0.0\n1.0.1', '1.0.0']), refused(VersionError, { text: '1.0.0\n1.0.1' }))
  assert.throws(() => filter(['1.0.0\n'], '*'), refused(VersionError, { text: '1.0.0\n' }))
  assert.throws(() => sort(['']), VersionError)
  assert.throws(() => sort(['1.0.0', 5]), refused(ArgumentError, { argument: 'versions[1]' }))
  assert.throws(() => sort('1.0.0'), refused(ArgumentError, { argument: 'versions' }))
  assert.throws(() => compareMany(['1.0.0'], []), refused(ArgumentError, { argument: 'b' }))
  assert.throws(() => satisfiesMany([], '^^1'), refused(VersionError, { code: Code.RANGE }))
})

test('more ranges than are kept, and long ones, answer alike', () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 1500; i++) assert.equal(satisfies(`1.${i}.0`, `~1.${i}`), true)
    assert.equal(satisfies('1.5.0', `1.5 || ${Array.from({ length: 40 }, (_, i) => `2.${i}.0-alpha`).join(' || ')}`), true)
  }
})

test('the original’s name is the same class, here and in diram/versions', () => {
  assert.equal(SemverX, Version)
  assert.equal(versions.Version, Version)
})
