import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeFileSync } from 'node:fs'
import test from 'node:test'
import {
  ArgumentError, checkPartSync, huffman, pack, Package, packBytes, packBytesSync, packSync, reconstructComponentSync,
  unpackBytesSync
} from 'diram'
import { folder } from './damage.mjs'

const refused = (argument) => (error) => {
  assert.ok(error instanceof ArgumentError, String(error))
  assert.equal(error.details.argument, argument)
  return true
}

test('text is never content and bytes are never a path', async () => {
  assert.throws(() => packBytesSync('text'), refused('data'))
  assert.throws(() => packBytesSync(new ArrayBuffer(3)), refused('data'))
  assert.throws(() => packSync(Buffer.from('a'), 'b'), refused('src'))
  await assert.rejects(Package.open(7), refused('src'))
  assert.throws(() => checkPartSync([1, 2]), refused('part'))
  assert.throws(() => reconstructComponentSync([Buffer.alloc(1), 'x']), refused('parts[1]'))
  assert.throws(() => reconstructComponentSync({}), refused('parts'))
})

test('paths are strings or file: URLs', async () => {
  await assert.rejects(pack('', 'b'), refused('src'))
  await assert.rejects(pack('a\0b', 'b'), refused('src'))
  await assert.rejects(pack('a', new URL('https://example.org/b')), refused('dst'))
})

test('a file: URL names the same file as its path', async (t) => {
  const dir = folder(t)
  writeFileSync(join(dir, 'with space.txt'), 'content')
  await pack(pathToFileURL(join(dir, 'with space.txt')), pathToFileURL(join(dir, 'p.zip')), { name: 'n', version: '1.2.3' })
  const pkg = await Package.open(pathToFileURL(join(dir, 'p.zip')))
  assert.deepEqual([pkg.name, pkg.version], ['n', '1.2.3'])
  pkg.close()
})

test('options are checked one by one', async () => {
  const data = Buffer.alloc(1)
  for (const [name, value] of [
    ['name', 5], ['name', '\ud800'], ['quality', -1], ['quality', 1.5], ['quality', 99], ['codec', 'zstd'],
    ['redundancy', '10'], ['redundancy', 5], ['redundancy', NaN], ['mtime', 1], ['epoch', -1], ['threads', 2 ** 40],
    ['services', 'file'], ['timeout', -1], ['timeout', 'soon'], ['onProgress', {}], ['signal', {}]
  ]) {
    await assert.rejects(packBytes(data, { [name]: value }), refused(name), `${name}: ${value}`)
  }
  await assert.rejects(packBytes(data, { services: ['a', 3] }), refused('services[1]'))
  await assert.rejects(packBytes(data, null), refused('options'))
  await assert.rejects(packBytes(data, 'codec'), refused('options'))
})

test('an option that is undefined counts as absent', () => {
  const plain = packBytesSync(Buffer.from('text'))
  const given = packBytesSync(Buffer.from('text'), { name: undefined, codec: undefined, timeout: undefined })
  assert.deepEqual(given, plain)
})

test('any Uint8Array is content: a view, an empty one, shared memory', () => {
  const whole = Buffer.from('some text to code')
  const view = new Uint8Array(whole.buffer, whole.byteOffset + 5, 4)
  assert.equal(huffman.decodeSync(huffman.encodeSync(view)).toString(), 'text')
  assert.equal(unpackBytesSync(packBytesSync(new Uint8Array(0))).length, 0)
  const shared = new Uint8Array(new SharedArrayBuffer(3)).fill(65)
  assert.equal(huffman.decodeSync(huffman.encodeSync(shared)).toString(), 'AAA')
})
