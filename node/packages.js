'use strict'
const { native } = require('./lib/native')
const { pack, packSync } = require('./lib/pack')
const { Package } = require('./lib/package')
const { createPacker } = require('./lib/packer')

module.exports = {
  pack,
  packSync,
  Package,
  createPacker,
  ...require('./lib/bytes'),
  COHERENCE_THRESHOLD: native().coherenceThreshold()
}
