use proptest::prelude::*;

use super::*;

/// Compressible lines, none like another.
fn lines(len: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(len + 64);
    for number in 0u64.. {
        if text.len() >= len {
            break;
        }
        let value = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        text.extend(format!("line {number}: part {value} is intact\n").bytes());
    }
    text.truncate(len);
    text
}

fn noise(len: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
    .take(len)
    .collect()
}

fn check(raw: &[u8], capacity: usize, quality: u32) -> usize {
    let (used, packed) = compress_prefix(raw, capacity, quality).expect("in range");
    assert!(packed.len() <= capacity, "{} > {capacity}", packed.len());
    assert!(used <= raw.len());
    if capacity == 0 {
        assert_eq!((used, packed.len()), (0, 0));
        return 0;
    }
    assert_eq!(decompress(&packed, used).expect("decodes"), raw[..used]);
    assert_eq!(decompress_prefix(&packed, usize::MAX), raw[..used]);
    used
}

#[test]
fn noise_fits_at_every_capacity() {
    let raw = noise(300_000);
    for quality in 0..=11 {
        for capacity in [
            0, 1, 67, 68, 69, 100, 4096, 65_535, 65_536, 65_700, 131_200, 200_000,
        ] {
            check(&raw, capacity, quality);
        }
    }
}

#[test]
fn whole_inputs_are_used_up() {
    for quality in [0, 1, 2, 5, 9, 11] {
        for raw in [
            Vec::new(),
            vec![b'x'],
            lines(500),
            lines(STEP),
            lines(200_001),
            vec![0; 300_000],
        ] {
            assert_eq!(check(&raw, raw.len() + 1000, quality), raw.len());
        }
    }
    let raw = lines(3000);
    assert_eq!(check(&raw, 3100, 5), 3000);
    assert!(check(&raw, 2000, 5) > 1900);
}

#[test]
fn most_of_the_capacity_is_used() {
    let raw = lines(8 << 20);
    let (used, packed) = compress_prefix(&raw, 240 * 5120, 5).expect("in range");
    assert!(used < raw.len());
    assert!(
        packed.len() * 100 > 240 * 5120 * 98,
        "{} bytes",
        packed.len()
    );
}

#[test]
fn quality_has_a_range() {
    let error = compress_prefix(b"x", 100, 12).expect_err("out of range");
    assert_eq!(
        error,
        CodecError::Argument {
            name: "quality",
            range: "0..=11",
            got: "12".into()
        }
    );
}

#[test]
fn lengths_must_agree() {
    let raw = lines(100_000);
    let (used, packed) = compress_prefix(&raw, 1 << 20, 5).expect("in range");
    assert_eq!(used, raw.len());
    let limit = |limit| Err(CodecError::OutputLimit { what: WHAT, limit });
    assert_eq!(decompress(&packed, raw.len() - 1), limit(raw.len() - 1));
    assert_eq!(decompress(&packed, 0), limit(0));
    let fewer = Err(CodecError::Corrupt {
        what: WHAT,
        why: "it gives fewer bytes than announced",
    });
    assert_eq!(decompress(&packed, raw.len() + 1), fewer);
    assert_eq!(decompress(&packed, usize::MAX), fewer);
    let mut longer = packed.clone();
    longer.extend([0; 3]);
    assert_eq!(
        decompress(&longer, raw.len()),
        Err(CodecError::Trailing {
            what: WHAT,
            extra: 3
        })
    );
    assert_eq!(
        decompress(&[], 0),
        Err(CodecError::Truncated {
            what: WHAT,
            have: 0,
            need: 1
        })
    );
}

#[test]
fn a_bomb_stops_at_its_limit() {
    let (used, bomb) = compress_prefix(&vec![0; 64 << 20], 1 << 20, 5).expect("in range");
    assert_eq!(used, 64 << 20);
    assert!(bomb.len() < 20_000);
    assert_eq!(
        decompress(&bomb, 1000),
        Err(CodecError::OutputLimit {
            what: WHAT,
            limit: 1000
        })
    );
    assert_eq!(decompress_prefix(&bomb, 1000), [0; 1000]);
}

