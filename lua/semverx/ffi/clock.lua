--- Seconds that never go back, of the system's: libdiram has no clock of its own to show.

local ffi = require "ffi"

-- Names of our own: another module may have declared these.
ffi.cdef([[
typedef struct { long seconds; long nanoseconds; } semverx_timespec;
int semverx_clock_gettime(int clock, semverx_timespec *time) __asm__("clock_gettime");
]])

local MONOTONIC = ({ Linux = 1, OSX = 6, BSD = 4 })[ffi.os] or 1
local time = ffi.new("semverx_timespec")

return {
  clock = function()
    assert(ffi.C.semverx_clock_gettime(MONOTONIC, time) == 0, "the system has no monotonic clock")
    return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
  end,
}
