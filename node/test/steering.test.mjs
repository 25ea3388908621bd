// Every call that may take long is stopped and watched in the same way, as a promise and synchronously.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import {
  ArgumentError, Cancelled, Code, compressWithRecovery, compressWithRecoverySync, DeadlineExceeded, decompressFaultTolerant,
  decompressFaultTolerantSync, FormatError, Package, packBytesSync, packSync, unpackBytes, unpackBytesSync
} from 'diram'
import { folder, noise, without } from './damage.mjs'

const content = noise(300_000)
const packed = packBytesSync(content, { name: 'sample', codec: 'stored' })
const component = 'diram-component-0.bin'

/** `[name, promise, synchronous, phase of the last report]`; each call gets its own package. */
const calls = [
  ['open', (o) => Package.open(packed, o), (o) => Package.openSync(packed, o), 'scan'],
  ['entries', (o) => opened().entries(o), (o) => opened().entriesSync(o), 'read'],
  ['namelist', (o) => opened().namelist(o), (o) => opened().namelistSync(o), 'read'],
  ['read', (o) => opened().read('sample', o), (o) => opened().readSync('sample', o), 'read'],
  ['components', (o) => opened().components(o), (o) => opened().componentsSync(o), 'verify'],
  ['verifyCoherence', (o) => opened().verifyCoherence(component, o), (o) => opened().verifyCoherenceSync(component, o), 'verify'],
  ['recoverComponent', (o) => opened().recoverComponent(component, o), (o) => opened().recoverComponentSync(component, o), 'heal'],
  ['unpackBytes', (o) => unpackBytes(packed, o), (o) => unpackBytesSync(packed, o), 'unpack'],
  ['compressWithRecovery', (o) => compressWithRecovery(content, o), (o) => compressWithRecoverySync(content, o), 'pack'],
  ['decompressFaultTolerant', (o) => decompressFaultTolerant(packed, o), (o) => decompressFaultTolerantSync(packed, o), 'unpack']
]

function opened () {
  return Package.openSync(packed)
}

for (const [name, promise, sync, phase] of calls) {
  test(`${name} reports, ends in time and can be stopped`, async () => {
    for (const call of [promise, sync]) {
      const seen = []
      await call({ onProgress: (p) => { seen.push(p) } })
      assert.equal(seen.at(-1)?.phase, phase)
      const { done, total } = seen.at(-1)
      if (total !== null) assert.equal(done, total)
      await assert.rejects(async () => call({ timeout: 0 }), DeadlineExceeded)
    }
    const aborted = new Error('enough')
    await assert.rejects(promise({ signal: AbortSignal.abort(aborted) }), (error) => error === aborted)
    const controller = new AbortController()
    const underWay = promise({ signal: controller.signal })
    controller.abort(aborted)
    await assert.rejects(underWay, (error) => error === aborted)
    assert.throws(() => sync({ onProgress: () => false }), Cancelled)
    assert.throws(() => sync({ signal: AbortSignal.abort() }), (error) => {
      assert.ok(error instanceof ArgumentError)
      assert.equal(error.details.argument, 'signal')
      return true
    })
  })
}

const tooMuch = (error) => {
  assert.ok(error instanceof FormatError, String(error))
  assert.equal(error.code, Code.OUTPUT_LIMIT)
  return true
}

test('what comes back in memory has a limit', async (t) => {
  const dir = folder(t)
  mkdirSync(join(dir, 'src'))
  writeFileSync(join(dir, 'src', 'file'), content)
  packSync(join(dir, 'src'), join(dir, 'p.zip'))
  const pkg = await Package.open(join(dir, 'p.zip'))
  for (const maxOutput of [0, content.length - 1]) {
    await assert.rejects(pkg.read('file', { maxOutput }), tooMuch)
    assert.throws(() => pkg.readSync('file', { maxOutput }), tooMuch)
    assert.throws(() => pkg.readSync(component, { maxOutput }), tooMuch)
    await assert.rejects(unpackBytes(packed, { maxOutput }), tooMuch)
    assert.throws(() => unpackBytesSync(packed, { maxOutput }), tooMuch)
  }
  const maxOutput = content.length
  assert.deepEqual(await pkg.read('file', { maxOutput }), content)
  assert.deepEqual(unpackBytesSync(packed, { maxOutput }), content)
  for (const wrong of [-1, 1.5, '10', NaN, Infinity, null]) {
    await assert.rejects(pkg.read('file', { maxOutput: wrong }), ArgumentError)
  }
  pkg.close()
})

test('read salvages when it is told to', async () => {
  const small = noise(60_000)
  const pkg = await Package.open(without(packBytesSync(small, { name: 'sample', codec: 'stored' }), 2))
  await assert.rejects(pkg.read('sample'), { code: Code.COHERENCE })
  assert.deepEqual(await pkg.read('sample', { salvage: true }), small)
  assert.deepEqual(pkg.readSync('sample', { salvage: true }), small)
  pkg.close()
})

test('an entry that is destroyed while it opens ends, with its own error', async () => {
  const pkg = await Package.open(packed)
  const mine = new Error('mine')
  const entry = pkg.openEntry('sample')
  entry.destroy(mine)
  await assert.rejects(entry.toArray(), (error) => error === mine)
  const controller = new AbortController()
  const other = pkg.openEntry('sample', { signal: controller.signal })
  const read = other.toArray()
  controller.abort()
  await assert.rejects(read, { name: 'AbortError' })
  pkg.close()
})
