'use strict'

/** The one of `known` that `word` was most likely meant to be, at most `most` edits away, or null. */
function nearest (word, known, most = Math.max(2, Math.floor(word.length / 2))) {
  let best = null
  let least = most + 1
  for (const candidate of known) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** How many letters must be inserted, removed or replaced to make `a` into `b`. */
function edits (a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1))
    }
    row = next
  }
  return row[b.length]
}

module.exports = { nearest }
