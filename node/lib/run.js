'use strict'
// Runs the addon's jobs: now, or as promises with signal, time limit and progress.
const { onAbort } = require('./abort')
const { prepare, settle } = require('./answer')
const { Code, failure } = require('./errors')
const { pool } = require('./pool')

/** Milliseconds; Node's timers hold no more. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Calls `onProgress` for a job; remembers what it throws, and never calls it twice for one state. */
class Watch {
  #onProgress
  #last = null
  #over = false
  thrown = null

  constructor (onProgress) {
    this.#onProgress = onProgress
  }

  /** False when the job shall end. */
  report ({ done, total = null, phase }) {
    if (this.#over) return true
    const last = this.#last
    if (last !== null && last.done === done && last.total === total && last.phase === phase) return true
    this.#last = Object.freeze({ done, total, phase })
    try {
      if (this.#onProgress(this.#last) !== false) return true
    } catch (error) {
      this.thrown = { error }
    }
    this.#over = true
    return false
  }

  /** After success: the last state, when it is still on its way through the event loop. */
  finish (job) {
    this.report(job.progress())
    this.#over = true
  }

  rethrow () {
    if (this.thrown !== null) throw this.thrown.error
  }
}

/** Runs a job on this thread and gives its outcome. */
function runSync (job, { timeout, onProgress } = {}) {
  if (timeout !== undefined) job.setTimeout(timeout)
  const watch = onProgress && new Watch(onProgress)
  const outcome = prepare(() => job.runSync(watch && ((event) => watch.report(event))))
  watch?.rethrow()
  return settle(outcome)
}

/**
 * Runs a job on libuv's pool and gives its outcome. An abort rejects with the signal's reason, unless
 * the job was done before it noticed.
 */
async function run (job, { signal, timeout, onProgress } = {}) {
  signal?.throwIfAborted()
  if (timeout !== undefined) job.setTimeout(timeout)
  const watch = onProgress && new Watch(onProgress)
  const cancel = () => job.cancel()
  const forget = onAbort(signal, cancel)
  try {
    await place(signal, timeout)
    try {
      const outcome = await prepare(() => job.run(watch && ((event) => watch.report(event) || cancel())))
      watch?.rethrow()
      if (outcome.error !== undefined && signal?.aborted) throwReason(signal, outcome)
      settle(outcome)
      watch?.finish(job)
      watch?.rethrow()
      return outcome
    } finally {
      pool.release()
    }
  } finally {
    forget()
  }
}

/** The same for work that changes nothing outside: aborted is aborted, even when it was done. */
async function runPure (job, control = {}) {
  const outcome = await run(job, control)
  control.signal?.throwIfAborted()
  return outcome
}

/** Waits for a place in the pool; an abort or the time limit ends the wait. */
async function place (signal, timeout) {
  let timer
  let forget = () => {}
  try {
    await pool.acquire((giveUp) => {
      forget = onAbort(signal, () => giveUp(signal.reason))
      if (timeout !== undefined) timer = setTimeout(() => giveUp(late(timeout)), Math.min(timeout, LONGEST_TIMER))
    })
  } finally {
    clearTimeout(timer)
    forget()
  }
}

function late (timeout) {
  return failure(`not begun within ${timeout} ms`, {
    code: Code.DEADLINE,
    details: { limitSeconds: timeout / 1000, done: 0 }
  })
}

function throwReason (signal, outcome) {
  if (JSON.parse(outcome.error).name === 'CANCELLED') throw signal.reason
}

module.exports = { prepare, run, runPure, runSync }
