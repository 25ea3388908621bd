//! Every message comes back, byte for byte, and short ones become shorter.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::samples::{Numbers, message, models, sample};
use crate::message::brio::{Level, MAX_MESSAGE, MAX_SAMPLE, Model, Profile, Scratch, select};

static MODELS: LazyLock<Vec<(Profile, Model)>> = LazyLock::new(models);

fn there_and_back(model: &Model, scratch: &mut Scratch, text: &[u8]) -> usize {
    let (mut packed, mut back) = (b"before".to_vec(), b"before".to_vec());
    model.encode(text, scratch, &mut packed);
    model
        .decode(&packed[6..], scratch, &mut back)
        .expect("our own code");
    assert_eq!(&packed[..6], b"before");
    assert_eq!(&back[..6], b"before");
    assert!(&back[6..] == text, "{text:?}");
    packed.len() - 6
}

#[test]
fn known_kinds_of_messages_shrink() {
    for (profile, model) in MODELS.iter() {
        let mut scratch = Scratch::default();
        let mut numbers = Numbers(99);
        let (mut raw, mut packed) = (0, 0);
        for _ in 0..100 {
            let text = message(*profile, &mut numbers);
            raw += text.len();
            packed += there_and_back(model, &mut scratch, text.as_bytes());
        }
        assert!(packed * 5 < raw, "{profile:?}: {packed} of {raw}");
    }
}

#[test]
fn corners() {
    for (_, model) in MODELS.iter() {
        let mut scratch = Scratch::default();
        let all: Vec<u8> = (0..=255).collect();
        for text in [
            &b""[..],
            b"\0",
            b"\0\0\0\0\0\0\0\0",
            b"a",
            b"\xFF\xFE\xFD",
            b"{{{{{{{{{{{{{{{{{{{{[[[[[[[[[[[[[[[[[[[]]]]]]]}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}",
            "e\u{301}\u{0}\r\n\t \u{1F469}\u{200D}\u{1F680}".as_bytes(),
            &all,
        ] {
            there_and_back(model, &mut scratch, text);
        }
    }
}

#[test]
fn the_longest_message_and_one_more() {
    for (profile, model) in MODELS.iter() {
        let mut scratch = Scratch::default();
        let mut numbers = Numbers(3);
        let mut text = Vec::new();
        while text.len() <= MAX_MESSAGE {
            text.extend_from_slice(message(*profile, &mut numbers).as_bytes());
        }
        there_and_back(model, &mut scratch, &text[..MAX_MESSAGE]);
        for long in [&text[..=MAX_MESSAGE], &text.repeat(50)] {
            let (mut packed, mut out) = (Vec::new(), Vec::new());
            model.encode(long, &mut scratch, &mut packed);
            let refused = model.decode(&packed, &mut scratch, &mut out);
            assert!(refused.is_err());
            assert!(out.is_empty());
        }
    }
}

#[test]
fn any_sample_primes() {
    let mut odd: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"\0".to_vec(),
        b"\0\0\0\0".to_vec(),
        b"no separator".to_vec(),
        (0..=255).collect(),
        vec![b'a'; MAX_SAMPLE + 5],
    ];
    let mut numbers = Numbers(1);
    odd.push((0..70_000).map(|_| numbers.next(256) as u8).collect());
    for sample in &odd {
        for (profile, level) in [(Profile::Text, Level::Max), (Profile::Json, Level::Fast)] {
            let model = Model::prime(sample, profile, level);
            let mut scratch = Scratch::default();
            for text in [
                &b""[..],
                b"no separator",
                b"aaaaaaaaaaaaaaaaaaaaaaaaa",
                b"\0x",
            ] {
                there_and_back(&model, &mut scratch, text);
            }
        }
    }
}

