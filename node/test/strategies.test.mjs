import assert from 'node:assert/strict'
import test from 'node:test'
import {
  ArgumentError, Code, FaultCause, RecoveryAction, recoveryAction, Registry, ResolutionError, StateError, Version, VersionError
} from 'diram'
import { closing, fails, full } from './support.mjs'

const LINES = `{"name":"app","version":"1.0.0","deps":{"core":"^1"}}
{"name":"app","version":"1.1.0","deps":{"core":"^1","log":"*"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{},"fault":2}
`
const open = (t, options) => closing(t, Registry.fromLines(LINES, options))

test('an answer is checked against what runs, by all three strategies', async (t) => {
  const { resolver } = open(t)
  const answer = await resolver.resolve('app')
  const running = { app: '1.0.0', core: new Version('1.0.0') }
  const swap = await resolver.check(answer, 'eulerian', { running })
  assert.deepEqual([swap.verdict, swap.fault, swap.parity.odd, swap.parity.added], ['WARNING', 3, ['app', 'log'], [['app', 'log']]])
  assert.deepEqual([swap.frozen, swap.install, swap.ways], [[], null, null])
  const order = resolver.checkSync(answer.solution, 'hamiltonian')
  assert.deepEqual([order.verdict, order.install.order, order.parity], ['SAFE_SWAP', ['core', 'log', 'app'], null])
  const { ways } = resolver.checkSync(Object.entries(answer.solution), 'astar', { running: new Map(Object.entries(running)) })
  assert.deepEqual(ways.map(({ name, found }) => [name, found]), [['app', true]])
  assert.equal(ways[0].to.toCompact(), '1.1.0')
  for (const value of [swap, swap.parity, order.install.order, ways, ways[0], ways[0].hops]) assert.ok(Object.isFrozen(value))
})

test('what is swapped to a frozen version is named', (t) => {
  const reg = open(t)
  reg.setFaultSync('app', '1.1.0', 7)
  const { frozen, verdict, message } = reg.resolver.checkSync({ app: '1.1.0', core: '1.0.0', log: '1.0.0' }, 'eulerian', { running: { app: '1.0.0', core: '1.0.0' } })
  assert.deepEqual([frozen, verdict], [['app'], 'PANIC'])
  assert.match(message, /frozen/)
})

test('a way goes by one major number at a time, and that there is none is an answer', async (t) => {
  const reg = open(t)
  const way = await reg.resolver.plan('core', '1.0.0', new Version('3.2.0'))
  assert.deepEqual([way.found, way.cost, way.hops.map((hop) => `${hop.from} ${hop.to}`)], [true, 220, [
    `${full('1.0.0')} ${full('2.0.0')}`, `${full('2.0.0')} ${full('3.2.0')}`
  ]])
  reg.setFaultSync('core', '3.2.0', 9)
  const none = reg.resolver.planSync('core', '1.0.0', '3.2.0', { running: { core: '1.0.0' } })
  assert.deepEqual([none.found, none.verdict, none.hops], [false, 'PANIC', []])
  assert.match(none.reason, /^NO_SAFE_PATH/)
})

test('a graph says what each chosen version needs of the others', async (t) => {
  const { resolver } = open(t)
  const nodes = await resolver.graph(await resolver.resolve('app'))
  assert.deepEqual(nodes.map(({ label, needs, unmet, fault }) => [label, needs, unmet, fault]), [
    ['app', ['core', 'log'], [], 0], ['core', [], [], 0], ['log', [], [], 2]
  ])
  assert.deepEqual(resolver.graphSync({ app: '1.1.0' })[0].unmet, ['core ^1', 'log *'])
})

test('strategies refuse what they cannot know', async (t) => {
  const { resolver } = open(t)
  assert.throws(() => resolver.checkSync({}, 'dijkstra'), (e) => fails(ArgumentError, 'ARGUMENT')(e) && /hamiltonian/.test(e.message))
  assert.throws(() => resolver.checkSync({ app: '9.0.0' }, 'astar'), fails(ResolutionError, 'NOT_FOUND'))
  assert.throws(() => resolver.checkSync([['app', '1.0.0'], ['app', '1.1.0']], 'astar'), fails(ArgumentError, 'ARGUMENT'))
  assert.throws(() => resolver.graphSync({ app: 'one' }), VersionError)
  assert.throws(() => resolver.graphSync('app'), ArgumentError)
  assert.throws(() => resolver.planSync('core', '1.0.0', '3.2.0', { runing: {} }), (e) => e.details.nearest === 'running')
  await assert.rejects(resolver.plan('core', '1.0.0', '9.0.0'), fails(ResolutionError, 'NOT_FOUND'))
  const reason = new Error('enough')
  await assert.rejects(resolver.check({}, 'astar', { signal: AbortSignal.abort(reason) }), reason)
  resolver.close()
  await assert.rejects(resolver.check({}, 'astar'), fails(StateError, 'CLOSED'))
})

