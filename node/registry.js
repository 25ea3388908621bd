'use strict'
const { Registry, DEFAULT_ENDPOINT } = require('./lib/registry')
const { SecurityScanner, OrphanReport } = require('./lib/own-plugins')
const { Subscription } = require('./lib/subscription')

module.exports = { Registry, DEFAULT_ENDPOINT, Subscription, SecurityScanner, OrphanReport }
