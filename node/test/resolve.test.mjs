import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import {
  ArgumentError, Cancelled, Code, FaultCause, FaultLevel, FaultState, faultState, RecoveryAction, recoveryAction, Registry, Resolution,
  ResolutionError, ResolutionResult, Resolver, StateError, Version, VersionError, VersionRange, verifyResolution, verifyResolutionSync
} from 'diram'
import { folder } from './damage.mjs'
import { closing } from './support.mjs'

const require = createRequire(import.meta.url)

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^2","a_b":"*"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1"}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"2.1.0","deps":{}}
{"name":"core","version":"2.2.0","deps":{},"yanked":true}
{"name":"a_b","version":"1.0.0","deps":{"core":"*"}}
`

const opened = (t, given) => closing(t, Registry.fromLines(LINES, given))

test('the levels and bands are the core’s', (t) => {
  const core = JSON.parse(require('./hooks/diram.node').faultLevels())
  assert.deepEqual(FaultLevel, Object.fromEntries(core.map(({ name }, level) => [name, level])))
  for (const [level, { state, action }] of core.entries()) {
    assert.equal(faultState(level), FaultState[state])
    assert.equal(recoveryAction(level), RecoveryAction[action])
  }
  const causes = core.map(({ cause }, level) => [cause?.toUpperCase(), level]).slice(1)
  assert.deepEqual(FaultCause, Object.fromEntries(causes))
  for (const wrong of [18, -1, 1.5, '3']) assert.throws(() => faultState(wrong), (e) => e.code === Code.LIMIT && e instanceof ArgumentError)
})

test('an answer is a frozen value that goes into JSON and back', async (t) => {
  const { resolver } = opened(t)
  const found = await resolver.resolve('app', '1.*.*.stable')
  assert.ok(found instanceof Resolution && found.feasible)
  assert.deepEqual(found.solution, { __proto__: null, a_b: new Version('1.0.0'), app: new Version('1.0.0'), core: new Version('2.1.0') })
  assert.deepEqual(found.order, ['core', 'a_b', 'app'])
  assert.deepEqual(found.packages.map((p) => [p.name, p.version.toCompact(), p.source, p.fault, p.yanked]), [
    ['a_b', '1.0.0', 'live', 0, false], ['app', '1.0.0', 'live', 0, false], ['core', '2.1.0', 'live', 0, false]
  ])
  assert.deepEqual([found.fault, found.faultState, found.explanation, found.errorMessage], [FaultLevel.CLEAN, FaultState.CLEAN, null, null])
  assert.equal(found.snapshot.seq, 1)
  assert.ok(found.steps > 0)
  assert.deepEqual(new Resolution(JSON.parse(JSON.stringify(found))), found)
  assert.throws(() => { found.solution.core = 1 }, TypeError)
  assert.throws(() => { found.feasible = false }, TypeError)
})

test('a request is a name with a range, an object, a Map or pairs; the twins agree', async (t) => {
  const { resolver } = opened(t)
  const answers = await Promise.all([
    resolver.resolve('app', new VersionRange('1')),
    resolver.resolve({ app: '1' }),
    resolver.resolve(new Map([['app', '1']])),
    resolver.resolve([['app', '1']])
  ])
  for (const answer of answers) assert.deepEqual(answer, resolver.resolveSync('app', '1'))
  await assert.rejects(resolver.resolve('app', '^^'), VersionError)
  await assert.rejects(resolver.resolve('app', null), (e) => e.details.argument === 'range')
  await assert.rejects(resolver.resolve([['app']]), (e) => e.details.argument === 'requirements[0]')
  await assert.rejects(resolver.resolve(5), (e) => e.details.argument === 'requirements')
  await assert.rejects(resolver.resolve('app', '1', { certficate: true }), (e) => e.details.nearest === 'certificate')
})

test('a "no" is an answer that explains itself', async (t) => {
  const { resolver } = opened(t)
  const no = await resolver.resolve({ app: '^2', croe: '*' })
  assert.equal(no.feasible, false)
  assert.equal(no.faultState === FaultState.PANIC, true)
  assert.deepEqual([no.solution, no.packages, no.fault], [{ __proto__: null }, [], FaultLevel.LOW_PANIC])
  assert.equal(no.errorMessage, no.explanation)
  const conflict = await resolver.resolve('app', '^2')
  assert.match(conflict.explanation, /app[\s\S]*core/)
  assert.deepEqual((await resolver.resolve('croe', '*')).nearNames, { __proto__: null, croe: ['core'] })
})

test('lock, now and certificate are options', async (t) => {
  const reg = opened(t, { policy: { minReleaseAge: '1d' } })
  reg.publishSync({ name: 'fresh', version: '1.0.0', deps: {}, published: 1_000_000 })
  const { resolver } = reg
  assert.equal(resolver.resolveSync('fresh', '*', { now: 1_000_000 + 3600 }).feasible, false)
  assert.equal(resolver.resolveSync('fresh', '*', { now: new Date((1_000_000 + 90_000) * 1000) }).feasible, true)
  assert.throws(() => resolver.resolveSync('fresh', '*', { now: 'soon' }), ArgumentError)
  const plain = closing(t, Registry.fromLines(LINES))
  const locked = plain.resolver.resolveSync('core', '^2', { lock: { core: new Version('2.2.0') }, certificate: false })
  assert.deepEqual([locked.solution.core.toCompact(), locked.packages[0].yanked, locked.certificate], ['2.2.0', true, null])
  assert.equal(plain.resolver.resolveSync('core', '^2', { lock: [['core', '2.0.0']] }).solution.core.toCompact(), '2.0.0')
})

test('a range left out is any version', async (t) => {
  const { resolver } = opened(t)
  const any = resolver.resolveSync('core', '*')
  assert.deepEqual(await resolver.resolve('core'), any)
  assert.deepEqual(resolver.resolveSync('core'), any)
  assert.equal(resolver.resolveSync('core', undefined, { certificate: false }).certificate, null)
})

test('an earlier answer is a lock, by its packages or by the labels of its lines', (t) => {
  const reg = opened(t, { policy: { lines: 'major' } })
  const lines = '{"name":"both","version":"1.0.0","deps":{"lib":"^1"}}\n{"name":"top","version":"1.0.0","deps":{"both":"*","lib":"^2"}}\n'
  for (const line of lines.trim().split('\n')) reg.publishSync(line)
  for (const version of ['1.0.0', '2.0.0']) reg.publishSync({ name: 'lib', version, deps: {} })
  const before = reg.resolver.resolveSync('top')
  const chosen = (answer) => Object.entries(answer.solution).map(([label, version]) => `${label} ${version.toCompact()}`)
  assert.deepEqual(chosen(before), ['both@1 1.0.0', 'lib@1 1.0.0', 'lib@2 2.0.0', 'top@1 1.0.0'])
  for (const version of ['1.1.0', '2.1.0']) reg.publishSync({ name: 'lib', version, deps: {} })
  assert.deepEqual(chosen(reg.resolver.resolveSync('top')), ['both@1 1.0.0', 'lib@1 1.1.0', 'lib@2 2.1.0', 'top@1 1.0.0'])
  const read = new Resolution(JSON.parse(JSON.stringify(before)))
  for (const lock of [before, read, before.solution, new Map(Object.entries(before.solution))]) {
    assert.deepEqual(chosen(reg.resolver.resolveSync('top', '*', { lock })), chosen(before))
  }
  const none = reg.resolver.resolveSync('top', '^9')
  assert.deepEqual(chosen(reg.resolver.resolveSync('top', '*', { lock: none })), chosen(reg.resolver.resolveSync('top')))
})

test('a budget that runs out is an error, and so is an unknown source', (t) => {
  const source = opened(t)
  const tight = new Resolver({ source, policy: { budget: 1 } })
  assert.throws(() => tight.resolveSync('app', '1'), (e) => e instanceof ResolutionError && e.code === Code.BUDGET && e.hint !== null)
  tight.close()
  assert.throws(() => new Resolver({ source, policy: { sources: { core: 'elsewhere' } } }), (e) => /elsewhere/.test(e.message))
})

test('a resolver opens what it is given, and closes only what it opened', async (t) => {
  const path = join(folder(t), 'reg.ndjson')
  writeFileSync(path, LINES)
  const own = new Resolver({ source: path })
  assert.equal(own.resolveSync('core', '*').feasible, true)
  own.close()
  assert.throws(() => own.registry.namesSync(), StateError)
  const reg = new Registry(path)
  const shared = new Resolver({ source: reg, policy: { maxFault: 0 } })
  assert.deepEqual([shared.registry, shared.policy.maxFault], [reg, 0])
  shared.close()
  shared.close()
  assert.equal(reg.namesSync().length, 3)
  reg.close()
  assert.throws(() => new Resolver({ source: 5 }), ArgumentError)
  assert.throws(() => new Resolver({ sorce: path }), (e) => e.details.nearest === 'source')

  const before = process.env.DIRAM_REGISTRY
  t.after(() => before === undefined ? delete process.env.DIRAM_REGISTRY : process.env.DIRAM_REGISTRY = before)
  process.env.DIRAM_REGISTRY = path
  const usual = closing(t, new Resolver())
  assert.equal((await usual.resolve('core', '*')).feasible, true)
  delete process.env.DIRAM_REGISTRY
  assert.throws(() => new Resolver(), (e) => e.code === Code.UNSUPPORTED)
})

test('ten thousand requests at once equal the single ones, and a wrong one fails alone', async (t) => {
  const { resolver } = opened(t)
  const kinds = [{ app: '1' }, { app: '2' }, { core: '^2', a_b: '*' }, { croe: '*' }, { core: '^^' }]
  const requests = Array.from({ length: 10_000 }, (_, i) => kinds[i % kinds.length])
  const options = { certificate: false }
  const answers = await resolver.resolveMany(requests, options)
  const single = kinds.slice(0, 4).map((kind) => resolver.resolveSync(kind, options))
  assert.equal(answers.length, requests.length)
  for (const [i, answer] of answers.entries()) {
    if (i % 5 === 4) assert.equal(answer.error instanceof VersionError && answer.error.code, Code.RANGE)
    else assert.deepEqual(answer, single[i % 5])
  }
  assert.deepEqual(resolver.resolveManySync(requests.slice(0, 4), { ...options, threads: 1 }), single)
  assert.deepEqual(await resolver.resolveMany([]), [])
  await assert.rejects(resolver.resolveMany([{ app: 5 }]), (e) => e.details.argument === 'requests[0][0][1]')
})

test('a batch can be watched, cancelled, aborted and limited in time', async (t) => {
  const { resolver } = opened(t)
  const requests = Array.from({ length: 1000 }, () => ({ app: '1' }))
  const seen = []
  await resolver.resolveMany(requests, { onProgress: (p) => { seen.push(p) } })
  assert.deepEqual([seen.at(-1).done, seen.at(-1).total, seen.at(-1).phase], [1000, 1000, 'resolve'])
  assert.throws(() => resolver.resolveManySync(requests, { onProgress: () => false }), Cancelled)
  const reason = new Error('enough')
  await assert.rejects(resolver.resolveMany(requests, { signal: AbortSignal.abort(reason) }), reason)
  assert.throws(() => resolver.resolveManySync(requests, { timeout: 0 }), (e) => e.code === Code.DEADLINE)
  await assert.rejects(resolver.resolve('app', '1', { timeout: 0 }), (e) => e.code === Code.DEADLINE)
})

test('a certificate proves yes and no to whoever holds a key, a root or the registry', async (t) => {
  const reg = opened(t, { signingKey: Buffer.alloc(32, 7) })
  for (const [request, feasible] of [[{ app: '1' }, true], [{ app: '2' }, false], [{ croe: '*' }, false]]) {
    const answer = await reg.resolver.resolve(request)
    const anchors = [[{}, 'none'], [{ key: reg.publicKey }, 'key'], [{ root: answer.snapshot.root }, 'root'], [{ registry: reg }, 'registry']]
    for (const [anchor, held] of anchors) {
      const report = await verifyResolution(answer.certificate, anchor)
      assert.deepEqual([report.feasible, report.anchored, report.anchor], [feasible, held !== 'none', held])
      assert.deepEqual([report.solution, report.snapshot], [answer.solution, answer.snapshot])
      assert.deepEqual(report.requirements, Object.entries(request))
      assert.deepEqual(verifyResolutionSync(answer, anchor), report)
    }
    assert.equal(verifyResolutionSync(Buffer.from(answer.certificate)).feasible, feasible)
  }
})

test('a flipped, cut or foreign certificate is refused', async (t) => {
  const reg = opened(t)
  const refused = (e) => e instanceof ResolutionError && e.code === Code.CERTIFICATE
  const answer = await reg.resolver.resolve('app', '1')
  const bytes = Buffer.from(answer.certificate)
  for (let at = 0; at < bytes.length; at += 3) {
    const copy = Buffer.from(bytes)
    copy[at] ^= 1 << (at % 8)
    assert.throws(() => verifyResolutionSync(copy, { registry: reg }), refused, `byte ${at}`)
    assert.throws(() => verifyResolutionSync(bytes.subarray(0, at)), refused, `cut at ${at}`)
  }
  assert.throws(() => verifyResolutionSync(answer, { root: '0'.repeat(64) }), refused)
  reg.publishSync({ name: 'app', version: '1.1.0', deps: {} })
  const other = Registry.fromLines(LINES.split('\n').slice(1).join('\n'))
  await assert.rejects(verifyResolution(answer, { registry: other }), refused)
  other.close()
})

test('one anchor at most, of the right kind', async (t) => {
  const reg = opened(t)
  const answer = reg.resolver.resolveSync('core', '*')
  await assert.rejects(verifyResolution(answer, { key: '0'.repeat(64), root: '0'.repeat(64) }), (e) => e instanceof ArgumentError && e.details.argument === 'root')
  assert.throws(() => verifyResolutionSync(answer, { key: 'short' }), (e) => e.details.argument === 'key')
  assert.throws(() => verifyResolutionSync(answer, { registry: 'reg.ndjson' }), (e) => e.details.argument === 'registry')
  const bare = reg.resolver.resolveSync('core', '*', { certificate: false })
  assert.throws(() => verifyResolutionSync(bare), (e) => e.details.argument === 'certificate')
  assert.throws(() => verifyResolutionSync(7), ArgumentError)
})

test('the original’s names: ResolutionResult, its constants, its message', (t) => {
  assert.equal(ResolutionResult, Resolution)
  assert.deepEqual([ResolutionResult.SAFE_SWAP, ResolutionResult.WARNING, ResolutionResult.PANIC], ['SAFE_SWAP', 'WARNING', 'PANIC'])
  const result = opened(t).resolver.resolveSync('app', '2')
  assert.ok(result instanceof ResolutionResult)
  assert.equal(result.faultState === FaultState.PANIC && result.errorMessage, result.explanation)
})
