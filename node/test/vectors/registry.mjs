// The operations on registries, resolutions and certificates.
import { Policy, Registry, Resolver, verifyResolutionSync } from 'diram'
import { sha256 } from '../damage.mjs'

/** Opens the text of a registry file, calls, closes. */
export function opened (text, call, options) {
  const registry = Registry.fromLines(text, options)
  try {
    return call(registry)
  } finally {
    registry.close()
  }
}

/** A step's verb → what it does with a registry. */
export const STEPS = {
  publish: (registry, line) => registry.publishSync(line),
  yank: (registry, name, version) => registry.yankSync(name, version),
  unyank: (registry, name, version) => registry.unyankSync(name, version),
  set_fault: (registry, name, version, level) => registry.setFaultSync(name, version, level),
  handle_fault: (registry, name, version, fault) => registry.handleFaultSync(name, version, fault),
  rollback: (registry, name, to) => registry.rollbackSync(name, { to: to ?? undefined })
}

/** The newest snapshot, and the versions there are. */
export function stateOf (registry) {
  const rows = (name) => registry.versionsSync(name).map(({ version, yanked, fault }) => [version, yanked, fault])
  return { ...registry.snapshotSync(), versions: Object.fromEntries(registry.namesSync().map((name) => [name, rows(name)])) }
}

function history ({ registry: text, clock, steps }) {
  return opened(text, (registry) => {
    for (const [verb, ...args] of steps) STEPS[verb](registry, ...args)
    return stateOf(registry)
  }, { clock })
}

const texts = (solution) => ({ __proto__: null, ...JSON.parse(JSON.stringify(solution)) })

function resolved ({ registry, requirements, policy = {}, lock, now }) {
  return opened(registry, (source) => {
    const resolver = new Resolver({ source, policy: Policy.parse(JSON.stringify(policy)) })
    try {
      const answer = resolver.resolveSync(requirements, { lock, now })
      const certificateSha256 = sha256(Buffer.from(answer.certificate))
      return { ...answer, solution: texts(answer.solution), root: answer.snapshot.root, certificateSha256 }
    } finally {
      resolver.close()
    }
  })
}

function verified ({ certificate, anchor = {} }) {
  const { registry, ...others } = anchor
  const report = registry === undefined
    ? verifyResolutionSync(certificate, others)
    : opened(registry, (held) => verifyResolutionSync(certificate, { registry: held }))
  return { ...report, solution: texts(report.solution) }
}

/** Name → the operation, on a case's `in`. */
export const ops = {
  registry_root: ({ registry }) => opened(registry, (r) => r.snapshotSync()),
  registry_history: history,
  registry_prove: ({ registry, name, version }) => opened(registry, (r) => r.proveSync(name, { version })),
  resolve: resolved,
  verify_resolution: verified
}
