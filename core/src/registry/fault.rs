//! Fault levels 0 to 17, their four bands, and what is done about each.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::RegistryError;

/// How far a version can be trusted: 0 (clean) to 17 (the system's panic).
///
/// Faults combine by `max`, so the order in which they are found does not matter. JSON: the number.
///
/// ```
/// use diram_core::registry::{FaultLevel, FaultState};
/// let level = FaultLevel::new(11)?;
/// assert_eq!((level.name(), level.state()), ("CRITICAL_DANGER", FaultState::Danger));
/// assert_eq!(level.max(FaultLevel::LOW_WARNING), level);
/// assert!(FaultLevel::new(18).is_err());
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaultLevel(u8);

macro_rules! levels {
    ($($name:ident = $number:literal, $doc:literal;)*) => {
        impl FaultLevel {
            $(#[doc = $doc] pub const $name: FaultLevel = FaultLevel($number);)*

            /// The names, in order of the levels.
            pub const NAMES: [&str; 18] = [$(stringify!($name),)*];
        }
    };
}

levels! {
    CLEAN = 0, "Nothing is known against it.";
    LOW_WARNING = 1, "Warning, lowest.";
    LOW_MEDIUM_WARNING = 2, "Warning, low to medium.";
    MEDIUM_WARNING = 3, "Warning, medium.";
    MEDIUM_HIGH_WARNING = 4, "Warning, medium to high.";
    HIGH_WARNING = 5, "Warning, highest: the last level a resolution chooses by default.";
    LOW_DANGER = 6, "Danger, lowest: from here on only a lock or an exact pin of the root chooses it.";
    LOW_MEDIUM_DANGER = 7, "Danger, low to medium.";
    MEDIUM_DANGER = 8, "Danger, medium.";
    MEDIUM_HIGH_DANGER = 9, "Danger, medium to high.";
    HIGH_DANGER = 10, "Danger, high.";
    CRITICAL_DANGER = 11, "Danger, highest.";
    LOW_PANIC = 12, "Panic, lowest: from here on nothing chooses it.";
    LOW_MEDIUM_PANIC = 13, "Panic, low to medium.";
    MEDIUM_PANIC = 14, "Panic, medium.";
    MEDIUM_HIGH_PANIC = 15, "Panic, medium to high.";
    HIGH_PANIC = 16, "Panic, high.";
    SYSTEM_PANIC = 17, "Panic of the whole system.";
}

impl FaultLevel {
    /// The highest level's number.
    pub const MAX: u8 = 17;

    /// The level of this number; above 17 is an error.
    pub fn new(level: u8) -> Result<FaultLevel, RegistryError> {
        if level > FaultLevel::MAX {
            return Err(RegistryError::FaultLevel {
                got: u64::from(level),
            });
        }
        Ok(FaultLevel(level))
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The name, such as `LOW_WARNING`.
    pub fn name(self) -> &'static str {
        FaultLevel::NAMES
            .get(usize::from(self.0))
            .copied()
            .unwrap_or("SYSTEM_PANIC")
    }

    /// The band the level lies in.
    pub fn state(self) -> FaultState {
        match self.0 {
            0 => FaultState::Clean,
            1..=5 => FaultState::Warning,
            6..=11 => FaultState::Danger,
            _ => FaultState::Panic,
        }
    }
}

impl FaultLevel {
    /// What is done about a version of this level.
    pub fn action(self) -> RecoveryAction {
        match self.state() {
            FaultState::Clean => RecoveryAction::NoAction,
            FaultState::Warning => RecoveryAction::NotifyObservers,
            FaultState::Danger => RecoveryAction::RequestManualReview,
            FaultState::Panic => RecoveryAction::SystemReset,
        }
    }

    /// Whether a version of this level is frozen, 6 and above: nothing that runs is swapped to it.
    /// Other versions of the package are not, and publishing a newer one stays open.
    pub fn freezes(self) -> bool {
        self >= FaultLevel::LOW_DANGER
    }

    /// Whether a version that was never sound is undone: 13, 15, 16 and 17, the faults of integrity. An
    /// advisory (14) or a parity (12) never undoes anything.
    pub fn rolls_back(self) -> bool {
        matches!(self.0, 13 | 15..=17)
    }
}

impl fmt::Display for FaultLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.name())
    }
}

impl Serialize for FaultLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for FaultLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FaultLevel, D::Error> {
        let got = u64::deserialize(deserializer)?;
        let level = u8::try_from(got).map_err(|_| RegistryError::FaultLevel { got });
        level.and_then(FaultLevel::new).map_err(de::Error::custom)
    }
}

