'use strict'
// A package made from streams: members in, package bytes out.
const { Duplex, addAbortSignal } = require('node:stream')
const { finished } = require('node:stream/promises')
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { argumentError } = require('./errors')
const { prepare, run, runSync } = require('./run')

const NOTHING = new Uint8Array(0)

class Packer extends Duplex {
  #handle
  #report = null
  #wanted = null

  constructor (handle) {
    super({ writableObjectMode: true, writableHighWaterMark: 1 })
    this.#handle = handle
  }

  /** Adds a file of exactly `size` bytes. */
  add (name, size, content) {
    return new Promise((resolve, reject) => {
      const member = checked({ name, size, content })
      this.write(member, (error) => error ? reject(error) : resolve())
    })
  }

  /** Ends the package; resolves when all of it was read, with the report. */
  async finish () {
    this.end()
    await finished(this, { cleanup: true })
    return this.#report
  }

  /** What was packed; null before the end. */
  get report () {
    return this.#report
  }

  _write (member, _encoding, callback) {
    this.#addMember(member).then(() => callback(), callback)
  }

  _final (callback) {
    this.#finishPackage().then(() => callback(), callback)
  }

  _read () {
    this.#wanted?.()
    this.#wanted = null
  }

  _destroy (error, callback) {
    this.#handle.close()
    this._read()
    callback(error)
  }

  async #addMember (member) {
    const { name, size, content } = checked(member)
    if (content instanceof Uint8Array) return this.#step((p) => p.begin(name, size, content))
    await this.#step((p) => p.begin(name, size, NOTHING))
    for await (const chunk of content) {
      const bytes = is.bytes('content', chunk)
      await this.#step((p) => p.write(bytes))
    }
  }

  async #finishPackage () {
    const { bytes, json } = await run(prepare(() => this.#handle.finish()))
    this.#report = values.parse(json)
    await this.#give(bytes)
    this.push(null)
  }

  async #step (make) {
    const { bytes } = await run(prepare(() => make(this.#handle)))
    await this.#give(bytes)
  }

  /** Hands package bytes to the reader, and waits until it wants more. */
  async #give (bytes) {
    if (bytes.length === 0 || this.destroyed || this.push(bytes)) return
    await new Promise((resolve) => { this.#wanted = resolve })
  }
}

function checked (member) {
  if (member === null || typeof member !== 'object') {
    throw argumentError('member', `must be {name, size, content}, got ${is.shown(member)}`)
  }
  const { name, size, content } = member
  is.string('name', name)
  is.whole()('size', size)
  if (content instanceof Uint8Array) return { name, size, content: is.bytes('content', content) }
  if (!isIterable(content)) {
    throw argumentError('content', `must be a Uint8Array, a Readable or an iterable of Uint8Array, got ${is.shown(content)}`)
  }
  return { name, size, content }
}

/** Objects only: text can be iterated too, but is never content. */
function isIterable (value) {
  return value !== null && typeof value === 'object' &&
    (typeof value[Symbol.asyncIterator] === 'function' || typeof value[Symbol.iterator] === 'function')
}

/** A duplex stream: files in through `add` (or as objects), package bytes out. */
function createPacker (given) {
  const { fields, control } = options.read(given, { ...options.pack, ...options.waiting })
  const { packer } = runSync(prepare((addon) => addon.openPacker(JSON.stringify(fields))))
  const stream = new Packer(packer)
  if (control.signal !== undefined) addAbortSignal(control.signal, stream)
  return stream
}

module.exports = { createPacker, Packer }
