'use strict'
// Functions on bytes in memory and on lone parts.
const is = require('./arguments')
const options = require('./options')
const values = require('./values')
const { prepare, run, runPure, runSync } = require('./run')

function packBytesJob (data, given, control) {
  const read = options.read(given, { ...options.pack, ...control })
  const input = is.bytes('data', data)
  return { control: read.control, job: prepare((addon) => addon.packBytes(input, JSON.stringify(read.fields))) }
}

async function packBytes (data, given) {
  const { job, control } = packBytesJob(data, given, { ...options.waiting, ...options.long })
  return (await run(job, control)).bytes
}

function packBytesSync (data, given) {
  const { job, control } = packBytesJob(data, given, options.long)
  return runSync(job, control).bytes
}

/**
 * A promise function and its synchronous twin over one description.
 * @param {object} schema the options besides `signal`
 * @param {(argument: unknown, fields: object) => object} job checks the argument and gives the job
 * @param {(outcome: object) => unknown} value what the caller gets
 */
function twins (schema, job, value) {
  const full = { ...schema, ...options.waiting }
  return [
    async (argument, given) => {
      const { control, fields } = options.read(given, full)
      return value(await runPure(job(argument, fields), control))
    },
    (argument, given) => {
      const { control, fields } = options.read(given, schema)
      return value(runSync(job(argument, fields), control))
    }
  ]
}

const bytesOf = (outcome) => outcome.bytes
const reportOf = (outcome) => values.parse(outcome.json)

const [unpackBytes, unpackBytesSync] = twins({ ...options.content, ...options.long }, (data, fields) => {
  const input = is.bytes('data', data)
  return prepare((addon) => addon.unpackBytes(input, JSON.stringify(fields)))
}, bytesOf)

const [compressWithRecovery, compressWithRecoverySync] = twins(
  { coherenceThreshold: is.number, ...options.long },
  (data, { coherenceThreshold }) => {
    const input = is.bytes('data', data)
    return prepare((addon) => addon.compressWithRecovery(input, coherenceThreshold ?? addon.coherenceThreshold()))
  },
  bytesOf
)

const [decompressFaultTolerant, decompressFaultTolerantSync] = twins(
  { corruptionLevel: is.number, ...options.long },
  (data, { corruptionLevel = 0.046 }) => {
    const input = is.bytes('data', data)
    return prepare((addon) => addon.decompressFaultTolerant(input, corruptionLevel))
  },
  bytesOf
)

const partOrNothing = (argument, value) => value == null ? null : is.bytes(argument, value)

const [reconstructComponent, reconstructComponentSync] = twins(options.salvage, (parts, { salvage = false }) => {
  const input = is.list(partOrNothing)('parts', parts)
  return prepare((addon) => addon.reconstructComponent(input, salvage))
}, ({ bytes, json }) => Object.freeze({ data: bytes, ...values.parse(json) }))

const [checkPart, checkPartSync] = twins({}, (part) => {
  const input = is.bytes('part', part)
  return prepare((addon) => addon.checkPart(input))
}, reportOf)

const [healPart, healPartSync] = twins({}, (part) => {
  const input = is.bytes('part', part)
  return prepare((addon) => addon.healPart(input))
}, bytesOf)

const [encode, encodeSync] = twins({}, (data) => {
  const input = is.bytes('data', data)
  return prepare((addon) => addon.huffmanEncode(input))
}, bytesOf)

const [decode, decodeSync] = twins({ maxOutput: is.whole() }, (data, { maxOutput = 2 ** 30 }) => {
  const input = is.bytes('data', data)
  return prepare((addon) => addon.huffmanDecode(input, maxOutput))
}, bytesOf)

const [codes, codesSync] = twins({}, (data) => {
  const input = is.bytes('data', data)
  return prepare((addon) => addon.huffmanCodes(input))
}, reportOf)

const huffman = Object.freeze({ encode, encodeSync, decode, decodeSync, codes, codesSync })

module.exports = {
  packBytes,
  packBytesSync,
  unpackBytes,
  unpackBytesSync,
  compressWithRecovery,
  compressWithRecoverySync,
  decompressFaultTolerant,
  decompressFaultTolerantSync,
  reconstructComponent,
  reconstructComponentSync,
  checkPart,
  checkPartSync,
  healPart,
  healPartSync,
  huffman
}
