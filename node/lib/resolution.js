'use strict'
// The answer to a request: a plain frozen value.
const { Version } = require('./version')

const version = (text) => new Version(text)

class Resolution {
  /** What a swap of versions can be found to be. */
  static SAFE_SWAP = 'SAFE_SWAP'
  static WARNING = 'WARNING'
  static PANIC = 'PANIC'

  /** @param {object} fields a resolution's own, as `JSON.stringify` writes them */
  constructor (fields) {
    const { solution, packages, certificate = null } = fields
    Object.assign(this, fields, {
      solution: mapped(solution, version),
      packages: Object.freeze(packages.map((chosen) => Object.freeze({ ...chosen, version: version(chosen.version) }))),
      certificate
    })
    Object.freeze(this)
  }

  /** The original's name of `explanation`. */
  get errorMessage () { return this.explanation }
}

/** A frozen object with the values that `make` makes. */
function mapped (object, make) {
  return Object.freeze(Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(value)])))
}

module.exports = { Resolution, mapped }
