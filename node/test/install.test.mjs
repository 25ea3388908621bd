// What npm users get: both tarballs in an empty folder, the samples of the README, from ESM and CommonJS.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'node:test'
import { platformName } from '../scripts/platform.mjs'
import { folder } from './damage.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The code of the README under a heading. */
function sample (heading) {
  const [, section] = readme.split(`## ${heading}\n`)
  return section.match(/```(?:js|cjs)\n([\s\S]*?)```/)[1]
}

function npm (args, cwd) {
  return execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function tarball (from, to) {
  const [{ filename, files }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', to], from))
  return { file: join(to, filename), files: files.map((f) => f.path) }
}

test('the tarballs install into an empty folder and run', (t) => {
  const dir = folder(t)
  const main = tarball(root, dir)
  const platform = tarball(join(root, 'npm', platformName()), dir)
  for (const wanted of ['index.js', 'index.mjs', 'index.d.ts', 'index.d.mts', 'packages.d.ts', 'versions.js', 'resolve.d.mts', 'registry.d.ts', 'errors.mjs', 'lib/run.js', 'lib/reports.d.ts', 'lib/registry-reports.d.ts', 'lib/change-reports.d.ts', 'lib/strategy-reports.d.ts', 'lib/watchers.d.ts', 'README.md']) {
    assert.ok(main.files.includes(wanted), `${wanted} is missing in the package`)
  }
  assert.deepEqual(main.files.filter((file) => /\.node$|^(test|npm|scripts)\//.test(file)), [])
  assert.ok(platform.files.includes(`diram.${platformName()}.node`))
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    const text = readFileSync(join(root, '..', licence), 'utf8')
    for (const [{ files }, from] of [[main, root], [platform, join(root, 'npm', platformName())]]) {
      assert.ok(files.includes(licence), `${licence} is missing in a package`)
      assert.equal(readFileSync(join(from, licence), 'utf8'), text)
    }
  }

  const app = join(dir, 'app')
  mkdirSync(join(app, 'photos'), { recursive: true })
  writeFileSync(join(app, 'package.json'), '{"private": true}')
  writeFileSync(join(app, 'photos', 'one.jpg'), 'a photo')
  npm(['install', main.file, platform.file], app)

  writeFileSync(join(app, 'hello.mjs'), sample('Hello'))
  assert.equal(execFileSync(process.execPath, ['hello.mjs'], { cwd: app, encoding: 'utf8' }), 'intact 1\n')
  assert.equal(readFileSync(join(app, 'restored', 'one.jpg'), 'utf8'), 'a photo')

  rmSync(join(app, 'restored'), { recursive: true })
  writeFileSync(join(app, 'hello.cjs'), sample('CommonJS'))
  assert.equal(execFileSync(process.execPath, ['hello.cjs'], { cwd: app, encoding: 'utf8' }), 'intact 1\n')
  assert.equal(readFileSync(join(app, 'restored', 'one.jpg'), 'utf8'), 'a photo')

  writeFileSync(join(app, 'streams.mjs'), sample('Streams'))
  execFileSync(process.execPath, ['streams.mjs'], { cwd: app })
  assert.equal(readFileSync(join(app, 'copy.jpg'), 'utf8'), 'a photo')

  writeFileSync(join(app, 'versions.mjs'), sample('Versions'))
  assert.deepEqual(execFileSync(process.execPath, ['versions.mjs'], { cwd: app, encoding: 'utf8' }).split('\n'), [
    "2 [ 'stable', 'stable', 'stable' ] rc.1 true",
    'true',
    'write `^1.2 || 1.3.0-rc.1`',
    "[ '1.9.0', '1.10.0', '2.0.0.experimental' ] [ '1.10.0', '1.9.0' ] 1.10.0",
    '1.stable.9.stable.0.stable 1.stable.10.stable.0.stable',
    'true',
    ''
  ])

  writeFileSync(join(app, 'registry.mjs'), sample('Registry and resolution'))
  const said = execFileSync(process.execPath, ['registry.mjs'], { cwd: app, encoding: 'utf8' }).split('\n')
  assert.deepEqual(said.slice(0, 3), ['2.stable.0.stable.1.stable true', '2.stable.1.stable.0.stable', '2.stable.0.stable.1.stable'])
  assert.match(said.slice(3).join(' '), /there is no cor in live/)

  const locks = sample('Plugins and locks')
  assert.ok(locks.trimEnd().split('\n').length <= 15, 'a veto takes at most 15 lines')
  mkdirSync(join(app, 'project'))
  copyFileSync(join(app, 'reg.ndjson'), join(app, 'project', 'reg.ndjson'))
  writeFileSync(join(app, 'project', 'locks.mjs'), locks)
  assert.deepEqual(execFileSync(process.execPath, ['locks.mjs'], { cwd: join(app, 'project'), encoding: 'utf8' }).split('\n'), [
    'plugin "licences" refused to install core 2.0.1: not in our house',
    "written [ 'app 1.2.0', 'core 2.0.1' ]",
    ''
  ])
  assert.ok(readFileSync(join(app, 'project', 'semverx-lock.json'), 'utf8').includes('"lock_version": 1'))

  writeFileSync(join(app, 'updates.mjs'), sample('Updates'))
  const heard = execFileSync(process.execPath, ['updates.mjs'], { cwd: app, encoding: 'utf8' }).trim().split('\n')
  const [called, looped] = [heard.filter((text) => text.startsWith('heard')), heard.filter((text) => !text.startsWith('heard'))]
  assert.deepEqual(looped, ['publish null', 'mandatory 1.stable.0.stable.0.stable'])
  assert.equal(called[0], 'heard publish 1.stable.1.stable.0.stable')
})

test('the project’s front page shows the same sample', () => {
  assert.ok(readFileSync(join(root, '..', 'README.md'), 'utf8').includes(sample('Hello')))
})

test('without the platform package the error names both places', (t) => {
  const dir = folder(t)
  const main = tarball(root, dir)
  const app = join(dir, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{"private": true}')
  npm(['install', '--omit=optional', main.file], app)
  const script = "try { require('diram') } catch (e) { console.log(e.message) }"
  const said = execFileSync(process.execPath, ['-e', script], { cwd: app, encoding: 'utf8' })
  const platform = platformName()
  assert.ok(said.includes(join('node_modules', 'diram', `diram.${platform}.node`)), said)
  assert.ok(said.includes(`diram-${platform}: Cannot find module`), said)
})
