// Runs every case of tests/vectors: the one set that all languages share.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { DiramError } from 'diram'
import { ops as lock } from './vectors/lock.mjs'
import { bytesOf, ops as packages } from './vectors/packages.mjs'
import { ops as registry } from './vectors/registry.mjs'
import { ops as versions } from './vectors/versions.mjs'
import { ops as watch } from './vectors/watch.mjs'

const root = fileURLToPath(new URL('../../tests/vectors', import.meta.url))

const OPS = { ...packages, ...versions, ...registry, ...watch, ...lock }

const camel = (key) => key === 'content_sha256' ? key : key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** What is keyed by names has no prototype. */
const NAMED = new Set(['near_names', 'roots', 'solution'])

/** Runs one case; throws what does not fit. */
function run ({ op, in: input, out, error }, folder) {
  assert.ok(Object.hasOwn(OPS, op), `unknown op ${op}`)
  const call = () => OPS[op](input, folder)
  if (error !== undefined) {
    assert.throws(call, (e) => e instanceof DiramError && e.code === `DIRAM_ERR_${error}`, `must fail with ${error}`)
    return
  }
  const result = call()
  assert.ok(Object.keys(out).length > 0, 'a case compares something')
  for (const [key, expected] of Object.entries(out)) {
    const wanted = key === 'data' ? bytesOf(expected, folder) : NAMED.has(key) ? { __proto__: null, ...expected } : expected
    assert.deepEqual(result[camel(key)], wanted, key)
  }
}

test('vectors', () => {
  const files = readdirSync(root, { recursive: true }).filter((file) => /^[^/\\]+[/\\][^/\\]+\.json$/.test(file)).sort()
  const failures = []
  let ran = 0
  let all = 0
  for (const file of files) {
    const { cases } = JSON.parse(readFileSync(join(root, file), 'utf8'))
    for (const one of cases) {
      all++
      try {
        run(one, dirname(join(root, file)))
        ran++
      } catch (error) {
        failures.push(`${file}: ${one.name}: ${error.message}`)
      }
    }
  }
  console.log(`vectors: ran ${ran} of ${all}`)
  assert.deepEqual(failures, [])
  assert.ok(all > 0, 'no vectors found')
})
