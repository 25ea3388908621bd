'use strict'
// The answer to a request: a plain frozen value.
const values = require('./values')
const { Version } = require('./version')

const version = (text) => new Version(text)

class Resolution {
  /** What a swap of versions can be found to be. */
  static SAFE_SWAP = 'SAFE_SWAP'
  static WARNING = 'WARNING'
  static PANIC = 'PANIC'

  /** @param {object} fields a resolution's own, as `JSON.stringify` writes them */
  constructor (fields) {
    const { solution, packages, nearNames, certificate = null } = fields
    Object.assign(this, fields, {
      solution: versions(solution),
      packages: Object.freeze(packages.map((chosen) => Object.freeze({ ...chosen, version: version(chosen.version) }))),
      nearNames: values.named(nearNames),
      certificate
    })
    Object.freeze(this)
  }

  /** The original's name of `explanation`. */
  get errorMessage () { return this.explanation }
}

/** Names and versions, of names and texts. */
function versions (solution) {
  return values.named(solution, version)
}

module.exports = { Resolution, versions }
