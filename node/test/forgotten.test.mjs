import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import test from 'node:test'

const cwd = fileURLToPath(new URL('..', import.meta.url))

const OPEN_PACKAGE = 'const opened = Package.openSync(bytes)'
const OPEN_REGISTRY = "const opened = Registry.fromLines(''); opened.resolver.resolveSync({})"

const OPEN_SUBSCRIPTION = "const opened = all.subscribe('core'); opened.poll()"

/** The codes and messages of the warnings of a program that opens something three times, and whether all of it went. */
function warnings (close, env, open = OPEN_PACKAGE) {
  const script = `
    const { Package, packBytesSync, Registry } = require('diram')
    const bytes = packBytesSync(Buffer.from('text'), { name: 'notes' })
    const all = Registry.fromLines('{"name":"core","version":"1.0.0","deps":{}}')
    const seen = []
    process.on('warning', ({ name, code, message }) => seen.push([name, code, message]))
    let gone = 0
    const collected = new FinalizationRegistry(() => gone++)
    function open () {
      ${open}
      collected.register(opened)
      if (${close}) opened.close()
    }
    for (let i = 0; i < 3; i++) open()
    const rounds = async () => {
      for (let i = 0; i < 1000 && gone < 3; i++) {
        global.gc()
        await new Promise(setImmediate)
      }
      // The registries of one collection run one after the other.
      for (let i = 0; i < 10; i++) await new Promise(setImmediate)
      console.log(JSON.stringify({ gone, seen }))
    }
    rounds()
  `
  const output = execFileSync(process.execPath, ['--expose-gc', '--no-warnings', '-e', script], {
    cwd, encoding: 'utf8', env: { ...process.env, NODE_DEBUG: '', ...env }
  })
  return JSON.parse(output)
}

const told = ['DiramWarning', 'DIRAM_WARN_NOT_CLOSED', 'package "notes" was forgotten without close()']

test('with NODE_DEBUG=diram a forgotten package is reported, once', () => {
  assert.deepEqual(warnings(false, { NODE_DEBUG: 'diram' }), { gone: 3, seen: [told] })
})

test('closed packages are not reported', () => {
  assert.deepEqual(warnings(true, { NODE_DEBUG: 'diram' }), { gone: 3, seen: [] })
})

test('a forgotten subscription is reported, a closed one is not', () => {
  const forgotten = ['DiramWarning', 'DIRAM_WARN_NOT_CLOSED', 'subscription to "core" was forgotten without close()']
  assert.deepEqual(warnings(false, { NODE_DEBUG: 'diram' }, OPEN_SUBSCRIPTION), { gone: 3, seen: [forgotten] })
  assert.deepEqual(warnings(true, { NODE_DEBUG: 'diram' }, OPEN_SUBSCRIPTION), { gone: 3, seen: [] })
})

test('nobody closes the resolver of a registry that is closed', () => {
  assert.deepEqual(warnings(true, { NODE_DEBUG: 'diram' }, OPEN_REGISTRY), { gone: 3, seen: [] })
})

test('by default nothing is reported', () => {
  assert.deepEqual(warnings(false, {}), { gone: 3, seen: [] })
})
