'use strict'
// What strategies say: reports whose versions are Versions.
const values = require('./values')
const { Version } = require('./version')

const version = (text) => new Version(text)

/** The way of an update. */
function wayOf (way) {
  return Object.freeze({ ...way, from: version(way.from), to: version(way.to), hops: Object.freeze(way.hops.map(hopOf)) })
}

function hopOf (hop) {
  return Object.freeze({ ...hop, from: version(hop.from), to: version(hop.to) })
}

/** A check; what its strategy says nothing of is null. */
function checkOf (outcome) {
  const { parity = null, frozen = null, install = null, ways, ...report } = values.parse(outcome.json)
  return Object.freeze({ ...report, parity, frozen, install, ways: ways === undefined ? null : Object.freeze(ways.map(wayOf)) })
}

/** The chosen versions, each with what it needs. */
function nodesOf (outcome) {
  return Object.freeze(values.parse(outcome.json).map((node) => Object.freeze({ ...node, version: version(node.version) })))
}

module.exports = { checkOf, wayOf, nodesOf }
