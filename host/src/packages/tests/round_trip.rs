use super::*;
use crate::Op;

#[test]
fn every_codec_and_size_comes_back() {
    let sizes = [0, 1, 2, 100, 5119, 5120, 5121, 102_400, 102_401, 1_300_000];
    for (name, codec) in CodecChoice::ALL {
        for size in sizes {
            for data in [text(size), noise(size, 7), vec![b'x'; size]] {
                let package = packed(&data, &PackOptions::new().codec(codec));
                assert_eq!(
                    unpack_bytes(&package, false).unwrap(),
                    data,
                    "{name}, {size} bytes"
                );
                let seen = Package::open_bytes(package).unwrap().verify().unwrap();
                assert_eq!(seen.status, Status::Intact, "{name}, {size} bytes");
                assert_eq!((seen.coherence, seen.coherence_healed), (1.0, 1.0));
                assert!(seen.container_intact);
            }
        }
    }
}

#[test]
fn several_components_and_windows() {
    // 20 full components, the last window of 12 + index + manifest.
    let data = noise(20 * 240 * 5120 + 77, 3);
    let package = packed(&data, &stored());
    let opened = Package::open_bytes(package.clone()).unwrap();
    assert_eq!(opened.components().unwrap().len(), 21 + 2);
    assert_eq!(opened.verify().unwrap().status, Status::Intact);
    assert!(opened.content(false).unwrap() == data);
    assert!(healed(&package, false).unwrap() == package);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let data = text(9_000_000);
    let one = packed(&data, &PackOptions::new().threads(1));
    for threads in [2, 5] {
        assert!(packed(&data, &PackOptions::new().threads(threads)) == one);
    }
}

#[test]
fn redundancy_is_the_share_of_parity_and_costs_what_it_says() {
    let data = noise(3_000_000, 5);
    let mut before = 0;
    for percent in [6.25, 10.0, 25.0, 44.0] {
        let redundancy = Redundancy::from_percent(percent).unwrap();
        let package = packed(&data, &stored().redundancy(redundancy));
        assert!(package.len() > before);
        before = package.len();
        assert_eq!(unpack_bytes(&package, false).unwrap(), data);
        let views = Package::open_bytes(package).unwrap().components().unwrap();
        let first = &views[0];
        let share = first.recovery.parity_parts.len() as f64 / f64::from(first.num_parts);
        assert!((share * 100.0 - percent).abs() < 0.5, "{percent}: {share}");
    }
}

#[test]
fn wrong_options_are_named() {
    let refused = pack_bytes(b"", &PackOptions::new().quality(12)).unwrap_err();
    assert_eq!(refused.to_string(), "quality must be within 0..=11, got 12");
}

#[test]
fn a_full_stream_of_small_writes_is_the_same_package() {
    struct Drip<'a>(&'a [u8]);
    impl std::io::Read for Drip<'_> {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            let len = buf.len().min(self.0.len()).min(777);
            buf[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }
    let data = text(2_000_000);
    let whole = packed(&data, &PackOptions::new());
    let (dripped, report) = pack_stream(Drip(&data), Vec::new(), &PackOptions::new()).unwrap();
    assert!(dripped == whole);
    assert_eq!(report.input_bytes, 2_000_000);
    assert_eq!(report.output_bytes, whole.len() as u64);
}

#[test]
fn names_and_versions_are_kept_and_change_the_tag() {
    let package = packed(b"x", &PackOptions::new().name("notes").version("1.2.3"));
    let opened = Package::open_bytes(package).unwrap();
    assert_eq!(
        (opened.name().as_deref(), opened.version().as_deref()),
        (Some("notes"), Some("1.2.3"))
    );
    assert_eq!(opened.read("notes").unwrap(), b"x");
    assert_eq!(opened.read("diram-component-0.bin").unwrap(), b"x");
    let missing = opened.read("other").unwrap_err();
    assert_eq!(
        missing.to_string(),
        "entry \"other\" is not in this package"
    );
}

