--- A policy: what a root allows, beyond what ranges say. A value that never changes.
--
--     local p = semverx.policy{ allow_experimental = true, min_release_age = "3d" }
--     print(semverx.satisfies("2.1.0.experimental", "2.*.*.*", { policy = p }))
--
-- Fields, which are also the keys of the table that it is made from: `allow_experimental` and
-- `allow_legacy` (true, false, or nil for "where a range names the state"), `allow_prerelease`,
-- `auto_update` (`"off"`, `"opt-in"`, `"mandatory"`), `max_update_rate` (updates a second),
-- `min_release_age` (seconds, or a text such as `"3d"`), `max_fault` (0 to 17), `lines` (`"major"` or
-- nil), `sources` (name or `prefix*` to source), `overrides` (name to range), `budget` (steps),
-- `strict`. Printing gives canonical JSON, which `semverx.policy` reads back.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local json = require "semverx.json"
local options = require "semverx.options"

local policy = {}

local DEFAULTS = {
  allow_prerelease = false,
  auto_update = "opt-in",
  max_update_rate = 5,
  max_fault = 5,
  budget = 1000000,
  strict = false,
  sources = {},
  overrides = {},
}

local function age(name, value)
  if type(value) == "string" then
    return value
  end
  return options.whole(name, value)
end

local function texts_by_name(name, value)
  if type(value) ~= "table" then
    errors.argument(name, ("%s must be a table from names to texts, got %s"):format(name, type(value)))
  end
  local copy = {}
  for key, text in pairs(value) do
    if type(key) ~= "string" then
      errors.argument(name, ("%s has names as keys, got %s"):format(name, type(key)))
    end
    copy[key] = type(text) == "table" and tostring(text) or options.text(name .. "." .. key, text)
  end
  return copy
end

local KNOWN = {
  allow_experimental = options.flag,
  allow_legacy = options.flag,
  allow_prerelease = options.flag,
  auto_update = options.text,
  max_update_rate = options.whole,
  min_release_age = age,
  max_fault = options.whole,
  lines = options.text,
  sources = texts_by_name,
  overrides = texts_by_name,
  budget = options.whole,
  strict = options.flag,
}

local getters, operators = {}, {}
local new, facts_of

--- Reads a table with a policy's keys, or its JSON text; nil is the default policy, a policy is given
-- back. What is left out keeps its default.
function policy.new(given)
  if facts_of(given) then
    return given
  end
  local text = given
  if type(given) ~= "string" then
    text = json.encode(options.check(given, KNOWN))
  end
  local canonical = errors.check(backend.policy_json(text))
  local keys = class.copy(DEFAULTS)
  for key, value in pairs(json.decode(canonical)) do
    keys[key] = value
  end
  keys.json = canonical
  return new(keys)
end

--- Checker of the option `policy`: gives the policy's JSON.
function policy.json(_, given)
  return facts_of(policy.new(given)).json
end

local KNOWN_OF_QUESTIONS = { policy = policy.json }

--- The policy's JSON of a question's option table, or nil for the default policy.
function policy.of(opts)
  if opts == nil then
    return nil
  end
  local json_text = options.check(opts, KNOWN_OF_QUESTIONS).policy
  return json_text ~= "{}" and json_text or nil
end

function getters:sources()
  return class.copy(facts_of(self).sources)
end

function getters:overrides()
  return class.copy(facts_of(self).overrides)
end

function operators.__eq(a, b)
  local x, y = facts_of(a), facts_of(b)
  return x ~= nil and y ~= nil and x.json == y.json
end

function operators:__tostring()
  return facts_of(self).json
end

new, facts_of = class.value("policy", {}, getters, operators)

return policy
