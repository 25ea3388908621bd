// What the workers of workers.test.mjs do.
import { parentPort, workerData } from 'node:worker_threads'
import { Package, packBytes, unpackBytes } from 'diram'

const { packed, job } = workerData
if (job === 'unpack') {
  const pkg = await Package.open(packed)
  await pkg.verify({ onProgress () {} })
  pkg.close()
  parentPort.postMessage(await unpackBytes(packed))
} else {
  const call = packBytes(packed, { onProgress () {} })
  parentPort.postMessage('begun')
  await call
}
