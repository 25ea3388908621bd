'use strict'
// What locking did: a report whose versions are Versions.
const values = require('./values')
const { versions } = require('./resolution')
const { Version } = require('./version')

const version = (text) => new Version(text)

/** Rows with these fields as Versions. */
function rows (list, fields) {
  const row = (item) => ({ ...item, ...Object.fromEntries(fields.map((field) => [field, version(item[field])])) })
  return Object.freeze(list.map((item) => Object.freeze(row(item))))
}

function lockOf (outcome) {
  const report = values.parse(outcome.json)
  return Object.freeze({
    ...report,
    installs: rows(report.installs, ['version']),
    updates: rows(report.updates, ['old', 'new']),
    removes: rows(report.removes, ['version']),
    available: rows(report.available, ['version', 'newer']),
    solution: versions(report.solution)
  })
}

module.exports = { lockOf }
