// The operations on packages, parts and codecs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkPartSync, compressWithRecoverySync, decompressFaultTolerantSync, healPartSync, huffman, Package, packBytesSync,
  reconstructComponentSync, unpackBytesSync
} from 'diram'
import { sha256 } from '../damage.mjs'

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
export function bytesOf (value, folder) {
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

const onBytes = {
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

/** Name → the operation, on a case's `in` and the folder of its files. */
export const ops = Object.fromEntries(
  Object.entries(onBytes).map(([name, op]) => [name, (input, folder) => op(damaged(input, folder), input)])
)
