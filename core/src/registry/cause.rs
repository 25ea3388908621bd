//! What a fault comes from.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, json};

use super::FaultLevel;
use super::quote::short;
use crate::{Code, Failure};

macro_rules! causes {
    ($($name:ident = $text:literal, $level:ident, $doc:literal;)*) => {
        /// What a fault comes from: one cause for each level above 0. JSON: the name, such as
        /// `"hash_mismatch"`.
        ///
        /// ```
        /// use diram_core::registry::{FaultCause, FaultLevel};
        /// let cause: FaultCause = "advisory_high".parse()?;
        /// assert_eq!(cause.level(), FaultLevel::MEDIUM_HIGH_DANGER);
        /// assert_eq!(FaultCause::of(cause.level()), Some(cause));
        /// # Ok::<(), diram_core::registry::CauseError>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FaultCause {
            $(#[doc = $doc] $name,)*
        }

        impl FaultCause {
            /// All seventeen, by level.
            pub const ALL: [FaultCause; 17] = [$(FaultCause::$name,)*];

            /// The level that it raises a version to.
            pub fn level(self) -> FaultLevel {
                match self { $(FaultCause::$name => FaultLevel::$level,)* }
            }

            /// The name in every language, such as `hash_mismatch`.
            pub fn name(self) -> &'static str {
                match self { $(FaultCause::$name => $text,)* }
            }
        }
    };
}

causes! {
    Stale = "stale", LOW_WARNING, "Nothing new was published for long.";
    Deprecated = "deprecated", LOW_MEDIUM_WARNING, "Its publisher advises against it.";
    ParityWarning = "parity_warning", MEDIUM_WARNING, "Swapping to it lost the parity of two packages.";
    YankedButLocked = "yanked_but_locked", MEDIUM_HIGH_WARNING, "It is yanked, and a lock still holds it.";
    AdvisoryLow = "advisory_low", HIGH_WARNING, "A security advisory, low.";
    AdvisoryMedium = "advisory_medium", LOW_DANGER, "A security advisory, medium, or of unknown severity.";
    NearName = "near_name", LOW_MEDIUM_DANGER, "Its name looks like one that many depend on.";
    ObserversFailing = "observers_failing", MEDIUM_DANGER, "Its observers cannot be reached.";
    AdvisoryHigh = "advisory_high", MEDIUM_HIGH_DANGER, "A security advisory, high.";
    SignatureMissing = "signature_missing", HIGH_DANGER, "A signature that is required is not there.";
    SignatureInvalid = "signature_invalid", CRITICAL_DANGER, "A signature of a copy is not valid.";
    ParityPanic = "parity_panic", LOW_PANIC, "Swapping to it lost the parity of more than two packages.";
    HashMismatch = "hash_mismatch", LOW_MEDIUM_PANIC, "Its bytes are not those that were published, and healing failed.";
    AdvisoryCritical = "advisory_critical", MEDIUM_PANIC, "A security advisory, critical, or malice.";
    HeadInvalid = "head_invalid", MEDIUM_HIGH_PANIC, "A snapshot's head is not valid, or older than one that was seen.";
    BlobLost = "blob_lost", HIGH_PANIC, "Its bytes are gone beyond recovery.";
    StoreBroken = "store_broken", SYSTEM_PANIC, "The store contradicts itself.";
}

impl FaultCause {
    /// The cause of this name.
    pub fn from_name(name: &str) -> Option<FaultCause> {
        FaultCause::ALL
            .into_iter()
            .find(|cause| cause.name() == name)
    }

    /// The cause of this level; `None` for 0.
    pub fn of(level: FaultLevel) -> Option<FaultCause> {
        FaultCause::ALL
            .into_iter()
            .find(|cause| cause.level() == level)
    }
}

impl fmt::Display for FaultCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for FaultCause {
    type Err = CauseError;

    fn from_str(text: &str) -> Result<FaultCause, CauseError> {
        FaultCause::from_name(text).ok_or_else(|| CauseError::new(text))
    }
}

impl Serialize for FaultCause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for FaultCause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FaultCause, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A text that names no cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no cause of a fault; there are {}", names())]
pub struct CauseError {
    text: String,
    near: Option<&'static str>,
}

impl CauseError {
    fn new(text: &str) -> CauseError {
        let text = short(text);
        let distance = |cause: &FaultCause| strsim::osa_distance(cause.name(), &text);
        let nearest = FaultCause::ALL.into_iter().min_by_key(distance);
        let near = nearest.filter(|cause| distance(cause) <= cause.name().len() / 3);
        CauseError {
            near: near.map(FaultCause::name),
            text,
        }
    }
}

fn names() -> String {
    FaultCause::ALL.map(FaultCause::name).join(", ")
}

impl Failure for CauseError {
    fn code(&self) -> Code {
        Code::Argument
    }

    fn hint(&self) -> Option<String> {
        Some(match self.near {
            Some(near) => format!("did you mean {near}?"),
            None => "give one of these names, or a level of 0 to 17".into(),
        })
    }

    fn details(&self) -> Value {
        json!({"argument": "fault", "why": self.to_string()})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_cause_for_each_level_above_0() {
        for (cause, level) in FaultCause::ALL.into_iter().zip(1..) {
            assert_eq!(cause.level().get(), level, "{cause}");
            assert_eq!(FaultCause::from_name(cause.name()), Some(cause));
            assert_eq!(FaultCause::of(cause.level()), Some(cause));
            let json = serde_json::to_string(&cause).unwrap();
            assert_eq!(serde_json::from_str::<FaultCause>(&json).unwrap(), cause);
        }
        assert_eq!(FaultCause::of(FaultLevel::CLEAN), None);
        assert_eq!(FaultCause::HashMismatch.level().get(), 13);
        assert_eq!(FaultCause::StoreBroken.level().get(), 17);
    }

    #[test]
    fn a_wrong_name_is_told_the_nearest() {
        let error = "hash_missmatch".parse::<FaultCause>().unwrap_err();
        assert_eq!(error.code(), Code::Argument);
        assert_eq!(error.hint().unwrap(), "did you mean hash_mismatch?");
        let error = "HASH_MISMATCH"
            .repeat(50)
            .parse::<FaultCause>()
            .unwrap_err();
        assert!(error.to_string().len() < 600 && error.hint().unwrap().contains("0 to 17"));
        assert!(serde_json::from_str::<FaultCause>("\"clean\"").is_err());
    }
}
