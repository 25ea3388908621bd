'use strict'
// Files and folders → a package file.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { prepare, run, runSync } = require('./run')

function packJob (src, dst, given, control) {
  const read = options.read(given, { ...options.pack, ...control })
  const [from, to] = [is.path('src', src), is.path('dst', dst)]
  return { control: read.control, job: prepare((addon) => addon.pack(from, to, JSON.stringify(read.fields))) }
}

async function pack (src, dst, given) {
  const { job, control } = packJob(src, dst, given, { ...options.waiting, ...options.long })
  return values.parse((await run(job, control)).json)
}

function packSync (src, dst, given) {
  const { job, control } = packJob(src, dst, given, options.long)
  return values.parse(runSync(job, control).json)
}

module.exports = { pack, packSync }
