import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { getEventListeners } from 'node:events'
import { join } from 'node:path'
import test from 'node:test'
import { Cancelled, Code, DeadlineExceeded, huffman, pack, Package, packBytes, packBytesSync, packSync } from 'diram'
import { folder, noise } from './damage.mjs'

test('an aborted signal refuses before anything happens, with its own reason', async () => {
  const reason = new Error('the reason')
  const signal = AbortSignal.abort(reason)
  await assert.rejects(packBytes(Buffer.alloc(1), { signal }), (error) => error === reason)
  await assert.rejects(huffman.encode(Buffer.alloc(1), { signal }), (error) => error === reason)
  await assert.rejects(Package.open('/no/such/file', { signal }), (error) => error === reason)
})

test('an abort stops the work under way and leaves no file', async (t) => {
  const dir = folder(t)
  writeFileSync(join(dir, 'big'), noise(24 << 20))
  const controller = new AbortController()
  const reason = new Error('enough')
  const call = pack(join(dir, 'big'), join(dir, 'big.zip'), {
    signal: controller.signal,
    onProgress: () => controller.abort(reason)
  })
  await assert.rejects(call, (error) => error === reason)
  assert.deepEqual(readdirSync(dir), ['big'])
})

test('returning false from onProgress ends with Cancelled', async () => {
  const cancelled = (error) => error instanceof Cancelled && error.code === Code.CANCELLED
  assert.throws(() => packBytesSync(noise(1 << 20), { onProgress: () => false }), cancelled)
  await assert.rejects(packBytes(noise(24 << 20), { onProgress: () => false }), cancelled)
})

test('a time limit of nothing ends with DeadlineExceeded', async (t) => {
  const dir = folder(t)
  writeFileSync(join(dir, 'file'), noise(1 << 20))
  const late = (error) => error instanceof DeadlineExceeded && error.code === Code.DEADLINE && error.retryable
  assert.throws(() => packSync(join(dir, 'file'), join(dir, 'p.zip'), { timeout: 0 }), late)
  await assert.rejects(pack(join(dir, 'file'), join(dir, 'p.zip'), { timeout: 0 }), late)
  assert.equal(existsSync(join(dir, 'p.zip')), false)
})

test('ten thousand calls on one signal leave no listener and raise no warning', async () => {
  const { signal } = new AbortController()
  const warnings = []
  const note = (warning) => warnings.push(warning.message)
  process.on('warning', note)
  const data = Buffer.from('a small message')
  const results = await Promise.all(Array.from({ length: 10_000 }, () => huffman.encode(data, { signal })))
  assert.equal(results.length, 10_000)
  for (let i = 0; i < 100; i++) await assert.rejects(Package.open('/no/such/file', { signal }))
  await new Promise(setImmediate)
  process.off('warning', note)
  assert.equal(getEventListeners(signal, 'abort').length, 0)
  assert.deepEqual(warnings, [])
})

test('an abort while a pure call runs drops its result', async () => {
  const controller = new AbortController()
  const call = huffman.encode(noise(1 << 20), { signal: controller.signal })
  controller.abort()
  await assert.rejects(call, { name: 'AbortError' })
})

test('an abort after the end changes nothing', async () => {
  const controller = new AbortController()
  const bytes = await packBytes(Buffer.from('x'), { signal: controller.signal })
  controller.abort()
  assert.ok(bytes.length > 0)
})
