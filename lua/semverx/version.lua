--- A version: three numbers with a state each, a tail and a build. A value that never changes.
--
--     local v = semverx.version("2.1.0.experimental-rc.1+linux")
--     print(v, v.major, v.state, v < semverx.version("2.1.0"))
--
-- Fields: `text` (canonical), `major`, `minor`, `patch`, `states` (of the three), `state` (overall:
-- the lowest), `pre` and `build` (nil when there is none), `is_stable`, and `sort_key`, ASCII text
-- whose bytes sort as versions do: a good key of a table. Order and equality ignore the build.

local backend = require "semverx.backend"
local class = require "semverx.class"
local errors = require "semverx.errors"

local version = {}

local methods, getters, operators = {}, {}, {}
local new, facts_of

local function made(text, sort_key, major, minor, patch, first, second, third, state, pre, build, is_stable)
  if text == nil then
    errors.raise(sort_key)
  end
  return new({
    text = text,
    sort_key = sort_key,
    major = major,
    minor = minor,
    patch = patch,
    first = first,
    second = second,
    third = third,
    state = state,
    pre = pre,
    build = build,
    is_stable = is_stable,
  })
end

local function text_of(value)
  if type(value) == "string" then
    return value
  end
  local facts = facts_of(value)
  return facts and facts.text
end

local function neither(name, value)
  errors.argument(name, ("%s must be a version or its text, got %s"):format(name, type(value)))
end

--- A checked text, or a version's.
function version.text_of(name, value)
  return text_of(value) or neither(name, value)
end

--- The texts of a list of versions and texts.
function version.texts_of(name, list)
  if type(list) ~= "table" or facts_of(list) then
    errors.argument(name, ("%s must be a list of versions or their texts, got %s"):format(name, type(list)))
  end
  local texts = {}
  for i = 1, #list do
    texts[i] = text_of(list[i]) or neither(("%s[%d]"):format(name, i), list[i])
  end
  return texts
end

--- Reads the canonical, the short or the plain form; a version is given back.
function version.new(text)
  if facts_of(text) then
    return text
  end
  return made(backend.version_parse(version.text_of("version", text)))
end

--- Reads SemVer 2.0.0 and nothing else.
function version.from_semver(text)
  return made(backend.version_from_semver(version.text_of("version", text)))
end

--- The order of two sort keys by their bytes, whatever the locale: -1, 0 or 1.
local function key_order(a, b)
  if a == b then
    return 0
  end
  for i = 1, #a do
    local x, y = a:byte(i), b:byte(i)
    if x ~= y then
      return y and x < y and -1 or 1
    end
  end
  return -1
end

local function compared(value)
  local facts = facts_of(value)
  if not facts then
    local message = ("a version is compared with versions, got %s: parse it first"):format(type(value))
    errors.argument("version", message)
  end
  return facts
end

local function order(a, b)
  a, b = compared(a), compared(b)
  if a.major ~= b.major then
    return a.major < b.major and -1 or 1
  end
  return key_order(a.sort_key, b.sort_key)
end

--- The order of two versions, either of which may be a text: -1, 0 or 1.
function version.compare(a, b)
  if facts_of(a) and facts_of(b) then
    return order(a, b)
  end
  return errors.check(backend.version_compare(version.text_of("a", a), version.text_of("b", b)))
end

function operators.__lt(a, b)
  return order(a, b) < 0
end

function operators.__le(a, b)
  return order(a, b) <= 0
end

function operators.__eq(a, b)
  local x, y = facts_of(a), facts_of(b)
  return x ~= nil and y ~= nil and x.sort_key == y.sort_key
end

function operators:__tostring()
  return facts_of(self).text
end

function getters:states()
  local facts = compared(self)
  return { facts.first, facts.second, facts.third }
end

--- Equality that looks at the build too.
function methods:identical(other)
  local a, b = compared(self), compared(other)
  return a.sort_key == b.sort_key and a.build == b.build
end

local function forms(self)
  local compact, semver, plain = backend.version_forms(compared(self).text)
  if compact == nil then
    errors.raise(semver)
  end
  return compact, semver, plain
end

--- The shortest form that means the same: plain, short or canonical.
function methods:to_compact()
  return (forms(self))
end

--- Text for tools that know only SemVer: sorts as the versions do.
function methods:to_semver()
  return (select(2, forms(self)))
end

--- The SemVer text that means the same; nil unless all states are stable.
function methods:to_plain()
  return (select(3, forms(self)))
end

new, facts_of = class.value("version", methods, getters, operators)

return version
