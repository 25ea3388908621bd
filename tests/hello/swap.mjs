import { Registry } from 'diram'

class NoLeftPad {
  onInstall(pkg) {
    if (pkg.name === 'left-pad') throw new Error('we pad ourselves')
  }
}

const reg = new Registry('reg.ndjson')
reg.plug(new NoLeftPad())
await reg.lock('.').catch(e => console.log(e.message))
const way = await reg.resolver.plan('core', '1.0.0', '3.2.0')
console.log(`${way.verdict} over ${way.hops[0].to}`)
reg.close()
