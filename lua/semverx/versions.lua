--- Versions and ranges: which ones fit, why not this one, and which is the best.
--
--     local sx = require "semverx"
--     print(sx.satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"))
--     print(sx.range("^1.2"):explain("1.3.0-rc.1").hint)
--
-- Everything here is in `semverx` itself too. Whatever takes a version or a range takes its text; a
-- function of a list crosses into the library once, so it is the fast form.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local policy = require "semverx.policy"
local range = require "semverx.range"
local version = require "semverx.version"

local versions = {
  --- A version: see `semverx.version`.
  version = version.new,
  --- A version of SemVer 2.0.0, and nothing else.
  from_semver = version.from_semver,
  --- The order of two versions: -1, 0 or 1.
  compare = version.compare,
  --- A version range: see `semverx.range`.
  range = range.new,
  satisfies = range.satisfies,
  explain = range.explain,
  --- A policy: see `semverx.policy`.
  policy = policy.new,
  --- The original's name of a version.
  SemverX = version.new,
}

--- For two equally long lists, the order of each pair.
function versions.compare_many(a, b)
  local left, right = version.texts_of("a", a), version.texts_of("b", b)
  if #left ~= #right then
    errors.argument("b", ("b must be as long as a, %d, got %d"):format(#left, #right))
  end
  return errors.check(backend.version_compare_many(left, right))
end

--- A new list in ascending order; equal versions (by different builds) stay as they were.
function versions.sort(list)
  local sorted = {}
  for i, place in ipairs(errors.check(backend.version_sort(version.texts_of("versions", list)))) do
    sorted[i] = list[place]
  end
  return sorted
end

--- For each version, whether it is in the range. Option: `policy`.
function versions.satisfies_many(list, within, opts)
  local texts, r = version.texts_of("versions", list), range.text_of("range", within)
  return errors.check(backend.range_satisfies_many(texts, r, policy.of(opts)))
end

--- The versions in the range, in the order given. Option: `policy`.
function versions.filter(list, within, opts)
  local kept = {}
  for i, admitted in ipairs(versions.satisfies_many(list, within, opts)) do
    if admitted then
      kept[#kept + 1] = list[i]
    end
  end
  return kept
end

--- The preferred one of the versions in the range: the most settled state first, then the highest.
-- Nil when none is in it. Option: `policy`.
function versions.max_satisfying(list, within, opts)
  local texts, r = version.texts_of("versions", list), range.text_of("range", within)
  return list[errors.check(backend.range_max_satisfying(texts, r, policy.of(opts)))]
end

return versions
