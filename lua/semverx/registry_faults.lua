--- Methods of a registry: faults, and gates in front of installing and publishing.

local backend = require "semverx.backend"
local errors = require "semverx.errors"
local fault = require "semverx.fault"
local line_text = require "semverx.line_text"
local options = require "semverx.options"
local registry_handle = require "semverx.registry_handle"
local version = require "semverx.version"

local check = errors.check

local methods = {}

--- Says that a version was found at fault, by level (0 to 17) or by cause (a key of `FaultCause`), and
-- does what its level asks for. The level only rises (`set_fault` sets any). A fault of integrity (13,
-- 15, 16, 17) undoes a version that was at fault 6 or more ever since it came; others stay.
-- Gives `{name, version, before, fault, fault_state, action, frozen, rolled_back_to, undone, snapshot}`.
function methods:handle_fault(name, number, found)
  local registry = registry_handle.changing(self)
  options.text("name", name)
  local text, level = version.text_of("version", number), fault.number_of("fault", found)
  return check(backend.registry_handle_fault(registry, name, text, level))
end

--- The versions that can be had and have at least this fault level, by name and version: a list of
-- `{name, version, fault, fault_name, fault_state, action, frozen}`. Default 1, everything that is known;
-- 6 is what waits for a review.
function methods:faults(at_least)
  local registry = registry_handle.of("registry", self)
  return check(backend.registry_faults(registry, at_least == nil and 1 or options.whole("at_least", at_least)))
end

local function thousandths(name, value)
  if options.whole(name, value) > 1000 then
    errors.limit(name, "0..=1000 thousandths", value)
  end
  return value
end

local KNOWN = {
  now = options.whole,
  sha256 = options.text,
  coherence = thousandths,
  may_list = options.flag,
  guarded_dependents = options.whole,
}

--- May this version be installed? Gives `{name, version, outcome, gates, near, proof}`. `outcome` is
-- `"VALID"`, `"INSUFFICIENT"` or `"INCOHERENT"`; `gates` is a list of eight `{gate, verdict, reason}`, where
-- a verdict can also be `"SKIPPED"`. A text that is no name or version is an answer too.
--
-- Options: `now` (seconds since 1970; default: the registry's clock), `sha256` (hex) and `coherence` (0 to
-- 1000 thousandths) as measured of the package, `may_list` (whether the caller may know what the source
-- holds; default true), `guarded_dependents` (from how many dependents on a name is guarded; default 10).
function methods:gate(name, number, opts)
  local registry = registry_handle.of("registry", self)
  options.text("name", name)
  local text = version.text_of("version", number)
  return check(backend.registry_gate(registry, name, text, options.check(opts, KNOWN)))
end

--- May this line, as `publish` takes it, be published? It is not. Report and options are `gate`'s.
function methods:gate_publish(line, opts)
  local registry = registry_handle.of("registry", self)
  return check(backend.registry_gate_publish(registry, line_text("line", line), options.check(opts, KNOWN)))
end

return methods
