local sx = require "semverx"
local no_log = { name = "no-log" }
function no_log:on_install(package)
  if package.name == "log" then
    return false, "we log nothing"
  end
end

local reg = sx.new("reg.ndjson")
reg:plug(no_log)
local ok, err = pcall(reg.lock, reg, "my-project")
print(ok, err and err.name, err and err.message)
reg:close()
