--- A version range: which versions fit. A value that never changes; equal when the canonical texts are.
--
--     local r = semverx.range("^1.2")
--     print(r:contains("1.3.0"), r:explain("1.3.0-rc.1").hint)
--
-- Fields: `text` (canonical), `exact_pin` (the one version it names, or nil). Whatever takes a version
-- or a range takes its text too. `opts.policy` is what `semverx.policy` takes or gives.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"
local policy = require "semverx.policy"
local version = require "semverx.version"

local range = {}

local methods, getters, operators = {}, {}, {}
local new, facts_of

local function made(text, pin)
  if text == nil then
    errors.raise(pin)
  end
  return new({ text = text, pin = pin })
end

--- A checked text, or a range's.
function range.text_of(name, value)
  if type(value) == "string" then
    return value
  end
  local facts = facts_of(value)
  if not facts then
    errors.argument(name, ("%s must be a range or its text, got %s"):format(name, type(value)))
  end
  return facts.text
end

--- Reads a range; a range is given back.
function range.new(text)
  if facts_of(text) then
    return text
  end
  return made(backend.range_parse(range.text_of("range", text)))
end

--- Whether a version is in a range. Option: `policy`.
function range.satisfies(candidate, within, opts)
  local v, r = version.text_of("version", candidate), range.text_of("range", within)
  return errors.check(backend.range_satisfies(v, r, policy.of(opts)))
end

--- Why a version is in a range, or not: `{admitted, reason, message, hint}`. Option: `policy`.
function range.explain(candidate, within, opts)
  local v, r = version.text_of("version", candidate), range.text_of("range", within)
  return errors.check(backend.range_explain(v, r, policy.of(opts)))
end

-- What a method belongs to; also for one that was called without its object.
local function own(self)
  return range.text_of("range", self)
end

--- Whether a version is in the range. Option: `policy`.
function methods:contains(candidate, opts)
  return range.satisfies(candidate, self, opts)
end

--- Why a version is in the range, or not: `{admitted, reason, message, hint}`; `reason` is `admitted`,
-- `outside`, `state_not_named`, `state_refused` or `prerelease`, `hint` what would admit it (was
-- tried) or nil. Option: `policy`.
function methods:explain(candidate, opts)
  return range.explain(candidate, self, opts)
end

--- The versions in both.
function methods:intersect(other)
  return made(backend.range_intersect(own(self), range.text_of("other", other)))
end

--- The versions in either.
function methods:union(other)
  return made(backend.range_union(own(self), range.text_of("other", other)))
end

--- Whether every possible version in this range is in the other, under the default policy.
function methods:is_subset(other)
  return errors.check(backend.range_is_subset(own(self), range.text_of("other", other)))
end

--- Whether no possible version is in the range, under the default policy.
function methods:is_empty()
  return errors.check(backend.range_is_empty(own(self)))
end

function getters:exact_pin()
  local pin = facts_of(self).pin
  return pin and version.new(pin)
end

function operators.__eq(a, b)
  local x, y = facts_of(a), facts_of(b)
  return x ~= nil and y ~= nil and x.text == y.text
end

function operators:__tostring()
  return facts_of(self).text
end

new, facts_of = class.value("range", methods, getters, operators)

return range
