import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import test from 'node:test'
import {
  Code, CoherenceError, COHERENCE_THRESHOLD, LostError, pack, Package, packBytes, packBytesSync, packSync,
  StateError, StorageError, unpackBytes, ArgumentError
} from 'diram'
import { folder, noise, scratched, without } from './damage.mjs'

const content = noise(60_000)
const packed = packBytesSync(content, { name: 'sample', version: '1.0.0', codec: 'stored' })

/** A folder with a bit of everything. */
function tree (dir) {
  mkdirSync(join(dir, 'src', 'deep'), { recursive: true })
  writeFileSync(join(dir, 'src', 'a.txt'), 'alpha')
  writeFileSync(join(dir, 'src', 'deep', 'b.bin'), content)
  chmodSync(join(dir, 'src', 'a.txt'), 0o750)
  symlinkSync('deep/b.bin', join(dir, 'src', 'link'))
  return join(dir, 'src')
}

function checkTree (dir) {
  assert.equal(readFileSync(join(dir, 'a.txt'), 'utf8'), 'alpha')
  assert.equal(statSync(join(dir, 'a.txt')).mode & 0o777, 0o750)
  assert.deepEqual(readFileSync(join(dir, 'deep', 'b.bin')), content)
  assert.equal(readlinkSync(join(dir, 'link')), 'deep/b.bin')
}

test('a folder comes back, by promises', async (t) => {
  const dir = folder(t)
  const report = await pack(tree(dir), join(dir, 'p.zip'), { version: '2.1.0' })
  assert.deepEqual([report.name, report.version, report.files], ['src', '2.1.0', 2])
  assert.equal(report.outputBytes, statSync(join(dir, 'p.zip')).size)
  assert.equal(report.overhead, report.outputBytes / report.inputBytes - 1)
  const pkg = await Package.open(join(dir, 'p.zip'))
  const found = await pkg.verify()
  assert.deepEqual([found.status, found.coherence, found.coherenceHealed, found.threshold], ['intact', 1, 1, 0.954])
  assert.equal(pkg.overallCoherence, 1)
  const done = await pkg.unpack(join(dir, 'out'))
  assert.deepEqual([done.files, done.links, done.damage, done.coherence], [2, 1, [], 1])
  checkTree(join(dir, 'out'))
  pkg.close()
})

test('a folder comes back, synchronously', (t) => {
  const dir = folder(t)
  packSync(tree(dir), join(dir, 'p.zip'))
  const pkg = Package.openSync(join(dir, 'p.zip'))
  assert.equal(pkg.verifySync().status, 'intact')
  pkg.unpackSync(join(dir, 'out'), { threads: 1 })
  checkTree(join(dir, 'out'))
  assert.deepEqual(pkg.readSync('a.txt').toString(), 'alpha')
  pkg.close()
})

test('entries, names, single members and chosen paths', async (t) => {
  const dir = folder(t)
  await pack(tree(dir), join(dir, 'p.zip'))
  const pkg = await Package.open(join(dir, 'p.zip'))
  const entries = await pkg.entries()
  const byPath = Object.fromEntries(entries.map((entry) => [entry.path, entry]))
  assert.deepEqual([byPath['a.txt'].type, byPath['a.txt'].size, byPath['a.txt'].mode & 0o777], ['file', 5, 0o750])
  assert.equal(byPath.link.type, 'symlink')
  assert.deepEqual(await pkg.namelist(), entries.map((entry) => entry.path))
  assert.deepEqual(pkg.namelistSync(), entries.map((entry) => entry.path))
  assert.deepEqual(await pkg.read('deep/b.bin'), content)
  await pkg.unpack(join(dir, 'some'), { paths: ['deep'] })
  assert.throws(() => statSync(join(dir, 'some', 'a.txt')), { code: 'ENOENT' })
  assert.deepEqual(readFileSync(join(dir, 'some', 'deep', 'b.bin')), content)
  await assert.rejects(pkg.read('no such'), (e) => e instanceof ArgumentError && e.code === Code.ARGUMENT)
  await assert.rejects(pkg.unpack(dir), (e) => e instanceof StorageError && e.code === Code.IO && e.hint !== null)
  pkg.close()
})

test('components in the words of the specification', async (t) => {
  const dir = folder(t)
  writeFileSync(join(dir, 'service'), 'a service')
  const bytes = await packBytes(content, { services: [join(dir, 'service')], codec: 'stored' })
  const pkg = await Package.open(bytes)
  const views = await pkg.components()
  const first = views.find((view) => view.name === 'diram-component-0.bin')
  assert.equal(first.numParts, first.parts.length)
  assert.equal(first.recovery.recoveryThreshold, COHERENCE_THRESHOLD)
  assert.ok(first.recovery.parityParts.length >= 2)
  assert.match(first.parts[0].sha256Checksum, /^[0-9a-f]{16}$/)
  assert.equal(pkg.hasComponent('diram-component-0.bin'), true)
  assert.equal(pkg.hasComponent('diram-component-0.part.3'), true)
  assert.equal(pkg.hasComponent('diram-component-9.bin'), false)
  assert.equal(await pkg.verifyCoherence('diram-component-0.bin'), 1)
  assert.equal((await pkg.recoverComponent('diram-service-0.bin')).toString(), 'a service')
  assert.deepEqual(pkg.recoverComponentSync('diram-component-0.bin'), content)
  await pkg.unpackComponents(join(dir, 'bins'))
  assert.equal(readFileSync(join(dir, 'bins', 'diram-service-0.bin'), 'utf8'), 'a service')
  pkg.close()
})

