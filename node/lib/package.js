'use strict'
// An open package.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { EntryStream } = require('./entry')
const { prepare, run, runPure, runSync } = require('./run')

const OPEN = Symbol('open')
const long = { ...options.waiting, ...options.long }
const reportOf = (outcome) => values.parse(outcome.json)
const bytesOf = (outcome) => outcome.bytes
const healedOf = ({ bytes, json }) => Object.freeze({ data: bytes, report: values.parse(json) })

function openJob (src) {
  if (src instanceof Uint8Array) {
    const input = is.bytes('src', src)
    return prepare((addon) => addon.openBytes(input))
  }
  const file = is.path('src', src)
  return prepare((addon) => addon.open(file))
}

class Package {
  #handle
  #coherence = null

  constructor (key, handle) {
    if (key !== OPEN) throw new TypeError('use Package.open or Package.openSync')
    this.#handle = handle
    /** Package name; empty when the manifest is beyond recovery. */
    this.name = handle.name
    /** Package version; empty when the manifest is beyond recovery. */
    this.version = handle.version
    Object.defineProperties(this, { name: { writable: false }, version: { writable: false } })
  }

  static async open (src, given) {
    const { control } = options.read(given, long)
    return new Package(OPEN, (await run(openJob(src), control)).package)
  }

  static openSync (src, given) {
    const { control } = options.read(given, options.long)
    return new Package(OPEN, runSync(openJob(src), control).package)
  }

  get overallCoherence () {
    this.#coherence ??= reportOf(runSync(this.#job((p) => p.overallCoherence())))
    return this.#coherence
  }

  async verify (given) {
    const { control } = options.read(given, long)
    return this.#verified(await run(this.#job((p) => p.verify()), control))
  }

  verifySync (given) {
    const { control } = options.read(given, options.long)
    return this.#verified(runSync(this.#job((p) => p.verify()), control))
  }

  async heal (dst, given) {
    const { control, fields } = options.read(given, { ...options.heal, ...long })
    return reportOf(await run(this.#healJob(dst, fields), control))
  }

  healSync (dst, given) {
    const { control, fields } = options.read(given, { ...options.heal, ...options.long })
    return reportOf(runSync(this.#healJob(dst, fields), control))
  }

  async healBytes (given) {
    const { control, fields } = options.read(given, { ...options.heal, ...long })
    return healedOf(await run(this.#job((p) => p.healBytes(JSON.stringify(fields))), control))
  }

  healBytesSync (given) {
    const { control, fields } = options.read(given, { ...options.heal, ...options.long })
    return healedOf(runSync(this.#job((p) => p.healBytes(JSON.stringify(fields))), control))
  }

  async unpack (dir, given) {
    const { control, fields } = options.read(given, { ...options.unpack, ...long })
    return reportOf(await run(this.#unpackJob('unpack', dir, fields), control))
  }

  unpackSync (dir, given) {
    const { control, fields } = options.read(given, { ...options.unpack, ...options.long })
    return reportOf(runSync(this.#unpackJob('unpack', dir, fields), control))
  }

  async unpackComponents (dir, given) {
    const { control, fields } = options.read(given, { ...options.unpack, ...long })
    return reportOf(await run(this.#unpackJob('unpackComponents', dir, fields), control))
  }

  unpackComponentsSync (dir, given) {
    const { control, fields } = options.read(given, { ...options.unpack, ...options.long })
    return reportOf(runSync(this.#unpackJob('unpackComponents', dir, fields), control))
  }

  entries (given) {
    return this.#look((p) => p.entries(), given, reportOf)
  }

  entriesSync () {
    return reportOf(runSync(this.#job((p) => p.entries())))
  }

  namelist (given) {
    return this.#look((p) => p.entries(), given, (outcome) => Object.freeze(reportOf(outcome).map((e) => e.path)))
  }

  namelistSync () {
    return Object.freeze(this.entriesSync().map((entry) => entry.path))
  }

  read (name, given) {
    return this.#look((p) => p.read(name), given, bytesOf, name)
  }

  readSync (name) {
    is.string('name', name)
    return bytesOf(runSync(this.#job((p) => p.read(name))))
  }

  openEntry (name, given) {
    is.string('name', name)
    const { control } = options.read(given, options.waiting)
    return new EntryStream(this.#job((p) => p.openEntry(name)), control)
  }

  components (given) {
    return this.#look((p) => p.components(), given, reportOf)
  }

  componentsSync () {
    return reportOf(runSync(this.#job((p) => p.components())))
  }

  hasComponent (name) {
    is.string('name', name)
    return reportOf(runSync(this.#job((p) => p.hasComponent(name))))
  }

  verifyCoherence (name, given) {
    return this.#look((p) => p.verifyCoherence(name), given, reportOf, name)
  }

  verifyCoherenceSync (name) {
    is.string('name', name)
    return reportOf(runSync(this.#job((p) => p.verifyCoherence(name))))
  }

  recoverComponent (name, given) {
    return this.#look((p) => p.recoverComponent(name), given, bytesOf, name)
  }

  recoverComponentSync (name) {
    is.string('name', name)
    return bytesOf(runSync(this.#job((p) => p.recoverComponent(name))))
  }

  close () {
    this.#handle.close()
  }

  #job (make) {
    return prepare(() => make(this.#handle))
  }

  #verified (outcome) {
    const report = reportOf(outcome)
    this.#coherence = report.coherence
    return report
  }

  #healJob (dst, fields) {
    const file = is.path('dst', dst)
    return this.#job((p) => p.heal(file, JSON.stringify(fields)))
  }

  #unpackJob (verb, dir, fields) {
    const folder = is.path('dir', dir)
    return this.#job((p) => p[verb](folder, JSON.stringify(fields)))
  }

  async #look (make, given, value, name = '') {
    is.string('name', name)
    const { control } = options.read(given, options.waiting)
    return value(await runPure(this.#job(make), control))
  }
}

// Node 20 got these symbols in its first minor versions.
if (Symbol.dispose) {
  Object.defineProperty(Package.prototype, Symbol.dispose, { value () { this.close() }, configurable: true, writable: true })
}
if (Symbol.asyncDispose) {
  Object.defineProperty(Package.prototype, Symbol.asyncDispose, {
    async value () { this.close() },
    configurable: true,
    writable: true
  })
}

module.exports = { Package }
