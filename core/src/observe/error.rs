//! Why an observer cannot register, and why an update cannot be told.

use serde_json::{Value, json};

use super::MAX_OBSERVERS;
use crate::{Code, Failure};

/// Why an observer cannot register, or an update cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ObserveError {
    /// A package that nobody observes.
    #[error("nobody observes {package}")]
    NotFound {
        /// The package.
        package: String,
    },
    /// The package has all the observers it may have.
    #[error("{package} has {MAX_OBSERVERS} observers, and no package has more")]
    TooManyObservers {
        /// The package.
        package: String,
    },
    /// Strict mode, and the package's bucket is empty.
    #[error("too many updates of {package}: {}", match retry_after_ms {
        Some(ms) => format!("the next one is possible in {ms} milliseconds"),
        None => "its rate is 0, so only mandatory ones are possible".to_owned(),
    })]
    RateLimitExceeded {
        /// The package.
        package: String,
        /// Milliseconds until it will do; `None` for never.
        retry_after_ms: Option<u64>,
    },
}

impl Failure for ObserveError {
    fn code(&self) -> Code {
        match self {
            ObserveError::NotFound { .. } => Code::NotFound,
            ObserveError::TooManyObservers { .. } => Code::TooManyObservers,
            ObserveError::RateLimitExceeded { .. } => Code::RateLimit,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            ObserveError::NotFound { .. } => "register an observer first".into(),
            ObserveError::TooManyObservers { .. } => {
                "close a subscription that is no longer needed, or share one".into()
            }
            ObserveError::RateLimitExceeded {
                retry_after_ms: Some(ms),
                ..
            } => format!("try again in {ms} milliseconds, or leave strict mode"),
            ObserveError::RateLimitExceeded { .. } => {
                "raise max_update_rate, or leave strict mode".into()
            }
        })
    }

    fn details(&self) -> Value {
        match self {
            ObserveError::NotFound { package } => json!({"name": package}),
            ObserveError::TooManyObservers { package } => {
                json!({"name": package, "limit": MAX_OBSERVERS})
            }
            ObserveError::RateLimitExceeded {
                package,
                retry_after_ms,
            } => json!({
                "name": package,
                "retry_after_ms": retry_after_ms,
                "retry_after": retry_after_ms.map(|ms| ms as f64 / 1000.0),
            }),
        }
    }
}
