// Packages to damage, and where their parts lie.
import { randomBytes, createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that goes when the test ends. */
export function folder (t) {
  const path = mkdtempSync(join(tmpdir(), 'diram-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Bytes that no codec makes smaller. */
export const noise = (length) => randomBytes(length)

/** `[{name, start, end}]` of the parts in a package, by reading the zip's local headers. */
export function partsOf (zip) {
  const parts = []
  for (let at = zip.indexOf('PK\x03\x04', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\x03\x04', at + 4, 'latin1')) {
    const name = zip.toString('utf8', at + 30, at + 30 + zip.readUInt16LE(at + 26))
    const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    const end = start + zip.readUInt32LE(at + 18)
    if (name.includes('.part.')) parts.push({ name, start, end })
  }
  return parts
}

/** A copy of a package in which the first `count` parts of the first data component are zeros. */
export function without (zip, count) {
  const copy = Buffer.from(zip)
  const chosen = partsOf(zip).filter(({ name }) => name.includes('diram-component-0.part.')).slice(0, count)
  if (chosen.length < count) throw new Error(`only ${chosen.length} parts to remove`)
  for (const { start, end } of chosen) copy.fill(0, start, end)
  return copy
}

/** A copy with one bit of one part's payload flipped. */
export function scratched (zip) {
  const copy = Buffer.from(zip)
  const [{ start }] = partsOf(zip)
  copy[start + 260] ^= 1
  return copy
}
