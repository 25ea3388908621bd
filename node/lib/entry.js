'use strict'
// One member's content as a stream.
const { Readable, addAbortSignal } = require('node:stream')
const { prepare, run } = require('./run')

const CHUNK = 256 * 1024

class EntryStream extends Readable {
  #handle

  constructor (handle, { signal }) {
    super({ highWaterMark: CHUNK })
    this.#handle = handle
    if (signal !== undefined) addAbortSignal(signal, this)
  }

  _construct (callback) {
    this.#run((handle) => handle.open()).then(() => callback(), callback)
  }

  _read (size) {
    const wanted = Math.min(Math.max(size, 1), CHUNK)
    this.#run((handle) => handle.read(wanted)).then(
      ({ bytes }) => this.push(bytes.length === 0 ? null : bytes),
      (error) => this.destroy(error)
    )
  }

  _destroy (error, callback) {
    this.#handle.close()
    callback(error)
  }

  async #run (make) {
    return run(prepare(() => make(this.#handle)))
  }
}

module.exports = { EntryStream }