#[test]
fn only_the_end_of_a_sample_too_large_counts() {
    let large = sample(Profile::Text, 2000);
    assert!(large.len() > MAX_SAMPLE);
    let end = &large[large.len() - MAX_SAMPLE..];
    let [whole, cut] = [&large[..], end].map(|s| Model::prime(s, Profile::Text, Level::Fast));
    assert_eq!(whole.digest(), cut.digest());
}

#[test]
fn a_full_model_fits_its_memory() {
    for (profile, level, limit) in [
        (Profile::Text, Level::Fast, 2_500_000),
        (Profile::Json, Level::Max, 4_194_304),
    ] {
        let model = Model::prime(&sample(profile, 1500), profile, level);
        assert!(model.memory() <= limit, "{level:?}: {}", model.memory());
    }
}

#[test]
fn a_used_scratch_changes_nothing() {
    let (profile, model) = &MODELS[1];
    let mut used = Scratch::default();
    let mut numbers = Numbers(5);
    for _ in 0..50 {
        let text = message(*profile, &mut numbers);
        let (mut one, mut other) = (Vec::new(), Vec::new());
        model.encode(text.as_bytes(), &mut used, &mut one);
        model.encode(text.as_bytes(), &mut Scratch::default(), &mut other);
        assert_eq!(one, other);
    }
}

#[test]
fn cost_is_about_the_length() {
    for (profile, model) in MODELS.iter() {
        let mut scratch = Scratch::default();
        let mut numbers = Numbers(12);
        for _ in 0..50 {
            let text = message(*profile, &mut numbers);
            let mut packed = Vec::new();
            model.encode(text.as_bytes(), &mut scratch, &mut packed);
            let bits = model.cost(text.as_bytes(), &mut scratch) / 65_536;
            let length = packed.len() as u64 * 8;
            assert!(bits < length + 24 && length < bits + 24, "{bits} {length}");
        }
    }
}

#[test]
fn selection_takes_the_newest_and_what_is_unknown() {
    let mut numbers = Numbers(21);
    let mut messages: Vec<String> = (0..900)
        .map(|_| message(Profile::Text, &mut numbers))
        .collect();
    let rare = "Quarterly zebra audit, phlogiston vortex: 7 gizmos jammed by xylophone dust";
    messages[10] = rare.to_owned();
    messages.push("bad\0message".to_owned());
    messages.push(String::new());
    let chosen = select(&messages, Profile::Text, 20_000);
    assert!(chosen.len() <= 20_000 && chosen.len() > 19_000);
    let chosen: Vec<&[u8]> = chosen.split(|byte| *byte == 0).collect();
    assert_eq!(chosen.last(), Some(&&b""[..]));
    assert!(chosen.contains(&rare.as_bytes()));
    let newest: Vec<&[u8]> = messages[850..900].iter().map(String::as_bytes).collect();
    assert!(chosen[..chosen.len() - 1].ends_with(&newest));
    let few = &messages[..5];
    let all: Vec<u8> = few
        .iter()
        .flat_map(|m| [m.as_bytes(), b"\0"].concat())
        .collect();
    assert_eq!(select(few, Profile::Text, 20_000), all);
    assert!(select::<&[u8]>(&[], Profile::Text, 20_000).is_empty());
    assert!(select(few, Profile::Text, 0).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(text in proptest::collection::vec(any::<u8>(), 0..2000), which in 0usize..4) {
        there_and_back(&MODELS[which].1, &mut Scratch::default(), &text);
    }

    #[test]
    fn any_text(text in "\\PC{0,300}", which in 0usize..4) {
        there_and_back(&MODELS[which].1, &mut Scratch::default(), text.as_bytes());
    }

    #[test]
    fn any_length(length in 0usize..=MAX_MESSAGE, seed: u64, which in 0usize..4) {
        let mut numbers = Numbers(seed);
        let text: Vec<u8> = (0..length).map(|_| b"{\"a1\":[ ]},\\\0"[numbers.next(13) as usize]).collect();
        there_and_back(&MODELS[which].1, &mut Scratch::default(), &text);
    }
}