test('a fault only rises, and one of integrity goes back', async (t) => {
  const reg = open(t, { clock: 60 })
  await reg.publish({ name: 'core', version: '4.0.0', deps: {}, fault: 7 })
  const report = await reg.handleFault('core', '4.0.0', 'hash_mismatch')
  assert.deepEqual(
    [report.before, report.fault, report.faultState, report.action, report.frozen, report.rolledBackTo, report.undone, report.snapshot.seq],
    [7, 13, 'PANIC', RecoveryAction.SYSTEM_RESET, true, 1, [full('4.0.0')], 3]
  )
  const lower = reg.handleFaultSync('log', '1.0.0', 1)
  assert.deepEqual([lower.before, lower.fault, lower.snapshot.seq], [2, 2, 3])
  assert.equal(reg.handleFaultSync('core', '1.0.0', FaultCause.ADVISORY_HIGH).fault, 9)
  assert.deepEqual((await reg.faults()).map(({ name, fault, faultName, action }) => [name, fault, faultName, action]), [
    ['core', 9, 'MEDIUM_HIGH_DANGER', recoveryAction(9)], ['log', 2, 'LOW_MEDIUM_WARNING', recoveryAction(2)]
  ])
  assert.deepEqual(reg.faultsSync(6).map(({ name, frozen }) => [name, frozen]), [['core', true]])
  assert.throws(() => reg.handleFaultSync('core', '1.0.0', 'hash_mismatc'), (e) => fails(ArgumentError, 'ARGUMENT')(e) && /hash_mismatch/.test(e.hint))
  assert.throws(() => reg.handleFaultSync('core', '1.0.0', 18), fails(ArgumentError, 'LIMIT'))
  assert.throws(() => reg.faultsSync(18), fails(ArgumentError, 'LIMIT'))
  assert.throws(() => recoveryAction(18), fails(ArgumentError, 'LIMIT'))
})

const SUM = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

test('gates answer, also about what is no version', async (t) => {
  const reg = open(t, { clock: 1000 })
  const report = await reg.gate('core', '1.0.0')
  assert.deepEqual([report.outcome, report.version, report.near, report.proof], ['INSUFFICIENT', full('1.0.0'), [], null])
  assert.deepEqual(report.gates.map(({ gate }) => gate), [
    'syntax', 'rights', 'existence', 'near_name', 'cooldown', 'integrity', 'fault', 'plugins'
  ])
  const verdict = (gate, answer) => answer.gates.find((one) => one.gate === gate).verdict
  assert.equal(verdict('integrity', reg.gateSync('core', '1.0.0', { coherence: 953 })), 'INCOHERENT')
  assert.equal(reg.gateSync('Core!', 'one').outcome, 'INCOHERENT')
  const absent = reg.gateSync('croe', '1.0.0')
  assert.deepEqual([absent.near, absent.proof.present], [['core'], false])
  const hidden = reg.gateSync('core', '1.0.0', { mayList: false })
  assert.deepEqual([verdict('existence', hidden), hidden.proof], ['INSUFFICIENT', null])
  assert.throws(() => reg.gateSync('core', '1.0.0', { coherence: 1001 }), fails(ArgumentError, 'LIMIT'))
  assert.throws(() => reg.gateSync('core', '1.0.0', { sha256: 'abc' }), fails(ArgumentError, 'ARGUMENT'))
  await assert.rejects(reg.gate('core', '1.0.0', { mayLst: true }), (e) => e.details.nearest === 'mayList')

  assert.equal((await reg.gatePublish({ name: 'new', version: '1.0.0', deps: {}, sha256: SUM })).outcome, 'VALID')
  assert.deepEqual(reg.gatePublishSync({ name: 'croe', version: '1.0.0', deps: {} }, { guardedDependents: 1 }).near, ['core'])
  assert.equal(reg.gatePublishSync('no line').outcome, 'INCOHERENT')
  assert.equal(reg.snapshotSync().seq, 1)
})

test('a publish is recorded, and refused only where gates may', async (t) => {
  const wild = { name: 'core', version: '5.0.0.experimental', deps: {}, sha256: SUM }
  assert.equal((await open(t).publish(wild)).gates.outcome, 'INCOHERENT')
  const gated = open(t, { gated: true })
  await assert.rejects(gated.publish(wild), (e) => fails(ResolutionError, 'GATE')(e) && e.details.outcome === 'INCOHERENT' && /rights/.test(e.message))
  assert.equal(gated.yankSync('core', '1.0.0').gates, null)
  assert.equal(gated.snapshotSync().seq, 2)
  const strict = open(t, { gated: true, policy: { strict: true } })
  assert.throws(() => strict.publishSync({ name: 'core', version: '5.0.0', deps: {} }), (e) => e.code === Code.GATE && e.details.outcome === 'INSUFFICIENT')
})
