import assert from 'node:assert/strict'
import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import test from 'node:test'
import { ArgumentError, Code, createPacker, DiramError, pack, Package, packBytes, StateError } from 'diram'
import { folder, noise } from './damage.mjs'

test('a packer takes streams and bytes, and a pipeline takes the package', async (t) => {
  const dir = folder(t)
  const big = noise(700_000)
  writeFileSync(join(dir, 'big'), big)
  const packer = createPacker({ name: 'stream', version: '3.0.0', codec: 'stored' })
  const written = pipeline(packer, createWriteStream(join(dir, 'p.zip')))
  await packer.add('small.txt', 5, Buffer.from('hello'))
  await packer.add('dir/big', big.length, createReadStream(join(dir, 'big')))
  await packer.add('empty', 0, [])
  const report = await packer.finish()
  await written
  assert.deepEqual([report.name, report.version, report.files], ['stream', '3.0.0', 3])
  assert.equal(packer.report, report)
  assert.equal(report.outputBytes, readFileSync(join(dir, 'p.zip')).length)
  const pkg = await Package.open(join(dir, 'p.zip'))
  assert.equal((await pkg.verify()).status, 'intact')
  assert.deepEqual(await pkg.read('dir/big'), big)
  assert.equal((await pkg.read('small.txt')).toString(), 'hello')
  pkg.close()
})

test('a packer in the middle of a pipeline, members as objects', async () => {
  const packer = createPacker()
  async function * members () {
    for (let i = 0; i < 10; i++) yield { name: `f${i}`, size: 2, content: Readable.from([Buffer.from([i]), Buffer.from([i])]) }
  }
  const chunks = []
  await pipeline(members, packer, new Writable({ write (chunk, _, done) { chunks.push(chunk); done() } }))
  const pkg = await Package.open(Buffer.concat(chunks))
  assert.equal(packer.report.files, 10)
  assert.deepEqual(await pkg.read('f7'), Buffer.from([7, 7]))
  pkg.close()
})

test('adds that do not wait for each other keep their order', async () => {
  const packer = createPacker()
  const bytes = buffer(packer)
  const names = Array.from({ length: 30 }, (_, i) => `member-${i}`)
  await Promise.all(names.map((name) => packer.add(name, name.length, Buffer.from(name))))
  await packer.finish()
  const pkg = await Package.open(await bytes)
  assert.deepEqual((await pkg.entries()).filter((e) => e.type === 'file').map((e) => e.path), names)
  pkg.close()
})

test('a packer that nobody reads takes no more', async () => {
  const packer = createPacker({ codec: 'stored' })
  const mebibytes = 40
  let pulled = 0
  function * source () {
    for (; pulled < mebibytes; pulled++) yield noise(1 << 20)
  }
  const added = packer.add('big', mebibytes << 20, source())
  const otherWork = async () => { for (let i = 0; i < 20; i++) await packBytes(noise(1000)) }
  do await otherWork(); while (packer.readableLength === 0)
  const before = pulled
  await otherWork()
  assert.equal(pulled, before)
  assert.ok(pulled < mebibytes)
  const bytes = buffer(packer)
  await added
  const report = await packer.finish()
  assert.equal((await bytes).length, report.outputBytes)
})

test('content of another size than announced breaks the packer, not the process', async () => {
  for (const content of [Buffer.from('abcd'), Buffer.from('ab'), Readable.from([Buffer.from('ab')])]) {
    const packer = createPacker()
    const read = buffer(packer)
    const made = packer.add('a', 3, content).then(() => packer.finish())
    await assert.rejects(made, DiramError)
    await assert.rejects(read, DiramError)
    assert.equal(packer.destroyed, true)
  }
})

test('an error of the source is the error of the package', async () => {
  const mine = new Error('mine')
  async function * source () {
    yield Buffer.from('ab')
    throw mine
  }
  const packer = createPacker()
  const read = buffer(packer)
  await assert.rejects(packer.add('a', 4, source()), (error) => error === mine)
  await assert.rejects(read, (error) => error === mine)
})

test('a reader that goes away ends the packer', async () => {
  const packer = createPacker({ codec: 'stored' })
  const away = new Error('away')
  packer.on('error', () => {})
  packer.destroy(away)
  await assert.rejects(packer.add('a', 1, Buffer.from('a')))
  await assert.rejects(packer.finish())
})

test('wrong members are refused by name', async () => {
  const packer = createPacker()
  await assert.rejects(packer.add(5, 1, Buffer.from('a')), ArgumentError)
  await assert.rejects(packer.add('a', -1, Buffer.from('a')), ArgumentError)
  await assert.rejects(packer.add('a', 1, 'text'), ArgumentError)
  await assert.rejects(packer.add('a', 1), ArgumentError)
  assert.throws(() => createPacker({ onProgress () {} }), ArgumentError)
  assert.throws(() => createPacker({ redundancy: 99 }), (e) => e instanceof ArgumentError && e.code === Code.LIMIT)
  const gone = createPacker({ signal: AbortSignal.abort() })
  await assert.rejects(buffer(gone), { name: 'AbortError' })
  assert.equal(packer.destroyed, false, 'a refused call leaves the packer as it was')
  packer.destroy()
})

test('a name that would leave the target is refused', async () => {
  const packer = createPacker()
  packer.on('error', () => {})
  await assert.rejects(packer.add('../evil', 1, Buffer.from('a')), DiramError)
})

test('an entry is a Readable', async (t) => {
  const dir = folder(t)
  const big = noise(1_500_000)
  mkdirSync(join(dir, 'src'))
  writeFileSync(join(dir, 'src', 'big'), big)
  await pack(join(dir, 'src'), join(dir, 'p.zip'))
  const pkg = await Package.open(join(dir, 'p.zip'))
  await pipeline(pkg.openEntry('big'), createWriteStream(join(dir, 'copy')))
  assert.deepEqual(readFileSync(join(dir, 'copy')), big)
  let head = Buffer.alloc(0)
  const entry = pkg.openEntry('big')
  for await (const chunk of entry) {
    head = chunk
    break
  }
  assert.ok(head.length > 0 && head.equals(big.subarray(0, head.length)))
  assert.equal(entry.destroyed, true)
  await assert.rejects(buffer(pkg.openEntry('none')), (e) => e instanceof ArgumentError && e.code === Code.ARGUMENT)
  await assert.rejects(buffer(pkg.openEntry('big', { signal: AbortSignal.abort() })), { name: 'AbortError' })
  pkg.close()
  await assert.rejects(buffer(pkg.openEntry('big')), (e) => e instanceof StateError && e.code === Code.CLOSED)
})
