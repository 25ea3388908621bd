// What the types must refuse: each line below its mark must be an error, or tsc fails.
import { Code, createPacker, pack, Package, packBytesSync, packSync, Policy, Registry, Resolver, satisfies, Subscription, Version } from 'diram'

// @ts-expect-error an unknown option
await pack('a', 'b', { codecs: 'auto' })
// @ts-expect-error not a codec
await pack('a', 'b', { codec: 'zstd' })
// @ts-expect-error a synchronous call cannot be aborted
packSync('a', 'b', { signal: AbortSignal.timeout(1) })
// @ts-expect-error a synchronous call cannot be aborted
Package.openSync('a').readSync('b', { signal: AbortSignal.timeout(1) })
// @ts-expect-error packing has no limit of output
await pack('a', 'b', { maxOutput: 1 })
// @ts-expect-error text is a path, never content
packBytesSync('text')
// @ts-expect-error packages are opened
new Package()
// @ts-expect-error reports are frozen
packSync('a', 'b').files = 3
// @ts-expect-error the size must be known
await createPacker().add('a', Buffer.from('a'))
// @ts-expect-error no such code
Code.NO_SUCH
// @ts-expect-error versions are frozen
new Version('1.2.3').major = 2
// @ts-expect-error an unknown key
new Policy({ allow_experimental: true })
// @ts-expect-error a range is no number
satisfies('1.2.3', 1)
// @ts-expect-error a synchronous call cannot be aborted
new Resolver().resolveSync('app', '1', { signal: AbortSignal.timeout(1) })
// @ts-expect-error options stand behind the range
await new Resolver().resolve('app', { certificate: false })
// @ts-expect-error an unknown option
new Registry('reg.ndjson', { teir: 'live' })
// @ts-expect-error reports are frozen
new Registry().infoSync('core', '1.0.0').yanked = true
// @ts-expect-error no such strategy
new Resolver().checkSync({}, 'dijkstra')
// @ts-expect-error no such cause
new Registry().handleFaultSync('core', '1.0.0', 'hash_mismatched')
// @ts-expect-error a plugin has at least one of the methods
new Registry().plug({ onInstal () {} })
// @ts-expect-error a synchronous call cannot be aborted
new Registry().lockSync('project', { signal: AbortSignal.timeout(1) })
// @ts-expect-error subscriptions are made by registries
new Subscription()
// @ts-expect-error the callback stands before the options
new Registry().subscribe('core', { since: 1 }, () => {})
