//! Resolvers.

use std::ffi::c_char;
use std::sync::{Arc, Mutex};

use diram_host::registry::Registry;
use diram_host::resolve::{Resolver, Wanted};
use diram_host::versions::Policy;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::request::semverx_request;
use crate::resolution::semverx_resolution;
use crate::resolve_options::semverx_resolve_options;
use crate::semverx_policy::semverx_policy;
use crate::status::diram_status;

/// Finds one version for each package that is needed, or why there is none. It follows its registry: an
/// answer is about the newest snapshot when it is asked. Freed by the caller with
/// `semverx_resolver_free`. Any thread may use it at any time.
pub struct semverx_resolver {
    state: Mutex<State>,
    poison: Poison,
}

#[derive(Default)]
struct State {
    registry: Option<Registry>,
    policy: Option<Policy>,
    /// Made of the two when first needed.
    ready: Option<Arc<Resolver>>,
}

impl Handle for semverx_resolver {
    const WHAT: &'static str = "resolver";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_resolver>();

impl semverx_resolver {
    pub(crate) fn ready(&self) -> Outcome<Arc<Resolver>> {
        let mut state = handle::lock(&self.state);
        if let Some(resolver) = &state.ready {
            return Ok(resolver.clone());
        }
        let registry = match state.registry.take() {
            Some(registry) => registry,
            None => Registry::from_env()?,
        };
        let registry = state.registry.insert(registry).clone();
        let policy = state.policy.as_ref().unwrap_or(registry.policy());
        let resolver = Arc::new(Resolver::new(&registry, policy)?);
        state.ready = Some(resolver.clone());
        Ok(resolver)
    }

    fn set(&self, change: impl FnOnce(&mut State)) -> Outcome<()> {
        let mut state = handle::lock(&self.state);
        change(&mut state);
        state.ready = None;
        Ok(())
    }
}

/// A resolver. Without `semverx_resolver_set_source` it reads the registry that
/// `diram_registry_open_env` opens, from the first question on. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn semverx_resolver_new() -> *mut semverx_resolver {
    getter!(std::ptr::null_mut() => {
        handle::into_c(semverx_resolver {
            state: Mutex::default(),
            poison: Poison::default(),
        })
    })
}

/// Sets the registry to read. Its own policy holds where no other is set.
///
/// # Safety
/// `resolver` and `registry` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolver_set_source(
    resolver: *mut semverx_resolver,
    registry: *const diram_registry,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let registry = unsafe { handle::borrow(registry) }?;
        resolver.set(|state| state.registry = Some(registry.registry.clone()))
    })
}

/// Sets the policy of all answers; NULL for the default one. Default: the registry's.
///
/// # Safety
/// `resolver` and `policy` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolver_set_policy(
    resolver: *mut semverx_resolver,
    policy: *const semverx_policy,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let policy = unsafe { semverx_policy::apply(policy, Policy::clone) }?;
        resolver.set(|state| state.policy = Some(policy))
    })
}

/// One version for the package `name` that is in `range`, and for each package it needs; or why there
/// is none, which is an answer and no failure. `DIRAM_ERR_ARGUMENT` or `DIRAM_ERR_RANGE` for wrong texts,
/// `DIRAM_ERR_BUDGET` when the policy's steps run out.
///
/// # Safety
/// `resolver` is NULL or live, `name` and `range` readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve(
    resolver: *const semverx_resolver,
    name: *const c_char,
    name_len: usize,
    range: *const c_char,
    range_len: usize,
    out: *mut *mut semverx_resolution,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let (name, range, options, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(range, range_len, "range")?,
                semverx_resolve_options::or_default(std::ptr::null(), std::ptr::null())?,
                Place::required(out, "out")?,
            )
        };
        out.give(resolver.ready()?.resolve(&[(name, range)], &options)?.into());
        Ok(())
    })
}

/// `semverx_resolve` for a request of any number of requirements. `options` and `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_with(
    resolver: *const semverx_resolver,
    request: *const semverx_request,
    options: *const semverx_resolve_options,
    op: *mut diram_op,
    out: *mut *mut semverx_resolution,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let (request, options, out) = unsafe {
            (
                semverx_request::of(request)?,
                semverx_resolve_options::or_default(options, op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(resolver.ready()?.resolve(&wanted(&request), &options)?.into());
        Ok(())
    })
}

/// The answers to `count` requests, on several threads: `resolutions[i]` is the answer to `requests[i]`,
/// or NULL if it could not be answered, and then `errors[i]` says why, else it is NULL. What is in both
/// arrays is the caller's to free. `errors`, `options` and `op` may be NULL; progress counts requests.
/// The call itself fails when it is cancelled or late, and when the registry cannot be read.
///
/// # Safety
/// `requests`, `resolutions` and, unless NULL, `errors` have `count` items, the handles are NULL or
/// live, `err` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_many(
    resolver: *const semverx_resolver,
    requests: *const *const semverx_request,
    count: usize,
    options: *const semverx_resolve_options,
    op: *mut diram_op,
    resolutions: *mut *mut semverx_resolution,
    errors: *mut *mut diram_error,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        let reasons = if errors.is_null() { 0 } else { count };
        // SAFETY: the caller's promise.
        let (requests, options, resolutions, errors) = unsafe {
            (
                requests_of(requests, count)?,
                semverx_resolve_options::or_default(options, op)?,
                input::places(resolutions, count, "resolutions")?,
                input::places(errors, reasons, "errors")?,
            )
        };
        let wanted: Vec<Vec<Wanted<'_>>> = requests.iter().map(|r| self::wanted(r)).collect();
        let answers = resolver.ready()?.resolve_many(&wanted, &options)?;
        let mut errors = errors.iter_mut();
        for (place, answer) in resolutions.iter_mut().zip(answers) {
            let (resolution, error) = match answer {
                Ok(resolution) => (handle::into_c(resolution.into()), None),
                Err(error) => (std::ptr::null_mut(), Some(diram_error::from(Fault::from(error)))),
            };
            *place = resolution;
            if let Some(place) = errors.next() {
                *place = error.map_or(std::ptr::null_mut(), handle::into_c);
            }
        }
        Ok(())
    })
}

/// # Safety
/// `requests` has `count` items, which are NULL or live.
unsafe fn requests_of(
    requests: *const *const semverx_request,
    count: usize,
) -> Outcome<Vec<Vec<(String, String)>>> {
    // SAFETY: the caller's promise.
    let requests = unsafe { input::list(requests, count, "requests") }?;
    let items = requests.iter().enumerate().map(|(at, &request)| {
        // SAFETY: the caller's promise.
        unsafe { semverx_request::of(request) }.map_err(|fault| fault.of_item("requests", at))
    });
    items.collect()
}

fn wanted(request: &[(String, String)]) -> Vec<Wanted<'_>> {
    request
        .iter()
        .map(|(name, range)| (name.as_str(), range.as_str()))
        .collect()
}

/// Frees a resolver. NULL is allowed.
///
/// # Safety
/// `resolver` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolver_free(resolver: *mut semverx_resolver) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(resolver) }
}
