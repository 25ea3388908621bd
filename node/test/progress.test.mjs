import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { Package, packBytes, packBytesSync } from 'diram'
import { noise } from './damage.mjs'

/** What any sequence of progress must be. */
function check (seen, phase) {
  assert.ok(seen.length >= 1)
  for (const p of seen) {
    assert.ok(Object.isFrozen(p))
    assert.equal(p.phase, phase)
    assert.ok(p.done >= 0 && (p.total === null || p.done <= p.total), JSON.stringify(p))
  }
  for (let i = 1; i < seen.length; i++) assert.ok(seen[i].done >= seen[i - 1].done)
  const last = seen.at(-1)
  if (last.total !== null) assert.equal(last.done, last.total)
}

test('a promise reports, and for the last time before it resolves', async () => {
  const seen = []
  const bytes = await packBytes(noise(3 << 20), { onProgress: (p) => { seen.push(p) } })
  const atEnd = seen.length
  check(seen, 'pack')
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(seen.length, atEnd, 'reported after the promise resolved')
  const verified = []
  const pkg = await Package.open(bytes)
  await pkg.verify({ onProgress: (p) => { verified.push(p) } })
  check(verified, 'verify')
  pkg.close()
})

test('a synchronous call reports on the way', () => {
  const seen = []
  packBytesSync(noise(3 << 20), { onProgress: (p) => { seen.push(p) } })
  check(seen, 'pack')
})

test('what onProgress throws is what the call throws', async () => {
  const mine = new Error('mine')
  const onProgress = () => { throw mine }
  assert.throws(() => packBytesSync(noise(1 << 20), { onProgress }), (error) => error === mine)
  await assert.rejects(packBytes(noise(1 << 20), { onProgress }), (error) => error === mine)
})

test('a call inside onProgress has its own progress', () => {
  const [outer, inner] = [[], []]
  packBytesSync(noise(1 << 20), {
    onProgress (p) {
      outer.push(p)
      if (outer.length === 1) packBytesSync(noise(1 << 20), { onProgress: (q) => { inner.push(q) } })
    }
  })
  check(outer, 'pack')
  check(inner, 'pack')
  assert.ok(outer.length >= 2, 'the outer call went on reporting')
})

test('a callback keeps no process alive', () => {
  const script = `
    const { packBytes } = require('diram')
    packBytes(Buffer.alloc(1000), { onProgress () {} }).then(() => console.log('done'))
  `
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  assert.equal(execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8', timeout: 60_000 }), 'done\n')
})
