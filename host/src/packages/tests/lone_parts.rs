use super::*;
use crate::{Code, Failure};

fn parts(data: &[u8]) -> Vec<Vec<u8>> {
    let package = packed(data, &stored());
    let component = |path: &str| path.starts_with("root/obinexus/src/diram-component-0.part.");
    parts_of(&package)
        .into_iter()
        .filter(|(path, _)| component(path))
        .map(|(_, range)| package[range].to_vec())
        .collect()
}

fn given(parts: &[Vec<u8>], missing: usize) -> Vec<Option<&[u8]>> {
    parts
        .iter()
        .enumerate()
        .map(|(i, part)| (i >= missing).then_some(&part[..]))
        .collect()
}

#[test]
fn a_component_comes_back_from_its_parts_in_any_order() {
    let data = noise(1000, 3);
    let mut parts = parts(&data);
    assert_eq!(parts.len(), 22);
    let whole = reconstruct_component(&given(&parts, 0), false).unwrap();
    assert_eq!((whole.data.as_slice(), whole.coherence), (&data[..], 1.0));
    assert!(whole.recovered.is_empty());

    parts.reverse();
    let one_less = reconstruct_component(&given(&parts, 1), false).unwrap();
    assert_eq!(one_less.data, data);
    assert_eq!(
        (one_less.coherence, one_less.recovered),
        (21.0 / 22.0, vec![21])
    );

    let two_less = reconstruct_component(&given(&parts, 2), false).unwrap_err();
    assert_eq!(two_less.code(), Code::Coherence);
    assert_eq!(
        reconstruct_component(&given(&parts, 2), true).unwrap().data,
        data
    );
    assert_eq!(
        reconstruct_component(&given(&parts, 3), true)
            .unwrap_err()
            .code(),
        Code::Lost
    );
}

#[test]
fn damaged_parts_mend_and_noise_counts_as_missing() {
    let data = noise(1000, 3);
    let mut parts = parts(&data);
    parts[5][300] ^= 0x40;
    parts[9] = vec![1, 2, 3];
    let back = reconstruct_component(&given(&parts, 0), false).unwrap();
    assert_eq!(back.data, data);
    assert_eq!((back.coherence, back.recovered), (20.0 / 22.0, vec![9]));
}

#[test]
fn parts_of_two_components_are_refused() {
    let (mut one, two) = (parts(&noise(1000, 3)), parts(&noise(1000, 4)));
    one[3] = two[3].clone();
    let refused = reconstruct_component(&given(&one, 0), true).unwrap_err();
    assert_eq!(refused.code(), Code::ConflictingParts);
    assert_eq!(
        reconstruct_component(&[], false).unwrap_err().code(),
        Code::Argument
    );
    assert_eq!(
        reconstruct_component(&[Some(b"noise")], false)
            .unwrap_err()
            .code(),
        Code::Truncated
    );
}

#[test]
fn a_lone_part_says_what_it_is_and_mends_itself() {
    let part = parts(&noise(1000, 3)).swap_remove(4);
    let report = check_part(&part);
    assert_eq!(
        (report.recovery_capability, report.intact, report.mendable),
        (1.0, true, true)
    );
    assert!(report.part_number.is_some() && report.kind == Some("component"));
    for bit in 0..part.len() * 8 {
        let mut damaged = part.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(!check_part(&damaged).intact);
        assert_eq!(heal_part(&damaged).unwrap(), part);
    }
    for len in 0..part.len() {
        assert!(heal_part(&part[..len]).is_err());
        assert!(!check_part(&part[..len]).mendable);
    }
    assert_eq!(check_part(&noise(1000, 1)).recovery_capability, 0.0);
}

#[test]
fn the_original_functions_keep_their_arguments() {
    let data = text(10_000);
    for threshold in [0.954, f64::from(0.954_f32), 1.0] {
        let package = compress_with_recovery(&data, threshold).unwrap();
        assert_eq!(decompress_fault_tolerant(&package, 0.046).unwrap(), data);
    }
    for wrong in [0.0, 0.95, 1.1, f64::NAN] {
        assert_eq!(
            compress_with_recovery(&data, wrong).unwrap_err().code(),
            Code::Argument
        );
    }
    let mut package = packed(&data, &stored());
    destroy(&mut package, "diram-component-0", [1, 2]);
    let refused = decompress_fault_tolerant(&package, 0.046).unwrap_err();
    assert_eq!(
        (refused.code(), &refused.details()["recoverable"]),
        (Code::Coherence, &true.into())
    );
    assert_eq!(decompress_fault_tolerant(&package, 0.1).unwrap(), data);
    assert_eq!(
        decompress_fault_tolerant(&package, 2.0).unwrap_err().code(),
        Code::Argument
    );
}
