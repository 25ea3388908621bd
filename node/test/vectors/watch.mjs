// The operations of strategies, faults, gates and observers.
import { DiramError, Policy, Resolver } from 'diram'
import { opened, stateOf, STEPS } from './registry.mjs'

/** A report as other languages spell it, but for the keys of its own. */
export function spelled (report) {
  return Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(report))).map(([key, value]) => [key, inner(value)]))
}

function inner (value) {
  if (Array.isArray(value)) return value.map(inner)
  if (value === null || typeof value !== 'object') return value
  const snake = (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snake(key), inner(item)]))
}

/** The options of a registry and of gates, from a case's. */
const camel = (options) =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), value]))

const policyOf = (policy = {}) => Policy.parse(JSON.stringify(policy))

/** Calls with a resolver over a case's registry. */
function resolving ({ registry, policy }, call) {
  return opened(registry, (source) => {
    const resolver = new Resolver({ source, policy: policyOf(policy) })
    try {
      return call(resolver)
    } finally {
      resolver.close()
    }
  })
}

function check (input) {
  const { solution, strategy, running, literal } = input
  const report = spelled(resolving(input, (resolver) => resolver.checkSync(solution, strategy, { running, literal })))
  for (const way of report.ways ?? []) delete way.reason
  return report
}

function handleFault ({ registry: text, clock, steps }) {
  return opened(text, (registry) => {
    const reports = []
    for (const [verb, ...args] of steps) {
      const done = STEPS[verb](registry, ...args)
      if (verb !== 'handle_fault') continue
      const { snapshot: { seq, root }, ...report } = inner(JSON.parse(JSON.stringify(done)))
      reports.push({ ...report, seq, root })
    }
    return { ...stateOf(registry), reports }
  }, { clock })
}

function gates ({ registry: text, tier, policy, steps = [] }, ask) {
  return opened(text, (registry) => {
    for (const [verb, ...args] of steps) STEPS[verb](registry, ...args)
    const report = ask(registry)
    return { ...report, gates: report.gates.map(({ gate, verdict }) => [gate, verdict]) }
  }, { tier, policy: policyOf(policy) })
}

/** A registry and its observers. */
class Observed {
  answers = []
  #registry
  #observers = new Map()

  constructor (registry) {
    this.#registry = registry
  }

  /** Takes steps; what is refused is an answer. */
  take (steps) {
    for (const [verb, ...args] of steps) {
      if (verb === 'repeat') this.#repeat(...args)
      else this.#step(verb, args)
    }
  }

  #repeat (times, steps) {
    for (let i = 0; i < times; i++) this.take(JSON.parse(JSON.stringify(steps).replaceAll('%d', i)))
  }

  #step (verb, args) {
    try {
      if (Object.hasOwn(STEPS, verb)) STEPS[verb](this.#registry, ...args)
      else this[verb](...args)
    } catch (error) {
      if (!(error instanceof DiramError)) throw error
      this.answers.push({ error: error.code.slice('DIRAM_ERR_'.length) })
    }
  }

  subscribe (key, name, since) {
    this.#observers.set(key, this.#registry.subscribe(name, { since: since ?? undefined }))
  }

  close (key) { this.#observers.get(key).close() }

  advance (milliseconds) { this.#registry.advanceClockSync(milliseconds) }

  stale (days) { this.answers.push(inner(this.#registry.checkStaleSync(days))) }

  next (key) { this.answers.push(this.#poll(key)) }

  drain (key) {
    const all = []
    for (let update; (update = this.#poll(key)) !== null;) all.push(update)
    this.answers.push(all)
  }

  #poll (key) { return inner(this.#observers.get(key).poll()) }
}

function observe ({ registry: text, clock, policy, steps }) {
  return opened(text, (registry) => {
    const observed = new Observed(registry)
    observed.take(steps)
    return { answers: observed.answers }
  }, { clock, policy: policyOf(policy) })
}

/** Name → the operation, on a case's `in`. */
export const ops = {
  check,
  plan: (input) => spelled(resolving(input, (resolver) => resolver.planSync(input.name, input.from, input.to, { running: input.running }))),
  graph: (input) => ({ nodes: inner(JSON.parse(JSON.stringify(resolving(input, (resolver) => resolver.graphSync(input.solution))))) }),
  handle_fault: handleFault,
  gate: (input) => gates(input, (registry) => registry.gateSync(input.name, input.version, camel(input.options))),
  gate_publish: (input) => gates(input, (registry) => registry.gatePublishSync(input.line, camel(input.options))),
  observe
}
