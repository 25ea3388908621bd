import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import test from 'node:test'
import { packBytesSync, unpackBytesSync } from 'diram'
import { noise } from './damage.mjs'

const file = fileURLToPath(new URL('worker.mjs', import.meta.url))

test('four workers and the main thread use the addon at once', async () => {
  const data = noise(300_000)
  const packed = packBytesSync(data)
  const workers = Array.from({ length: 4 }, () => new Worker(file, { workerData: { packed, job: 'unpack' } }))
  const answers = await Promise.all(workers.map(async (worker) => {
    const [[answer]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
    return Buffer.from(answer)
  }))
  for (const answer of answers) assert.deepEqual(answer, data)
  assert.deepEqual(unpackBytesSync(packed), data)
})

test('a worker that is ended in the middle of a call takes nobody with it', async () => {
  const data = noise(8 << 20)
  const worker = new Worker(file, { workerData: { packed: data, job: 'pack' } })
  const [word] = await once(worker, 'message')
  assert.equal(word, 'begun')
  await worker.terminate()
  assert.equal(unpackBytesSync(packBytesSync(Buffer.from('alive'))).toString(), 'alive')
})