#[test]
fn results_in_memory_have_a_limit() {
    use crate::{Code, Failure};
    let package = packed(&vec![0; 3_000_000], &PackOptions::new());
    let opened = Package::open_bytes(package.clone()).unwrap();
    let (low, enough) = (
        ReadOptions::new().max_output(2_999_999),
        ReadOptions::new().max_output(3_000_000),
    );
    assert_eq!(
        opened.content_with(&low).unwrap_err().code(),
        Code::OutputLimit
    );
    assert_eq!(
        opened.read_with("data", &low).unwrap_err().code(),
        Code::OutputLimit
    );
    assert_eq!(
        unpack_bytes_with(&package, &low).unwrap_err().code(),
        Code::OutputLimit
    );
    assert_eq!(
        opened
            .read_with("diram-component-0.bin", &ReadOptions::new().max_output(9))
            .unwrap_err()
            .code(),
        Code::OutputLimit
    );
    assert_eq!(opened.content_with(&enough).unwrap().len(), 3_000_000);
    assert_eq!(opened.read_with("data", &enough).unwrap().len(), 3_000_000);
}

#[test]
fn calls_without_options_report_to_the_op_that_governs_them() {
    use std::sync::{Arc, Mutex};
    let package = packed(&text(200_000), &PackOptions::new());
    let opened = Package::open_bytes(package).unwrap();
    let phases = |call: &dyn Fn(&Package)| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (op, sink) = (Op::new(), Arc::clone(&seen));
        op.on_progress(move |progress| {
            sink.lock().unwrap().push(progress.phase);
            true
        });
        call(&opened.with_op(&op));
        let mut seen = seen.lock().unwrap().clone();
        assert!(seen.len() >= 2, "at the begin and at the end");
        seen.dedup();
        seen
    };
    let name = "diram-component-0.bin";
    assert_eq!(phases(&|p| drop(p.entries().unwrap())), ["read"]);
    assert_eq!(phases(&|p| drop(p.components().unwrap())), ["verify"]);
    assert_eq!(
        phases(&|p| assert!(p.verify_coherence(name).unwrap() == 1.0)),
        ["verify"]
    );
    assert_eq!(
        phases(&|p| drop(p.recover_component(name).unwrap())),
        ["heal"]
    );
    let late = Op::new();
    late.timeout(std::time::Duration::ZERO);
    let refused = opened.with_op(&late).recover_component(name).unwrap_err();
    assert!(matches!(refused, crate::Error::Deadline { .. }));
}

#[test]
fn a_packer_that_failed_never_finishes() {
    use crate::{Code, Failure};
    use std::io::{self, Write};
    struct FailsOnce(u32);
    impl Write for FailsOnce {
        fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
            self.0 += 1;
            if self.0 == 5 {
                Err(io::Error::other("full"))
            } else {
                Ok(buf.len())
            }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut packer = Packer::new(FailsOnce(0), &stored()).unwrap();
    let data = noise(40_000_000, 3);
    let failed = packer.add("big", data.len() as u64, &data[..]).unwrap_err();
    assert_eq!(failed.code(), Code::Io);
    assert_eq!(packer.begin("next", 0).unwrap_err().code(), Code::State);
    assert_eq!(packer.finish().map(|_| ()).unwrap_err().code(), Code::State);
}

#[test]
fn reading_past_the_end_of_an_entry_gives_nothing() {
    use std::io::{Read, Seek, SeekFrom};
    let dir = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        std::fs::write(dir.path().join(name), b"text").unwrap();
    }
    let (package, _) = pack_to(dir.path(), Vec::new(), &stored()).unwrap();
    let mut entry = Package::open_bytes(package)
        .unwrap()
        .open_entry("b")
        .unwrap();
    for place in [4, 5, u64::MAX] {
        entry.seek(SeekFrom::Start(place)).unwrap();
        assert_eq!(entry.read(&mut [0; 8]).unwrap(), 0, "{place}");
    }
}
