//! The handle of a resolver, and the check of what it proves.

use std::sync::Arc;

use diram::resolve::{self, Anchor, Resolution, ResolveOptions, Resolver};
use diram::{Error, Op};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::Fault;
use crate::job::{Job, Output};
use crate::options;
use crate::slot::Slot;

/// Names and ranges.
type Requirements = Vec<(String, String)>;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct ResolveFields {
    lock: Vec<(String, String)>,
    now: Option<u64>,
    certificate: Option<bool>,
    threads: usize,
}

fn resolve_options(json: &str, op: &Op) -> Result<ResolveOptions, Error> {
    let fields: ResolveFields = options::parse(json)?;
    let mut options = ResolveOptions::new().threads(fields.threads).op(op);
    options.lock = fields.lock;
    options.now = fields.now;
    options.certificate = fields.certificate.unwrap_or(options.certificate);
    Ok(options)
}

fn wanted(requirements: &Requirements) -> Vec<resolve::Wanted<'_>> {
    let pairs = requirements.iter();
    pairs
        .map(|(name, range)| (name.as_str(), range.as_str()))
        .collect()
}

/// One answer of many.
#[derive(Serialize)]
#[serde(untagged)]
enum Item {
    Answer(Box<Resolution>),
    Failure { error: Value },
}

impl From<Result<Resolution, Error>> for Item {
    fn from(result: Result<Resolution, Error>) -> Item {
        match result {
            Ok(resolution) => Item::Answer(Box::new(resolution)),
            Err(error) => Item::Failure {
                error: Fault::from(error).to_value(),
            },
        }
    }
}

/// A resolver. Any number of jobs may use it at once.
#[napi]
pub struct ResolverHandle {
    slot: Arc<Slot<Arc<Resolver>>>,
}

impl ResolverHandle {
    /// A handle on `resolver`.
    pub(crate) fn new(resolver: Arc<Resolver>) -> ResolverHandle {
        ResolverHandle {
            slot: Slot::new("resolver", resolver),
        }
    }

    pub(crate) fn job(
        &self,
        work: impl FnOnce(&Resolver, &Op) -> Result<Output, Fault> + Send + 'static,
    ) -> Job {
        let (slot, resolver) = (Arc::clone(&self.slot), self.slot.share());
        Job::new(move |op| {
            let resolver = resolver?;
            slot.guarded(|| work(&resolver, op))
        })
    }
}

#[napi]
impl ResolverHandle {
    /// Lets go of the resolver. Jobs under way end in peace.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.slot.close();
    }

    /// Gives a resolution. `requirements` is JSON, `[[name, range]]`; so are `options`.
    #[napi(catch_unwind)]
    pub fn resolve(&self, requirements: String, options: String) -> Job {
        self.job(move |resolver, op| {
            let requirements: Requirements = options::parse(&requirements)?;
            let options = resolve_options(&options, op)?;
            Output::report(&resolver.resolve(&wanted(&requirements), &options)?)
        })
    }

    /// Gives a resolution or `{error}` for each of many requests.
    #[napi(catch_unwind)]
    pub fn resolve_many(&self, requests: String, options: String) -> Job {
        self.job(move |resolver, op| {
            let requests: Vec<Requirements> = options::parse(&requests)?;
            let options = resolve_options(&options, op)?;
            let requests: Vec<_> = requests.iter().map(wanted).collect();
            let answers = resolver.resolve_many(&requests, &options)?;
            let items: Vec<Item> = answers.into_iter().map(Item::from).collect();
            Output::report(&items)
        })
    }
}

/// Holds a certificate against a key or a root, both in hex, or nothing; gives a certificate report.
#[napi(catch_unwind)]
pub fn verify_resolution(
    certificate: Uint8Array,
    key: Option<String>,
    root: Option<String>,
) -> Job {
    let certificate = certificate.to_vec();
    Job::new(move |_| {
        let anchor = match (&key, &root) {
            (Some(key), _) => Anchor::Key(key),
            (None, Some(root)) => Anchor::Root(root),
            (None, None) => Anchor::None,
        };
        Output::report(&resolve::verify_resolution(&certificate, anchor)?)
    })
}
