'use strict'
// An open package.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { disposable } = require('./disposable')
const { EntryStream } = require('./entry')
const { forgotten } = require('./forgotten')
const { prepare, run, runPure, runSync } = require('./run')

const OPEN = Symbol('open')
const long = { ...options.waiting, ...options.long }
const reportOf = (outcome) => values.parse(outcome.json)
const bytesOf = (outcome) => outcome.bytes
const healedOf = ({ bytes, json }) => Object.freeze({ data: bytes, report: values.parse(json) })
const namesOf = (outcome) => Object.freeze(reportOf(outcome).map((entry) => entry.path))

// Questions to an open package: the job, its own options, and what the caller gets.
const ENTRIES = { job: (p) => p.entries(), value: reportOf }
const NAMES = { job: (p) => p.entries(), value: namesOf }
const READ = { job: (p, name, fields) => p.read(name, JSON.stringify(fields)), options: options.content, value: bytesOf }
const COMPONENTS = { job: (p) => p.components(), value: reportOf }
const COHERENCE = { job: (p, name) => p.verifyCoherence(name), value: reportOf }
const RECOVER = { job: (p, name) => p.recoverComponent(name), value: bytesOf }

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
    /** Package name; null when the manifest is beyond recovery. */
    this.name = handle.name
    /** Package version; null when the manifest is beyond recovery. */
    this.version = handle.version
    Object.defineProperties(this, { name: { writable: false }, version: { writable: false } })
    forgotten.add(this, `package ${JSON.stringify(handle.name)}`)
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

  async entries (given) {
    return this.#ask(ENTRIES, given)
  }

  entriesSync (given) {
    return this.#askSync(ENTRIES, given)
  }

  async namelist (given) {
    return this.#ask(NAMES, given)
  }

  namelistSync (given) {
    return this.#askSync(NAMES, given)
  }

  async read (name, given) {
    return this.#ask(READ, given, is.string('name', name))
  }

  readSync (name, given) {
    return this.#askSync(READ, given, is.string('name', name))
  }

  openEntry (name, given) {
    is.string('name', name)
    const { control } = options.read(given, options.waiting)
    return new EntryStream(this.#job((p) => p.openEntry(name)), control)
  }

  async components (given) {
    return this.#ask(COMPONENTS, given)
  }

  componentsSync (given) {
    return this.#askSync(COMPONENTS, given)
  }

  hasComponent (name) {
    is.string('name', name)
    return reportOf(runSync(this.#job((p) => p.hasComponent(name))))
  }

  async verifyCoherence (name, given) {
    return this.#ask(COHERENCE, given, is.string('name', name))
  }

  verifyCoherenceSync (name, given) {
    return this.#askSync(COHERENCE, given, is.string('name', name))
  }

  async recoverComponent (name, given) {
    return this.#ask(RECOVER, given, is.string('name', name))
  }

  recoverComponentSync (name, given) {
    return this.#askSync(RECOVER, given, is.string('name', name))
  }

  close () {
    forgotten.remove(this)
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

  async #ask (question, given, name) {
    const { control, fields } = options.read(given, { ...question.options, ...long })
    return question.value(await runPure(this.#job((p) => question.job(p, name, fields)), control))
  }

  #askSync (question, given, name) {
    const { control, fields } = options.read(given, { ...question.options, ...options.long })
    return question.value(runSync(this.#job((p) => question.job(p, name, fields)), control))
  }
}

disposable(Package)

module.exports = { Package }
