import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'node:test'
import { ArgumentError, Code, DeadlineExceeded, FormatError, Registry, RegistryError, ResolutionError, StateError, StorageError } from 'diram'
import { folder } from './damage.mjs'
import { closing, fails, full, project, rewrite } from './support.mjs'

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^1","log":"*"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{},"published":10}
{"name":"core","version":"1.1.0","deps":{},"published":20}
{"name":"log","version":"1.0.0","deps":{}}
`
const open = (t, options) => closing(t, Registry.fromLines(LINES, { clock: 1000, ...options }))
const file = (dir) => join(dir, 'semverx-lock.json')
const onDisk = (dir) => existsSync(file(dir)) ? readFileSync(file(dir), 'utf8') : null
const rows = (list) => list.map((row) => Object.values(row).map(String))

test('what is locked stays until it no longer fits', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '1.0.0' })
  const first = await reg.lock(pathToFileURL(dir))
  assert.deepEqual([first.status, first.manifest, first.path], ['written', join(dir, 'package.json'), file(dir)])
  assert.deepEqual(rows(first.installs), [['app', full('1.0.0')], ['core', full('1.1.0')], ['log', full('1.0.0')]])
  assert.deepEqual([first.gates.length, first.votes, first.fault, first.faultState], [3, [], 0, 'CLEAN'])
  assert.deepEqual(first.snapshot, { seq: 1, root: reg.snapshotSync().root })
  const text = onDisk(dir)
  assert.deepEqual(Object.keys(JSON.parse(text).packages), ['app', 'core', 'log'])

  await reg.publish({ name: 'core', version: '1.2.0', deps: {} })
  const second = reg.lockSync(join(dir, 'package.json'))
  assert.deepEqual([second.status, rows(second.available)], ['current', [['core', full('1.1.0'), full('1.2.0')]]])
  rewrite(dir, { app: '^2' })
  assert.equal((await reg.lock(dir, { check: true })).status, 'stale')
  assert.equal(onDisk(dir), text)
  const third = await reg.lock(dir)
  assert.deepEqual([rows(third.updates), rows(third.removes)], [[['app', full('1.0.0'), full('2.0.0')]], [['log', full('1.0.0'), 'true']]])
  assert.equal((await reg.lock(dir, { update: false })).solution.core.toCompact(), '1.1.0')
  assert.equal((await reg.lock(dir, { update: ['app'] })).solution.core.toCompact(), '1.1.0')
  assert.equal((await reg.lock(dir, { update: ['core'] })).solution.core.toCompact(), '1.2.0')
  reg.publishSync({ name: 'core', version: '1.3.0', deps: {} })
  assert.equal(reg.lockSync(dir, { update: true }).solution.core.toCompact(), '1.3.0')
  for (const value of [first, first.installs, first.installs[0], first.solution, third.updates]) assert.ok(Object.isFrozen(value))
  assert.equal(Object.getPrototypeOf(first.solution), null)
})

test('time is told, as seconds or a Date', async (t) => {
  const reg = open(t)
  const dir = project(t, { core: '*' }, { policy: { min_release_age: '100s' } })
  assert.equal((await reg.lock(dir, { now: new Date(115_000), check: true })).solution.core.toCompact(), '1.0.0')
  assert.equal(reg.lockSync(dir, { now: 120 }).solution.core.toCompact(), '1.1.0')
})

test('nothing that does not fit is written', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '^1' })
  await reg.lock(dir)
  const text = onDisk(dir)
  const refused = async (type, code, dependencies, policy) => {
    rewrite(dir, dependencies, policy && { policy })
    await assert.rejects(reg.lock(dir), fails(type, code))
    assert.throws(() => reg.lockSync(dir), fails(type, code))
    assert.equal(onDisk(dir), text)
  }
  await refused(ResolutionError, 'NO_SOLUTION', { app: '^9' })
  await refused(ResolutionError, 'GATE', { app: '^2' }, { strict: true })
  await refused(RegistryError, 'POLICY', { app: '^2' }, { strct: true })
  writeFileSync(join(dir, 'package.json'), '{')
  await assert.rejects(reg.lock(dir), (e) => fails(FormatError, 'FORMAT')(e) && e.message.includes('package.json'))
  await assert.rejects(reg.lock(folder(t)), fails(ArgumentError, 'ARGUMENT'))
  await assert.rejects(reg.lock(join(dir, 'no')), StorageError)
  await assert.rejects(reg.lock(''), ArgumentError)
  await assert.rejects(reg.lock(dir, { udpate: true }), (e) => e.details.nearest === 'update')
  await assert.rejects(reg.lock(dir, { update: 'core' }), ArgumentError)
  rewrite(dir, { app: '^2' })
  await assert.rejects(reg.lock(dir, { timeout: 0 }), DeadlineExceeded)
  const reason = new Error('enough')
  await assert.rejects(reg.lock(dir, { signal: AbortSignal.abort(reason) }), reason)
  assert.equal(onDisk(dir), text)
})

test('a lock that somebody else wrote meanwhile is not overwritten', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '^1' })
  reg.plug({ name: 'other', async onResolve () { writeFileSync(file(dir), '{"not": "ours"}') } })
  await assert.rejects(reg.lock(dir), (e) => fails(RegistryError, 'LOCK_FILE')(e) && e.hint !== null)
  assert.equal(onDisk(dir), '{"not": "ours"}')
  reg.unplug('other')
  await assert.rejects(reg.lock(dir), (e) => e.code === Code.LOCK_FILE && e.message.includes('semverx-lock.json'))
})

test('many writers at once leave one whole lock', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '*' })
  const done = await Promise.allSettled(Array.from({ length: 8 }, () => reg.lock(dir)))
  assert.equal(done.filter(({ value }) => value?.status === 'written').length, 1)
  for (const { reason } of done.filter(({ status }) => status === 'rejected')) assert.equal(reason.code, Code.LOCK_FILE)
  assert.equal(reg.lockSync(dir).status, 'current')
})

test('a check asks nobody, and a closed registry locks nothing', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '*' })
  reg.plug({ name: 'never', onResolve () { throw new Error('asked') } })
  assert.equal((await reg.lock(dir, { check: true })).status, 'stale')
  assert.equal(reg.lockSync(dir, { check: true }).status, 'stale')
  reg.close()
  await assert.rejects(reg.lock(dir), fails(StateError, 'CLOSED'))
  assert.equal(onDisk(dir), null)
})
