'use strict'
// An open registry.
const is = require('./arguments')
const faults = require('./faults')
const options = require('./options')
const values = require('./values')
const { argumentError } = require('./errors')
const { disposable } = require('./disposable')
const { forgotten } = require('./forgotten')
const { Policy, policyOf } = require('./policy')
const { prepare, run, runPure, runSync } = require('./run')
const { textOf } = require('./version')

/** Where the registry is when nobody says otherwise. */
const DEFAULT_ENDPOINT = 'https://r.obinexus.org'

const opening = {
  tier: is.string,
  policy: policyOf,
  signingKey: seed,
  clock: is.whole(),
  maxBytes: is.whole()
}

/** 32 bytes, or what the addon shall judge. */
function seed (argument, value) {
  return typeof value === 'string' ? value : Buffer.from(is.bytes(argument, value)).toString('hex')
}

/** A path, or the text of a URL. */
function endpointOf (value) {
  return value instanceof URL && value.protocol !== 'file:' ? value.href : is.path('endpoint', value)
}

/** What a line of a registry file says, as text or as an object. */
function lineOf (argument, value) {
  if (typeof value === 'string') return is.string(argument, value)
  if (value === null || typeof value !== 'object') {
    throw argumentError(argument, `must be a line of a registry file or its object, got ${is.shown(value)}`)
  }
  return JSON.stringify(value)
}

/** What was opened, and from where. */
class Opened {
  constructor (handle, endpoint, policy) {
    this.handle = handle
    this.endpoint = endpoint
    this.policy = policy
  }
}

/** The job that opens a registry, and what becomes of its outcome. */
function opener (endpoint, given, schema, verb = 'openRegistry') {
  const { control, fields } = options.read(given, schema)
  const policy = fields.policy ?? new Policy()
  const json = JSON.stringify({ ...fields, policy: `${policy}` })
  return {
    control,
    job: prepare((addon) => addon[verb](endpoint, json)),
    opened: (outcome, name = endpoint) => new Opened(outcome.registry, name, policy)
  }
}

function openSync (endpoint, given) {
  const { job, control, opened } = opener(endpointOf(endpoint), given, opening)
  return opened(runSync(job, control))
}

// What is asked of a registry: the arguments' checks, the options of its own, whether it changes something.
const name = ['name', is.string]
const version = ['version', textOf]
const QUESTIONS = {
  snapshot: { takes: [] },
  names: { takes: [] },
  versions: { takes: [name] },
  info: { takes: [name, version] },
  node: { takes: [name, version] },
  search: { takes: [['text', is.string]] },
  graph: { takes: [name] },
  dependents: { takes: [name] },
  diff: { takes: [['a', is.whole()], ['b', is.whole()]] },
  prove: { takes: [name], option: version },
  publish: { takes: [['entry', lineOf]], changes: true },
  yank: { takes: [name, version], changes: true },
  unyank: { takes: [name, version], changes: true },
  setFault: { takes: [name, version, ['level', faults.checked]], changes: true },
  rollback: { takes: [name], option: ['to', is.whole()], changes: true }
}

const reportOf = (outcome) => values.parse(outcome.json)

let handleOf

class Registry {
  #handle
  #resolver = null

  static { handleOf = (registry) => registry.#handle }

  constructor (endpoint = DEFAULT_ENDPOINT, given = undefined) {
    const opened = endpoint instanceof Opened ? endpoint : openSync(endpoint, given)
    this.#handle = opened.handle
    /** Where it is. */
    this.endpoint = opened.endpoint
    /** The policy it was opened with. */
    this.policy = opened.policy
    Object.defineProperties(this, { endpoint: { writable: false }, policy: { writable: false } })
    forgotten.add(this, `registry ${JSON.stringify(opened.endpoint)}`)
  }

  static async open (endpoint = DEFAULT_ENDPOINT, given = undefined) {
    const { job, control, opened } = opener(endpointOf(endpoint), given, { ...opening, ...options.waiting })
    return new Registry(opened(await runPure(job, control)))
  }

  /** Opens what DIRAM_REGISTRY names, else the default endpoint. */
  static fromEnv (given) { return new Registry(process.env.DIRAM_REGISTRY ?? DEFAULT_ENDPOINT, given) }

  /** Opens the text of a registry file. */
  static fromLines (text, given) {
    const { job, control, opened } = opener(is.string('text', text), given, opening, 'openRegistryLines')
    return new Registry(opened(runSync(job, control), ''))
  }

  /** A resolver over this registry under its policy. It answers on when the registry is closed. */
  get resolver () {
    this.#resolver ??= resolverOver(this)
    return this.#resolver
  }

  /** The source that names are looked up in. */
  get source () { return reportOf(runSync(prepare(() => this.#handle.source()))) }

  /** The public key that signs its snapshots, in hex, or null. */
  get publicKey () { return reportOf(runSync(prepare(() => this.#handle.publicKey()))) }

  async at (seq, given) {
    const job = this.#past(seq)
    return this.#shown(await runPure(job, options.read(given, options.waiting).control))
  }

  atSync (seq) { return this.#shown(runSync(this.#past(seq))) }

  close () {
    forgotten.remove(this)
    this.#resolver = null
    this.#handle.close()
  }

  #past (seq) {
    const number = is.whole()('seq', seq)
    return prepare(() => this.#handle.at(number))
  }

  #shown (outcome) { return new Registry(new Opened(outcome.registry, this.endpoint, this.policy)) }
}

disposable(Registry)

/** The resolver of a registry, which nobody has to close who closes the registry. */
function resolverOver (source) {
  const { Resolver } = require('./resolver') // which needs the class above
  const resolver = new Resolver({ source })
  forgotten.remove(resolver)
  return resolver
}

/** The job of a question; the last argument is its options. */
function ask (registry, verb, args, shared) {
  const { takes, option } = QUESTIONS[verb]
  const { control, fields } = options.read(args[takes.length], option ? { [option[0]]: option[1], ...shared } : shared)
  const given = takes.map(([argument, check], i) => check(argument, args[i]))
  if (option) given.push(fields[option[0]])
  return { control, job: prepare(() => handleOf(registry)[verb](...given)) }
}

for (const [verb, { changes }] of Object.entries(QUESTIONS)) {
  const finish = changes ? run : runPure
  const methods = {
    async [verb] (...args) {
      const { control, job } = ask(this, verb, args, options.waiting)
      return reportOf(await finish(job, control))
    },
    [`${verb}Sync`] (...args) {
      return reportOf(runSync(ask(this, verb, args, {}).job))
    }
  }
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(Registry.prototype, key, { value, configurable: true, writable: true })
  }
}

module.exports = { Registry, handleOf, DEFAULT_ENDPOINT }
