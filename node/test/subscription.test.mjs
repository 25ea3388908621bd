import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import test from 'node:test'
import { ArgumentError, Code, RateLimitExceeded, Registry, RegistryError, ResolutionError, StateError, Subscription, TooManyObservers } from 'diram'
import { closing, fails, full } from './support.mjs'

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^1"},"published":10}
{"name":"core","version":"1.0.0","deps":{},"published":10}
`
const open = (t, options) => closing(t, Registry.fromLines(LINES, { clock: 1000, ...options }))
const publish = (reg, patch) => reg.publishSync({ name: 'core', version: `1.${patch}.0`, deps: {} })
const shown = (update) => update && [update.kind, update.version, update.seq]
const drain = (sub) => {
  const all = []
  for (let update; (update = sub.poll()) !== null;) all.push(update)
  return all
}

/** A callback, and a promise of its first `count` updates. */
function collector (count, then = () => {}) {
  const heard = []
  let done
  const all = new Promise((resolve) => { done = resolve })
  const callback = (update) => {
    heard.push(update)
    if (heard.length === count) done(heard)
    return then(update)
  }
  return { heard, all, callback }
}

test('an update is a frozen value that says what happened', async (t) => {
  const reg = open(t)
  const sub = reg.subscribe('core')
  assert.ok(sub instanceof Subscription)
  assert.deepEqual([sub.package, sub.poll(), sub.closed], ['core', null, false])
  publish(reg, 1)
  const update = await sub.next()
  assert.deepEqual(update, {
    package: 'core', oldVersion: full('1.0.0'), version: full('1.1.0'), kind: 'publish', seq: 2, index: 0, fault: 0, dependents: [], fix: null, merged: 0
  })
  assert.ok(Object.isFrozen(update) && Object.isFrozen(update.dependents))
  assert.equal((await reg.node('core', '1.0.0')).observers.length, 1)
  sub.close()
  assert.equal((await reg.node('core', '1.0.0')).observers.length, 0)
})

test('who waits is told in order of waiting, whoever publishes', async (t) => {
  const reg = open(t)
  const sub = reg.subscribe('core')
  const waiting = [sub.next(), sub.next(2 ** 40), sub.next()]
  assert.equal(await sub.next(0), null)
  publish(reg, 1)
  await reg.yank('core', '1.1.0')
  const worker = await reg.unyank('core', '1.1.0')
  assert.deepEqual((await Promise.all(waiting)).map(shown), [['publish', full('1.1.0'), 2], ['yank', full('1.1.0'), 3], ['unyank', full('1.1.0'), 4]])
  assert.equal(worker.snapshot.seq, 4)
  assert.equal(await sub.next(1), null)
})

test('an abort ends one wait and takes no update along', async (t) => {
  const reg = open(t)
  const sub = reg.subscribe('core')
  const control = new AbortController()
  const reason = new Error('enough')
  const [aborted, other] = [sub.next(undefined, { signal: control.signal }), sub.next()]
  control.abort(reason)
  await assert.rejects(aborted, reason)
  await assert.rejects(sub.next(5, { signal: control.signal }), reason)
  publish(reg, 1)
  assert.equal((await other).seq, 2)
  await assert.rejects(sub.next(-1), ArgumentError)
  await assert.rejects(sub.next(1, { signl: null }), (e) => e.details.nearest === 'signal')
})

test('a loop hears everything until it is left, or the subscription is closed', async (t) => {
  const reg = open(t)
  const seen = []
  const sub = reg.subscribe('core')
  for (const patch of [1, 2, 3]) publish(reg, patch)
  for await (const update of sub) {
    seen.push(update.seq)
    if (seen.length === 3) break
  }
  assert.deepEqual([seen, sub.closed], [[2, 3, 4], true])

  const second = reg.subscribe('core')
  const ended = (async () => {
    for await (const update of second) if (update.kind === 'yank') second.close()
  })()
  publish(reg, 4)
  reg.yankSync('core', '1.4.0')
  await ended
  const third = reg.subscribe('core')
  const waits = (async () => { for await (const update of third) assert.fail(update.kind) })()
  third.close()
  await waits
})

test('since replays what happened, exactly', async (t) => {
  const reg = open(t)
  for (let patch = 1; patch <= 100; patch++) publish(reg, patch)
  reg.rollbackSync('core', { to: 100 })
  const replayed = drain(reg.subscribe('core', { since: 1 }))
  assert.deepEqual(replayed.map(({ seq }) => seq), Array.from({ length: 101 }, (_, i) => i + 2))
  assert.deepEqual(shown(replayed.at(-1)), ['rollback', full('1.100.0'), 102])
  assert.deepEqual(drain(reg.subscribe('core', { since: 102 })), [])
  const { all, callback } = collector(101)
  reg.subscribe('core', callback, { since: 1 })
  assert.deepEqual(await all, replayed)
  assert.throws(() => reg.subscribe('core', { since: 103 }), fails(RegistryError, 'SNAPSHOT'))
})

test('a callback is never called inside subscribe or a change, and one that throws harms nobody', async (t) => {
  const reg = open(t)
  const warnings = []
  const listener = (warning) => warnings.push(warning)
  process.on('warning', listener)
  t.after(() => process.off('warning', listener))
  publish(reg, 1)
  const bad = collector(3, ({ seq }) => { throw new Error(`threw at ${seq}`) })
  const worse = collector(3, async ({ seq }) => { throw `rejected at ${seq}` })
  const good = collector(3)
  for (const { callback } of [bad, worse, good]) reg.subscribe('core', callback, { since: 1 })
  publish(reg, 2)
  publish(reg, 3)
  assert.deepEqual([bad.heard.length, good.heard.length], [0, 0])
  await Promise.all([bad.all, worse.all, good.all])
  assert.deepEqual(good.heard.map(({ seq }) => seq), [2, 3, 4])
  while (warnings.length < 6) await new Promise((resolve) => setImmediate(resolve))
  for (const { name, code, message } of warnings) assert.deepEqual([name, code, message], ['DiramWarning', 'DIRAM_WARN_CALLBACK', 'the callback of a subscription to core threw'])
  for (const what of ['threw at 2', 'threw at 4', 'rejected at 3']) assert.ok(warnings.some(({ detail }) => detail.includes(what)), what)
})

test('a callback may change the registry and close its subscription', async (t) => {
  const reg = open(t)
  const heard = []
  const ended = new Promise((resolve) => {
    const sub = reg.subscribe('core', ({ seq }) => {
      heard.push(seq)
      if (seq < 5) return publish(reg, seq)
      publish(reg, seq)
      sub.close()
      resolve()
    })
  })
  publish(reg, 1)
  await ended
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(heard, [2, 3, 4, 5])
})

test('a burst of ten comes at once, then five a second; the rest waits for the clock', async (t) => {
  const reg = open(t)
  const sub = reg.subscribe('core')
  const { heard, all, callback } = collector(20)
  reg.subscribe('core', callback)
  for (let patch = 1; patch <= 20; patch++) publish(reg, patch)
  assert.equal(drain(sub).length, 10)
  const waiting = sub.next()
  for (const at of [11, 12, 13, 14, 15]) {
    assert.equal(drain(sub).length, 0)
    await reg.advanceClock(199)
    assert.equal(sub.poll(), null)
    reg.advanceClockSync(1)
    if (at === 11) assert.equal((await waiting).seq, at + 1)
    else assert.equal(sub.poll().seq, at + 1)
  }
  reg.advanceClockSync(1000)
  assert.equal(drain(sub).length, 5)
  await all
  assert.deepEqual(heard.map(({ seq }) => seq), Array.from({ length: 20 }, (_, i) => i + 2))
})

test('with a clock that runs what is pending comes by itself', async (t) => {
  const reg = open(t, { clock: undefined, policy: { maxUpdateRate: 50 } })
  const { all, callback } = collector(102)
  const sub = reg.subscribe('core')
  reg.subscribe('core', callback)
  for (let patch = 1; patch <= 102; patch++) publish(reg, patch)
  assert.equal((await all).length, 102)
  let merged = 0
  let update
  do { update = await sub.next(); merged += update.merged } while (update.seq < 103)
  assert.equal(merged, 0)
  assert.throws(() => reg.advanceClockSync(1), fails(StateError, 'STATE'))
})

test('a mandatory update takes no token, and reaches those who need the package', async (t) => {
  const reg = open(t, { policy: { maxUpdateRate: 0 } })
  const [core, app] = [reg.subscribe('core'), reg.subscribe('app')]
  publish(reg, 1)
  assert.equal(core.poll(), null)
  reg.handleFaultSync('core', '1.1.0', 'advisory_high')
  for (const sub of [core, app]) {
    const { kind, package: name, dependents, fix, fault, merged } = await sub.next()
    assert.deepEqual([kind, name, dependents, fix, fault, merged], ['mandatory', 'core', ['app'], full('1.0.0'), 9, sub === core ? 1 : 0])
  }
})

test('a strict registry refuses what is too fast, and says when', (t) => {
  const reg = open(t, { policy: { strict: true } })
  const sub = reg.subscribe('core')
  for (let patch = 1; patch <= 10; patch++) publish(reg, patch)
  assert.throws(() => publish(reg, 11), (e) => fails(RateLimitExceeded, 'RATE_LIMIT')(e) && e.retryable && JSON.stringify(e.details).includes('200'))
  assert.equal(reg.snapshotSync().seq, 11)
  reg.advanceClockSync(200)
  publish(reg, 11)
  assert.equal(drain(sub).length, 11)
})

test('a package has at most a hundred observers', (t) => {
  const reg = open(t)
  const subs = Array.from({ length: 100 }, () => reg.subscribe('core'))
  assert.throws(() => reg.subscribe('core'), fails(TooManyObservers, 'TOO_MANY_OBSERVERS'))
  reg.subscribe('app')
  subs[50].close()
  assert.equal(reg.subscribe('core').closed, false)
})

test('a subscription that is forgotten is collected, and makes room', (t) => {
  const script = `
    const { Registry } = require('diram')
    const reg = Registry.fromLines('{"name":"core","version":"1.0.0","deps":{}}')
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    const forget = async () => {
      for (let i = 0; i < 50; i++) {
        const sub = reg.subscribe('core')
        await Promise.all([sub.next(0), sub.next(1), sub.next(1)])
      }
    }
    ;(async () => {
      await forget()
      while (reg.nodeSync('core', '1.0.0').observers.length > 0) { gc(); await turn() }
      reg.subscribe('core', () => {}).unref()
      for (let i = 0; i < 5; i++) { gc(); await turn() }
      console.log(reg.nodeSync('core', '1.0.0').observers.length)
    })()
  `
  const root = fileURLToPath(new URL('..', import.meta.url))
  assert.equal(execFileSync(process.execPath, ['--expose-gc', '-e', script], { cwd: root, encoding: 'utf8', timeout: 60_000 }), '1\n')
})

test('what is stale is said once a version', async (t) => {
  const reg = open(t, { clock: 91 * 86_400 })
  const sub = reg.subscribe('core')
  assert.deepEqual((await reg.checkStale()).map(shown), [['stale', full('1.0.0'), 1]])
  assert.deepEqual([shown(sub.poll()), sub.poll()], [['stale', full('1.0.0'), 1], null])
  assert.deepEqual(reg.checkStaleSync(91), [])
  assert.equal(reg.checkStaleSync(90).length, 1)
  assert.equal(sub.poll(), null)
})

test('wrong arguments, a past that hears of nothing, and what is closed', async (t) => {
  const reg = open(t)
  assert.throws(() => reg.subscribe('croe'), (e) => fails(ResolutionError, 'NOT_FOUND')(e) && e.details.near.includes('core'))
  assert.throws(() => reg.subscribe('core', { sinc: 1 }), (e) => e.details.nearest === 'since')
  assert.throws(() => reg.subscribe('core', 'callback', {}), ArgumentError)
  assert.throws(() => reg.subscribe(5), ArgumentError)
  assert.throws(() => new Subscription(), TypeError)
  assert.throws(() => closing(t, reg.atSync(1)).subscribe('core'), fails(StateError, 'STATE'))

  const called = reg.subscribe('core', () => {})
  assert.throws(() => called.poll(), (e) => fails(StateError, 'STATE')(e) && /callback/.test(e.message))
  await assert.rejects(called.next(), fails(StateError, 'STATE'))
  const [sub, other] = [reg.subscribe('core'), reg.subscribe('core')]
  const waits = sub.next()
  sub.close()
  sub.close()
  await assert.rejects(waits, fails(StateError, 'CLOSED'))
  assert.throws(() => sub.poll(), fails(StateError, 'CLOSED'))
  await assert.rejects(sub.next(1), fails(StateError, 'CLOSED'))
  const left = other.next()
  reg.close()
  await assert.rejects(left, fails(StateError, 'CLOSED'))
  assert.deepEqual([called.closed, other.closed], [true, true])
  assert.throws(() => called.poll(), fails(StateError, 'CLOSED'))
  assert.throws(() => reg.subscribe('core'), (e) => e.code === Code.CLOSED)
  if (Symbol.dispose) assert.equal(typeof sub[Symbol.dispose], 'function')
})

/** What a program prints that ends by itself. */
async function said (body) {
  const script = `
    const { Registry } = require('diram')
    const reg = Registry.fromLines('{"name":"core","version":"1.0.0","deps":{}}')
    const publish = () => reg.publishSync({ name: 'core', version: '1.1.0', deps: {} })
    ${body}
  `
  const root = fileURLToPath(new URL('..', import.meta.url))
  return (await promisify(execFile)(process.execPath, ['-e', script], { cwd: root, timeout: 60_000 })).stdout
}

test('a callback keeps the process alive until it is closed, or unref lets go; so does one who waits', async () => {
  assert.equal(await said("const sub = reg.subscribe('core', (u) => { console.log(u.seq); sub.close() }); setTimeout(publish, 5).unref()"), '2\n')
  assert.equal(await said("reg.subscribe('core', (u) => { console.log(u.seq); reg.close() }); publish()"), '2\n')
  assert.equal(await said("reg.subscribe('core', () => console.log('called')).unref()"), '')
  assert.equal(await said("reg.subscribe('core', () => { console.log('called'); reg.close() }).unref().ref(); setTimeout(publish, 5).unref()"), 'called\n')
  assert.equal(await said("reg.subscribe('core').next().then((u) => console.log(u.seq)); setTimeout(publish, 5).unref()"), '2\n')
  assert.equal(await said("reg.subscribe('core').unref().next().then((u) => console.log(u.seq))"), '')
  assert.equal(await said("const sub = reg.subscribe('core'); publish(); console.log(sub.poll().seq)"), '2\n')
})

test('a worker is ended in the middle of its updates and takes nobody with it', async () => {
  const body = `
    const { parentPort } = require('node:worker_threads')
    const { Registry } = require(${JSON.stringify(createRequire(import.meta.url).resolve('diram'))})
    const reg = Registry.fromLines('{"name":"core","version":"1.0.0","deps":{}}', { policy: { maxUpdateRate: 2 ** 31 } })
    let patch = 0
    const publish = () => reg.publish({ name: 'core', version: '1.' + ++patch + '.0', deps: {} })
    for (let i = 0; i < 20; i++) reg.subscribe('core', ({ seq }) => { if (seq === 10) parentPort.postMessage('busy') })
    const go = () => publish().then(go)
    for (let i = 0; i < 4; i++) go()
  `
  const worker = new Worker(body, { eval: true })
  assert.deepEqual(await once(worker, 'message'), ['busy'])
  await worker.terminate()
  assert.equal(await said("reg.subscribe('core', (u) => { console.log(u.seq); reg.close() }); publish()"), '2\n')
})
