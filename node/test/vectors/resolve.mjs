// The operations on registries, resolutions and certificates.
import { Policy, Registry, Resolver, verifyResolutionSync } from 'diram'
import { sha256 } from '../damage.mjs'

/** Opens the text of a registry file, calls, closes. */
function opened (text, call) {
  const registry = Registry.fromLines(text)
  try {
    return call(registry)
  } finally {
    registry.close()
  }
}

const texts = (solution) => Object.fromEntries(Object.entries(solution).map(([name, version]) => [name, version.text]))

function resolved ({ registry, requirements, policy = {}, lock, now }) {
  return opened(registry, (source) => {
    const resolver = new Resolver({ source, policy: Policy.parse(JSON.stringify(policy)) })
    try {
      const answer = resolver.resolveSync(requirements, { lock, now })
      return { ...answer, solution: texts(answer.solution), sha256: sha256(Buffer.from(answer.certificate)) }
    } finally {
      resolver.close()
    }
  })
}

function verified ({ certificate, anchor = {} }) {
  const { registry, ...others } = anchor
  if (registry === undefined) return verifyResolutionSync(certificate, others)
  return opened(registry, (held) => verifyResolutionSync(certificate, { registry: held }))
}

/** Name → the operation, on a case's `in`. */
export const ops = { resolve: resolved, verify_resolution: verified }
