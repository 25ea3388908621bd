'use strict'
// One member's content as a stream.
const { Readable, addAbortSignal } = require('node:stream')
const { prepare, run } = require('./run')

const CHUNK = 256 * 1024

class EntryStream extends Readable {
  #opening
  #control
  #handle = null

  /** @param {object} job the job that opens the member; cancelling it stops the reads too */
  constructor (job, control) {
    super({ highWaterMark: CHUNK })
    this.#opening = job
    this.#control = control
    const { signal } = control
    if (signal !== undefined) addAbortSignal(signal, this)
  }

  /** At once, also while the member is being opened: `_destroy` would wait for that. */
  destroy (error, callback) {
    this.#opening.cancel()
    return super.destroy(error, callback)
  }

  _construct (callback) {
    // Once destroyed, the stream has its error already.
    this.#open().then(() => callback(), (error) => callback(this.destroyed ? null : error))
  }

  _read (size) {
    this.#next(Math.min(Math.max(size, 1), CHUNK)).then(
      (bytes) => this.push(bytes.length === 0 ? null : bytes),
      (error) => this.destroy(error)
    )
  }

  _destroy (error, callback) {
    this.#handle?.close()
    callback(error)
  }

  async #open () {
    const { entry } = await run(this.#opening, this.#control)
    this.#handle = entry
  }

  async #next (size) {
    const { bytes } = await run(prepare(() => this.#handle.read(size)))
    return bytes
  }
}

module.exports = { EntryStream }
