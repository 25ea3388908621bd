// Runs every case of tests/vectors: the one set that all languages share.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import {
  checkPartSync, compressWithRecoverySync, decompressFaultTolerantSync, DiramError, healPartSync, huffman, Package,
  packBytesSync, reconstructComponentSync, unpackBytesSync
} from 'diram'
import { sha256 } from './damage.mjs'

const root = fileURLToPath(new URL('../../tests/vectors', import.meta.url))

const STEPS = {
  flip: (data, at, mask) => {
    const copy = Buffer.from(data)
    copy[at] ^= mask
    return copy
  },
  zero: (data, at, length) => Buffer.from(data).fill(0, at, at + length),
  cut: (data, at, length) => Buffer.concat([data.subarray(0, at), data.subarray(at + length)]),
  insert: (data, at, text) => Buffer.concat([data.subarray(0, at), Buffer.from(text, 'base64'), data.subarray(at)])
}

/** Base64, or a file beside the JSON. */
function bytesOf (value, folder) {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : readFileSync(join(folder, value.file))
}

/** `in.data` after `in.damage`. */
function damaged (input, folder) {
  let data = bytesOf(input.data, folder)
  for (const [step, at, argument] of input.damage ?? []) {
    data = STEPS[step](data, at < 0 ? data.length + at : at, argument)
  }
  return data
}

/** Opens, calls, closes. */
function opened (data, call) {
  const pkg = Package.openSync(data)
  try {
    return call(pkg)
  } finally {
    pkg.close()
  }
}

function reconstructed (data, { part_len: length, missing = [], salvage = false }) {
  const parts = []
  for (let at = 0; at < data.length; at += length) parts.push(data.subarray(at, at + length))
  for (const number of missing) parts[number] = null
  const found = reconstructComponentSync(parts, { salvage })
  return { sha256: sha256(found.data), coherence: found.coherence, recovered: found.recovered }
}

const hashed = (bytes) => ({ sha256: sha256(bytes) })

const OPS = {
  huffman_encode: (data) => ({ data: huffman.encodeSync(data) }),
  huffman_decode: (data, { max_output: maxOutput }) => ({ data: huffman.decodeSync(data, { maxOutput }) }),
  huffman_codes: (data) => ({ codes: huffman.codesSync(data).map((c) => [c.symbol, c.length, c.code]) }),
  pack_bytes: (data, { codec, name, version }) => hashed(packBytesSync(data, { codec, name, version })),
  package_verify: (data) => opened(data, (pkg) => pkg.verifySync()),
  package_heal: (data, { salvage }) => hashed(opened(data, (pkg) => pkg.healBytesSync({ salvage })).data),
  package_unpack: (data, { salvage }) => hashed(unpackBytesSync(data, { salvage })),
  part_check: (data) => checkPartSync(data),
  part_heal: (data) => hashed(healPartSync(data)),
  component_reconstruct: reconstructed,
  compress_with_recovery: (data, { threshold }) =>
    ({ content_sha256: sha256(unpackBytesSync(compressWithRecoverySync(data, { coherenceThreshold: threshold }))) }),
  decompress_fault_tolerant: (data, { corruption_level: corruptionLevel }) =>
    hashed(decompressFaultTolerantSync(data, { corruptionLevel }))
}

const camel = (key) => key === 'content_sha256' ? key : key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())

/** Runs one case; throws what does not fit. */
function run ({ op, in: input, out, error }, folder) {
  assert.ok(Object.hasOwn(OPS, op), `unknown op ${op}`)
  const call = () => OPS[op](damaged(input, folder), input)
  if (error !== undefined) {
    assert.throws(call, (e) => e instanceof DiramError && e.code === `DIRAM_ERR_${error}`, `must fail with ${error}`)
    return
  }
  const result = call()
  assert.ok(Object.keys(out).length > 0, 'a case compares something')
  for (const [key, expected] of Object.entries(out)) {
    const wanted = key === 'data' ? bytesOf(expected, folder) : expected
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
