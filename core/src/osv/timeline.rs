//! One range of an advisory: the events on the line of versions.

use super::OsvError;
use super::point::Place;
use super::raw::RawEvent;
use crate::semverx::Version;

/// The events of a range, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timeline<P> {
    events: Vec<Event<P>>,
    /// Ascending: a place below any of them is below the last.
    limits: Vec<Limit<P>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Event<P> {
    /// `None` is before every version.
    at: Option<P>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Introduced,
    /// The version that is fixed, if there is one of this text.
    Fixed(Option<Version>),
    LastAffected,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Limit<P> {
    Below(P),
    /// `"*"`
    None,
}

impl<P: Place> Timeline<P> {
    /// Reads the events of a range; `path` is where they stand.
    pub(super) fn read(raw: &[RawEvent], path: &str) -> Result<Timeline<P>, OsvError> {
        let (mut events, mut limits) = (Vec::new(), Vec::new());
        for (index, event) in raw.iter().enumerate() {
            let path = format!("{path}[{index}]");
            match the_one(event, &path)? {
                ("introduced", "0") => events.push(Event {
                    at: None,
                    kind: Kind::Introduced,
                }),
                ("limit", "*") => limits.push(Limit::None),
                (key, text) => {
                    let (at, version) = P::read(text).map_err(|source| OsvError::Version {
                        path: format!("{path}.{key}"),
                        source,
                    })?;
                    let kind = match key {
                        "introduced" => Kind::Introduced,
                        "fixed" => Kind::Fixed(version),
                        "last_affected" => Kind::LastAffected,
                        _ => {
                            limits.push(Limit::Below(at));
                            continue;
                        }
                    };
                    let at = Some(at);
                    events.push(Event { at, kind });
                }
            }
        }
        // Stable; a last affected version counts from just above itself.
        events.sort_by(|a, b| {
            let after = |event: &Event<P>| event.kind == Kind::LastAffected;
            a.at.cmp(&b.at).then_with(|| after(a).cmp(&after(b)))
        });
        limits.sort();
        let timeline = Timeline { events, limits };
        timeline.check(path)?;
        Ok(timeline)
    }

    fn check(&self, path: &str) -> Result<(), OsvError> {
        let has = |wanted: fn(&Kind) -> bool| self.events.iter().any(|e| wanted(&e.kind));
        let (why, hint) = if !has(|kind| *kind == Kind::Introduced) {
            let hint =
                "write {\"introduced\":\"0\"} if every version is affected from the first on";
            ("no event introduces anything", hint)
        } else if has(|kind| *kind == Kind::LastAffected)
            && has(|kind| matches!(kind, Kind::Fixed(_)))
        {
            ("it has both fixed and last_affected", "keep fixed")
        } else {
            return Ok(());
        };
        Err(OsvError::Contradiction {
            path: path.into(),
            why: why.into(),
            hint: Some(hint.into()),
        })
    }

    /// Whether the range holds this place.
    pub(super) fn contains(&self, place: &P) -> bool {
        if !self.is_before_limits(place) {
            return false;
        }
        let reached = |event: &Event<P>| match (&event.at, &event.kind) {
            (None, _) => true,
            (Some(at), Kind::LastAffected) => at < place,
            (Some(at), _) => at <= place,
        };
        // In order, so what is reached stands first.
        let reached = self.events.partition_point(reached);
        let last = reached.checked_sub(1).and_then(|at| self.events.get(at));
        last.is_some_and(|event| event.kind == Kind::Introduced)
    }

    fn is_before_limits(&self, place: &P) -> bool {
        match self.limits.last() {
            Some(Limit::Below(at)) => place < at,
            Some(Limit::None) | None => true,
        }
    }

    /// The versions that are fixed, ascending.
    pub(super) fn fixed(&self) -> impl Iterator<Item = &Version> {
        self.events.iter().filter_map(|event| match &event.kind {
            Kind::Fixed(version) => version.as_ref(),
            Kind::Introduced | Kind::LastAffected => None,
        })
    }
}

/// The one thing that an event says, and its text.
fn the_one<'a>(event: &'a RawEvent, path: &str) -> Result<(&'static str, &'a str), OsvError> {
    let mut said = [
        ("introduced", &event.introduced),
        ("fixed", &event.fixed),
        ("last_affected", &event.last_affected),
        ("limit", &event.limit),
    ]
    .into_iter()
    .filter_map(|(key, text)| Some((key, text.as_deref()?)));
    match (said.next(), said.next()) {
        (Some(one), None) => Ok(one),
        (Some((one, _)), Some((other, _))) => Err(OsvError::Contradiction {
            path: path.into(),
            why: format!("an event says one thing, this says {one} and {other}"),
            hint: Some("make two events of it".into()),
        }),
        (None, _) => Err(OsvError::Field {
            path: path.into(),
            why: "an event says introduced, fixed, last_affected or limit; this says none".into(),
            hint: None,
        }),
    }
}
