//! Damaged and made-up codes: a typed error or some bytes within the limit, and one code a message.

use super::samples::{Numbers, message, models};
use crate::message::brio::{BrioError, MAX_MESSAGE, Model, Scratch};

/// Decodes; what comes out must have these bytes as its code.
fn try_out(model: &Model, scratch: &mut Scratch, bytes: &[u8]) -> Result<Vec<u8>, BrioError> {
    let mut out = Vec::new();
    let read = model.decode(bytes, scratch, &mut out);
    assert!(out.len() <= MAX_MESSAGE);
    if let Err(error) = read {
        assert!(out.is_empty());
        return Err(error);
    }
    let mut again = Vec::new();
    model.encode(&out, scratch, &mut again);
    assert_eq!(again, bytes, "two codes of one message");
    Ok(out)
}

#[test]
fn cut_anywhere_or_any_bit_flipped() {
    let (mut refused, mut other) = (0, 0);
    for (profile, model) in models() {
        let mut scratch = Scratch::default();
        let mut numbers = Numbers(40);
        for _ in 0..12 {
            let text = message(profile, &mut numbers);
            let mut packed = Vec::new();
            model.encode(text.as_bytes(), &mut scratch, &mut packed);
            let mut damaged: Vec<Vec<u8>> =
                (0..packed.len()).map(|n| packed[..n].to_vec()).collect();
            for bit in 0..packed.len() * 8 {
                let mut flipped = packed.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                damaged.push(flipped);
            }
            for tail in [0, 1, 255] {
                damaged.push([&packed[..], &[tail]].concat());
            }
            for bytes in &damaged {
                match try_out(&model, &mut scratch, bytes) {
                    Ok(wrong) => {
                        assert_ne!(wrong, text.as_bytes());
                        other += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(
        refused > 1000,
        "{refused} refused, {other} read as something else"
    );
}

#[test]
fn every_short_code() {
    for (_, model) in models() {
        let mut scratch = Scratch::default();
        let mut read = 0;
        for first in 0..=255u8 {
            read += usize::from(try_out(&model, &mut scratch, &[first]).is_ok());
            for second in (0..=255u8).step_by(5) {
                read += usize::from(try_out(&model, &mut scratch, &[first, second]).is_ok());
            }
        }
        assert!(read > 0);
    }
}

#[test]
fn random_codes() {
    let mut numbers = Numbers(77);
    for (_, model) in models() {
        let mut scratch = Scratch::default();
        for length in [0, 1, 3, 10, 100, 1000, 20_000] {
            for _ in 0..6 {
                let bytes: Vec<u8> = (0..length).map(|_| numbers.next(256) as u8).collect();
                // Read or refused, never a panic: `try_out` checks the rest.
                let _ = try_out(&model, &mut scratch, &bytes);
            }
            for byte in [0, 255] {
                let _ = try_out(&model, &mut scratch, &vec![byte; length]);
            }
        }
    }
}

#[test]
fn errors_say_what_to_do() {
    let (_, model) = models().remove(1);
    let mut scratch = Scratch::default();
    let mut packed = Vec::new();
    model.encode(
        "an unusual ¶ message ◊ that takes bytes".as_bytes(),
        &mut scratch,
        &mut packed,
    );
    let cut = try_out(&model, &mut scratch, &packed[..5]).expect_err("cut");
    assert!(matches!(
        cut,
        BrioError::Truncated { have: 5 } | BrioError::Unequal { have: 5 }
    ));
    packed.push(7);
    let long = try_out(&model, &mut scratch, &packed).expect_err("one byte too many");
    assert_eq!(long, BrioError::Unequal { have: packed.len() });
    assert!(long.to_string().contains("another store"));
}
