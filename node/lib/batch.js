'use strict'
// Lists of versions: each crosses the border once, as one text with a version a line.
const is = require('./arguments')
const { answered, isFailure, prepare } = require('./answer')
const { argumentError } = require('./errors')
const { policyText } = require('./policy')
const { rangeText } = require('./range')
const { Version, textOf } = require('./version')

/** The texts of versions, one a line. */
function lines (argument, list) {
  if (!Array.isArray(list)) throw argumentError(argument, `must be an array, got ${is.shown(list)}`)
  return isAllText(list) ? list.join('\n') : list.map((item, i) => textOf(`${argument}[${i}]`, item)).join('\n')
}

/** Holes count as what they are: not text. */
function isAllText (list) {
  for (let i = 0; i < list.length; i++) if (typeof list[i] !== 'string') return false
  return true
}

/** Asks about lists; a failure is that of the first text that is no version, whatever the addon met first. */
function askMany (lists, make) {
  const answer = prepare(make)
  if (isFailure(answer)) lists.flat().forEach((item) => new Version(item))
  return answered(answer)
}

/** An array of what `make` makes of numbers; Array.from asks an iterator for every one of them. */
function mapped (numbers, make) {
  const out = new Array(numbers.length)
  for (let i = 0; i < out.length; i++) out[i] = make(numbers[i])
  return out
}

/** 1 or 0 for each version. */
function admitted (versions, range, given) {
  const within = rangeText('range', range)
  const policy = policyText(given)
  const texts = lines('versions', versions)
  return askMany([versions], (addon) => addon.admitsMany(texts, versions.length, within, policy))
}

/** For each version, in order, whether it is in the range. */
function satisfiesMany (versions, range, given) {
  return mapped(admitted(versions, range, given), (bit) => bit === 1)
}

/** The versions in the range, in the order given. */
function filter (versions, range, given) {
  const bits = admitted(versions, range, given)
  return versions.filter((_, i) => bits[i] === 1)
}

/** The preferred one of the versions in the range, as given, or null. */
function maxSatisfying (versions, range, given) {
  const within = rangeText('range', range)
  const policy = policyText(given)
  const texts = lines('versions', versions)
  const place = askMany([versions], (addon) => addon.maxSatisfying(texts, versions.length, within, policy))
  return place == null ? null : versions[place]
}

/** The same versions in a new array, ascending; equal ones keep their places. */
function sort (versions) {
  const texts = lines('versions', versions)
  const places = askMany([versions], (addon) => addon.sortVersions(texts, versions.length))
  return mapped(places, (place) => versions[place])
}

/** `compare(a[i], b[i])` for every i. */
function compareMany (a, b) {
  const [left, right] = [lines('a', a), lines('b', b)]
  if (a.length !== b.length) throw argumentError('b', `must be as long as a, ${a.length}, got ${b.length}`)
  return mapped(askMany([a, b], (addon) => addon.compareMany(left, right, a.length)), (order) => order)
}

module.exports = { satisfiesMany, filter, maxSatisfying, sort, compareMany }
