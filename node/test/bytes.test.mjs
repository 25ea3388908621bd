import assert from 'node:assert/strict'
import test from 'node:test'
import {
  ArgumentError, checkPart, checkPartSync, Code, CoherenceError, COHERENCE_THRESHOLD, compressWithRecovery,
  compressWithRecoverySync, decompressFaultTolerant, decompressFaultTolerantSync, DiramError, FormatError, healPart,
  healPartSync, huffman, packBytes, packBytesSync, reconstructComponent, reconstructComponentSync, unpackBytes,
  unpackBytesSync
} from 'diram'
import { noise, partsOf, without } from './damage.mjs'

const content = Buffer.from('text that a codec likes, '.repeat(4000))

test('bytes come back for every codec, and both forms agree', async () => {
  for (const codec of ['auto', 'huffman', 'brotli', 'stored']) {
    const bytes = await packBytes(content, { codec })
    assert.deepEqual(packBytesSync(content, { codec }), bytes)
    assert.deepEqual(await unpackBytes(bytes), content)
    assert.deepEqual(unpackBytesSync(bytes), content)
  }
})

test('the caller may change the bytes while the promise works', async () => {
  const data = Buffer.alloc(1 << 20, 'a')
  const call = packBytes(data)
  data.fill('b')
  assert.equal((await unpackBytes(await call)).equals(Buffer.alloc(1 << 20, 'a')), true)
})

test('compressWithRecovery and back', async () => {
  assert.equal(COHERENCE_THRESHOLD, 0.954)
  const bytes = await compressWithRecovery(content, { coherenceThreshold: 0.96 })
  assert.deepEqual(compressWithRecoverySync(content), bytes)
  assert.deepEqual(await decompressFaultTolerant(bytes), content)
  assert.deepEqual(await decompressFaultTolerant(without(bytes, 1)), content)
  assert.throws(() => decompressFaultTolerantSync(without(bytes, 2)), CoherenceError)
  assert.deepEqual(decompressFaultTolerantSync(without(bytes, 2), { corruptionLevel: 0.1 }), content)
  for (const coherenceThreshold of [0.9, 1.1, NaN]) {
    await assert.rejects(compressWithRecovery(content, { coherenceThreshold }), ArgumentError)
  }
})

test('lone parts: intact, scratched, noise', async () => {
  const bytes = packBytesSync(content, { codec: 'huffman' })
  const [{ start, end }] = partsOf(bytes)
  const part = bytes.subarray(start, end)
  const report = await checkPart(part)
  assert.deepEqual([report.recoveryCapability, report.intact, report.partNumber], [1, true, 0])
  const damaged = Buffer.from(part)
  damaged[300] ^= 255
  const scratch = checkPartSync(damaged)
  assert.equal(scratch.intact, false)
  assert.equal(scratch.mendable, true)
  assert.ok(scratch.recoveryCapability > 0 && scratch.recoveryCapability < 1)
  assert.deepEqual(await healPart(damaged), part)
  assert.deepEqual(healPartSync(damaged), part)
  const nothing = checkPartSync(noise(600))
  assert.deepEqual([nothing.recoveryCapability, nothing.intact, nothing.kind], [0, false, null])
  await assert.rejects(healPart(noise(600)), DiramError)
})

test('a component from its parts, in any order, some missing', async () => {
  const bytes = packBytesSync(content, { codec: 'stored' })
  const parts = partsOf(bytes)
    .filter(({ name }) => name.includes('diram-component-0.part.'))
    .map(({ start, end }) => bytes.subarray(start, end))
  const whole = await reconstructComponent(parts.toReversed())
  assert.deepEqual(whole.data, content)
  assert.deepEqual([whole.coherence, whole.recovered], [1, []])
  const { data, recovered } = reconstructComponentSync([null, ...parts.slice(1)])
  assert.deepEqual(data, content)
  assert.deepEqual(recovered, [0])
  const few = parts.map((part, i) => i < 2 ? undefined : part)
  await assert.rejects(reconstructComponent(few), CoherenceError)
  assert.deepEqual((await reconstructComponent(few, { salvage: true })).data, content)
  await assert.rejects(reconstructComponent([]), DiramError)
})

test('the Huffman codec on its own', async () => {
  const coded = await huffman.encode(content)
  assert.ok(coded.length < content.length)
  assert.deepEqual(huffman.encodeSync(content), coded)
  assert.deepEqual(await huffman.decode(coded), content)
  const codes = await huffman.codes(content)
  assert.deepEqual(huffman.codesSync(content), codes)
  assert.deepEqual(codes.map((c) => c.symbol), [...new Set(content)].sort((a, b) => a - b))
  assert.equal(codes.reduce((sum, { length }) => sum + 2 ** -length, 0), 1, 'a complete prefix code')
  assert.throws(() => huffman.decodeSync(coded, { maxOutput: content.length - 1 }), (error) => {
    assert.ok(error instanceof FormatError)
    assert.equal(error.code, Code.OUTPUT_LIMIT)
    return true
  })
  assert.deepEqual(huffman.decodeSync(coded, { maxOutput: content.length }), content)
  await assert.rejects(huffman.decode(coded.subarray(0, coded.length - 1)), FormatError)
})
