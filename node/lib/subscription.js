'use strict'
// Hearing of a package's changes as they happen. The addon rings through the event loop when there may
// be something; all waiting is done here, by promises and timers.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { onAbort } = require('./abort')
const { Code, failure } = require('./errors')
const { disposable } = require('./disposable')
const { forgotten } = require('./forgotten')
const { prepare, runSync } = require('./run')

const OPEN = Symbol('open')
/** Node's timers hold no more. */
const LONGEST_TIMER = 2 ** 31 - 1
/** Updates that a callback gets before others have their turn. */
const TURN = 64

class Subscription {
  #handle
  #callback
  /** Whether time passes by itself: a fixed clock's pending updates wait for it to be moved. */
  #runs
  #end
  /** Those who wait, first come first served: `{ give, refuse }`. */
  #waiting = new Set()
  #listens = false
  #closed = false
  /** Looks again when a pending update is due. */
  #due
  /** Stands for this subscription in the event loop, and keeps it from being collected. */
  #stand
  #refed = true

  constructor (key, { handle, name, callback, runs, end }) {
    if (key !== OPEN) throw new TypeError('use Registry.prototype.subscribe')
    this.#handle = handle
    this.#callback = callback
    this.#runs = runs
    this.#end = end(this)
    /** The package. */
    this.package = name
    Object.defineProperty(this, 'package', { writable: false })
    if (callback === undefined) {
      forgotten.add(this, `subscription to ${JSON.stringify(name)}`)
    } else {
      this.#hold()
      this.#listen()
    }
  }

  get closed () { return this.#closed }

  poll () {
    this.#pulled()
    return this.#look()
  }

  async next (timeout, given) {
    const { signal } = options.read(given, options.waiting).control
    const limit = timeout === undefined ? undefined : is.milliseconds('timeout', timeout)
    signal?.throwIfAborted()
    this.#pulled()
    if (this.#waiting.size === 0) {
      const update = this.#look()
      if (update !== null) return update
    }
    return limit === 0 ? null : this.#wait(limit, signal)
  }

  [Symbol.asyncIterator] () {
    const end = (value) => ({ done: true, value })
    return {
      next: async () => {
        try {
          return { done: false, value: await this.next() }
        } catch (error) {
          if (this.#closed) return end()
          throw error
        }
      },
      return: async (value) => {
        this.close()
        return end(value)
      },
      [Symbol.asyncIterator] () { return this }
    }
  }

  ref () { return this.#keep(true) }

  unref () { return this.#keep(false) }

  close () {
    if (this.#closed) return
    this.#closed = true
    forgotten.remove(this)
    this.#end()
    clearTimeout(this.#due)
    this.#handle.close()
    for (const { refuse } of [...this.#waiting]) refuse(this.#refusal())
    this.#hold()
  }

  /** The next update now; else null, and looks again by itself when one is due. */
  #look () {
    const { update, wait } = values.parse(runSync(prepare(() => this.#handle.poll())).json)
    if (wait !== null && this.#runs) {
      clearTimeout(this.#due)
      this.#due = setTimeout(Subscription.#bell(this), Math.min(wait, LONGEST_TIMER)).unref()
    }
    return update
  }

  /** A promise of the next update, or of null after some milliseconds. */
  #wait (limit, signal) {
    return new Promise((resolve, reject) => {
      const leave = (settle) => (value) => {
        this.#waiting.delete(waiter)
        clearTimeout(timer)
        forget()
        this.#hold()
        settle(value)
      }
      const waiter = { give: leave(resolve), refuse: leave(reject) }
      const timer = limit === undefined ? undefined : setTimeout(waiter.give, Math.min(limit, LONGEST_TIMER), null)
      const forget = onAbort(signal, () => waiter.refuse(signal.reason))
      this.#waiting.add(waiter)
      this.#hold()
      this.#listen()
    })
  }

  /** Rings from now on, and at once if there is something. */
  #listen () {
    if (this.#listens) return
    this.#listens = true
    const bell = Subscription.#bell(this)
    runSync(prepare(() => this.#handle.setWaker(bell)))
  }

  /** Wakes a subscription without keeping it: no closure that is made here may hold it. */
  static #bell (subscription) {
    const weak = new WeakRef(subscription)
    return () => weak.deref()?.#wake()
  }

  #wake () {
    if (this.#closed) return
    try {
      if (this.#callback === undefined) this.#serve()
      else this.#tell()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Gives updates to those who wait. */
  #serve () {
    for (const { give } of this.#waiting) {
      const update = this.#look()
      if (update === null) return
      give(update)
    }
  }

  /** Calls the callback with what there is, so many at a time. */
  #tell () {
    for (let i = 0; i < TURN; i++) {
      const update = this.#look()
      if (update === null) return
      this.#call(update)
      if (this.#closed) return
    }
    setImmediate(() => this.#wake())
  }

  #call (update) {
    const callback = this.#callback
    try {
      const said = callback(update)
      if (typeof said?.then === 'function') Promise.resolve(said).catch((thrown) => this.#warn(thrown))
    } catch (thrown) {
      this.#warn(thrown)
    }
  }

  #warn (thrown) {
    process.emitWarning(`the callback of a subscription to ${this.package} threw`, {
      type: 'DiramWarning',
      code: 'DIRAM_WARN_CALLBACK',
      detail: thrown instanceof Error ? thrown.stack : is.shown(thrown)
    })
  }

  /** A bug in the addon: nothing comes any more. */
  #fail (error) {
    if (this.#callback !== undefined) this.#warn(error)
    for (const { refuse } of [...this.#waiting]) refuse(error)
    this.close()
  }

  /** Refuses to give what belongs to the callback. */
  #pulled () {
    if (this.#callback === undefined || this.#closed) return
    const why = 'this subscription has a callback, which gets every update'
    throw failure(why, { code: Code.STATE, details: { why } })
  }

  #refusal () {
    return failure('this subscription is closed', { code: Code.CLOSED, details: { what: 'subscription' } })
  }

  #keep (refed) {
    this.#refed = refed
    this.#hold()
    return this
  }

  /** Lives as long as somebody waits or is to be called; the process does too, unless told otherwise. */
  #hold () {
    const wanted = !this.#closed && (this.#callback !== undefined || this.#waiting.size > 0)
    if (!wanted) {
      clearInterval(this.#stand)
      this.#stand = undefined
      return
    }
    this.#stand ??= setInterval(() => this, LONGEST_TIMER)
    if (this.#refed) this.#stand.ref()
    else this.#stand.unref()
  }
}

disposable(Subscription)

/** The open subscriptions of a registry. It keeps none of them from being collected. */
class Subscriptions {
  #open = new Set()
  #gone = new FinalizationRegistry((entry) => this.#open.delete(entry))

  /** Opens one. */
  open (facts) {
    return new Subscription(OPEN, { ...facts, end: (subscription) => this.#add(subscription) })
  }

  closeAll () {
    for (const entry of [...this.#open]) entry.deref()?.close()
  }

  /** Gives what takes it out again. */
  #add (subscription) {
    const entry = new WeakRef(subscription)
    this.#open.add(entry)
    this.#gone.register(subscription, entry, entry)
    return () => {
      this.#open.delete(entry)
      this.#gone.unregister(entry)
    }
  }
}

module.exports = { Subscription, Subscriptions }
