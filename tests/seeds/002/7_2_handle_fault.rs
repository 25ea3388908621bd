//! Seed 002 §7.2, "Fault Handling".
//! Changed lines: 5
//! - `enum FaultState`: its eight names, and ten between them, are levels of `FaultLevel`
//! - `LowWarning..=HighWarning`: no pattern in Rust, so a condition
//! - `LowDanger..=CriticalDanger`: likewise
//! - `LowPanic..=SystemPanic`: whatever is left
//! - `rollback_to_last_stable`: for the faults of integrity only; the others undo no good version

use diram::registry::{FaultLevel, RecoveryAction, Registry, RegistryOptions};

/// Remembers which of the methods in print was called.
#[derive(Default)]
struct RegistryNode {
    logged: bool,
    frozen: bool,
    rolled_back: bool,
}

impl RegistryNode {
    fn handle_fault(&mut self, fault: FaultLevel) -> RecoveryAction {
        match fault {
            FaultLevel::CLEAN => RecoveryAction::NoAction,

            _ if (FaultLevel::LOW_WARNING..=FaultLevel::HIGH_WARNING).contains(&fault) => {
                self.log_warning();
                RecoveryAction::NotifyObservers
            }

            _ if (FaultLevel::LOW_DANGER..=FaultLevel::CRITICAL_DANGER).contains(&fault) => {
                self.freeze_updates();
                RecoveryAction::RequestManualReview
            }

            _ => {
                self.rollback_to_last_stable();
                RecoveryAction::SystemReset
            }
        }
    }

    fn log_warning(&mut self) {
        self.logged = true;
    }

    fn freeze_updates(&mut self) {
        self.frozen = true;
    }

    fn rollback_to_last_stable(&mut self) {
        self.rolled_back = true;
    }
}

const LINE: &str = r#"{"name":"core","version":"1.0.0","deps":{}}"#;

/// The version at fault, which was not sound when it came.
fn next(fault: u8) -> String {
    format!(r#"{{"name":"core","version":"1.1.0","deps":{{}},"fault":{fault}}}"#)
}

fn main() -> Result<(), diram::Error> {
    let printed = [
        (FaultLevel::CLEAN, 0),
        (FaultLevel::LOW_WARNING, 1),
        (FaultLevel::MEDIUM_WARNING, 3),
        (FaultLevel::HIGH_WARNING, 5),
        (FaultLevel::LOW_DANGER, 6),
        (FaultLevel::CRITICAL_DANGER, 11),
        (FaultLevel::LOW_PANIC, 12),
        (FaultLevel::SYSTEM_PANIC, 17),
    ];
    assert!(printed.iter().all(|(level, number)| level.get() == *number));

    for number in 0..=17 {
        let fault = FaultLevel::new(number)?;
        let mut node = RegistryNode::default();
        let action = node.handle_fault(fault);

        let registry = Registry::from_lines(LINE, &RegistryOptions::new())?;
        registry.publish(&next(if number > 11 { 6 } else { 0 }))?;
        let observer = registry.subscribe("core", None)?;
        let report = registry.handle_fault("core", "1.1.0", fault)?;
        assert_eq!((report.action, report.fault), (action, number));
        assert_eq!(report.frozen, node.frozen || node.rolled_back, "{fault}");
        assert_eq!(observer.try_next().is_some(), number > 0, "{fault}");
        assert!(!node.logged || !report.frozen, "{fault}");

        let back = node.rolled_back && fault.rolls_back();
        assert_eq!(report.rolled_back_to, back.then_some(1), "{fault}");
        assert_eq!(report.undone.len(), usize::from(back), "{fault}");
        assert_eq!(
            registry.versions("core")?.len(),
            2 - usize::from(back),
            "{fault}"
        );
    }
    Ok(())
}
