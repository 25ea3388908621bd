//! Fault levels: how far a version can be trusted.

use std::ffi::{CStr, c_char};

use diram_host::registry::{FaultLevel, FaultState};

/// The name of a fault level, 0 to 17: `CLEAN`, `LOW_WARNING`, … `SYSTEM_PANIC`. NULL for any other
/// number; lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn diram_fault_name(level: u32) -> *const c_char {
    getter!(std::ptr::null() => { pointer(level_of(level).and_then(name)) })
}

/// The band of a fault level: `CLEAN` (0), `WARNING` (1 to 5), `DANGER` (6 to 11) or `PANIC` (12 to 17),
/// as `fault_state` in reports. NULL for any other number; lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn diram_fault_band(level: u32) -> *const c_char {
    getter!(std::ptr::null() => { pointer(level_of(level).map(|level| band(level.state()))) })
}

fn level_of(level: u32) -> Option<FaultLevel> {
    FaultLevel::new(u8::try_from(level).ok()?).ok()
}

fn pointer(text: Option<&'static CStr>) -> *const c_char {
    text.map_or(std::ptr::null(), CStr::as_ptr)
}

/// Exhaustive on purpose: a new band does not compile without its name.
pub(crate) fn band(state: FaultState) -> &'static CStr {
    match state {
        FaultState::Clean => c"CLEAN",
        FaultState::Warning => c"WARNING",
        FaultState::Danger => c"DANGER",
        FaultState::Panic => c"PANIC",
    }
}

fn name(level: FaultLevel) -> Option<&'static CStr> {
    const NAMES: [&CStr; 18] = [
        c"CLEAN",
        c"LOW_WARNING",
        c"LOW_MEDIUM_WARNING",
        c"MEDIUM_WARNING",
        c"MEDIUM_HIGH_WARNING",
        c"HIGH_WARNING",
        c"LOW_DANGER",
        c"LOW_MEDIUM_DANGER",
        c"MEDIUM_DANGER",
        c"MEDIUM_HIGH_DANGER",
        c"HIGH_DANGER",
        c"CRITICAL_DANGER",
        c"LOW_PANIC",
        c"LOW_MEDIUM_PANIC",
        c"MEDIUM_PANIC",
        c"MEDIUM_HIGH_PANIC",
        c"HIGH_PANIC",
        c"SYSTEM_PANIC",
    ];
    NAMES.get(usize::from(level.get())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_bands_are_called_as_in_rust() {
        for number in 0..=u32::from(FaultLevel::MAX) {
            let level = level_of(number).unwrap();
            assert_eq!(name(level).unwrap().to_str(), Ok(level.name()));
            assert_eq!(band(level.state()).to_str(), Ok(level.state().name()));
        }
        assert!(diram_fault_name(18).is_null() && diram_fault_band(18).is_null());
        assert!(diram_fault_name(256).is_null() && diram_fault_band(u32::MAX).is_null());
    }
}
