'use strict'
// Finds and loads the addon: the file beside this package first (a local build), then the package of
// this platform.
const path = require('node:path')

/** What this machine may be: `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`, … */
function platforms () {
  const base = `${process.platform}-${process.arch}`
  // npm's `libc` field leaves one of the two uninstalled; asking which is right would cost more than trying.
  if (process.platform === 'linux') return [`${base}-gnu`, `${base}-musl`]
  return process.platform === 'win32' ? [`${base}-msvc`] : [base]
}

/** Where the addon may be, in the order in which it is tried. */
function candidates (names = platforms()) {
  const local = names.map((name) => path.join(__dirname, '..', `diram.${name}.node`))
  return [...local, ...names.map((name) => `diram-${name}`)]
}

/** The first of `places` that loads; an error that names every one of them otherwise. */
function load (places) {
  const reasons = []
  for (const place of places) {
    try {
      return require(place)
    } catch (error) {
      reasons.push(`  ${place}: ${firstLine(error)}`)
    }
  }
  const error = new Error(
    `diram has no addon for ${process.platform}-${process.arch}, Node ${process.versions.node}. Tried:\n` +
    `${reasons.join('\n')}\n` +
    'Remove node_modules and package-lock.json, then install again without --omit=optional.'
  )
  error.code = 'ERR_DLOPEN_FAILED'
  throw error
}

function firstLine (error) {
  return String(error.message).split('\n', 1)[0]
}

let addon

/** The addon, loaded at the first call. */
function native () {
  addon ??= load(candidates())
  return addon
}

module.exports = { native, load, candidates }
