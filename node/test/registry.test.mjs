import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'node:test'
import {
  ArgumentError, Code, DEFAULT_ENDPOINT, FormatError, Policy, Registry, RegistryError, Resolution, ResolutionError, StateError, StorageError,
  verifyResolutionSync, Version, VersionRange
} from 'diram'
import { folder } from './damage.mjs'
import { closing, fails, full } from './support.mjs'

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^2","a_b":"*"}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"2.1.0","deps":{}}
{"name":"a_b","version":"1.0.0","deps":{}}
`

/** A registry file in a folder of its own. */
function file (t, lines = LINES) {
  const path = join(folder(t), 'reg.ndjson')
  writeFileSync(path, lines)
  return path
}

test('a file and its URL, a folder and a text open the same registry, at once or as a promise', async (t) => {
  const path = file(t)
  const dir = folder(t)
  mkdirSync(join(dir, 'sources'))
  writeFileSync(join(dir, 'sources', 'live.ndjson'), LINES)
  const opened = [
    new Registry(path), await Registry.open(pathToFileURL(path)), new Registry(join(dir, 'sources')), Registry.fromLines(LINES)
  ]
  const { root } = await opened[0].snapshot()
  for (const reg of opened) {
    assert.equal(reg.snapshotSync().root, root)
    assert.deepEqual(await reg.names(), ['a_b', 'app', 'core'])
    reg.close()
  }
  assert.equal(opened[0].endpoint, path)
})

test('DIRAM_REGISTRY names the registry of fromEnv; without it the default endpoint is tried', (t) => {
  const before = process.env.DIRAM_REGISTRY
  t.after(() => before === undefined ? delete process.env.DIRAM_REGISTRY : process.env.DIRAM_REGISTRY = before)
  process.env.DIRAM_REGISTRY = file(t)
  const reg = closing(t, Registry.fromEnv({ policy: { maxFault: 0 } }))
  assert.deepEqual([reg.namesSync().length, reg.policy.maxFault], [3, 0])
  delete process.env.DIRAM_REGISTRY
  assert.equal(DEFAULT_ENDPOINT, 'https://r.obinexus.org')
  assert.throws(() => Registry.fromEnv(), (e) => e.code === Code.UNSUPPORTED && e.details.url === DEFAULT_ENDPOINT)
  assert.throws(() => new Registry(), fails(FormatError, 'UNSUPPORTED'))
  assert.throws(() => new Registry(new URL('https://example.org/x')), fails(FormatError, 'UNSUPPORTED'))
})

test('a broken line is named, and nothing is half loaded', async (t) => {
  const path = file(t, `${LINES}{"name":"core"}\n`)
  await assert.rejects(Registry.open(path), (e) => e instanceof FormatError && e.message.includes('5') && e.message.includes(path))
  await assert.rejects(Registry.open(join(path, 'no')), StorageError)
})

test('options are checked; the nearest known one is named', (t) => {
  assert.throws(() => Registry.fromLines(LINES, { teir: 'live' }), (e) => e instanceof ArgumentError && e.details.nearest === 'tier')
  assert.throws(() => Registry.fromLines(LINES, { signingKey: 'short' }), (e) => e.details.argument === 'signingKey')
  assert.throws(() => Registry.fromLines(LINES, { signingKey: Buffer.alloc(31) }), (e) => e.details.argument === 'signingKey')
  assert.throws(() => Registry.fromLines(LINES, { clock: -1 }), ArgumentError)
  assert.throws(() => new Registry(file(t), { maxBytes: 10 }), ArgumentError)
  assert.throws(() => Registry.fromLines(5), ArgumentError)
  assert.throws(() => new Registry(''), ArgumentError)
})

test('reports are frozen values in which names of packages stay as they are', async (t) => {
  const reg = closing(t, Registry.fromLines(LINES))
  const info = await reg.info('app', '1.0.0')
  assert.deepEqual(info.deps, { __proto__: null, a_b: '*', core: '^2' })
  assert.deepEqual([info.compact, info.version, info.faultName, info.faultState, info.sha256], ['1.0.0', full('1.0.0'), 'CLEAN', 'CLEAN', null])
  assert.throws(() => { info.deps.core = '*' }, TypeError)
  assert.deepEqual((await reg.versions('core')).map((v) => v.compact), ['2.0.0', '2.1.0'])
  assert.deepEqual(reg.dependentsSync('core'), [{ name: 'app', version: full('1.0.0'), range: '^2' }])
  assert.deepEqual(reg.searchSync('cor'), [{ name: 'core', best: full('2.1.0') }])
  const graph = await reg.graph('app')
  assert.deepEqual(graph.nodes, [{ name: 'a_b', versions: 1 }, { name: 'app', versions: 1 }, { name: 'core', versions: 2 }])
  assert.deepEqual(Object.keys(await reg.node('app', new Version('1.0.0'))).sort(), [
    'accessLevel', 'accessTier', 'checksum', 'dependencies', 'dependents', 'faultState', 'height', 'lastUpdate', 'left', 'observers',
    'packageId', 'right', 'updateCount', 'version'
  ])
})

test('what is not there says so, with near names', async (t) => {
  const reg = closing(t, Registry.fromLines(LINES))
  await assert.rejects(reg.versions('croe'), (e) => fails(ResolutionError, 'NOT_FOUND')(e) && e.details.near.includes('core'))
  assert.throws(() => reg.infoSync('core', '3.0.0'), fails(ResolutionError, 'NOT_FOUND'))
  assert.throws(() => reg.infoSync('core', '3'), (e) => e.code === Code.VERSION)
  const proof = await reg.prove('croe')
  assert.deepEqual([proof.present, proof.near, proof.version], [false, ['core'], null])
  assert.equal(reg.proveSync('core', { version: '2.0.0' }).present, true)
  assert.ok(Object.hasOwn(proof.head, 'signatures') && Object.hasOwn(proof.tree, 'nodes'))
})

test('undo: publish, yank, publish, rollback; the old answers are back, the number is not', async (t) => {
  const reg = closing(t, Registry.fromLines(LINES, { clock: 1000 }))
  const before = await reg.resolver.resolve('app', '*', { certificate: false })
  await reg.publish({ name: 'core', version: new Version('2.2.0'), deps: { a_b: new VersionRange('^1') } })
  await reg.yank('core', '2.1.0')
  const receipt = await reg.publish('{"name":"core","version":"2.3.0","deps":{}}')
  assert.deepEqual([receipt.snapshot.seq, receipt.snapshot.time, receipt.proof.present], [4, 1000, true])
  assert.equal((await reg.resolver.resolve('app', '*')).solution.core.toCompact(), '2.3.0')

  const undone = await reg.rollback('core', { to: 1 })
  assert.deepEqual([undone.snapshot.seq, undone.proof.present], [5, true])
  const after = await reg.resolver.resolve('app', '*', { certificate: false })
  assert.deepEqual({ ...after, snapshot: null }, { ...before, snapshot: null })
  for (const version of ['2.2.0', '2.3.0']) {
    await assert.rejects(reg.publish({ name: 'core', version, deps: {} }), fails(RegistryError, 'EXISTS'))
  }
  assert.deepEqual(reg.diffSync(1, 5).map((c) => [c.name, c.kind, typeof c.new.tombstone]), [['core', 'undone', 'string'], ['core', 'undone', 'string']])

  const past = closing(t, await reg.at(4))
  assert.equal(past.infoSync('core', '2.1.0').yanked, true)
  assert.equal(reg.infoSync('core', '2.1.0').yanked, false)
  assert.throws(() => past.yankSync('core', '2.0.0'), fails(StateError, 'STATE'))
  await assert.rejects(reg.at(99), fails(RegistryError, 'SNAPSHOT'))
})

test('every change has its twin, and yank, unyank and faults show', async (t) => {
  const reg = closing(t, Registry.fromLines(LINES))
  reg.yankSync('core', '2.1.0')
  assert.equal((await reg.resolver.resolve('core', '*')).solution.core.toCompact(), '2.0.0')
  await reg.unyank('core', '2.1.0')
  reg.setFaultSync('core', '2.1.0', 6)
  assert.deepEqual([reg.infoSync('core', '2.1.0').faultName, reg.infoSync('core', '2.1.0').faultState], ['LOW_DANGER', 'DANGER'])
  assert.equal(reg.resolver.resolveSync('core', '^2').solution.core.toCompact(), '2.0.0')
  assert.throws(() => reg.setFaultSync('core', '2.1.0', 18), fails(ArgumentError, 'LIMIT'))
  reg.rollbackSync('core')
  assert.equal(reg.infoSync('core', '2.1.0').fault, 0)
})

test('a key signs every snapshot', async (t) => {
  const seed = Buffer.alloc(32, 7)
  const reg = closing(t, Registry.fromLines(LINES, { signingKey: seed }))
  const same = closing(t, Registry.fromLines(LINES, { signingKey: seed.toString('hex') }))
  assert.match(reg.publicKey, /^[0-9a-f]{64}$/)
  assert.equal(same.publicKey, reg.publicKey)
  assert.deepEqual((await reg.snapshot()).signedBy, [reg.publicKey])
  const plain = closing(t, Registry.fromLines(LINES))
  assert.equal(plain.publicKey, null)
})

test('closed is closed, but a resolver taken before answers on', async (t) => {
  const reg = Registry.fromLines(LINES, { policy: new Policy({ maxFault: 3 }) })
  const { resolver } = reg
  assert.equal(resolver, reg.resolver)
  assert.equal(resolver.policy, reg.policy)
  reg.close()
  reg.close()
  await assert.rejects(reg.names(), fails(StateError, 'CLOSED'))
  assert.throws(() => reg.publicKey, fails(StateError, 'CLOSED'))
  assert.throws(() => reg.source, fails(StateError, 'CLOSED'))
  assert.throws(() => reg.resolver, fails(StateError, 'CLOSED'))
  assert.equal(resolver.registry, reg)
  assert.equal(resolver.resolveSync('app').feasible, true)
  assert.equal((await resolver.resolveMany([{ app: '*' }]))[0].feasible, true)
  resolver.close()
  assert.throws(() => resolver.resolveSync('app'), fails(StateError, 'CLOSED'))
})

test('a registry names its source, and so does its past', (t) => {
  const reg = closing(t, Registry.fromLines(LINES))
  const local = closing(t, Registry.fromLines(LINES, { tier: 'local' }))
  const past = closing(t, local.atSync(1))
  assert.deepEqual([reg.source, local.source, past.source], ['live', 'local', 'local'])
  assert.throws(() => { reg.source = 'local' }, TypeError)
})

test('what is keyed by names has no prototype, so that only names are in it', async (t) => {
  const lines = '{"name":"constructor","version":"1.0.0","deps":{"valueof":"*"}}\n{"name":"valueof","version":"1.0.0","deps":{}}\n'
  const reg = closing(t, Registry.fromLines(lines, { policy: { overrides: { valueof: '^1' } } }))
  const answer = await reg.resolver.resolve('constructor')
  const near = await reg.resolver.resolve('constructer')
  assert.equal(answer.solution.constructor.toCompact(), '1.0.0')
  assert.deepEqual(near.nearNames.constructer, ['constructor'])
  const byName = {
    solution: answer.solution,
    none: near.solution,
    proven: verifyResolutionSync(answer).solution,
    nearNames: near.nearNames,
    deps: reg.infoSync('constructor', '1.0.0').deps,
    roots: reg.snapshotSync().roots,
    sources: reg.policy.sources,
    overrides: reg.policy.overrides
  }
  for (const [what, object] of Object.entries(byName)) {
    assert.equal(Object.getPrototypeOf(object), null, what)
    assert.equal(object.hasOwnProperty, undefined, what)
    assert.ok(Object.isFrozen(object), what)
  }
  const read = new Resolution(JSON.parse(JSON.stringify(near)))
  assert.deepEqual(read, near)
  assert.equal(Object.hasOwn(new Resolution({ ...near, nearNames: JSON.parse('{"__proto__":[]}') }).nearNames, '__proto__'), true)
})

test('an aborted question rejects with the reason, and leaves no listener', async (t) => {
  const reg = closing(t, Registry.fromLines(LINES))
  const reason = new Error('enough')
  await assert.rejects(reg.names({ signal: AbortSignal.abort(reason) }), reason)
  assert.throws(() => reg.namesSync({ signal: AbortSignal.abort() }), /nothing can abort a synchronous call/)
  await assert.rejects(reg.versions('core', { timout: 1 }), ArgumentError)
})
