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
const { lockOf } = require('./lock')
const { PLUG } = require('./own-plugins')
const { Shelf, nameOf } = require('./plugins')
const requests = require('./requests')
const { prepare, run, runPure, runSync } = require('./run')
const { Subscriptions } = require('./subscription')
const { textOf } = require('./version')

/** Where the registry is when nobody says otherwise. */
const DEFAULT_ENDPOINT = 'https://r.obinexus.org'

const opening = {
  tier: is.string,
  policy: policyOf,
  signingKey: seed,
  clock: is.whole(),
  gated: is.boolean,
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

/** What was opened, from where, and who is asked about its changes. */
class Opened {
  constructor (handle, endpoint, policy, { runs = true, shelf = new Shelf() } = {}) {
    this.handle = handle
    this.endpoint = endpoint
    this.policy = policy
    this.runs = runs
    this.shelf = shelf
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
    opened: (outcome, name = endpoint) => new Opened(outcome.registry, name, policy, { runs: fields.clock === undefined })
  }
}

function openSync (endpoint, given) {
  const { job, control, opened } = opener(endpointOf(endpoint), given, opening)
  return opened(runSync(job, control))
}

// What is asked of a registry: the arguments' checks, the options of its own, whether it changes
// something in the registry or elsewhere.
const name = ['name', is.string]
const version = ['version', textOf]
const line = ['entry', lineOf]
const gating = {
  now: requests.time,
  sha256: is.string,
  coherence: is.whole(2 ** 16 - 1),
  mayList: is.boolean,
  guardedDependents: is.whole()
}
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
  faults: { takes: [['atLeast', (argument, level = 1) => faults.checked(argument, level)]] },
  gate: { takes: [name, version], fields: gating },
  gatePublish: { takes: [line], fields: gating },
  checkStale: { takes: [['days', (argument, days = 90) => is.whole(2 ** 32 - 1)(argument, days)]], tells: true },
  advanceClock: { takes: [['milliseconds', is.whole()]], tells: true },
  yank: { takes: [name, version], changes: true },
  unyank: { takes: [name, version], changes: true },
  setFault: { takes: [name, version, ['level', faults.checked]], changes: true },
  handleFault: { takes: [name, version, ['fault', faults.fault]], changes: true },
  rollback: { takes: [name], option: ['to', is.whole()], changes: true }
}

const locking = {
  check: is.boolean,
  update: (argument, value) => typeof value === 'boolean' ? value : is.list(is.string)(argument, value),
  now: requests.time,
  timeout: is.milliseconds
}

/** What plugins may stop: the check of its first argument, its options, and what its outcome gives. */
const TRANSACTIONS = {
  publish: { takes: line, schema: {}, begin: 'beginPublish', value: reportOf },
  lock: { takes: ['project', is.path], schema: locking, begin: 'beginLock', value: lockOf }
}

function reportOf (outcome) { return values.parse(outcome.json) }

let handleOf
let shelfOf

class Registry {
  #handle
  #shelf
  /** Whether its clock does. */
  #runs
  #resolver = null
  #subscriptions = new Subscriptions()

  static {
    handleOf = (registry) => registry.#handle
    shelfOf = (registry) => registry.#shelf
  }

