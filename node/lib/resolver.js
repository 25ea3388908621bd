'use strict'
// Answers requests over a registry under one policy.
const is = require('./arguments')
const options = require('./options')
const requests = require('./requests')
const values = require('./values')
const { failureFrom } = require('./answer')
const { argumentError } = require('./errors')
const { disposable } = require('./disposable')
const { forgotten } = require('./forgotten')
const { checkOf, nodesOf, wayOf } = require('./strategies')
const { policyOf } = require('./policy')
const { Registry, handleOf } = require('./registry')
const { Resolution } = require('./resolution')
const { prepare, runPure, runSync } = require('./run')
const { textOf } = require('./version')

const common = { lock: requests.lock, now: requests.time, certificate: is.boolean }
const one = { ...common, ...options.long }
const many = { ...one, threads: is.whole(2 ** 32 - 1) }
const running = { running: requests.solution }
const checking = { ...running, literal: is.boolean }

const answerOf = (outcome) => new Resolution(values.parse(outcome.json))
const answersOf = (outcome) => Object.freeze(values.parse(outcome.json).map(itemOf))

/** A resolution, or the error of one request that failed by itself. */
function itemOf (item) {
  return item.error === undefined ? new Resolution(item) : Object.freeze({ error: failureFrom(item.error) })
}

class Resolver {
  #handle
  #registry
  #own

  constructor (given) {
    const { source, policy } = options.read(given, { source: registryOf, policy: policyOf }).fields
    this.#own = source === undefined || !source.given
    this.#registry = source === undefined ? Registry.fromEnv() : source.given ?? new Registry(source.endpoint)
    try {
      this.#handle = opened(this.#registry, policy ?? this.#registry.policy)
    } catch (error) {
      if (this.#own) this.#registry.close()
      throw error
    }
    /** Its policy. */
    this.policy = policy ?? this.#registry.policy
    Object.defineProperty(this, 'policy', { writable: false })
    forgotten.add(this, `resolver over ${this.#registry.endpoint}`)
  }

  /** The registry it reads. */
  get registry () { return this.#registry }

  async resolve (...args) {
    const [wanted, given] = requests.request(...args)
    const { control, fields } = options.read(given, { ...one, ...options.waiting })
    return answerOf(await runPure(this.#job('resolve', wanted, fields), control))
  }

  resolveSync (...args) {
    const [wanted, given] = requests.request(...args)
    const { control, fields } = options.read(given, one)
    return answerOf(runSync(this.#job('resolve', wanted, fields), control))
  }

  async resolveMany (list, given) {
    const { control, fields } = options.read(given, { ...many, ...options.waiting })
    return answersOf(await runPure(this.#job('resolveMany', checked(list), fields), control))
  }

  resolveManySync (list, given) {
    const { control, fields } = options.read(given, many)
    return answersOf(runSync(this.#job('resolveMany', checked(list), fields), control))
  }

  async check (solution, strategy, given) {
    const { control, fields } = options.read(given, { ...checking, ...options.waiting })
    return checkOf(await runPure(this.#checkJob(solution, strategy, fields), control))
  }

  checkSync (solution, strategy, given) {
    const { fields } = options.read(given, checking)
    return checkOf(runSync(this.#checkJob(solution, strategy, fields)))
  }

  async plan (name, from, to, given) {
    const { control, fields } = options.read(given, { ...running, ...options.waiting })
    return wayOf(values.parse((await runPure(this.#planJob(name, from, to, fields), control)).json))
  }

  planSync (name, from, to, given) {
    const { fields } = options.read(given, running)
    return wayOf(values.parse(runSync(this.#planJob(name, from, to, fields)).json))
  }

  async graph (solution, given) {
    const { control } = options.read(given, options.waiting)
    return nodesOf(await runPure(this.#graphJob(solution), control))
  }

  graphSync (solution) {
    return nodesOf(runSync(this.#graphJob(solution)))
  }

  close () {
    forgotten.remove(this)
    this.#handle.close()
    if (this.#own) this.#registry.close()
  }

  #job (verb, wanted, fields) {
    return prepare(() => this.#handle[verb](JSON.stringify(wanted), JSON.stringify(fields)))
  }

  #checkJob (solution, strategy, fields) {
    const chosen = JSON.stringify(requests.solution('solution', solution))
    const name = is.string('strategy', strategy)
    return prepare(() => this.#handle.check(chosen, name, JSON.stringify(fields)))
  }

  #planJob (name, from, to, { running = [] }) {
    const ends = [is.string('name', name), textOf('from', from), textOf('to', to)]
    return prepare(() => this.#handle.plan(...ends, JSON.stringify(running)))
  }

  #graphJob (solution) {
    const chosen = JSON.stringify(requests.solution('solution', solution))
    return prepare(() => this.#handle.graph(chosen))
  }
}

disposable(Resolver)

function opened (registry, policy) {
  return runSync(prepare(() => handleOf(registry).resolver(`${policy}`))).resolver
}

const checked = (list) => is.list(requests.requirements)('requests', list)

/** A registry, or where to open one. */
function registryOf (argument, value) {
  if (value instanceof Registry) return { given: value }
  if (typeof value === 'string' || value instanceof URL) return { endpoint: value }
  throw argumentError(argument, `must be a Registry, a path or a URL, got ${is.shown(value)}`)
}

module.exports = { Resolver }
