--- The plugins of a registry that are written in Lua.

local backend = require "semverx.backend"
local ballot = require "semverx.ballot"
local errors = require "semverx.errors"
local options = require "semverx.options"
local utf8_text = require "semverx.utf8_text"

local shelf = {}

-- In seconds, as for all plugins.
local DEADLINE = 2
-- In bytes.
local LONGEST_NAME = 128

--- An empty one.
function shelf.new()
  return { plugged = {} }
end

--- Whether one of its plugins is being asked. Not a flag: an asking that is ended from outside could not
-- take it back.
function shelf.is_asking(self)
  local status = self.thread and coroutine.status(self.thread)
  return status == "running" or status == "normal"
end

--- The name of a plugin: its `name`, else that of its class.
local function name_of(plugin)
  local name, class = plugin.name, getmetatable(plugin)
  if type(name) == "function" then
    name = name(plugin)
  end
  if name == nil then
    name = type(class) == "table" and class.__name or "plugin"
  end
  if type(name) ~= "string" or name == "" or #name > LONGEST_NAME or not utf8_text.valid(name) then
    errors.argument("plugin", "plugin.name must be text of 1 to 128 bytes, in UTF-8")
  end
  return name
end

--- Refuses what nobody would ever call.
local function expect_hooks(plugin)
  if type(plugin) ~= "table" then
    errors.argument("plugin", "plugin must be a table, got " .. type(plugin))
  end
  for key in pairs(plugin) do
    if type(key) == "string" and key:find("^on_") and not ballot.HOOKS[key] then
      local nearest = options.nearest(key, ballot.HOOKS)
      errors.argument("plugin", ("nothing calls %s; did you mean %s?"):format(key, nearest), { nearest = nearest })
    end
  end
  local hooks = {}
  for hook in pairs(ballot.HOOKS) do
    if plugin[hook] ~= nil then
      return
    end
    hooks[#hooks + 1] = hook
  end
  table.sort(hooks)
  errors.argument("plugin", "plugin must have one of the methods " .. table.concat(hooks, ", "))
end

local function place_of(self, name)
  for at, entry in ipairs(self.plugged) do
    if entry.name == name then
      return at
    end
  end
end

--- Refuses a name that is taken, here or among `states`, the registry's other plugins.
local function expect_free(self, name, states)
  local taken = place_of(self, name)
  for _, state in ipairs(states) do
    taken = taken or state.name == name
  end
  if taken then
    local message = ("there is a plugin of the name %q already; take that one out first, or set `name`"):format(name)
    errors.argument("plugin", message)
  end
end

shelf.expect_free = expect_free

--- Puts a plugin in; gives its name.
function shelf.plug(self, plugin, seconds, states)
  expect_hooks(plugin)
  local name = name_of(plugin)
  expect_free(self, name, states)
  table.insert(self.plugged, { name = name, plugin = plugin, seconds = seconds or DEADLINE })
  return name
end

--- Takes a plugin out; says whether there was one.
function shelf.unplug(self, name)
  local at = place_of(self, name)
  if at then
    table.remove(self.plugged, at)
  end
  return at ~= nil
end

--- A list of `{name, on, why}`.
function shelf.states(self)
  local states = {}
  for i, entry in ipairs(self.plugged) do
    states[i] = { name = entry.name, on = entry.off == nil, why = entry.off }
  end
  return states
end

--- Whether nobody is to be asked.
function shelf.is_empty(self)
  return #self.plugged == 0
end

--- Asks one plugin. It gets tables of its own: what it does to them, nobody else sees.
local function ask(self, entry, transaction)
  local calls = errors.check(backend.transaction_calls(transaction))
  local answers, late = ballot.answers(entry.plugin, calls, entry.seconds, self)
  if late then
    entry.off = ("%s took longer than %gs"):format(late, entry.seconds)
  end
  return answers
end

--- What all plugins say of a transaction: a list of `{plugin, answers}`. One that was switched off is
-- left out; with `strict` it counts as silent, so that it stops what it was there to look at.
function shelf.ballots(self, transaction, strict)
  local ballots, plugged = {}, {}
  for i, entry in ipairs(self.plugged) do
    plugged[i] = entry
  end
  for _, entry in ipairs(plugged) do
    if not entry.off then
      ballots[#ballots + 1] = { plugin = entry.name, answers = ask(self, entry, transaction) }
    elseif strict then
      ballots[#ballots + 1] = { plugin = entry.name, answers = {} }
    end
  end
  return ballots
end

return shelf
