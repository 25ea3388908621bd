// What users write, checked by tsc and never run.
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import {
  Code, COHERENCE_THRESHOLD, CoherenceError, createPacker, DiramError, huffman, pack, Package, packBytes, packSync,
  RecoveryError, reconstructComponent, version
} from 'diram'
import type { PackReport, Status, Verification } from 'diram'
import { checkPart } from 'diram/packages'
import { StateError, VersionError } from 'diram/errors'
import { compare, maxSatisfying, Policy, satisfies, SemverX, sort, Version, VersionRange } from 'diram/versions'
import { FaultCause, FaultLevel, FaultState, RecoveryAction, recoveryAction, Resolution, Resolver, verifyResolution } from 'diram/resolve'
import type { CertificateReport, CheckReport, Hop, ResolutionFailure, SolutionNode, Strategy, SwapVerdict, UpdatePath } from 'diram/resolve'
import { OrphanReport, Registry, SecurityScanner, Subscription } from 'diram/registry'
import type {
  EntryReport, FaultReport, Gate, GateOutcome, GateReport, LockReport, PluginState, Proposal, Receipt, RegistryPlugin, Update, VersionFault, Vote
} from 'diram/registry'

const report: PackReport = await pack('photos', new URL('file:///photos.zip'), {
  codec: 'huffman',
  redundancy: 10,
  services: ['service.bin', new URL('file:///other.bin')],
  signal: AbortSignal.timeout(1000),
  timeout: 500,
  onProgress: ({ done, total }) => total === null || done < total
})
const share: number | null = report.overhead
packSync('photos', 'photos.zip', { timeout: 100 }).warnings.forEach((text: string) => text.length)

{
  using pkg = await Package.open(await packBytes(new Uint8Array(3)))
  const found: Verification = await pkg.verify({ onProgress () {} })
  const status: Status = found.status
  const lost: readonly number[] | undefined = found.components[0]?.lost
  const names: readonly string[] = pkg.namelistSync()
  const coherence: number = pkg.overallCoherence
  const { data, report: healed } = await pkg.healBytes({ salvage: true })
  const mended: number = healed.mendedBytes + data.byteLength + (await pkg.heal('x.zip')).rebuiltParts
  await pkg.unpack('out', { paths: ['a'], bestEffort: true, force: true })
  await pipeline(pkg.openEntry('a'), createWriteStream('a'))
  const read: Buffer = await pkg.read('a', { salvage: true, maxOutput: 10, timeout: 5, signal: AbortSignal.abort() })
  const first: string | undefined = (await pkg.entries({ onProgress: () => true }))[0]?.path ?? pkg.componentsSync({ timeout: 1 })[0]?.name
  void [read, first, pkg.readSync('a', { maxOutput: 10 }), await pkg.verifyCoherence('c', { timeout: 1 })]
  const has: boolean = pkg.hasComponent('diram-component-0.bin')
  void [status, lost, names, coherence, mended, has]
}

const packer = createPacker({ name: 'logs' })
const written = pipeline(packer, createWriteStream('logs.zip'))
await packer.add('a.log', 10, createReadStream('a.log'))
await packer.add('b.log', 2, Buffer.from('hi'))
const made: PackReport = await packer.finish()
await written

const { data, coherence, recovered } = await reconstructComponent([new Uint8Array(1), null, undefined])
const capability: number = (await checkPart(data)).recoveryCapability
const lengths: number[] = huffman.codesSync(data).map((code) => code.length)

try {
  huffman.decodeSync(data, { maxOutput: 10 })
} catch (error) {
  if (error instanceof CoherenceError) {
    const base: RecoveryError & DiramError & Error = error
    void [base.hint, base.status, base.retryable, base.details]
  }
  if (error instanceof VersionError) {
    const place: [column: number | null, suggestion: string | null] = [error.column, error.suggestion]
    void place
  }
  if (error instanceof DiramError && error.code === Code.CORRUPT) throw new StateError('no', { code: Code.STATE })
}
void [share, made, coherence, recovered, capability, lengths, COHERENCE_THRESHOLD, version]

const release: Version = new SemverX('1.2.3')
const [first, ...others]: Version[] = sort([release, new Version(release)].sort(compare))
const best: string | null = maxSatisfying(['1.0.0', '1.1.0'], '^1', { policy: new Policy({ allowExperimental: true }) })
const verdict: string | null = new VersionRange('^1').explain(release, { policy: { maxFault: 3 } }).hint
const less: boolean = release < new Version('2.0.0') && satisfies(release, new VersionRange('^1')) && release.pre === null
void [first, others, best, verdict, less, release.states[2], Version.tryParse('1')?.major]

