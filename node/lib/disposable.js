'use strict'

/** Makes `using` close the objects of a class. Node 20 got the symbols in its first minor versions. */
function disposable (type) {
  const define = (symbol, value) => {
    if (symbol) Object.defineProperty(type.prototype, symbol, { value, configurable: true, writable: true })
  }
  define(Symbol.dispose, function () { this.close() })
  define(Symbol.asyncDispose, async function () { this.close() })
}

module.exports = { disposable }
