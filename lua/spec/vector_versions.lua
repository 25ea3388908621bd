--- The vectors' operations on versions and ranges: each takes a case's `in` and gives its `out`.

local json = require "semverx.json"
local sx = require "semverx"

local function opts(given)
  return { policy = given.policy and json.encode(given.policy) }
end

return {
  version_parse = function(given)
    local v = sx.version(given.text)
    return {
      text = tostring(v),
      major = v.major,
      minor = v.minor,
      patch = v.patch,
      states = v.states,
      pre = v.pre,
      build = v.build,
      stable = v.is_stable,
      sort_key = v.sort_key,
      semver = v:to_semver(),
      plain = v:to_plain(),
    }
  end,
  version_compare = function(given)
    local order = sx.compare(given.a, given.b)
    local a, b = sx.version(given.a), sx.version(given.b)
    assert(sx.compare(a, b) == order, "values compare differently from texts")
    assert((a < b) == (order < 0) and (a <= b) == (order <= 0) and (a == b) == (order == 0), "operators differ")
    assert(sx.compare_many({ given.a }, { given.b })[1] == order, "the list form differs")
    return { order = order }
  end,
  version_sort = function(given)
    return { versions = sx.sort(given.versions) }
  end,
  range_parse = function(given)
    return { text = tostring(sx.range(given.text)) }
  end,
  satisfies = function(given)
    return { result = sx.satisfies(given.version, given.range, opts(given)) }
  end,
  satisfies_many = function(given)
    return { result = sx.satisfies_many(given.versions, given.range, opts(given)) }
  end,
  max_satisfying = function(given)
    return { result = sx.max_satisfying(given.versions, given.range, opts(given)) }
  end,
  explain = function(given)
    return sx.range(given.range):explain(given.version, opts(given))
  end,
  range_intersect = function(given)
    return { text = tostring(sx.range(given.a):intersect(given.b)) }
  end,
  range_union = function(given)
    return { text = tostring(sx.range(given.a):union(given.b)) }
  end,
  range_subset = function(given)
    return { result = sx.range(given.a):is_subset(given.b) }
  end,
  range_empty = function(given)
    return { result = sx.range(given.text):is_empty() }
  end,
}
