//! A job: work described, to be run once, here or on libuv's pool.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diram::Op;
use diram::packages::{EntryReader, Package};
use diram::plugins::SecurityScanner;
use diram::registry::{Registry, Subscription, Transaction};
use diram::resolve::Resolver;
use napi::bindgen_prelude::{AsyncTask, Buffer, Env, Function, Task};
use napi_derive::napi;
use serde::Serialize;

use crate::entry::EntryHandle;
use crate::fault::Fault;
use crate::package::PackageHandle;
use crate::packer::PackerHandle;
use crate::plugins::ScannerHandle;
use crate::progress::{self, ProgressEvent};
use crate::registry::RegistryHandle;
use crate::resolver::ResolverHandle;
use crate::subscription::SubscriptionHandle;
use crate::transaction::TransactionHandle;

type Work = Box<dyn FnOnce(&Op) -> Result<Output, Fault> + Send>;

/// What a job gives: a report, bytes, both, or something opened.
#[derive(Default)]
pub(crate) struct Output {
    json: Option<String>,
    bytes: Option<Vec<u8>>,
    opened: Option<Opened>,
}

/// What a job can open.
pub(crate) enum Opened {
    Package(Package),
    Entry(EntryReader),
    Packer(PackerHandle),
    Registry(Registry),
    Resolver(Arc<Resolver>),
    Scanner(Arc<SecurityScanner>),
    Subscription(Arc<Subscription>),
    Transaction(Box<Transaction>),
}

impl Output {
    /// Bytes.
    pub(crate) fn bytes(bytes: Vec<u8>) -> Output {
        Output {
            bytes: Some(bytes),
            ..Output::default()
        }
    }

    /// Something opened.
    pub(crate) fn opened(opened: Opened) -> Output {
        Output {
            opened: Some(opened),
            ..Output::default()
        }
    }

    /// Adds something opened.
    pub(crate) fn and_opened(mut self, opened: Opened) -> Output {
        self.opened = Some(opened);
        self
    }

    /// A report that is JSON already.
    pub(crate) fn json(json: String) -> Output {
        Output {
            json: Some(json),
            ..Output::default()
        }
    }

    /// A report.
    pub(crate) fn report(report: &impl Serialize) -> Result<Output, Fault> {
        Output::default().and_report(report)
    }

    /// Adds a report.
    pub(crate) fn and_report(mut self, report: &impl Serialize) -> Result<Output, Fault> {
        let json = serde_json::to_string(report).map_err(|e| Fault::Panic(e.to_string()))?;
        self.json = Some(json);
        Ok(self)
    }
}

/// A job's end in JavaScript: `error` alone, or what the job gives.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct Outcome {
    /// JSON of a [`Fault`].
    pub error: Option<String>,
    /// JSON of a report.
    pub json: Option<String>,
    /// Bytes.
    pub bytes: Option<Buffer>,
    /// An opened package.
    pub package: Option<PackageHandle>,
    /// An opened member.
    pub entry: Option<EntryHandle>,
    /// A package begun.
    pub packer: Option<PackerHandle>,
    /// An opened registry.
    pub registry: Option<RegistryHandle>,
    /// A resolver.
    pub resolver: Option<ResolverHandle>,
    /// An opened scanner.
    pub scanner: Option<ScannerHandle>,
    /// A subscription.
    pub subscription: Option<SubscriptionHandle>,
    /// A transaction begun.
    pub transaction: Option<TransactionHandle>,
}

impl From<Result<Output, Fault>> for Outcome {
    fn from(result: Result<Output, Fault>) -> Outcome {
        let output = match result {
            Ok(output) => output,
            Err(fault) => {
                return Outcome {
                    error: Some(fault.to_json()),
                    ..Outcome::default()
                };
            }
        };
        let mut outcome = Outcome {
            json: output.json,
            bytes: output.bytes.map(Buffer::from),
            ..Outcome::default()
        };
        match output.opened {
            Some(Opened::Package(package)) => outcome.package = Some(PackageHandle::new(package)),
            Some(Opened::Entry(reader)) => outcome.entry = Some(EntryHandle::new(reader)),
            Some(Opened::Packer(packer)) => outcome.packer = Some(packer),
            Some(Opened::Registry(registry)) => {
                outcome.registry = Some(RegistryHandle::new(registry));
            }
            Some(Opened::Resolver(resolver)) => {
                outcome.resolver = Some(ResolverHandle::new(resolver));
            }
            Some(Opened::Scanner(scanner)) => outcome.scanner = Some(ScannerHandle::new(scanner)),
            Some(Opened::Subscription(subscription)) => {
                outcome.subscription = Some(SubscriptionHandle::new(subscription));
            }
            Some(Opened::Transaction(transaction)) => {
                outcome.transaction = Some(TransactionHandle::new(transaction));
            }
            None => {}
        }
        outcome
    }
}

