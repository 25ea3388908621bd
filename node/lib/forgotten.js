'use strict'
// Handles that are collected without close(). Their memory and files are freed then all the same;
// with NODE_DEBUG=diram the first one is reported, since "then" may be late.
const { debuglog } = require('node:util')

const DETAIL = 'It keeps its memory, and its file if it has one open, until it is closed or collected: call close(), or use `using`.'

/** Calls `report` with the name of the first thing that is collected while it is watched. */
class Watch {
  #registry
  #told = false

  constructor (report) {
    this.#registry = new FinalizationRegistry((name) => {
      if (this.#told) return
      this.#told = true
      report(name)
    })
  }

  add (thing, name) {
    this.#registry.register(thing, name, thing)
  }

  remove (thing) {
    this.#registry.unregister(thing)
  }
}

function warn (name) {
  process.emitWarning(`${name} was forgotten without close()`, {
    type: 'DiramWarning',
    code: 'DIRAM_WARN_NOT_CLOSED',
    detail: DETAIL
  })
}

const forgotten = debuglog('diram').enabled ? new Watch(warn) : { add () {}, remove () {} }

module.exports = { forgotten }