test('reports are frozen to their leaves', async () => {
  const pkg = await Package.open(packed)
  const found = await pkg.verify()
  for (const value of [found, found.components, found.components[0], found.components[0].lost]) {
    assert.ok(Object.isFrozen(value))
  }
  assert.ok(Object.isFrozen(pkg.entriesSync()))
  pkg.close()
})

test('a scratch mends itself', async () => {
  const pkg = await Package.open(scratched(packed))
  const found = await pkg.verify()
  assert.equal(found.status, 'healable')
  assert.ok(found.coherence < 1)
  assert.equal(found.coherenceHealed, 1)
  assert.equal(pkg.overallCoherence, found.coherence)
  const { data, report } = await pkg.healBytes()
  assert.deepEqual(data, packed)
  assert.deepEqual([report.mendedParts, report.rebuiltParts, report.mendedBytes], [1, 0, 1])
  pkg.close()
})

test('a lost part is rebuilt, into a file and over the package itself', async (t) => {
  const dir = folder(t)
  const file = join(dir, 'p.zip')
  writeFileSync(file, without(packed, 1))
  const pkg = await Package.open(file)
  assert.equal((await pkg.heal(join(dir, 'healed.zip'))).rebuiltParts, 1)
  assert.deepEqual(readFileSync(join(dir, 'healed.zip')), packed)
  pkg.healSync(file)
  assert.deepEqual(readFileSync(file), packed)
  pkg.close()
  assert.deepEqual(await unpackBytes(without(packed, 1)), content)
})

test('below the threshold: an error that says so, and salvage', async () => {
  const damaged = without(packed, 2)
  const pkg = await Package.open(damaged)
  assert.equal((await pkg.verify()).status, 'below-threshold')
  await assert.rejects(pkg.healBytes(), (error) => {
    assert.ok(error instanceof CoherenceError)
    assert.deepEqual([error.code, error.status], [Code.COHERENCE, 20])
    assert.match(error.hint, /salvage/)
    return true
  })
  assert.deepEqual((await pkg.healBytes({ salvage: true })).data, packed)
  assert.deepEqual(pkg.healBytesSync({ salvage: true }).data, packed)
  assert.deepEqual(await unpackBytes(damaged, { salvage: true }), content)
  pkg.close()
})

test('beyond recovery: an error without a result, and what can still be had', async (t) => {
  const dir = folder(t)
  packSync(tree(dir), join(dir, 'p.zip'), { codec: 'stored' })
  const pkg = await Package.open(without(readFileSync(join(dir, 'p.zip')), 4))
  assert.equal((await pkg.verify()).status, 'lost')
  await assert.rejects(pkg.unpack(join(dir, 'out'), { salvage: true }), LostError)
  assert.throws(() => statSync(join(dir, 'out')), { code: 'ENOENT' })
  const report = await pkg.unpack(join(dir, 'out'), { bestEffort: true })
  assert.ok(report.damage.length >= 1)
  for (const { path, ranges } of report.damage) {
    assert.ok(statSync(join(dir, 'out', `${path}.damaged`)).isFile())
    assert.ok(ranges.every(([from, to]) => from < to))
  }
  pkg.close()
})

test('a closed package refuses everything but closing again', async () => {
  const pkg = await Package.open(packed)
  pkg.close()
  pkg.close()
  const closed = (error) => error instanceof StateError && error.code === Code.CLOSED && /package is closed/.test(error.message)
  for (const call of [
    () => pkg.verifySync(), () => pkg.entriesSync(), () => pkg.readSync('x'), () => pkg.hasComponent('x'),
    () => pkg.overallCoherence, () => pkg.healBytesSync(), () => pkg.componentsSync(), () => pkg.unpackSync('x')
  ]) assert.throws(call, closed, String(call))
  await assert.rejects(pkg.verify(), closed)
  await assert.rejects(pkg.heal('x'), closed)
  assert.deepEqual([pkg.name, pkg.version], ['sample', '1.0.0'])
})

test('closing under a call lets the call end', async () => {
  const pkg = await Package.open(packed)
  const calls = [pkg.verify(), pkg.healBytes(), buffer(pkg.openEntry('sample'))]
  pkg.close()
  const [found, healed, read] = await Promise.all(calls)
  assert.equal(found.status, 'intact')
  assert.deepEqual(healed.data, packed)
  assert.deepEqual(read, content)
  await assert.rejects(pkg.verify(), StateError)
})

test('using closes, with and without await', { skip: !Symbol.dispose && 'this Node has no Symbol.dispose' }, async () => {
  const pkg = await Package.open(packed)
  pkg[Symbol.dispose]()
  assert.throws(() => pkg.verifySync(), StateError)
  const other = await Package.open(packed)
  await other[Symbol.asyncDispose]()
  assert.throws(() => other.verifySync(), StateError)
})

test('packages are opened, not constructed', () => {
  assert.throws(() => new Package(), TypeError)
  assert.throws(() => { 'use strict'; Package.openSync(packed).name = 'x' }, TypeError)
})

test('one package serves many calls at once', async () => {
  const pkg = await Package.open(scratched(packed))
  const results = await Promise.all(Array.from({ length: 20 }, () => pkg.healBytes()))
  for (const { data } of results) assert.deepEqual(data, packed)
  pkg.close()
})
