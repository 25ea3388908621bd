// The operation of locks: a project in a folder of its own.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { opened, STEPS } from './registry.mjs'
import { spelled } from './watch.mjs'

function lock ({ registry: text, tier, clock, steps = [], files, manifest, lock: before, options: { update, ...others } }) {
  const folder = mkdtempSync(join(tmpdir(), 'diram-lock-'))
  const path = join(folder, 'semverx-lock.json')
  const found = () => existsSync(path) ? readFileSync(path, 'utf8') : null
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    if (before !== null) writeFileSync(path, before)
    const options = { ...others, update: update === 'all' ? true : update ?? undefined }
    return opened(text, (registry) => {
      for (const [verb, ...args] of steps) STEPS[verb](registry, ...args)
      try {
        return { ...spelled(registry.lockSync(manifest === null ? folder : join(folder, manifest), options)), lock: found() }
      } catch (error) {
        assert.equal(found(), before, 'an error leaves the lock as it was')
        throw error
      }
    }, { tier, clock })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Name → the operation, on a case's `in`. */
export const ops = { lock }