/// The band of a fault level. JSON: the name, such as `"CLEAN"`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FaultState {
    /// Level 0.
    #[default]
    Clean,
    /// Levels 1 to 5.
    Warning,
    /// Levels 6 to 11.
    Danger,
    /// Levels 12 to 17.
    Panic,
}

impl FaultState {
    /// The name, such as `DANGER`.
    pub fn name(self) -> &'static str {
        match self {
            FaultState::Clean => "CLEAN",
            FaultState::Warning => "WARNING",
            FaultState::Danger => "DANGER",
            FaultState::Panic => "PANIC",
        }
    }
}

impl fmt::Display for FaultState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What is done about a fault, by its band. JSON: the name, such as `"NOTIFY_OBSERVERS"`.
///
/// ```
/// use diram_core::registry::{FaultLevel, RecoveryAction};
/// let level = FaultLevel::LOW_DANGER;
/// assert_eq!(level.action(), RecoveryAction::RequestManualReview);
/// assert!(level.freezes() && !level.rolls_back());
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RecoveryAction {
    /// Level 0: nothing.
    #[default]
    NoAction,
    /// Levels 1 to 5: the observers hear of it.
    NotifyObservers,
    /// Levels 6 to 11: also, the version is frozen until somebody has looked at it.
    RequestManualReview,
    /// Levels 12 to 17: also, nothing chooses it any more, and a fault of integrity undoes a
    /// version that was never sound.
    SystemReset,
}

impl RecoveryAction {
    /// The name, such as `SYSTEM_RESET`.
    pub fn name(self) -> &'static str {
        match self {
            RecoveryAction::NoAction => "NO_ACTION",
            RecoveryAction::NotifyObservers => "NOTIFY_OBSERVERS",
            RecoveryAction::RequestManualReview => "REQUEST_MANUAL_REVIEW",
            RecoveryAction::SystemReset => "SYSTEM_RESET",
        }
    }
}

impl fmt::Display for RecoveryAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_a_name_and_a_band() {
        let bands: Vec<_> = (0..=17)
            .map(|n| FaultLevel::new(n).map(FaultLevel::state))
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(bands.iter().filter(|b| **b == FaultState::Clean).count(), 1);
        assert_eq!(
            bands.iter().filter(|b| **b == FaultState::Warning).count(),
            5
        );
        assert_eq!(
            bands.iter().filter(|b| **b == FaultState::Danger).count(),
            6
        );
        assert_eq!(bands.iter().filter(|b| **b == FaultState::Panic).count(), 6);
        assert!(bands.is_sorted());
        assert_eq!(FaultLevel::SYSTEM_PANIC.name(), "SYSTEM_PANIC");
        assert_eq!(FaultLevel::new(7).unwrap().name(), "LOW_MEDIUM_DANGER");
    }

    #[test]
    fn json_is_the_number_and_bounded() {
        assert_eq!(
            serde_json::to_string(&FaultLevel::HIGH_WARNING).unwrap(),
            "5"
        );
        for bad in ["18", "256", "300", "-1", "1.5", "\"5\""] {
            assert!(serde_json::from_str::<FaultLevel>(bad).is_err(), "{bad}");
        }
        assert_eq!(
            serde_json::to_string(&FaultState::Panic).unwrap(),
            "\"PANIC\""
        );
    }

    #[test]
    fn each_band_has_its_action() {
        use RecoveryAction::{NoAction, NotifyObservers, RequestManualReview, SystemReset};
        for number in 0..=17 {
            let level = FaultLevel::new(number).unwrap();
            let action = match number {
                0 => NoAction,
                1..=5 => NotifyObservers,
                6..=11 => RequestManualReview,
                _ => SystemReset,
            };
            assert_eq!(level.action(), action, "{level}");
            assert_eq!(level.freezes(), number >= 6, "{level}");
            assert_eq!(level.rolls_back(), [13, 15, 16, 17].contains(&number));
            let json = serde_json::to_string(&action).unwrap();
            assert_eq!(json, format!("\"{action}\""));
        }
    }

    proptest::proptest! {
        #[test]
        fn levels_join_in_any_order(a in 0_u8..18, b in 0_u8..18, c in 0_u8..18) {
            let [a, b, c] = [a, b, c].map(|n| FaultLevel::new(n).unwrap());
            proptest::prop_assert_eq!(a.max(b).max(c), a.max(b.max(c)));
            proptest::prop_assert_eq!(a.max(b), b.max(a));
            proptest::prop_assert_eq!(a.max(a), a);
            proptest::prop_assert_eq!(a.max(b).action(), a.action().max(b.action()));
        }
    }
}
