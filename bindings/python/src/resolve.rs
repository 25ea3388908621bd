//! Resolution over a registry, and the check of its certificates.

use std::sync::Arc;

use diram::resolve::{self, Anchor, CheckOptions, ResolveOptions, Solution, Strategy, Wanted};
use diram::versions::Policy;
use diram::{Code, Error, registry};
use pyo3::prelude::*;

use crate::call::{Control, detached};
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::package::json;
use crate::registry::{Registry, TIME};
use crate::slot::Slot;
use crate::versions::Text;

/// A request: names and ranges.
type Requirements = Vec<(Text, Text)>;

fn wanted(requirements: &Requirements) -> Vec<Wanted<'_>> {
    requirements
        .iter()
        .map(|(name, range)| (&**name, &**range))
        .collect()
}

fn solution(pairs: &Requirements) -> Result<Solution, Error> {
    resolve::solution(wanted(pairs))
}

fn strategy(name: &str) -> Result<Strategy, Failed> {
    let found = Strategy::ALL.into_iter().find(|one| one.name() == name);
    found.ok_or_else(|| Failed::Border {
        code: Code::Argument,
        message: format!("strategy: there is none called {name:?}"),
    })
}

/// Lock, time, certificate, threads.
#[derive(FromPyObject)]
pub(crate) struct Options(Vec<(String, String)>, Option<Py<PyAny>>, bool, Py<PyAny>);

impl Options {
    fn into_rust(self, py: Python<'_>) -> Result<ResolveOptions, Failed> {
        let Options(lock, now, certificate, threads) = self;
        let mut options = ResolveOptions::new()
            .certificate(certificate)
            .threads(number(threads.bind(py), "threads", ANY)?);
        options.lock = lock;
        if let Some(now) = now {
            options = options.now(number(now.bind(py), "now", TIME)?);
        }
        Ok(options)
    }
}

/// Answers requests; any number of threads may use it.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct Resolver(Slot<Arc<resolve::Resolver>>);

impl Resolver {
    pub(crate) fn over(
        py: Python<'_>,
        registry: registry::Registry,
        policy: Option<Text>,
    ) -> Result<Resolver, Failed> {
        let made = detached(py, || {
            let policy = match policy {
                None => registry.policy().clone(),
                Some(json) => Policy::from_json(&json)?,
            };
            resolve::Resolver::new(&registry, &policy)
        })?;
        Ok(Resolver(Slot::new("resolver", Arc::new(made))))
    }

    /// A question whose answer is a report; it becomes JSON without the interpreter.
    fn report<T: serde::Serialize>(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&resolve::Resolver) -> Result<T, Error> + Send,
    ) -> Result<String, Failed> {
        self.0
            .share(|resolver| detached(py, || Ok(json(&question(&resolver)?))))?
    }
}

#[pymethods]
impl Resolver {
    fn resolve(
        &self,
        py: Python<'_>,
        requirements: Requirements,
        options: Options,
        control: Control,
    ) -> Result<String, Failed> {
        let options = options.into_rust(py)?;
        self.0.share(|resolver| {
            control.run(py, |op| {
                let answer = resolver.resolve(&wanted(&requirements), &options.op(op))?;
                Ok(json(&answer))
            })
        })?
    }

    /// For each request the answer as JSON, or the exception.
    fn resolve_many(
        &self,
        py: Python<'_>,
        requests: Vec<Requirements>,
        options: Options,
        control: Control,
    ) -> Result<Vec<Py<PyAny>>, Failed> {
        let options = options.into_rust(py)?;
        let answers = self.0.share(|resolver| {
            control.run(py, |op| {
                let wanted: Vec<Vec<Wanted<'_>>> = requests.iter().map(wanted).collect();
                let answers = resolver.resolve_many(&wanted, &options.op(op))?;
                let texts = answers.into_iter().map(|answer| json(&answer?));
                Ok(texts.collect::<Vec<Result<String, Failed>>>())
            })
        })?;
        answers
            .into_iter()
            .map(|answer| value(py, answer))
            .collect()
    }

    fn check(
        &self,
        py: Python<'_>,
        chosen: Requirements,
        name: Text,
        running: Requirements,
        literal: bool,
    ) -> Result<String, Failed> {
        let strategy = strategy(&name)?;
        self.report(py, |resolver| {
            let options = CheckOptions::new()
                .running(solution(&running)?)
                .literal(literal);
            resolver.check(&solution(&chosen)?, strategy, &options)
        })
    }

    fn plan(
        &self,
        py: Python<'_>,
        name: Text,
        from: Text,
        to: Text,
        running: Requirements,
    ) -> Result<String, Failed> {
        self.report(py, |resolver| {
            resolver.plan(&name, &from, &to, &solution(&running)?)
        })
    }

    fn graph(&self, py: Python<'_>, chosen: Requirements) -> Result<String, Failed> {
        self.report(py, |resolver| resolver.graph(&solution(&chosen)?))
    }
}

fn value(py: Python<'_>, answer: Result<String, Failed>) -> Result<Py<PyAny>, Failed> {
    Ok(match answer {
        Ok(text) => text
            .into_pyobject(py)
            .map_err(PyErr::from)?
            .into_any()
            .unbind(),
        Err(failed) => PyErr::from(failed).into_value(py).into_any(),
    })
}

/// Checks a certificate against at most one anchor.
#[pyfunction]
pub(crate) fn verify_resolution(
    py: Python<'_>,
    certificate: &[u8],
    key: Option<Text>,
    root: Option<Text>,
    registry: Option<Bound<'_, Registry>>,
) -> Result<String, Failed> {
    let check =
        |anchor: Anchor<'_>| detached(py, || resolve::verify_resolution(certificate, anchor));
    let report = match (&key, &root, &registry) {
        (None, None, None) => check(Anchor::None),
        (Some(key), None, None) => check(Anchor::Key(key)),
        (None, Some(root), None) => check(Anchor::Root(root)),
        (None, None, Some(registry)) => registry
            .get()
            .share(|registry| check(Anchor::Registry(&registry))),
        _ => Err(Failed::Border {
            code: Code::Argument,
            message: "give one of key, root and registry, or none".into(),
        }),
    }?;
    json(&report)
}
