'use strict'
const { native } = require('./lib/native')

module.exports = { ...require('./packages'), ...require('./errors'), version: native().version() }
