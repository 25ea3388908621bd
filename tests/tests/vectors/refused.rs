//! Why an operation gave no result.

use diram::{Code, Failure};

/// A code and what was said.
pub(crate) struct Refused {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl<E: Failure> From<E> for Refused {
    fn from(error: E) -> Refused {
        Refused {
            code: error.code(),
            message: error.to_string(),
        }
    }
}
