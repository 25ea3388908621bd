import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'node:test'
import { ArgumentError, Code, FormatError, OrphanReport, Registry, RegistryError, SecurityScanner, StateError, StorageError } from 'diram'
import { folder } from './damage.mjs'
import { closing, fails, full, project, rewrite } from './support.mjs'

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^1","old":"*"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1","log":"*"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
{"name":"old","version":"1.0.0","deps":{}}
`
const NEXT = { name: 'core', version: '1.1.0', deps: {} }
const open = (t, options) => closing(t, Registry.fromLines(LINES, options))

/** A project locked at app 1, whose manifest asks for app 2: old goes, app changes, log comes. */
async function moving (t, reg) {
  const dir = project(t, { app: '^1' })
  await reg.lock(dir)
  rewrite(dir, { app: '^2' })
  return dir
}

/** The votes of a call that a plugin stops. */
async function stopped (call) {
  let votes
  await assert.rejects(call, (error) => {
    fails(RegistryError, 'PLUGIN')(error)
    votes = error.details.votes.map(({ plugin, hook, name, answer, why }) => [plugin, hook, name, answer, why])
    return true
  })
  return votes
}

test('every hook is asked, in order, about values that registries give', async (t) => {
  const reg = open(t)
  const dir = await moving(t, reg)
  const heard = []
  class Ear {
    onPublish (pkg) { heard.push(pkg) }
    async onResolve (proposal) { heard.push(proposal) }
    onRemove (pkg) { heard.push(`-${pkg.name}`) }
    async onUpdate (old, pkg) { heard.push(`${old.compact}>${pkg.compact}`) }
    onInstall (pkg) { heard.push(`+${pkg.name}`) }
  }
  const ear = new Ear()
  reg.plug(ear)
  const report = await reg.lock(dir)
  const [proposal, ...rest] = heard
  assert.deepEqual(rest, ['-old', '1.0.0>2.0.0', '+log'])
  assert.deepEqual([proposal.requirements, proposal.installs, proposal.updates, proposal.removes], [{ __proto__: null, app: '^2' }, ['log'], ['app'], ['old']])
  assert.deepEqual(proposal.packages.map((pkg) => pkg.name), ['app', 'core', 'log'])
  assert.deepEqual(proposal.packages[1], reg.infoSync('core', '1.0.0'))
  assert.deepEqual(report.votes.map(({ plugin, hook, name, answer }) => [plugin, hook, name, answer]), [
    ['Ear', 'on_resolve', '', 'yes'], ['Ear', 'on_remove', 'old', 'yes'], ['Ear', 'on_update', 'app', 'yes'], ['Ear', 'on_install', 'log', 'yes']
  ])
  const receipt = await reg.publish(NEXT)
  assert.deepEqual({ ...heard.at(-1), published: null }, { ...reg.infoSync('core', '1.1.0'), published: null })
  assert.deepEqual(receipt.gates.gates.at(-1), { gate: 'plugins', verdict: 'VALID', reason: 'the plugin that was asked agrees' })
  assert.ok(Object.isFrozen(proposal) && Object.isFrozen(proposal.packages[0].deps))
})

for (const hook of ['onPublish', 'onResolve', 'onRemove', 'onUpdate', 'onInstall']) {
  test(`a veto of ${hook} stops it, thrown, rejected or returned`, async (t) => {
    const reg = open(t)
    const dir = await moving(t, reg)
    const about = { onPublish: 'core', onResolve: '', onRemove: 'old', onUpdate: 'app', onInstall: 'log' }[hook]
    const change = () => hook === 'onPublish' ? reg.publish(NEXT) : reg.lock(dir)
    const snake = hook.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)
    const vetoes = [() => { throw new Error('no') }, async () => { throw new Error('no') }, () => new Error('no'), async () => new Error('no')]
    for (const veto of vetoes) {
      reg.plug({ name: 'veto', [hook]: veto })
      assert.deepEqual(await stopped(change()), [['veto', snake, about, 'no', 'no']])
      assert.equal(reg.unplug('veto'), true)
    }
    assert.equal((await reg.lock(dir, { check: true })).status, 'stale')
    assert.equal(reg.snapshotSync().seq, 1)
    await change()
  })
}

test('all plugins are asked about everything before anything is refused', async (t) => {
  const reg = open(t)
  reg.plug({ name: 'first', onPublish () { throw undefined } })
  reg.plug({ name: 'second', onInstall () {} })
  reg.plug({ name: () => 'third', async onPublish () { throw new TypeError('\ud800') } })
  reg.plug({ name: 'fourth', onPublish: () => ({ get then () { throw new Error('trap') } }) })
  reg.plug({ name: 'fifth', onPublish () { throw { toString () { throw new Error('again') } } } })
  assert.deepEqual(await stopped(reg.publish(NEXT)), [
    ['first', 'on_publish', 'core', 'no', 'undefined'],
    ['third', 'on_publish', 'core', 'no', '\ufffd'],
    ['fourth', 'on_publish', 'core', 'no', 'trap'],
    ['fifth', 'on_publish', 'core', 'no', 'what it threw has no text']
  ])
  assert.equal(reg.snapshotSync().seq, 1)
})

test('synchronous changes ask too, but wait for no promise', async (t) => {
  const reg = open(t)
  const dir = await moving(t, reg)
  let veto = true
  reg.plug({ name: 'plain', onPublish () { if (veto) throw new Error('no') }, onInstall () { return veto && new Error('neither') } })
  assert.throws(() => reg.publishSync(NEXT), (e) => fails(RegistryError, 'PLUGIN')(e) && e.message.endsWith('no'))
  assert.throws(() => reg.lockSync(dir), (e) => fails(RegistryError, 'PLUGIN')(e) && e.message.endsWith('neither'))
  veto = false
  reg.plug({ name: 'promising', async onPublish () { throw new Error('nobody hears this') }, async onInstall () {} })
  assert.throws(() => reg.publishSync(NEXT), (e) => fails(StateError, 'STATE')(e) && /onPublish of plugin "promising".*use publish$/.test(e.message))
  assert.throws(() => reg.lockSync(dir), (e) => fails(StateError, 'STATE')(e) && /use lock$/.test(e.message))
  reg.unplug('promising')
  assert.equal(reg.lockSync(dir).status, 'written')
  assert.equal(reg.publishSync(NEXT).snapshot.seq, 2)
})

test('one that is late refuses and is switched off; under a strict policy its silence refuses', async (t) => {
  for (const strict of [false, true]) {
    const reg = open(t, { policy: { strict } })
    reg.plug({ name: 'slow', onPublish: () => new Promise(() => {}) }, { deadline: 1 })
    assert.deepEqual(await stopped(reg.publish(NEXT)), [['slow', 'on_publish', 'core', 'late', null]])
    assert.deepEqual(reg.plugins(), [{ name: 'slow', on: false, why: 'on_publish took longer than 1 ms' }])
    if (strict) assert.deepEqual(await stopped(reg.publish(NEXT)), [['slow', 'on_publish', 'core', 'missing', null]])
    else assert.equal((await reg.publish(NEXT)).snapshot.seq, 2)
    assert.equal(reg.unplug('slow'), true)
    reg.plug({ name: 'slow', onPublish () {} })
    assert.equal(reg.plugins()[0].on, true)
  }
})

test('a hook that blocks is judged late afterwards, and what it throws late is nobody’s', async (t) => {
  const reg = open(t)
  const spin = () => { for (const start = performance.now(); performance.now() - start < 2;); }
  const block = { name: 'block', onPublish: spin }
  const tardy = { name: 'tardy', onPublish () { spin(); return Promise.reject(new Error('unheard')) } }
  for (const plugin of [block, tardy]) {
    reg.plug(plugin, { deadline: 1 })
    assert.throws(() => reg.publishSync(NEXT), (e) => fails(RegistryError, 'PLUGIN')(e) && e.details.votes[0].answer === 'late')
    reg.unplug(plugin.name)
  }
  assert.equal(reg.snapshotSync().seq, 1)
})

test('a plugin cannot change the registry that asks it, but others can meanwhile', async (t) => {
  const [reg, other] = [open(t), open(t)]
  const dir = project(t, { app: '*' })
  const past = closing(t, reg.atSync(1))
  const refused = []
  const attempt = async (call) => {
    try { await call() } catch (error) { refused.push(error.code) }
  }
  let meanwhile
  const inside = {
    name: 'inside',
    async onPublish () {
      await attempt(() => reg.publishSync(NEXT))
      await Promise.resolve()
      await attempt(() => reg.publish(NEXT))
      for (const call of ['yank', 'unyank', 'yankSync']) await attempt(() => reg[call]('core', '1.0.0'))
      await attempt(() => reg.setFault('core', '1.0.0', 3))
      await attempt(() => reg.handleFault('core', '1.0.0', 3))
      await attempt(() => reg.rollback('core'))
      await attempt(() => reg.lock(dir))
      await attempt(() => past.lockSync(dir))
      assert.equal((await reg.info('core', '1.0.0')).fault, 0)
      other.yankSync('core', '1.0.0')
      await meanwhile
    }
  }
  reg.plug(inside, { deadline: 60_000 })
  let begin
  meanwhile = new Promise((resolve) => { begin = resolve })
  const published = reg.publish(NEXT)
  await reg.yank('log', '1.0.0') // not from inside
  begin()
  await published
  assert.deepEqual(refused, Array(10).fill(Code.STATE))
  assert.deepEqual([reg.infoSync('core', '1.0.0').yanked, other.infoSync('core', '1.0.0').yanked, reg.infoSync('log', '1.0.0').yanked], [false, true, true])
})

test('what a plugin does once the votes are in is like anything else', async (t) => {
  const reg = open(t)
  let later
  let begin
  const gate = new Promise((resolve) => { begin = resolve })
  reg.plug({ name: 'after', onPublish () { later = gate.then(() => reg.yank('core', '1.0.0')) } })
  await reg.publish(NEXT)
  begin()
  assert.equal((await later).snapshot.seq, 3)
})

test('a plugin may take itself out; two transactions ask side by side', async (t) => {
  const reg = open(t)
  let calls = 0
  reg.plug({ name: 'once', async onPublish () { calls++; reg.unplug('once') } })
  await Promise.all([reg.publish(NEXT), reg.publish({ ...NEXT, version: '1.2.0' })])
  assert.deepEqual([reg.plugins(), reg.snapshotSync().seq], [[], 3])
  assert.ok(calls >= 1)
})

test('an abort ends the wait for a plugin', async (t) => {
  const reg = open(t)
  const control = new AbortController()
  const reason = new Error('enough')
  reg.plug({ name: 'waiting', onPublish () { queueMicrotask(() => control.abort(reason)); return new Promise(() => {}) } }, { deadline: 2 ** 40 })
  await assert.rejects(reg.publish(NEXT, { signal: control.signal }), reason)
  assert.equal(reg.plugins()[0].on, true)
  assert.equal(reg.snapshotSync().seq, 1)
})

test('what is no plugin is refused, and so is a name that is taken', async (t) => {
  const reg = open(t)
  for (const wrong of [null, 'text', class { onInstall () {} }, {}, { onInstall: 5 }, { name: 5, onInstall () {} }, { name: '', onInstall () {} }, { name: 'é'.repeat(65), onInstall () {} }]) {
    assert.throws(() => reg.plug(wrong), fails(ArgumentError, 'ARGUMENT'))
  }
  assert.throws(() => reg.plug({ onResolve () {}, onInstal () {} }), (e) => e.details.nearest === 'onInstall')
  assert.throws(() => reg.plug({ onInstall () {} }, { deadlne: 1 }), (e) => e.details.nearest === 'deadline')
  reg.plug({ name: 'mine', onInstall () {} })
  reg.plug(new OrphanReport())
  for (const taken of ['mine', 'OrphanReport']) {
    assert.throws(() => reg.plug({ name: taken, onInstall () {} }), (e) => fails(ArgumentError, 'ARGUMENT')(e) && e.message.includes('already'))
  }
  assert.throws(() => reg.plug(new OrphanReport()), /already/)
  assert.deepEqual(reg.plugins().map(({ name }) => name), ['OrphanReport', 'mine'])
  assert.deepEqual([reg.unplug('OrphanReport'), reg.unplug('mine'), reg.unplug('mine')], [true, true, false])
  reg.close()
  for (const call of [() => reg.plug({ onInstall () {} }), () => reg.plug(new OrphanReport()), () => reg.unplug('x'), () => reg.plugins(), () => reg.lockSync('.')]) {
    assert.throws(call, fails(StateError, 'CLOSED'))
  }
})

const advisory = (id, fixed) => JSON.stringify({
  id,
  affected: [{ package: { ecosystem: 'SemVerX', name: 'core' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }]
})

test('a scanner keeps what is vulnerable out of locks, whoever else agrees', async (t) => {
  const advisories = folder(t)
  mkdirSync(join(advisories, 'deep'))
  writeFileSync(join(advisories, 'deep', 'DIRAM-1.json'), advisory('DIRAM-1', '1.1.0'))
  const scanner = new SecurityScanner(advisories)
  const reg = open(t)
  reg.plug({ name: 'easy', async onInstall () {} })
  reg.plug(await SecurityScanner.open(pathToFileURL(advisories)))
  const dir = project(t, { app: '^2' })
  const votes = await stopped(reg.lock(dir))
  assert.deepEqual(votes.map(([plugin, hook, name, answer]) => [plugin, hook, name, answer]), [['SecurityScanner', 'on_install', 'core', 'no']])
  assert.match(votes[0][4], /DIRAM-1 \(.*fixed in 1\.1\.0\)/)

  reg.unplug('easy')
  assert.throws(() => reg.lockSync(dir), fails(RegistryError, 'PLUGIN'))
  reg.publishSync(NEXT)
  assert.equal(reg.lockSync(dir).solution.core.toCompact(), '1.1.0')

  const [before, after] = [reg.infoSync('core', '1.0.0'), reg.infoSync('core', '1.1.0')]
  assert.deepEqual([scanner.advisories(before), scanner.advisories(after)], [['DIRAM-1'], []])
  assert.deepEqual([scanner.hasVulnerabilities(before), scanner.hasVulnerabilities(after), scanner.fixesVulnerabilities(before, after)], [true, false, true])
  assert.deepEqual([scanner.counts.advisories, scanner.counts.otherEntries], [1, 0])
  assert.throws(() => scanner.advisories('core'), ArgumentError)
  assert.throws(() => new SecurityScanner(join(advisories, 'no')), StorageError)
  writeFileSync(join(advisories, 'DIRAM-2.json'), '{')
  await assert.rejects(SecurityScanner.open(advisories), (e) => e instanceof FormatError && e.message.includes('DIRAM-2.json'))
})

test('a report of orphans names what is left behind', async (t) => {
  const reg = open(t)
  const dir = project(t, { app: '^1' })
  const orphans = new OrphanReport()
  reg.plug(orphans, { deadline: 60_000 })
  await reg.lock(dir)
  rewrite(dir, { log: '*' })
  const { removes } = await reg.lock(dir)
  assert.deepEqual(removes.map(({ name, version, orphan }) => [name, version.text, orphan]), [
    ['app', full('1.0.0'), false], ['core', full('1.0.0'), true], ['old', full('1.0.0'), true]
  ])
  assert.deepEqual(orphans.orphans(), ['core', 'old'])
})
