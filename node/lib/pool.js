'use strict'
// How many of our jobs occupy libuv's pool at once. The rest wait here, so that file and DNS work of
// the program, which uses the same pool, never stands behind all of them.
const os = require('node:os')

/** The number of jobs for a pool of `poolSize` threads (text, as in UV_THREADPOOL_SIZE) and `cores`. */
function limitFor (poolSize, cores) {
  const threads = Number.parseInt(poolSize ?? '4', 10)
  const pool = threads >= 1 ? threads : 1
  return Math.max(1, Math.min(cores, pool - 1))
}

class Pool {
  #limit
  #running = 0
  #waiting = new Set()

  constructor (limit) {
    this.#limit = limit
  }

  get limit () {
    return this.#limit
  }

  get running () {
    return this.#running
  }

  get waiting () {
    return this.#waiting.size
  }

  /**
   * Resolves when a place is free and taken. Calling the function that `onWait` receives gives the
   * wait up with an error; it is only called when there is a wait.
   */
  acquire (onWait = () => {}) {
    if (this.#running < this.#limit) {
      this.#running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve)
      onWait((error) => {
        if (this.#waiting.delete(resolve)) reject(error)
      })
    })
  }

  /** Gives a place back, to the one who waits longest. */
  release () {
    const { value: next, done } = this.#waiting.values().next()
    if (done) {
      this.#running--
    } else {
      this.#waiting.delete(next)
      next()
    }
  }
}

const pool = new Pool(limitFor(process.env.UV_THREADPOOL_SIZE, os.availableParallelism()))

module.exports = { Pool, limitFor, pool }
