--- Methods of a registry: subscriptions, and its clock.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local options = require "semverx.options"
local registry_handle = require "semverx.registry_handle"
local subscription = require "semverx.subscription"

local check = errors.check

-- Days.
local STALE = 90

local methods = {}

local KNOWN = { since = options.whole, on_error = options.callback }

--- Subscribes to a package: what happens to its versions from now on, and mandatory updates of the
-- packages that it needs. Gives a subscription: see `semverx.subscription`. `callback(update)` is only
-- called in `run`, never inside of `subscribe`; without one ask `next`.
--
-- Options: `since`, the number of a snapshot: first everything that happened after it (if that is no
-- longer kept, one `resync` and then what is kept); `on_error(raised, update)`, for what a callback raises,
-- instead of `io.stderr`.
--
-- At most 100 of a package may be open. At most `max_update_rate` of the policy come a second, twice as
-- many at once; what comes faster is kept, the newest of each version. Mandatory ones are never held back.
function methods:subscribe(name, callback, opts)
  local registry = registry_handle.of("registry", self)
  options.text("name", name)
  opts = options.check(opts, KNOWN)
  if callback ~= nil then
    options.callback("callback", callback)
  end
  local handle = check(backend.registry_subscribe(registry, name, opts.since))
  local sub = subscription.new(handle, name, rawget(self, "watchers"))
  return sub:on(callback, opts.on_error)
end

--- Calls the callbacks of all its subscriptions for what is ready, and for what comes within `seconds`
-- (default 0); says how often. It returns at once when there is nobody to call.
function methods:run(seconds)
  registry_handle.of("registry", self)
  return subscription.run(rawget(self, "watchers"), seconds)
end

--- The observed packages whose newest release is older than `days` (default 90): a list of updates of
-- kind `stale`. Their subscriptions are told too, once for each version.
function methods:check_stale(days)
  local registry = registry_handle.of("registry", self)
  return check(backend.registry_check_stale(registry, days == nil and STALE or options.whole("days", days)))
end

--- Moves the clock of a registry that was opened with the option `clock`.
function methods:advance_clock(milliseconds)
  local registry = registry_handle.of("registry", self)
  return check(backend.registry_advance_clock(registry, options.whole("milliseconds", milliseconds)))
end

return methods
