// Builds the addon and puts it where the package and its platform package look for it.
//   node scripts/build.mjs          the addon
//   node scripts/build.mjs --hooks  test/hooks/diram.node: the same with deliberate panics, for the tests
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platformName } from './platform.mjs'

const node = join(dirname(fileURLToPath(import.meta.url)), '..')
const workspace = join(node, '..')
const hooks = process.argv.includes('--hooks')

const LIBRARY = { darwin: 'libdiram_node.dylib', win32: 'diram_node.dll' }[process.platform] ?? 'libdiram_node.so'

function cargo (...args) {
  const { status, error, stdout } = spawnSync('cargo', args, {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  if (error) throw new Error(`cargo could not be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}

/** A new file under the name, so that a process that has the old one loaded keeps it. */
function place (from, to) {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, `${to}.new`)
  renameSync(`${to}.new`, to)
  console.log(`built ${to}`)
}

const features = hooks ? ['--features', 'test-hooks'] : []
const messages = cargo('build', '--release', '--package', 'diram-node', '--message-format=json-render-diagnostics', ...features)
const library = messages.split('\n').filter(Boolean).map((line) => JSON.parse(line))
  .filter((message) => message.reason === 'compiler-artifact' && message.target.name === 'diram_node')
  .flatMap((message) => message.filenames)
  .find((file) => file.endsWith(LIBRARY))
if (library === undefined) throw new Error(`cargo made no ${LIBRARY}`)

if (hooks) {
  place(library, join(node, 'test', 'hooks', 'diram.node'))
} else {
  const platform = platformName()
  const file = `diram.${platform}.node`
  place(library, join(node, file))
  const folder = join(node, 'npm', platform)
  if (existsSync(folder)) place(library, join(folder, file))
}
