'use strict'
// The plugins that come with diram. They answer in the addon, on threads of its own.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { argumentError } = require('./errors')
const { prepare, runPure, runSync } = require('./run')
const { textOf } = require('./version')

/** The job that puts a plugin into a registry's handle. */
const PLUG = Symbol('plug')

const reportOf = (outcome) => values.parse(outcome.json)

class Opened {
  constructor ({ scanner }) { this.handle = scanner }
}

function openJob (folder) {
  const place = is.path('folder', folder)
  return prepare((addon) => addon.openScanner(place))
}

class SecurityScanner {
  #handle

  constructor (folder) {
    this.#handle = (folder instanceof Opened ? folder : new Opened(runSync(openJob(folder)))).handle
  }

  static async open (folder, given) {
    const { control } = options.read(given, options.waiting)
    return new SecurityScanner(new Opened(await runPure(openJob(folder), control)))
  }

  get name () { return 'SecurityScanner' }

  /** What was read. */
  get counts () { return this.#ask((scanner) => scanner.counts()) }

  advisories (pkg) {
    const [name, version] = packageOf('pkg', pkg)
    return this.#ask((scanner) => scanner.advisories(name, version))
  }

  hasVulnerabilities (pkg) { return this.advisories(pkg).length > 0 }

  fixesVulnerabilities (old, pkg) {
    const [[, before], [name, after]] = [packageOf('old', old), packageOf('pkg', pkg)]
    return this.#ask((scanner) => scanner.fixesVulnerabilities(name, before, after))
  }

  [PLUG] (registry, deadline) { return registry.plugScanner(this.#handle, deadline) }

  #ask (make) { return reportOf(runSync(prepare(() => make(this.#handle)))) }
}

class OrphanReport {
  #handle = prepare((addon) => addon.openOrphans())

  get name () { return 'OrphanReport' }

  orphans () { return reportOf(runSync(prepare(() => this.#handle.orphans()))) }

  [PLUG] (registry, deadline) { return registry.plugOrphans(this.#handle, deadline) }
}

/** Name and version of a package, all that a scanner looks at. */
function packageOf (argument, value) {
  if (value === null || typeof value !== 'object') {
    throw argumentError(argument, `must be an entry report, as a registry's info gives, got ${is.shown(value)}`)
  }
  return [is.string(`${argument}.name`, value.name), textOf(`${argument}.version`, value.version)]
}

module.exports = { SecurityScanner, OrphanReport, PLUG }
