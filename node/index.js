'use strict'
const { native } = require('./lib/native')

module.exports = {
  ...require('./packages'),
  ...require('./versions'),
  ...require('./resolve'),
  ...require('./registry'),
  ...require('./errors'),
  version: native().version()
}
