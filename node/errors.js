'use strict'
const { classes, Code } = require('./lib/errors')

module.exports = { ...classes, Code }
