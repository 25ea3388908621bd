rockspec_format = "3.0"
package = "lua-semverx"
version = "0.1.0-1"

source = {
  url = "git+https://github.com/obinexus/diram.git",
  tag = "v0.1.0",
  dir = "diram/lua",
}

description = {
  summary = "Packages that heal themselves; versions with states, resolution with proofs",
  detailed = [[
Packs files and folders into packages that survive damage: a few lost bytes are mended where they
are, lost parts are rebuilt from the others, and what cannot be healed is named exactly. Parses,
compares and resolves SemVerX versions, whose fields have states, and proves its answers. Runs on
LuaJIT over libdiram, without a compiler, and on Lua 5.4, LuaJIT and Lua 5.1 as a C module built by
cargo.]],
  homepage = "https://github.com/obinexus/diram",
  license = "MIT OR Apache-2.0",
  labels = { "archive", "backup", "compression", "ffi" },
}

supported_platforms = { "unix" }

dependencies = { "lua >= 5.1, < 5.5" }

build = {
  type = "command",
  build_command = '"$(LUA)" build.lua build',
  install_command = '"$(LUA)" build.lua install "$(LIBDIR)"',
  install = {
    lua = {
      ["semverx.init"] = "semverx/init.lua",
      ["semverx.backend"] = "semverx/backend.lua",
      ["semverx.ballot"] = "semverx/ballot.lua",
      ["semverx.cdef"] = "semverx/cdef.lua",
      ["semverx.class"] = "semverx/class.lua",
      ["semverx.entry"] = "semverx/entry.lua",
      ["semverx.errors"] = "semverx/errors.lua",
      ["semverx.fault"] = "semverx/fault.lua",
      ["semverx.ffi"] = "semverx/ffi.lua",
      ["semverx.ffi.call"] = "semverx/ffi/call.lua",
      ["semverx.ffi.clock"] = "semverx/ffi/clock.lua",
      ["semverx.ffi.fault"] = "semverx/ffi/fault.lua",
      ["semverx.ffi.kept"] = "semverx/ffi/kept.lua",
      ["semverx.ffi.library"] = "semverx/ffi/library.lua",
      ["semverx.ffi.memory"] = "semverx/ffi/memory.lua",
      ["semverx.ffi.observer"] = "semverx/ffi/observer.lua",
      ["semverx.ffi.op"] = "semverx/ffi/op.lua",
      ["semverx.ffi.options"] = "semverx/ffi/options.lua",
      ["semverx.ffi.package"] = "semverx/ffi/package.lua",
      ["semverx.ffi.packer"] = "semverx/ffi/packer.lua",
      ["semverx.ffi.plugins"] = "semverx/ffi/plugins.lua",
      ["semverx.ffi.registry"] = "semverx/ffi/registry.lua",
      ["semverx.ffi.resolve"] = "semverx/ffi/resolve.lua",
      ["semverx.ffi.strategies"] = "semverx/ffi/strategies.lua",
      ["semverx.ffi.transaction"] = "semverx/ffi/transaction.lua",
      ["semverx.ffi.versions"] = "semverx/ffi/versions.lua",
      ["semverx.huffman"] = "semverx/huffman.lua",
      ["semverx.interface"] = "semverx/interface.lua",
      ["semverx.json"] = "semverx/json.lua",
      ["semverx.libsemverx"] = "semverx/libsemverx.lua",
      ["semverx.line_text"] = "semverx/line_text.lua",
      ["semverx.native"] = "semverx/native.lua",
      ["semverx.operation"] = "semverx/operation.lua",
      ["semverx.options"] = "semverx/options.lua",
      ["semverx.package"] = "semverx/package.lua",
      ["semverx.packages"] = "semverx/packages.lua",
      ["semverx.packer"] = "semverx/packer.lua",
      ["semverx.pairs_of"] = "semverx/pairs_of.lua",
      ["semverx.policy"] = "semverx/policy.lua",
      ["semverx.range"] = "semverx/range.lua",
      ["semverx.registry"] = "semverx/registry.lua",
      ["semverx.registry_faults"] = "semverx/registry_faults.lua",
      ["semverx.registry_handle"] = "semverx/registry_handle.lua",
      ["semverx.registry_plugins"] = "semverx/registry_plugins.lua",
      ["semverx.registry_watch"] = "semverx/registry_watch.lua",
      ["semverx.resolution"] = "semverx/resolution.lua",
      ["semverx.resolve"] = "semverx/resolve.lua",
      ["semverx.resolver"] = "semverx/resolver.lua",
      ["semverx.safe"] = "semverx/safe.lua",
      ["semverx.scanner"] = "semverx/scanner.lua",
      ["semverx.shelf"] = "semverx/shelf.lua",
      ["semverx.sources"] = "semverx/sources.lua",
      ["semverx.strategies"] = "semverx/strategies.lua",
      ["semverx.subscription"] = "semverx/subscription.lua",
      ["semverx.utf8_text"] = "semverx/utf8_text.lua",
      ["semverx.version"] = "semverx/version.lua",
      ["semverx.versions"] = "semverx/versions.lua",
    },
  },
}
