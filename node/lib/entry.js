'use strict'
// One member's content as a stream.
const { Readable, addAbortSignal } = require('node:stream')
const { prepare, run } = require('./run')

const CHUNK = 256 * 1024

class EntryStream extends Readable {
  #opening
  #handle = null

  /** @param {object} job the job that opens the member */
  constructor (job, { signal }) {
    super({ highWaterMark: CHUNK })
    this.#opening = job
    if (signal !== undefined) addAbortSignal(signal, this)
  }

  _construct (callback) {
    this.#open().then(() => callback(), callback)
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
    const { entry } = await run(this.#opening)
    this.#handle = entry
  }

  async #next (size) {
    const { bytes } = await run(prepare(() => this.#handle.read(size)))
    return bytes
  }
}

module.exports = { EntryStream }
