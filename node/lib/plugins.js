'use strict'
// Plugins written in JavaScript: who they are, and what they answer. They are asked here, on the event
// loop; the addon only hears the votes.
const { AsyncLocalStorage } = require('node:async_hooks')
const is = require('./arguments')
const values = require('./values')
const { argumentError, Code, failure } = require('./errors')
const { nearest } = require('./nearest')
const { onAbort } = require('./abort')

/** How long a plugin may take for one call, in milliseconds. */
const DEADLINE = 2000
/** Node's timers hold no more. */
const LONGEST_TIMER = 2 ** 31 - 1
/** Longest name of a plugin, in bytes. */
const MAX_NAME = 128

/** What each hook is called with. */
const HOOKS = {
  onPublish: (call) => [call.package],
  onResolve: (call) => [call.proposal],
  onRemove: (call) => [call.package],
  onUpdate: (call) => [call.old, call.new],
  onInstall: (call) => [call.package]
}

const YES = Object.freeze({ answer: 'yes' })
const LATE = Object.freeze({ answer: 'late' })

/** A refusal; what was thrown is the reason. */
function no (thrown) {
  return { answer: 'no', why: reasonOf(thrown).toWellFormed() }
}

function reasonOf (thrown) {
  try {
    return String((thrown instanceof Error && thrown.message) || thrown)
  } catch {
    return 'what it threw has no text'
  }
}

/** Whose transaction the code that runs is asked about: `{ shelf, open, outer }`. */
const asked = new AsyncLocalStorage()

/** The plugins of a registry that are written in JavaScript, in the order in which they are asked. */
class Shelf {
  #plugged = []

  get isEmpty () { return this.#plugged.length === 0 }

  /** Adds a plugin that has a name of its own. */
  add (plugin, name, deadline = DEADLINE) {
    this.#plugged.push({ plugin, name, deadline, off: null })
  }

  /** Says whether there was one of that name. */
  remove (name) {
    const at = this.#plugged.findIndex((known) => known.name === name)
    if (at >= 0) this.#plugged.splice(at, 1)
    return at >= 0
  }

  states () {
    return this.#plugged.map(({ name, off }) => Object.freeze({ name, on: off === null, why: off }))
  }

  /** Refuses a change that a plugin asks for while it is asked. */
  refuseInside () {
    for (let entry = asked.getStore(); entry !== undefined; entry = entry.outer) {
      if (entry.open && entry.shelf === this) throw state('a plugin cannot change the registry that is asking it; change it afterwards')
    }
  }

  /** All ballots. An abort ends the wait. */
  async ask (calls, strict, signal) {
    return this.#asking(async (entry) => {
      const ballots = []
      for (const known of this.#voters(strict)) {
        const answers = []
        for (const call of known.off === null ? calls : []) {
          const { answer, promise, left } = asked.run(entry, () => begin(known, call))
          answers.push(answer ?? await settled(promise, left, signal))
          if (this.#isLate(known, call, answers)) break
        }
        ballots.push({ plugin: known.name, answers })
      }
      return ballots
    })
  }

  /** The same at once. `verb` is the method that was called. */
  askSync (calls, strict, verb) {
    return this.#asking((entry) => this.#voters(strict).map((known) => {
      const answers = []
      for (const call of known.off === null ? calls : []) {
        const { answer, promise } = asked.run(entry, () => begin(known, call))
        if (promise !== undefined) throw tooEarly(promise, known, call, verb)
        answers.push(answer)
        if (this.#isLate(known, call, answers)) break
      }
      return { plugin: known.name, answers }
    }))
  }

  /** Those who vote: under a strict policy also those that were switched off, whose silence counts. */
  #voters (strict) {
    return this.#plugged.filter(({ off }) => strict || off === null)
  }

  /** Calls `collect`; changes from inside are refused until it is done. */
  #asking (collect) {
    const entry = { shelf: this, open: true, outer: asked.getStore() }
    const close = () => { entry.open = false }
    let ballots
    try {
      ballots = collect(entry)
    } catch (error) {
      close()
      throw error
    }
    if (ballots instanceof Promise) return ballots.finally(close)
    close()
    return ballots
  }

  /** Whether the last answer was late; such a plugin is asked no more. */
  #isLate (known, call, answers) {
    if (answers.at(-1) !== LATE) return false
    known.off = `${call.hook} took longer than ${known.deadline} ms`
    return true
  }
}

/** Calls a hook: gives its answer, or the promise of one and the milliseconds left for it. */
function begin ({ plugin, deadline }, call) {
  const hook = values.camel(call.hook)
  const start = performance.now()
  let said
  let promise
  try {
    const method = plugin[hook]
    const value = method == null ? undefined : method.apply(plugin, HOOKS[hook](call))
    if (typeof value?.then === 'function') promise = Promise.resolve(value)
    else said = answerOf(value)
  } catch (thrown) {
    said = no(thrown)
  }
  const left = deadline - (performance.now() - start)
  if (promise === undefined) return { answer: left < 0 ? LATE : said }
  promise.catch(() => {}) // heard below, or too late
  return left < 0 ? { answer: LATE } : { promise, left }
}

/** Whatever is no error is a yes. */
function answerOf (value) {
  return value instanceof Error ? no(value) : YES
}

/** What a promise comes to within some milliseconds. */
function settled (promise, left, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(() => resolve(LATE)), Math.min(left, LONGEST_TIMER))
    const forget = onAbort(signal, () => end(() => reject(signal.reason)))
    const end = (how) => {
      clearTimeout(timer)
      forget()
      how()
    }
    promise.then((value) => end(() => resolve(answerOf(value))), (thrown) => end(() => resolve(no(thrown))))
  })
}

function tooEarly (promise, { name }, call, verb) {
  const hook = values.camel(call.hook)
  return state(`${hook} of plugin ${JSON.stringify(name)} gives a promise, for which ${verb}Sync cannot wait; use ${verb}`)
}

function state (why) {
  return failure(why, { code: Code.STATE, details: { why } })
}

/** The name of an object that can be a plugin. */
function nameOf (plugin) {
  if (plugin === null || typeof plugin !== 'object') {
    throw argumentError('plugin', `must be an object with ${Object.keys(HOOKS).join(', ')} or some of them, got ${is.shown(plugin)}`)
  }
  checkHooks(plugin)
  const given = typeof plugin.name === 'function' ? plugin.name() : plugin.name
  const name = is.string('plugin.name', given ?? plugin.constructor?.name ?? 'Object')
  if (name === '' || Buffer.byteLength(name) > MAX_NAME) throw argumentError('plugin', `its name must have 1 to ${MAX_NAME} bytes`)
  return name
}

/** A hook that nobody calls would agree to everything. */
function checkHooks (plugin) {
  const known = Object.keys(HOOKS)
  const has = known.filter((hook) => plugin[hook] != null)
  for (const hook of has) is.callback(`plugin.${hook}`, plugin[hook])
  for (const method of methodsOf(plugin)) {
    const meant = known.includes(method) ? null : nearest(method, known, 2)
    if (meant !== null) throw argumentError('plugin', `nothing calls ${method}; did you mean ${meant}?`, { nearest: meant })
  }
  if (has.length === 0) throw argumentError('plugin', `must have one of the methods ${known.join(', ')}`)
}

/** What it has that begins with `on` or `On`. */
function methodsOf (plugin) {
  const names = new Set()
  for (let object = plugin; object !== null && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const name of Object.getOwnPropertyNames(object)) if (/^on/i.test(name)) names.add(name)
  }
  return names
}

module.exports = { Shelf, nameOf }
