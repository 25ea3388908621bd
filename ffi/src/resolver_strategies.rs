//! The three strategies of a resolver.

use std::ffi::c_char;

use diram_host::resolve::{CheckOptions, Strategy};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::resolver::semverx_resolver;
use crate::solution;
use crate::status::diram_status;

/// Checks a solution by a strategy, which reports and refuses nothing: `eulerian` asks whether it may be
/// swapped in while all runs, `hamiltonian` for a complete install order, `astar` for the way of each
/// package from its old version to its new one.
///
/// `solution` is JSON, an object of versions by label, such as `{"app":"1.2.0","core@2":"2.0.0"}`, or
/// what `semverx_resolution_json` gives. `running` is such a text too and says what runs now; NULL:
/// nothing does. `literal` asks for the verdicts as the registry schema has them word by word.
///
/// The report: `strategy`, `verdict` (`SAFE_SWAP`, `WARNING`, `PANIC`), `fault`, `message`, and by
/// strategy `parity` and `frozen`, `install`, or `ways`. `DIRAM_ERR_NOT_FOUND` for a version, chosen or
/// running, that the registry has not.
///
/// # Safety
/// `resolver` is NULL or live, `solution` and `strategy` readable, `running` NULL or readable, `report`
/// writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_check(
    resolver: *const semverx_resolver,
    solution: *const c_char,
    solution_len: usize,
    strategy: *const c_char,
    strategy_len: usize,
    running: *const c_char,
    running_len: usize,
    literal: i32,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let (chosen, strategy, running, report) = unsafe {
            (
                solution::required(solution, solution_len, "solution")?,
                strategy_of(input::text(strategy, strategy_len, "strategy")?)?,
                solution::optional(running, running_len, "running")?,
                Place::required(report, "report")?,
            )
        };
        let options = CheckOptions::new().running(running).literal(literal != 0);
        report::give(Some(report), &resolver.ready()?.check(&chosen, strategy, &options)?)
    })
}

fn strategy_of(name: &str) -> Outcome<Strategy> {
    let found = Strategy::ALL.into_iter().find(|one| one.name() == name);
    found.ok_or_else(|| {
        let names = Strategy::ALL.map(Strategy::name).join(", ");
        Fault::argument(
            "strategy",
            format!("there is no {name:?}; there are {names}"),
        )
    })
}

/// The cheapest safe way of a package from one version to another, hop by hop. `running` is what else
/// runs, as in `semverx_check`: a hop that it does not bear costs more and says what has to change with
/// it. The report: `name`, `from`, `to`, `found`, `verdict`, `cost`, `hops`, `reason`. That there is no way
/// is an answer: `found` is 0, and `reason` says why.
///
/// # Safety
/// `resolver` is NULL or live, the first three texts readable, `running` NULL or readable, `report`
/// writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_plan(
    resolver: *const semverx_resolver,
    name: *const c_char,
    name_len: usize,
    from: *const c_char,
    from_len: usize,
    to: *const c_char,
    to_len: usize,
    running: *const c_char,
    running_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let (name, from, to, running, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(from, from_len, "from")?,
                input::text(to, to_len, "to")?,
                solution::optional(running, running_len, "running")?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &resolver.ready()?.plan(name, from, to, &running)?)
    })
}

/// Each package of a solution with what it needs of the others: a list, by label, of `label`, `version`,
/// `fault`, `yanked`, `needs` and `unmet`. `solution` is as in `semverx_check`.
///
/// # Safety
/// `resolver` is NULL or live, `solution` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_graph(
    resolver: *const semverx_resolver,
    solution: *const c_char,
    solution_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, resolver => {
        // SAFETY: the caller's promise.
        let (chosen, report) = unsafe {
            (
                solution::required(solution, solution_len, "solution")?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &resolver.ready()?.graph(&chosen)?)
    })
}
