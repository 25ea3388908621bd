'use strict'
const { Version, compare } = require('./lib/version')
const { VersionRange, satisfies } = require('./lib/range')
const { Policy } = require('./lib/policy')

module.exports = { Version, SemverX: Version, VersionRange, Policy, compare, satisfies, ...require('./lib/batch') }
