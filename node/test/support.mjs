// What the tests of registries share.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Code, Version } from 'diram'
import { folder } from './damage.mjs'

/** A version's canonical text. */
export const full = (text) => new Version(text).text

/** Closes a handle when its test is over. */
export function closing (t, handle) {
  t.after(() => handle.close())
  return handle
}

/** What a call that must fail with a code throws or rejects with. */
export const fails = (type, code) => (error) => {
  assert.ok(error instanceof type, String(error))
  assert.equal(error.code, Code[code])
  return true
}

/** A folder with a manifest that asks for these packages. */
export function project (t, dependencies, rest) {
  const dir = folder(t)
  rewrite(dir, dependencies, rest)
  return dir
}

/** Another manifest for it. */
export function rewrite (dir, dependencies, semverx) {
  const asked = Object.entries(dependencies).map(([name, range]) => [name, `semverx:${range}`])
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ dependencies: Object.fromEntries(asked), semverx }))
}
