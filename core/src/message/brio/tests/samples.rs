//! Made samples and messages, the same everywhere.

use crate::message::brio::{Level, Model, Profile};

/// Pseudo-random numbers (SplitMix64).
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.next(words.len() as u64) as usize]
    }
}

/// A line of a log.
pub(super) fn line(n: &mut Numbers) -> String {
    let (hour, minute, second) = (n.next(24), n.next(60), n.next(60));
    let level = n.of(&["INFO", "INFO", "INFO", "WARN", "ERROR"]);
    let what = match n.next(4) {
        0 => format!("request {} completed in {} ms", n.next(90_000), n.next(900)),
        1 => format!(
            "user {} logged in from 10.0.{}.{}",
            n.of(&["ada", "tunde", "mei"]),
            n.next(256),
            n.next(256)
        ),
        2 => format!("cache miss for key {:08x}", n.next(1 << 32)),
        _ => format!(
            "connection to {} lost: {}",
            n.of(&["db-1", "db-2", "queue"]),
            n.of(&["timed out", "reset by peer"])
        ),
    };
    format!(
        "2026-03-01 {hour:02}:{minute:02}:{second:02} {level} [worker-{}] {what}",
        n.next(8)
    )
}

/// A JSON text.
pub(super) fn record(n: &mut Numbers) -> String {
    format!(
        r#"{{"id":{},"user":{{"name":"{}","tags":["{}","{}"]}},"ok":{},"note":"{}"}}"#,
        n.next(1_000_000),
        n.of(&["ada", "tunde", "mei", "Zoë \\\"Z\\\" Ø"]),
        n.of(&["new", "paid", "late"]),
        n.of(&["eu", "us", "ng"]),
        n.of(&["true", "false"]),
        line(n),
    )
}

/// A message of a profile.
pub(super) fn message(profile: Profile, n: &mut Numbers) -> String {
    match profile {
        Profile::Text => line(n),
        Profile::Json => record(n),
    }
}

/// A sample of so many messages.
pub(super) fn sample(profile: Profile, count: usize) -> Vec<u8> {
    let mut numbers = Numbers(7);
    let mut sample = Vec::new();
    for _ in 0..count {
        sample.extend_from_slice(message(profile, &mut numbers).as_bytes());
        sample.push(0);
    }
    sample
}

/// All four kinds of models, small samples.
pub(super) fn models() -> Vec<(Profile, Model)> {
    let mut models = Vec::new();
    for profile in [Profile::Text, Profile::Json] {
        for level in [Level::Fast, Level::Max] {
            models.push((profile, Model::prime(&sample(profile, 150), profile, level)));
        }
    }
    models
}
