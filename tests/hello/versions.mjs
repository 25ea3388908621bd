import { Registry, VersionRange, satisfies } from 'diram'

console.log(satisfies('2.stable.1.stable.0.stable', '2.*.*.stable'))
console.log(new VersionRange('^1.2').explain('1.3.0-rc.1').hint)
const reg = new Registry('reg.ndjson')
const answer = await reg.resolver.resolve('app', '1.*.*.stable')
console.log(answer.feasible ? `${answer.solution.core}` : answer.explanation)
reg.close()
