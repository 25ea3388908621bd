import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import test from 'node:test'
import * as errors from 'diram/errors'
import { Code, packSync, Package, packBytes, unpackBytesSync } from 'diram'

const require = createRequire(import.meta.url)
const core = JSON.parse(require('./hooks/diram.node').codes())

test('every code of the core has the same number, class and retry rule here, and no other exists', () => {
  assert.equal(Object.keys(Code).length, core.codes.length)
  for (const { status, name, class: type, retryable } of core.codes) {
    const error = new errors[type]('text', { code: Code[name] })
    assert.deepEqual(
      [error.code, error.status, error.retryable, error.name, error.hint],
      [`DIRAM_ERR_${name}`, status, retryable, type, null]
    )
  }
})

test('the class tree is the core’s', () => {
  for (const { name, parent } of core.classes) {
    const above = Object.getPrototypeOf(errors[name])
    assert.equal(above, errors[parent ?? 'DiramError'], `${name} stands under ${above.name}`)
  }
  assert.equal(Object.getPrototypeOf(errors.DiramError), Error)
})

test('an error says what, where and what next', () => {
  assert.throws(() => unpackBytesSync(Buffer.alloc(3000)), (error) => {
    assert.ok(error instanceof errors.DiramError)
    assert.ok(error instanceof Error)
    assert.match(error.code, /^DIRAM_ERR_/)
    assert.match(error.stack, /errors\.test\.mjs/)
    assert.equal(Object.isFrozen(error.details), true)
    return true
  })
})

test('a missing file is a StorageError with path and errno', async () => {
  await assert.rejects(Package.open('/no/such/package.zip'), (error) => {
    assert.ok(error instanceof errors.StorageError)
    assert.equal(error.code, Code.IO)
    assert.equal(error.details.path, '/no/such/package.zip')
    assert.equal(error.details.errno, 2)
    assert.match(error.message, /no\/such\/package\.zip/)
    return true
  })
})

test('an unknown option names the nearest known one', async () => {
  const nearest = async (call, word, meant) => assert.rejects(call, (error) => {
    assert.ok(error instanceof errors.ArgumentError)
    assert.equal(error.code, Code.ARGUMENT)
    assert.deepEqual([error.details.argument, error.details.nearest], [word, meant])
    assert.ok(error.message.includes(meant))
    return true
  })
  await nearest(packBytes(Buffer.alloc(1), { codecs: 'auto' }), 'codecs', 'codec')
  await nearest(packBytes(Buffer.alloc(1), { qualtiy: 5 }), 'qualtiy', 'quality')
  await nearest(packBytes(Buffer.alloc(1), { on_progress () {} }), 'on_progress', 'onProgress')
  await nearest(Package.open(Buffer.alloc(1), { singal: null }), 'singal', 'signal')
})

test('a word like no option lists what is known', async () => {
  await assert.rejects(packBytes(Buffer.alloc(1), { zzzzzzzzzzzz: 1 }), /known: name, version, codec/)
})

test('a synchronous call refuses a signal and says why', () => {
  assert.throws(() => packSync('a', 'b', { signal: AbortSignal.timeout(1) }), /nothing can abort a synchronous call/)
})

test('an error class made by hand needs a code of diram', () => {
  assert.throws(() => new errors.StateError('text', { code: 'ENOENT' }), TypeError)
  assert.equal(new errors.StateError('text', { code: Code.BUSY, cause: 7 }).cause, 7)
})
