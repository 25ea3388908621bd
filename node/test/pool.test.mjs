import assert from 'node:assert/strict'
import test from 'node:test'
import poolModule from '../lib/pool.js'
import { Code, DeadlineExceeded, packBytes } from 'diram'
import { noise } from './damage.mjs'

const { Pool, limitFor, pool } = poolModule

test('the limit stays under the cores and under the pool', () => {
  assert.equal(limitFor(undefined, 64), 3)
  assert.equal(limitFor(undefined, 2), 2)
  assert.equal(limitFor('16', 8), 8)
  assert.equal(limitFor('8', 8), 7)
  assert.equal(limitFor('1', 8), 1)
  assert.equal(limitFor('nonsense', 8), 1)
})

test('those who wait are served in order, and one who gave up is passed over', async () => {
  const small = new Pool(1)
  const order = []
  await small.acquire()
  let giveUp
  const first = small.acquire().then(() => order.push('first'))
  const second = small.acquire((f) => { giveUp = f }).catch((error) => order.push(error.message))
  const third = small.acquire().then(() => order.push('third'))
  assert.equal(small.waiting, 3)
  giveUp(new Error('gave up'))
  await second
  small.release()
  await first
  small.release()
  await third
  small.release()
  assert.deepEqual(order, ['gave up', 'first', 'third'])
  assert.deepEqual([small.running, small.waiting], [0, 0])
  giveUp(new Error('too late'))
})

test('a hundred calls at once never occupy more than the limit', async () => {
  const data = noise(1000)
  let most = 0
  const calls = Array.from({ length: 100 }, () => packBytes(data).then(() => { most = Math.max(most, pool.running) }))
  assert.equal(pool.waiting, 100 - pool.limit)
  await Promise.all(calls)
  assert.ok(most <= pool.limit, `${most} jobs at once, ${pool.limit} allowed`)
  assert.deepEqual([pool.running, pool.waiting], [0, 0])
})

/** Fills the pool from outside until the returned function is called. */
async function occupied () {
  const places = pool.limit
  for (let i = 0; i < places; i++) await pool.acquire()
  return () => { for (let i = 0; i < places; i++) pool.release() }
}

test('an abort reaches a call that waits for a thread', async () => {
  const free = await occupied()
  try {
    const controller = new AbortController()
    const call = packBytes(noise(10), { signal: controller.signal })
    controller.abort(new Error('enough'))
    await assert.rejects(call, /^Error: enough$/)
    assert.equal(pool.waiting, 0)
  } finally {
    free()
  }
})

test('a time limit reaches a call that waits for a thread', async () => {
  const free = await occupied()
  try {
    await assert.rejects(packBytes(noise(10), { timeout: 1 }), (error) => {
      assert.ok(error instanceof DeadlineExceeded)
      assert.deepEqual([error.code, error.retryable], [Code.DEADLINE, true])
      assert.equal(error.details.limitSeconds, 0.001)
      return true
    })
  } finally {
    free()
  }
  assert.equal(pool.running, 0)
})