{
  using registry = await Registry.open('reg.ndjson', { tier: 'live', signingKey: new Uint8Array(32), signal: AbortSignal.timeout(9) })
  using resolver = new Resolver({ source: registry, policy: { maxFault: FaultLevel.LOW_WARNING } })
  const found: Resolution = await resolver.resolve('app', '^1', { lock: { core: release }, now: new Date(), timeout: 10 })
  const again: Resolution = resolver.resolveSync('app', undefined, { lock: await resolver.resolve('app') })
  const core: Version | undefined = found.solution['core'] ?? again.solution['core']
  const panic: boolean = found.faultState === FaultState.PANIC && found.fault > FaultLevel.CRITICAL_DANGER
  const lines: Array<string | null> = (await resolver.resolveMany([{ app: '*' }, [['core', new VersionRange('1')]], new Map([['a', '1']])]))
    .map((one: Resolution | ResolutionFailure) => one.error === undefined ? one.explanation : one.error.message)
  const report: CertificateReport = await verifyResolution(found, { registry })
  const info: EntryReport = registry.infoSync('core', release)
  const receipt: Receipt = await registry.publish({ name: 'core', version: release, deps: { app: '^1' } })
  const past: Registry = await registry.at((await registry.rollback('core', { to: 1 })).snapshot.seq)
  void [core, panic, lines, report.anchor, info.deps['app'], receipt.proof.present, past.endpoint, registry.resolver.policy.lines, registry.source]
}

{
  using registry = Registry.fromLines('', { clock: 5, gated: true })
  const answer: Resolution = await registry.resolver.resolve('app')
  const strategy: Strategy = 'eulerian'
  const check: CheckReport = await registry.resolver.check(answer, strategy, { running: { core: release }, literal: true, signal: AbortSignal.timeout(9) })
  const verdict: SwapVerdict = registry.resolver.checkSync([['core', '1.0.0']], 'astar').ways?.[0]?.verdict ?? check.verdict
  const way: UpdatePath = registry.resolver.planSync('core', '1.0.0', release, { running: answer })
  const hop: Hop | undefined = (await registry.resolver.plan('core', release, '2.0.0')).hops[0]
  const nodes: readonly SolutionNode[] = await registry.resolver.graph(answer.solution)
  void [verdict, way.to.major, hop?.from.text, nodes[0]?.needs, check.parity?.odd, check.install?.order]

  const fault: FaultReport = await registry.handleFault('core', '1.0.0', 'hash_mismatch')
  const known: readonly VersionFault[] = registry.faultsSync(FaultCause.ADVISORY_MEDIUM)
  const action: boolean = fault.action === RecoveryAction.SYSTEM_RESET || recoveryAction(3) === known[0]?.action
  const gates: GateReport = await registry.gate('core', '1.0.0', { coherence: 954, mayList: false, now: new Date(), sha256: '' })
  const first: Gate | undefined = registry.gatePublishSync({ name: 'core', version: '1.0.0' }, { guardedDependents: 3 }).gates[0]?.gate
  const outcome: GateOutcome | undefined = (await registry.publish('{}')).gates?.outcome
  void [action, gates.proof?.tree, first, outcome, registry.handleFaultSync('core', release, 13).rolledBackTo]

  class Licences implements RegistryPlugin {
    async onInstall (pkg: EntryReport) { if (pkg.deps['gpl'] !== undefined) throw new Error('not in our house') }
    onResolve (proposal: Proposal) { return proposal.requirements['core'] }
  }
  registry.plug(new Licences(), { deadline: 50 })
  registry.plug({ name: () => 'hand', onUpdate: (old, pkg) => old.version < pkg.version })
  registry.plug(await SecurityScanner.open('advisories', { signal: AbortSignal.timeout(9) }))
  const orphans = new OrphanReport()
  registry.plug(orphans)
  const states: readonly PluginState[] = registry.plugins()
  const lock: LockReport = await registry.lock(new URL('file:///project'), { check: true, update: ['core'], now: 5, timeout: 9, signal: AbortSignal.timeout(9) })
  const votes: readonly Vote[] = registry.lockSync('project', { update: true }).votes
  void [states, orphans.orphans(), registry.unplug('hand'), lock.updates[0]?.new.minor, lock.solution['core'], votes[0]?.why]

  const heard: Subscription = registry.subscribe('core', (update: Update) => update.kind === 'opt_in', { since: 1 }).unref()
  using pulled = registry.subscribe('core', { since: 1 })
  const next: Update | null = await pulled.next(5, { signal: AbortSignal.timeout(9) })
  for await (const update of pulled) void [update.fix, update.dependents[0]]
  await registry.advanceClock(1000)
  const stale: readonly Update[] = await registry.checkStale(30)
  void [heard.package, next, pulled.poll(), stale, registry.checkStaleSync()]
}
