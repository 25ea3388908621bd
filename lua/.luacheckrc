-- Lua 5.1, LuaJIT and Lua 5.4 at once: only what all of them have.
std = "min"
self = false
max_line_length = 120
files["spec"] = { std = "+busted" }

