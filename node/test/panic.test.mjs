import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import test from 'node:test'
import { Code, InternalError, packBytesSync, StateError } from 'diram'
import answer from '../lib/answer.js'
import runner from '../lib/run.js'
import poolModule from '../lib/pool.js'

// The addon with deliberate panics beside the real one: its jobs run through the same JavaScript.
const hooks = createRequire(import.meta.url)('./hooks/diram.node')
const { ask } = answer
const { prepare, run, runSync } = runner

const panicked = (error) => {
  assert.ok(error instanceof InternalError, String(error))
  assert.deepEqual([error.code, error.status], [Code.PANIC, 99])
  assert.match(error.message, /a bug in diram: .*deliberate/)
  return true
}

test('a panic in a job on the pool is an InternalError, and its place is given back', async () => {
  await assert.rejects(run(hooks.panicJob()), panicked)
  assert.equal(poolModule.pool.running, 0)
})

test('a panic in a synchronous job is an InternalError', () => {
  assert.throws(() => runSync(hooks.panicJob()), panicked)
})

test('a panic before any job is an InternalError', () => {
  assert.throws(() => prepare(() => hooks.panicNow()), panicked)
})

test('a panic in a question that goes past napi-rs is an InternalError', () => {
  assert.throws(() => ask(() => hooks.panicDirect()), panicked)
  assert.throws(() => ask(() => hooks.contains('1.0.0', 5)), (e) => e.code === Code.PANIC && /expected a string/.test(e.message))
  assert.equal(ask(() => hooks.contains('1.0.0', '^1')), true)
})

test('a handle that panicked is poisoned, its neighbours are not', async () => {
  const bytes = packBytesSync(Buffer.from('text'))
  const open = () => runSync(hooks.openBytes(bytes)).package
  const [bad, good] = [open(), open()]
  await assert.rejects(run(bad.panicJob()), panicked)
  for (const attempt of [() => runSync(bad.verify()), () => runSync(bad.panicJob())]) {
    assert.throws(attempt, (error) => {
      assert.ok(error instanceof StateError)
      assert.equal(error.code, Code.POISONED)
      assert.match(error.hint, /open the package again/)
      return true
    })
  }
  assert.equal(JSON.parse(runSync(good.verify()).json).status, 'intact')
  bad.close()
  good.close()
})

test('a job runs once', () => {
  const job = hooks.huffmanEncode(Buffer.from('x'))
  runSync(job)
  assert.throws(() => runSync(job), /a job runs once/)
})

test('the released addon has no hooks', async () => {
  const { native } = (await import('../lib/native.js')).default
  const { panicNow, panicJob, panicDirect, codes, faultLevels } = native()
  assert.deepEqual([panicNow, panicJob, panicDirect, codes, faultLevels], Array(5).fill(undefined))
})
