'use strict'
// The check of a resolution's proof. There is no solver in it.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { Resolution, versions } = require('./resolution')
const { Registry, handleOf } = require('./registry')
const { argumentError } = require('./errors')
const { prepare, runPure, runSync } = require('./run')

const anchors = { key: is.string, root: is.string, registry }

function registry (argument, value) {
  if (value instanceof Registry) return value
  throw argumentError(argument, `must be a Registry, got ${is.shown(value)}`)
}

/** The bytes of a certificate given as such, as its text, or with its resolution. */
function bytesOf (value) {
  const certificate = value instanceof Resolution ? value.certificate : value
  if (certificate === null) throw argumentError('certificate', 'this resolution was made without one')
  return typeof certificate === 'string' ? Buffer.from(is.string('certificate', certificate)) : is.bytes('certificate', certificate)
}

function check (certificate, given, schema) {
  const { control, fields } = options.read(given, schema)
  const [first, second] = Object.keys(fields)
  if (second !== undefined) throw argumentError(second, `there is one anchor, and ${first} is given already`)
  const bytes = bytesOf(certificate)
  const job = prepare((addon) => fields.registry
    ? handleOf(fields.registry).verifyResolution(bytes)
    : addon.verifyResolution(bytes, fields.key, fields.root))
  return { control, job }
}

function reportOf (outcome) {
  const report = values.parse(outcome.json)
  return Object.freeze({ ...report, solution: versions(report.solution) })
}

async function verifyResolution (certificate, given) {
  const { job, control } = check(certificate, given, { ...anchors, ...options.waiting })
  return reportOf(await runPure(job, control))
}

function verifyResolutionSync (certificate, given) {
  return reportOf(runSync(check(certificate, given, anchors).job))
}

module.exports = { verifyResolution, verifyResolutionSync }
