import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import test from 'node:test'
import loader from '../lib/native.js'
import * as diram from 'diram'
import { platformName } from '../scripts/platform.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

test('the error names every path tried, and what to do', () => {
  const places = [join(root, 'no-such.node'), 'diram-no-such-platform', join(root, 'package.json.node')]
  assert.throws(() => loader.load(places), (error) => {
    for (const place of places) assert.ok(error.message.includes(place), `${place} is missing in: ${error.message}`)
    assert.match(error.message, /install again/)
    assert.equal(error.code, 'ERR_DLOPEN_FAILED')
    return true
  })
})

test('the local file comes before the package of the platform', () => {
  assert.deepEqual(loader.candidates(['linux-x64-gnu', 'linux-x64-musl']), [
    join(root, 'diram.linux-x64-gnu.node'),
    join(root, 'diram.linux-x64-musl.node'),
    'diram-linux-x64-gnu',
    'diram-linux-x64-musl'
  ])
  assert.ok(loader.candidates().some((place) => place.includes(platformName())))
})

test('the platform package is the one that the main package asks for', () => {
  const main = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const [name, version] of Object.entries(main.optionalDependencies)) {
    const platform = name.replace(/^diram-/, '')
    const template = JSON.parse(readFileSync(join(root, 'npm', platform, 'package.json'), 'utf8'))
    assert.deepEqual([template.name, template.version, version], [name, main.version, main.version])
    assert.equal(template.main, `diram.${platform}.node`)
    for (const file of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE']) assert.ok(existsSync(join(root, 'npm', platform, file)), file)
  }
  assert.equal(diram.version, main.version)
})

test('errors, versions, resolver and registry load without the addon', () => {
  const script = `
    require('diram/errors')
    require('diram/versions')
    require('diram/resolve')
    require('diram/registry')
    console.log(Object.keys(require.cache).filter((file) => file.endsWith('.node')).length)
  `
  assert.equal(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }).trim(), '0')
})

test('both module systems give the same named exports of one instance', async () => {
  const script = `
    const assert = require('node:assert/strict')
    ;(async () => {
      for (const path of ['diram', 'diram/packages', 'diram/versions', 'diram/resolve', 'diram/registry', 'diram/errors']) {
        const cjs = require(path)
        const esm = await import(path)
        assert.deepEqual(Object.keys(esm).sort(), Object.keys(cjs).sort(), path)
        for (const name of Object.keys(cjs)) assert.equal(esm[name], cjs[name], name)
      }
      console.log('same')
    })()
  `
  assert.equal(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }).trim(), 'same')
})
