local sx = require "semverx"
local reg = sx.new("reg.ndjson")
reg:plug {
  name = "NoLeftPad",
  on_install = function(_, package)
    if package.name == "left-pad" then error("we pad ourselves", 0) end
  end,
}
local locked, refusal = pcall(reg.lock, reg, ".")
if not locked then print(refusal.message) end
local way = reg.resolver:plan("core", "1.0.0", "3.2.0")
print(way.verdict .. " over " .. tostring(way.hops[1].to))
reg:close()
