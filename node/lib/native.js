'use strict'
// Finds and loads the addon: the file beside this package first (a local build), then the package of
// this platform.
const path = require('node:path')

/** `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`, … */
function platformName () {
  const base = `${process.platform}-${process.arch}`
  if (process.platform === 'linux') return `${base}-${isMusl() ? 'musl' : 'gnu'}`
  if (process.platform === 'win32') return `${base}-msvc`
  return base
}

function isMusl () {
  const { header } = process.report.getReport()
  return header.glibcVersionRuntime === undefined
}

/** Where the addon may be, in the order in which it is tried. */
function candidates (platform = platformName()) {
  return [path.join(__dirname, '..', `diram.${platform}.node`), `diram-${platform}`]
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

module.exports = { native, load, candidates, platformName }
