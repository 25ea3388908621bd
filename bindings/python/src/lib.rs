//! The private native module of `pysemverx`: Rust glue and nothing else.
//!
//! What users see is the pure-Python package around it, which checks arguments, builds report
//! values and documents every call. This crate only crosses the border:
//!
//! - every call into diram runs detached from the interpreter, inside a panic boundary ([`call`]);
//! - errors cross as `(code, message, hint, details)` and are raised as the classes of
//!   `pysemverx.errors` ([`failure`]);
//! - reports cross as JSON, which is the same in every language;
//! - Python file objects become Rust streams and back ([`stream`]).

mod call;
mod entry;
mod failure;
mod number;
mod pack;
mod package;
mod packer;
mod parts;
mod plugin;
mod registry;
mod resolve;
mod sink;
mod slot;
mod stream;
mod subscription;
mod token;
mod versions;

use pyo3::prelude::*;

/// Native half of pysemverx. Private: use the package around it.
#[pymodule(name = "_native", gil_used = false)]
mod native {
    use super::*;

    #[pymodule_export]
    use super::{
        entry::EntryReader,
        pack::{pack, pack_bytes, pack_stream, unpack_bytes},
        package::Package,
        packer::Packer,
        parts::{
            check_part, compress_with_recovery, decompress_fault_tolerant, heal_part,
            huffman_codes, huffman_decode, huffman_encode, reconstruct_component,
        },
        plugin::{OrphanReport, SecurityScanner},
        registry::Registry,
        resolve::{Resolver, verify_resolution},
        subscription::Subscription,
        token::CancelToken,
        versions::{
            compare, compare_many, max_satisfying, policy_canonical, range_explain,
            range_intersect, range_is_empty, range_is_subset, range_parse, range_union, satisfies,
            satisfies_many, sort_order, version_forms, version_from_semver, version_parse,
            version_view,
        },
    };

    #[pymodule_export]
    const VERSION: &str = diram::VERSION;

    #[pymodule_export]
    const COHERENCE_THRESHOLD: f64 = diram::packages::COHERENCE_THRESHOLD;

    #[pymodule_export]
    const DEFAULT_ENDPOINT: &str = diram::registry::DEFAULT_ENDPOINT;

    #[pymodule_export]
    const MAX_OUTPUT: u64 = diram::packages::DEFAULT_MAX_OUTPUT;

    #[pymodule_export]
    const STALE_DAYS: u32 = diram::registry::STALE_DAYS;

    #[cfg(feature = "test-hooks")]
    #[pymodule_export]
    use super::call::test_panic;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("FAULT_LEVELS", diram::registry::FaultLevel::NAMES.to_vec())?;
        module.add("FAULT_CAUSES", failure::causes())?;
        module.add("RECOVERY_ACTIONS", failure::actions())?;
        module.add("CODES", failure::codes())?;
        module.add("CLASSES", failure::classes())
    }
}
