//! Fault levels: how far a version can be trusted.

use std::ffi::{CStr, c_char};

use diram_host::registry::{FaultCause, FaultLevel, FaultState, RecoveryAction};

use crate::fault::{Fault, Outcome};
use crate::input;

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

/// What a fault level asks for: `NO_ACTION` (0), `NOTIFY_OBSERVERS` (1 to 5), `REQUEST_MANUAL_REVIEW` (6 to
/// 11, and the version is frozen) or `SYSTEM_RESET` (12 to 17), as `action` in reports. NULL for any other
/// number; lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn diram_fault_action(level: u32) -> *const c_char {
    getter!(std::ptr::null() => { pointer(level_of(level).map(|level| action(level.action()))) })
}

/// The level that a cause raises a version to, 1 to 17, or −1 for a text that names none. By level:
/// `stale`, `deprecated`, `parity_warning`, `yanked_but_locked`, `advisory_low`, `advisory_medium`,
/// `near_name`, `observers_failing`, `advisory_high`, `signature_missing`, `signature_invalid`,
/// `parity_panic`, `hash_mismatch`, `advisory_critical`, `head_invalid`, `blob_lost`, `store_broken`.
///
/// # Safety
/// `cause` is NULL or readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_fault_of_cause(cause: *const c_char, cause_len: usize) -> i32 {
    getter!(-1 => {
        // SAFETY: the caller's promise.
        let cause = unsafe { input::text(cause, cause_len, "cause") };
        let cause = cause.ok().and_then(FaultCause::from_name);
        cause.map_or(-1, |cause| i32::from(cause.level().get()))
    })
}

/// The level that an argument gives.
pub(crate) fn needed(level: u32, argument: &str) -> Outcome<FaultLevel> {
    level_of(level).ok_or_else(|| Fault::limit(argument, "0..=17", level))
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

/// Exhaustive on purpose: a new action does not compile without its name.
fn action(action: RecoveryAction) -> &'static CStr {
    match action {
        RecoveryAction::NoAction => c"NO_ACTION",
        RecoveryAction::NotifyObservers => c"NOTIFY_OBSERVERS",
        RecoveryAction::RequestManualReview => c"REQUEST_MANUAL_REVIEW",
        RecoveryAction::SystemReset => c"SYSTEM_RESET",
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
            assert_eq!(action(level.action()).to_str(), Ok(level.action().name()));
        }
        assert!(diram_fault_action(18).is_null());
        assert!(diram_fault_name(18).is_null() && diram_fault_band(18).is_null());
        assert!(diram_fault_name(256).is_null() && diram_fault_band(u32::MAX).is_null());
    }
    #[test]
    fn causes_have_their_levels_and_are_all_documented() {
        let text = include_str!("fault_level.rs");
        for cause in FaultCause::ALL {
            let name = cause.name();
            // SAFETY: a live text.
            let level = unsafe { diram_fault_of_cause(name.as_ptr().cast(), name.len()) };
            assert_eq!(level, i32::from(cause.level().get()));
            assert!(text.contains(&format!("`{name}`")), "{name}");
        }
        // SAFETY: a live text, and none.
        unsafe {
            assert_eq!(diram_fault_of_cause(c"rust".as_ptr(), 4), -1);
            assert_eq!(diram_fault_of_cause(std::ptr::null(), 0), -1);
        }
    }
}
