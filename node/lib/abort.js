'use strict'
// One listener per signal, whatever the number of calls on it: thousands of listeners would cost
// memory and make Node warn of a leak.

/** signal → { callbacks, listener } while calls watch it. */
const watched = new WeakMap()

/** Calls `callback` once when `signal` aborts, until the returned function is called. */
function onAbort (signal, callback) {
  if (signal === undefined) return () => {}
  const watch = watched.get(signal) ?? begin(signal)
  watch.callbacks.add(callback)
  return () => {
    watch.callbacks.delete(callback)
    if (watch.callbacks.size === 0) end(signal, watch)
  }
}

function begin (signal) {
  const callbacks = new Set()
  const listener = () => { for (const callback of [...callbacks]) callback() }
  const watch = { callbacks, listener }
  watched.set(signal, watch)
  signal.addEventListener('abort', listener)
  return watch
}

function end (signal, watch) {
  if (watched.get(signal) !== watch) return
  watched.delete(signal)
  signal.removeEventListener('abort', watch.listener)
}

module.exports = { onAbort }
