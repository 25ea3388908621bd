//! Plugins that refuse, fail, sleep, call back and take themselves out.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::registry::{Registry, RegistryOptions};
use crate::versions::Policy;
use crate::{Code, Failure};

const LINE: &str = r#"{"name":"core","version":"1.0.0","deps":{"log":"^1"}}"#;

type Ask = Box<dyn Fn(&Package) -> Result<(), Error> + Send + Sync>;

/// Publishes only what it likes.
struct Judge(&'static str, Ask);

impl RegistryPlugin for Judge {
    fn name(&self) -> String {
        self.0.into()
    }

    fn on_publish(&self, package: &Package) -> Result<(), Error> {
        (self.1)(package)
    }
}

fn judge(
    name: &'static str,
    ask: impl Fn(&Package) -> Result<(), Error> + Send + Sync + 'static,
) -> Arc<Judge> {
    Arc::new(Judge(name, Box::new(ask)))
}

fn registry(policy: Policy) -> Registry {
    Registry::from_lines("", &RegistryOptions::new().clock(7).policy(&policy)).unwrap()
}

fn refused(registry: &Registry) -> crate::Error {
    let error = registry.publish(LINE).unwrap_err();
    assert_eq!(error.code(), Code::Plugin, "{error}");
    assert_eq!(registry.snapshot().seq, 1, "nothing has happened");
    error
}

#[test]
fn a_plugin_sees_what_is_published_and_may_refuse() {
    let registry = registry(Policy::new());
    let no = |package: &Package| {
        assert_eq!((&*package.name, &*package.compact), ("core", "1.0.0"));
        assert_eq!(package.deps["log"], "^1");
        assert_eq!(package.published, Some(7));
        Err(Error::Refused("not today".into()))
    };
    registry.plug(judge("calendar", no)).unwrap();
    let error = refused(&registry);
    assert_eq!(
        error.to_string(),
        "plugin \"calendar\" refused to publish core 1.0.0: not today"
    );
    let vote = &error.details()["votes"][0];
    assert_eq!(
        (&vote["hook"], &vote["answer"]),
        (&"on_publish".into(), &"no".into())
    );

    assert!(registry.unplug("calendar"));
    assert!(!registry.unplug("calendar"));
    registry.publish(LINE).unwrap();
}

#[test]
fn every_plugin_is_heard_in_order_and_panics_stay_inside() {
    let registry = registry(Policy::new());
    registry
        .plug(judge("a", |_| Err(Error::SecurityViolation)))
        .unwrap();
    registry
        .plug(judge("b", |_| panic!("by {}", "itself")))
        .unwrap();
    registry.plug(judge("c", |_| Ok(()))).unwrap();
    let taken = registry.plug(judge("b", |_| Ok(()))).unwrap_err();
    assert_eq!(taken.code(), Code::Argument);
    let details = refused(&registry).details();
    let votes = details["votes"].as_array().unwrap().iter();
    let votes: Vec<_> = votes
        .map(|v| (v["plugin"].as_str(), v["why"].as_str()))
        .collect();
    assert_eq!(
        votes,
        [
            (Some("a"), Some("it has known vulnerabilities")),
            (Some("b"), Some("it panicked: by itself"))
        ]
    );
    assert!(registry.plugins().iter().all(|plugin| plugin.on));
}

/// Answers only when told to.
fn held() -> (Sender<()>, Arc<Judge>) {
    let (go, gate): (Sender<()>, Receiver<()>) = channel();
    let gate = Mutex::new(gate);
    let ask = move |_: &Package| {
        gate.lock()
            .unwrap()
            .recv()
            .map_err(|_| Error::Failed("gone".into()))
    };
    (go, judge("slow", ask))
}

#[test]
fn a_late_plugin_refuses_and_is_asked_no_more() {
    let registry = registry(Policy::new());
    let (go, slow) = held();
    registry
        .plug_within(slow, Duration::from_millis(1))
        .unwrap();
    let error = refused(&registry);
    assert_eq!(
        error.to_string(),
        "plugin \"slow\" took too long when asked to publish core 1.0.0"
    );
    let state = registry.plugins().remove(0);
    assert!(!state.on);
    assert_eq!(
        state.why.as_deref(),
        Some("on_publish took longer than 1ms")
    );
    registry.publish(LINE).unwrap();
    drop(go);
}

#[test]
fn under_a_strict_policy_a_plugin_that_is_off_stops_everything() {
    let registry = registry(Policy::new().with_strict(true));
    let (go, slow) = held();
    registry
        .plug_within(slow, Duration::from_millis(1))
        .unwrap();
    refused(&registry);
    assert!(refused(&registry).to_string().contains("did not answer"));
    assert!(registry.unplug("slow"));
    registry.publish(LINE).unwrap();
    drop(go);
}

#[test]
fn a_plugin_cannot_change_the_registry_that_asks_it_but_any_other() {
    let (registry, other) = (registry(Policy::new()), registry(Policy::new()));
    let (asking, elsewhere) = (registry.clone(), other.clone());
    let ask = move |_: &Package| {
        for refused in [
            asking.publish(LINE).map(drop),
            asking.yank("core", "1.0.0").map(drop),
            asking.begin_publish(LINE).map(drop),
        ] {
            assert_eq!(refused.unwrap_err().code(), Code::State);
        }
        assert_eq!(asking.snapshot().seq, 1, "looking is allowed");
        elsewhere
            .publish(LINE)
            .map_err(|error| Error::Failed(error.to_string()))?;
        Ok(())
    };
    registry.plug(judge("busy", ask)).unwrap();
    registry.publish(LINE).unwrap();
    assert_eq!(other.snapshot().seq, 2);
}

#[test]
fn a_plugin_may_take_itself_out_while_it_is_asked() {
    let registry = registry(Policy::new());
    let asking = registry.clone();
    let ask = move |_: &Package| match asking.unplug("leaver") {
        true => Ok(()),
        false => Err(Error::Failed("I was not there".into())),
    };
    registry.plug(judge("leaver", ask)).unwrap();
    registry.publish(LINE).unwrap();
    assert!(registry.plugins().is_empty());
}

#[test]
fn ballots_of_others_count_like_plugins() {
    let registry = registry(Policy::new());
    let begin = || registry.begin_publish(LINE).unwrap();
    assert_eq!(begin().calls().len(), 1);
    let json = serde_json::to_value(&begin().calls()[0]).unwrap();
    assert_eq!(
        (&json["hook"], &json["package"]["name"]),
        (&"on_publish".into(), &"core".into())
    );

    let yes = || vec![Ballot::new("script", [Answer::Yes])];
    for (ballots, told) in [
        (vec![Ballot::new("script", [])], "did not answer"),
        (vec![Ballot::new("script", [Answer::Late])], "too long"),
        (
            vec![Ballot::new("script", [Answer::No("no".into())])],
            "refused",
        ),
    ] {
        let error = begin().commit(ballots).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
    let (first, second) = (begin(), begin());
    first.commit(yes()).unwrap();
    assert_eq!(second.commit(yes()).unwrap_err().code(), Code::Exists);
}

#[test]
fn a_name_is_that_of_the_type() {
    struct SecurityGuard<T>(T);
    impl<T: Send + Sync> RegistryPlugin for SecurityGuard<T> {}
    assert_eq!(SecurityGuard(1).name(), "SecurityGuard");
}
