'use strict'
const { Registry, DEFAULT_ENDPOINT } = require('./lib/registry')

module.exports = { Registry, DEFAULT_ENDPOINT }
