//! Any sequence of updates and moves of the clock.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    /// Version, and whether it is mandatory.
    Tell(u64, bool),
    /// Milliseconds; the clock may go back.
    Clock(i64),
    /// Observers ask.
    Ask,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0_u64..12, proptest::bool::weighted(0.15)).prop_map(|(v, m)| Step::Tell(v, m)),
        2 => (-300_i64..900).prop_map(Step::Clock),
        1 => Just(Step::Ask),
    ];
    proptest::collection::vec(step, 1..200)
}

/// What one observer heard, each with the latest time it was.
type Heard = Vec<(u64, Update)>;

/// Runs the steps; gives what was told and what each of two observers heard, one asking now and
/// then, the other once after everything.
fn run(rate: u32, steps: &[Step]) -> (Vec<Update>, Heard, Vec<Update>) {
    let mut observers = ObserverManager::new(rate);
    let eager = observers.register("core").unwrap();
    let lazy = observers.register("core").unwrap();
    let (mut now, mut latest) = (10_000_u64, 10_000);
    let (mut told, mut heard) = (Vec::new(), Heard::new());
    // The time it knows, and does not go back behind.
    assert_eq!(observers.next(eager, now), None);
    for (seq, step) in (2..).zip(steps) {
        match step {
            Step::Tell(version, mandatory) => {
                let kind = match mandatory {
                    true => UpdateKind::Mandatory,
                    false => UpdateKind::Publish,
                };
                let update = of_kind(kind, *version, seq);
                observers.notify("core", update.clone(), now).unwrap();
                told.push(update);
            }
            Step::Clock(by) => {
                now = now.saturating_add_signed(*by);
                latest = latest.max(now);
            }
            Step::Ask => {}
        }
        let got = drain(&mut observers, eager, now);
        heard.extend(got.into_iter().map(|update| (latest, update)));
    }
    // To the end, each time when it says.
    let mut end = latest;
    while let Some(pause) = observers.wait(eager, end) {
        end += pause;
        let got = drain(&mut observers, eager, end);
        assert!(!got.is_empty(), "it said {pause} ms");
        heard.extend(got.into_iter().map(|update| (end, update)));
    }
    let late = drain(&mut observers, lazy, end);
    (told, heard, late)
}

/// The newest update of each version, as number of snapshot.
fn newest<'a>(updates: impl Iterator<Item = &'a Update>) -> BTreeMap<&'a str, u64> {
    let mut newest = BTreeMap::new();
    for update in updates {
        let seq = newest.entry(&*update.version).or_insert(update.seq);
        *seq = update.seq.max(*seq);
    }
    newest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_lost_and_nothing_comes_too_fast(rate in 1_u32..8, steps in steps()) {
        let (told, heard, late) = run(rate, &steps);
        let all: Vec<&Update> = heard.iter().map(|(_, update)| update).collect();
        // Both heard the same, whenever they asked.
        prop_assert_eq!(&all, &late.iter().collect::<Vec<_>>());

        // Each mandatory one once.
        let mandatory = |u: &&Update| u.is_mandatory();
        let wanted: Vec<u64> = told.iter().filter(mandatory).map(|u| u.seq).collect();
        let got: Vec<u64> = all.iter().copied().filter(mandatory).map(|u| u.seq).collect();
        prop_assert_eq!(wanted, got);

        // The newest of each version, and every update is counted once.
        prop_assert_eq!(newest(told.iter()), newest(all.iter().copied()));
        let counted: u64 = all.iter().map(|u| u.merged + 1).sum();
        prop_assert_eq!(counted, told.len() as u64);

        // In order, but for the mandatory ones that pass.
        let plain: Vec<(u64, u64)> = heard
            .iter()
            .filter(|(_, update)| !update.is_mandatory())
            .map(|(at, update)| (*at, update.seq))
            .collect();
        prop_assert!(plain.iter().map(|(_, seq)| seq).is_sorted());

        // Between any two of them: not more than the bucket holds and gains.
        for (i, (from, _)) in plain.iter().enumerate() {
            for (j, (to, _)) in plain.iter().enumerate().skip(i) {
                let most = u64::from(rate) * 2 * 1000 + u64::from(rate) * (to - from);
                let got = (j - i + 1) as u64;
                prop_assert!(got * 1000 <= most, "{} within {} ms", got, to - from);
            }
        }
    }

    #[test]
    fn with_rate_nought_only_mandatory_ones_come(steps in steps()) {
        let (told, heard, _) = run(0, &steps);
        prop_assert!(heard.iter().all(|(_, update)| update.is_mandatory()));
        prop_assert_eq!(heard.len(), told.iter().filter(|u| u.is_mandatory()).count());
    }

    /// Strict mode tells exactly what it did not refuse, and refuses until the moment it names.
    #[test]
    fn strict_mode_keeps_its_word(rate in 1_u32..8, steps in steps()) {
        let mut observers = ObserverManager::new(rate).with_strict(true);
        let id = observers.register("core").unwrap();
        let (mut now, mut open_at, mut told) = (0_u64, 0, Vec::new());
        for (seq, step) in (2..).zip(&steps) {
            match step {
                Step::Tell(version, _) => match observers.notify("core", publish(*version, seq), now) {
                    Ok(()) => {
                        prop_assert!(now >= open_at);
                        told.push(seq);
                    }
                    Err(ObserveError::RateLimitExceeded { retry_after_ms: Some(ms), .. }) => {
                        prop_assert!(ms > 0);
                        open_at = now + ms;
                    }
                    Err(other) => prop_assert!(false, "{}", other),
                },
                Step::Clock(by) => now += by.unsigned_abs(),
                Step::Ask => now = now.max(open_at),
            }
        }
        prop_assert_eq!(seqs(&drain(&mut observers, id, now)), told);
    }
}
