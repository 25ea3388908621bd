--- What a back end is: a table of these values and primitive functions.
--
-- There are two, `semverx.ffi` and `semverx.native`. A primitive gives its value, or `nil` and an
-- error record `{code, name, class, parent, message, hint, details, retryable}`. Arguments arrive
-- checked. `op` is an operation's handle or nil; `report` is a function of `(done, total, phase)`
-- that never raises and gives false to cancel, or nil. Handles are freed by the collector.

local interface = {}

interface.values = {
  "name", -- "ffi" or "native"
  "version", -- of diram
  "coherence_threshold", -- 0.954
  "default_endpoint", -- of registries
  "live_progress", -- whether `report` is called during a call; if not, it is always nil
}

interface.functions = {
  -- op_new() -> op · op_set_timeout(op, seconds) · op_cancel(op)
  "op_new",
  "op_set_timeout",
  "op_cancel",
  "op_is_cancelled", -- (op) -> boolean
  "op_progress", -- (op) -> done, total or nil, phase
  -- Packages in memory, and lone parts
  "pack_bytes", -- (data, opts, op, report) -> bytes
  "unpack_bytes", -- (package, {salvage, max_output}, op, report) -> bytes
  "compress_with_recovery", -- (data, coherence_threshold, op, report) -> bytes
  "decompress_fault_tolerant", -- (package, corruption_level, op, report) -> bytes
  "reconstruct_component", -- (list of part or false, {salvage}) -> {data, coherence, recovered}
  "check_part", -- (part) -> report table
  "heal_part", -- (part) -> bytes
  "huffman_encode", -- (data) -> bytes
  "huffman_decode", -- (data, max_output) -> bytes
  "huffman_codes", -- (data) -> list of {symbol, length, code}
  -- Packages
  "pack", -- (src, dst, opts, op, report) -> report table
  "package_open", -- (path, op, report) -> package
  "package_open_bytes", -- (bytes, op, report) -> package
  "package_close", -- (package)
  "package_name", -- (package) -> text
  "package_version", -- (package) -> text
  "package_overall_coherence", -- (package) -> number
  "package_verify", -- (package, op, report) -> report table
  "package_heal", -- (package, path, {salvage, threads}, op, report) -> report table
  "package_heal_bytes", -- (package, {salvage, threads}, op, report) -> {data, report}
  "package_unpack", -- (package, path, opts, op, report) -> report table
  "package_unpack_components", -- (package, path, opts, op, report) -> report table
  "package_entries", -- (package, op, report) -> list of tables
  "package_components", -- (package, op, report) -> list of tables
  "package_read", -- (package, name, {salvage, max_output}, op, report) -> bytes
  "package_has_component", -- (package, name) -> boolean
  "package_verify_coherence", -- (package, name, op, report) -> number
  "package_recover_component", -- (package, name, op, report) -> bytes
  "package_open_entry", -- (package, name, op) -> entry, which reads under `op` too
  "entry_read", -- (entry, n <= 65536) -> up to n bytes, "" at the end
  "entry_size", -- (entry) -> number
  "entry_close", -- (entry)
  -- Streaming packer: what it writes waits until it is taken
  "packer_new", -- (opts, op) -> packer
  "packer_begin", -- (packer, name, size, op, report) -> true
  "packer_write", -- (packer, bytes, op, report) -> true
  "packer_finish", -- (packer, op, report) -> report table
  "packer_take", -- (packer, n <= 65536) -> up to n bytes, "" when none is ready
  "packer_close", -- (packer)
  -- Versions, ranges and policies as texts; `policy` is JSON, or nil for the default one. Of several
  -- values the first is never nil, so `nil, record` is a failure here too.
  "version_parse", -- (text) -> text, sort_key, major, minor, patch, their states, state, pre, build, is_stable
  "version_from_semver", -- (text) -> the same, of SemVer 2.0.0 only
  "version_forms", -- (text) -> compact, for SemVer tools, plain or nil
  "version_compare", -- (a, b) -> -1, 0 or 1
  "version_compare_many", -- (list, list of the same length) -> list of -1, 0 or 1
  "version_sort", -- (list) -> places in ascending order, from 1
  "range_parse", -- (text) -> text, pinned version's text or nil
  "range_satisfies", -- (version, range, policy) -> boolean
  "range_satisfies_many", -- (list, range, policy) -> list of booleans
  "range_max_satisfying", -- (list, range, policy) -> place from 1, 0 for none
  "range_explain", -- (version, range, policy) -> {admitted, reason, message, hint}
  "range_intersect", -- (a, b) -> as range_parse
  "range_union", -- (a, b) -> as range_parse
  "range_is_subset", -- (a, b) -> boolean
  "range_is_empty", -- (text) -> boolean
  "policy_json", -- (json) -> canonical json
  "fault_level", -- (number) -> {name, state, action}, nil above the highest level
  "fault_of_cause", -- (text) -> number, nil for a text that names no cause
  "clock", -- () -> seconds since some moment, which never go back
  -- Registries
  "registry_open", -- (path, {tier, policy, signing_key, clock, gated, max_bytes}) -> registry
  "registry_open_lines", -- (text of a registry file, the same options) -> registry
  "registry_from_env", -- () -> registry
  "registry_close", -- (registry)
  "registry_at", -- (registry, seq) -> registry
  "registry_source", -- (registry) -> text
  "registry_public_key", -- (registry) -> hex or nil
  "registry_snapshot", -- (registry) -> report table
  "registry_names", -- (registry) -> list of texts
  "registry_versions", -- (registry, name) -> list of tables
  "registry_info", -- (registry, name, version) -> report table
  "registry_node", -- (registry, name, version) -> report table
  "registry_search", -- (registry, text) -> list of tables
  "registry_graph", -- (registry, name) -> report table
  "registry_dependents", -- (registry, name) -> list of tables
  "registry_diff", -- (registry, seq, seq) -> list of tables
  "registry_prove", -- (registry, name, version or nil) -> report table
  "registry_publish", -- (registry, line) -> receipt table
  "registry_yank", -- (registry, name, version) -> receipt table
  "registry_unyank", -- (registry, name, version) -> receipt table
  "registry_set_fault", -- (registry, name, version, level) -> receipt table
  "registry_rollback", -- (registry, name, seq or nil) -> receipt table
  "registry_handle_fault", -- (registry, name, version, level) -> report table
  "registry_faults", -- (registry, at least) -> list of tables
  -- (registry, name, version, {now, sha256, coherence, may_list, guarded_dependents}) -> report table
  "registry_gate",
  "registry_gate_publish", -- (registry, line, the same options) -> report table
  "registry_subscribe", -- (registry, name, seq or nil) -> observer
  "registry_advance_clock", -- (registry, milliseconds) -> true
  "registry_check_stale", -- (registry, days) -> list of updates
  "observer_next", -- (observer, seconds, op) -> update, or nil when none came in time
  "observer_wait", -- (observer) -> milliseconds, or nil when nothing is held back
  "observer_close", -- (observer)
  -- Plugins that come with diram; those in Lua are asked by the Lua layer
  "registry_plugins", -- (registry) -> list of {name, on, why}
  "registry_unplug", -- (registry, name) -> boolean
  "registry_plug_scanner", -- (registry, scanner) -> true
  "registry_plug_orphans", -- (registry, orphans) -> true
  "scanner_open", -- (path) -> scanner
  "scanner_counts", -- (scanner) -> report table
  "scanner_advisories", -- (scanner, name, version) -> list of texts
  "scanner_fixes", -- (scanner, name, old version, new version) -> boolean
  "scanner_close", -- (scanner)
  "orphans_new", -- () -> orphans
  "orphans_report", -- (orphans) -> list of texts
  "orphans_close", -- (orphans)
  -- Locks, and changes that wait for votes
  "registry_lock", -- (registry, path, {check, update, now}, op, report) -> report table
  "registry_begin_lock", -- (registry, path, {check, update, now}, op, report) -> transaction
  "registry_begin_publish", -- (registry, line) -> transaction
  "transaction_calls", -- (transaction) -> list of tables
  "transaction_commit", -- (transaction, list of {plugin, answers}) -> receipt or report table; ends it
  -- Resolution; requirements, solutions and lock are `{names, ranges}`, two lists of the same length
  "resolver_new", -- (registry or nil, policy) -> resolver
  "resolver_close", -- (resolver)
  "resolver_resolve", -- (resolver, requirements, {lock, now, certificate}, op, report) -> report table
  "resolver_resolve_many", -- (…, list of requirements, {…, threads}, …) -> list of {resolution} or {error}
  "resolver_check", -- (resolver, solution, strategy, running or nil, literal) -> report table
  "resolver_plan", -- (resolver, name, from, to, running or nil) -> report table
  "resolver_graph", -- (resolver, solution) -> list of tables
  "verify_resolution", -- (certificate, key, root, registry), at most one of the last -> report table
}

--- Gives `backend` back; raises a plain error that names what it lacks.
function interface.check(backend)
  for _, key in ipairs(interface.values) do
    if backend[key] == nil then
      error(("semverx back end %s lacks the value %q"):format(tostring(backend.name), key), 0)
    end
  end
  for _, key in ipairs(interface.functions) do
    if type(backend[key]) ~= "function" then
      error(("semverx back end %s lacks the function %q"):format(backend.name, key), 0)
    end
  end
  return backend
end

return interface