  constructor (endpoint = DEFAULT_ENDPOINT, given = undefined) {
    const opened = endpoint instanceof Opened ? endpoint : openSync(endpoint, given)
    this.#handle = opened.handle
    this.#shelf = opened.shelf
    this.#runs = opened.runs
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

  plug (plugin, given) {
    const { deadline } = options.read(given, { deadline: is.milliseconds }).fields
    const native = typeof plugin?.[PLUG] === 'function'
    const name = native ? plugin.name : nameOf(plugin)
    if (this.plugins().some((known) => known.name === name)) {
      throw argumentError('plugin', `there is one of the name ${JSON.stringify(name)} already; take that one out first, or name this one differently`)
    }
    if (native) runSync(prepare(() => plugin[PLUG](this.#handle, deadline)))
    else this.#shelf.add(plugin, name, deadline)
  }

  unplug (name) {
    is.string('name', name)
    const had = reportOf(runSync(prepare(() => this.#handle.unplug(name))))
    return this.#shelf.remove(name) || had
  }

  plugins () {
    return Object.freeze([...reportOf(runSync(prepare(() => this.#handle.plugins()))), ...this.#shelf.states()])
  }

  subscribe (name, ...rest) {
    const [callback, given] = typeof rest[0] === 'function' || rest.length > 1 ? rest : [undefined, rest[0]]
    const { since } = options.read(given, { since: is.whole() }).fields
    is.string('name', name)
    if (callback !== undefined) is.callback('callback', callback)
    const { subscription: handle } = runSync(prepare(() => this.#handle.subscribe(name, since)))
    return this.#subscriptions.open({ handle, name, callback, runs: this.#runs })
  }

  close () {
    forgotten.remove(this)
    this.#resolver = null
    this.#subscriptions.closeAll()
    this.#handle.close()
  }

  #past (seq) {
    const number = is.whole()('seq', seq)
    return prepare(() => this.#handle.at(number))
  }

  #shown (outcome) {
    const shared = { runs: this.#runs, shelf: this.#shelf }
    return new Registry(new Opened(outcome.registry, this.endpoint, this.policy, shared))
  }
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
  const { takes, option, fields: own, changes } = QUESTIONS[verb]
  const schema = { ...(option && { [option[0]]: option[1] }), ...own, ...shared }
  const { control, fields } = options.read(args[takes.length], schema)
  const given = takes.map(([argument, check], i) => check(argument, args[i]))
  if (option) given.push(fields[option[0]])
  if (own) given.push(JSON.stringify(fields))
  if (changes) shelfOf(registry).refuseInside()
  return { control, job: prepare(() => handleOf(registry)[verb](...given)) }
}

function question (verb, { changes, tells }) {
  const finish = changes || tells ? run : runPure
  const value = (outcome) => reportOf(outcome) ?? undefined
  return {
    async [verb] (...args) {
      const { control, job } = ask(this, verb, args, options.waiting)
      return value(await finish(job, control))
    },
    [`${verb}Sync`] (...args) {
      return value(runSync(ask(this, verb, args, {}).job))
    }
  }
}

/** What a transaction's methods are called with, as the addon wants it. */
function wanted (registry, { takes: [argument, check], schema }, value, given, shared) {
  const { control, fields } = options.read(given, { ...schema, ...shared })
  const row = [check(argument, value)]
  if (Object.keys(schema).length > 0) row.push(JSON.stringify(fields))
  shelfOf(registry).refuseInside()
  return { control, row }
}

/** A change that plugins may stop. Those in JavaScript are asked between its two steps; without any, there is one. */
function transaction (verb, facts) {
  const job = (registry, method, row) => prepare(() => handleOf(registry)[method](...row))
  const commit = ({ transaction }, ballots) => prepare(() => transaction.commit(JSON.stringify(ballots)))
  return {
    async [verb] (value, given) {
      const { control, row } = wanted(this, facts, value, given, options.waiting)
      const shelf = shelfOf(this)
      if (shelf.isEmpty) return facts.value(await run(job(this, verb, row), control))
      const begun = await run(job(this, facts.begin, row), control)
      const ballots = await shelf.ask(reportOf(begun), this.policy.strict, control.signal)
      return facts.value(await run(commit(begun, ballots), { signal: control.signal }))
    },
    [`${verb}Sync`] (value, given) {
      const { control, row } = wanted(this, facts, value, given, {})
      const shelf = shelfOf(this)
      if (shelf.isEmpty) return facts.value(runSync(job(this, verb, row), control))
      const begun = runSync(job(this, facts.begin, row), control)
      return facts.value(runSync(commit(begun, shelf.askSync(reportOf(begun), this.policy.strict, verb))))
    }
  }
}

function define (methods) {
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(Registry.prototype, key, { value, configurable: true, writable: true })
  }
}

for (const [verb, facts] of Object.entries(QUESTIONS)) define(question(verb, facts))
for (const [verb, facts] of Object.entries(TRANSACTIONS)) define(transaction(verb, facts))

module.exports = { Registry, handleOf, DEFAULT_ENDPOINT }