/// Work that runs once.
#[napi]
pub struct Job {
    op: Op,
    work: Mutex<Option<Work>>,
}

impl Job {
    /// A job that does `work`.
    pub(crate) fn new(work: impl FnOnce(&Op) -> Result<Output, Fault> + Send + 'static) -> Job {
        Job {
            op: Op::new(),
            work: Mutex::new(Some(Box::new(work))),
        }
    }

    // By shared reference: a job that runs can still be cancelled and asked for its progress.
    fn take(&self) -> napi::Result<Work> {
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.take()
            .ok_or_else(|| napi::Error::from_reason("a job runs once"))
    }
}

#[napi]
impl Job {
    /// Ends the job at its next step. Fine before, during and after the run.
    #[napi(catch_unwind)]
    pub fn cancel(&self) {
        self.op.cancel();
    }

    /// Ends the job this many milliseconds from now.
    #[napi(catch_unwind)]
    pub fn set_timeout(&self, milliseconds: f64) -> napi::Result<()> {
        let limit = Duration::try_from_secs_f64(milliseconds / 1000.0)
            .map_err(|e| napi::Error::from_reason(e.to_string()))?;
        self.op.timeout(limit);
        Ok(())
    }

    /// How far the job is.
    #[napi(catch_unwind)]
    pub fn progress(&self) -> ProgressEvent {
        (&self.op.progress()).into()
    }

    /// Runs the job on this thread.
    #[napi(catch_unwind)]
    pub fn run_sync(
        &self,
        env: Env,
        on_progress: Option<Function<'_, ProgressEvent, bool>>,
    ) -> napi::Result<Outcome> {
        let work = self.take()?;
        let _guard = on_progress
            .map(|f| progress::attach_sync(env, &self.op, &f))
            .transpose()?;
        Ok(run(work, &self.op).into())
    }

    /// Runs the job on libuv's pool.
    #[napi(catch_unwind)]
    pub fn run(
        &self,
        on_progress: Option<Function<'_, ProgressEvent, bool>>,
    ) -> napi::Result<AsyncTask<Running>> {
        let work = self.take()?;
        if let Some(callback) = on_progress {
            progress::attach(&self.op, &callback)?;
        }
        Ok(AsyncTask::new(Running {
            op: self.op.clone(),
            stage: Stage::Waiting(work),
        }))
    }
}

/// A job on libuv's pool.
pub struct Running {
    op: Op,
    stage: Stage,
}

enum Stage {
    Waiting(Work),
    Taken,
    Done(Result<Output, Fault>),
}

impl Task for Running {
    type Output = ();
    type JsValue = Outcome;

    fn compute(&mut self) -> napi::Result<()> {
        if let Stage::Waiting(work) = std::mem::replace(&mut self.stage, Stage::Taken) {
            let result = run(work, &self.op);
            progress::detach(&self.op);
            self.stage = Stage::Done(result);
        }
        Ok(())
    }

    fn resolve(&mut self, _env: Env, (): ()) -> napi::Result<Outcome> {
        match std::mem::replace(&mut self.stage, Stage::Taken) {
            Stage::Done(result) => Ok(result.into()),
            Stage::Waiting(_) | Stage::Taken => Err(napi::Error::from_reason("a job runs once")),
        }
    }
}

/// The panic boundary: napi-rs has none around a task on the pool.
fn run(work: Work, op: &Op) -> Result<Output, Fault> {
    catch_unwind(AssertUnwindSafe(|| work(op)))
        .unwrap_or_else(|payload| Err(Fault::panic(&*payload)))
}