#[test]
fn the_large_window_extension_is_refused() {
    // 0x11, then the window size: RFC 7932 reserves this first byte.
    assert_eq!(
        decompress(&[0x11, 0x1e, 0x03], 0),
        Err(CodecError::Corrupt {
            what: WHAT,
            why: "it breaks the format"
        })
    );
}

#[test]
fn every_cut_gives_a_prefix() {
    let raw = lines(5000);
    let (_, packed) = compress_prefix(&raw, 10_000, 5).expect("in range");
    let mut longest = 0;
    for cut in 0..packed.len() {
        assert!(
            matches!(
                decompress(&packed[..cut], raw.len()),
                Err(CodecError::Truncated { .. })
            ),
            "cut at {cut}"
        );
        let prefix = decompress_prefix(&packed[..cut], usize::MAX);
        assert_eq!(prefix, raw[..prefix.len()], "cut at {cut}");
        assert!(
            prefix.len() >= longest,
            "cut at {cut} gives less than the cut before"
        );
        longest = prefix.len();
    }
    assert_eq!(longest, raw.len());
}

#[test]
fn a_cut_keeps_its_share() {
    let raw = lines(4 * STEP);
    let (_, packed) = compress_prefix(&raw, 1 << 20, 5).expect("in range");
    for eighths in 1..8 {
        let prefix = decompress_prefix(&packed[..packed.len() * eighths / 8], usize::MAX);
        assert!(raw.starts_with(&prefix));
        // The lines are all alike, so payload and bytes advance together.
        assert!(
            prefix.len() * 10 >= raw.len() * eighths / 8 * 9,
            "{} at {eighths}",
            prefix.len()
        );
    }
    assert_eq!(decompress_prefix(&packed, 777), raw[..777]);
}

#[test]
fn damage_costs_only_what_follows() {
    let raw = lines(1 << 20);
    let (_, mut packed) = compress_prefix(&raw, 1 << 20, 5).expect("in range");
    let hole = packed.len() / 2;
    packed[hole..hole + 5000].fill(0xff);
    let prefix = decompress_prefix(&packed, usize::MAX);
    let right = prefix.iter().zip(&raw).take_while(|(a, b)| a == b).count();
    assert!(right * 10 > raw.len() * 4, "{right} of {}", raw.len());
}

#[test]
fn every_flip_is_an_error_or_as_long() {
    for (raw, quality) in [
        (lines(900), 5),
        (lines(900), 11),
        (noise(200), 1),
        (vec![7; 5000], 5),
    ] {
        let (_, packed) = compress_prefix(&raw, 10_000, quality).expect("in range");
        for bit in 0..packed.len() * 8 {
            let mut damaged = packed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            if let Ok(out) = decompress(&damaged, raw.len()) {
                assert_eq!(out.len(), raw.len());
            }
            assert!(decompress_prefix(&damaged, raw.len()).len() <= raw.len());
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(out) = decompress(&bytes, 1000) {
            prop_assert_eq!(out.len(), 1000);
        }
        prop_assert!(decompress_prefix(&bytes, 1000).len() <= 1000);
    }

    #[test]
    fn mixed_input_fits(
        text in 0usize..100_000, random in 0usize..100_000, capacity in 0usize..150_000, quality in 0u32..=9
    ) {
        let raw = [lines(text), noise(random)].concat();
        check(&raw, capacity, quality);
    }
}

#[test]
fn a_step_that_refuses_ends_the_coding() {
    let raw = vec![0; 20 * STEP];
    let mut asked = 0;
    let result = compress_prefix_with(&raw, 1 << 20, 11, &mut || {
        asked += 1;
        match asked {
            3 => Err(CodecError::Memory { bytes: 7 }),
            _ => Ok(()),
        }
    });
    assert_eq!(result, Err(CodecError::Memory { bytes: 7 }));
    assert_eq!(asked, 3);
}
