local sx = require "semverx"
print(sx.satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"))
print(sx.range("^1.2"):explain("1.3.0-rc.1").hint)
local reg = sx.new("reg.ndjson")
local answer = reg.resolver:resolve("app", "1.*.*.stable")
print(answer.feasible and answer.solution.core or answer.explanation)
reg:close()
