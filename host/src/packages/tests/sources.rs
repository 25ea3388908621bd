//! Inputs that are hardly there, that change, or are no files; names that are no text; and calls
//! that are told to stop.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;

use super::*;
use crate::{Code, Failure, Op};

#[test]
fn nothing_and_one_byte_are_content_but_no_packages() {
    for data in [&b""[..], b"x", b"\0"] {
        let package = packed(data, &PackOptions::new());
        assert_eq!(unpack_bytes(&package, false).unwrap(), data);
        let refused = Package::open_bytes(data).unwrap_err();
        assert_eq!(refused.code(), Code::Format);
        let bytes = data.len();
        let message = format!("not a diram package: no part found in {bytes} bytes");
        assert_eq!(refused.to_string(), message);
    }
}

#[test]
fn what_cannot_be_read_at_any_place_is_refused_without_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.unwrap().success());
    // Opening it would wait for somebody who writes.
    let refused = Package::open(&fifo).unwrap_err();
    assert_eq!(refused.code(), Code::Argument, "{refused}");
    let refused = Package::open("/dev/null").unwrap_err();
    assert_eq!(refused.code(), Code::Argument, "{refused}");
    for path in [dir.path(), &dir.path().join("none")] {
        let refused = Package::open(path).unwrap_err();
        assert_eq!(refused.code(), Code::Io, "{refused}");
        assert!(refused.to_string().contains(&*path.to_string_lossy()));
    }
}

/// Says to be longer than it is, as a file does that is cut while it is read.
struct Longer(io::Cursor<Vec<u8>>, u64);

impl Read for Longer {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf)
    }
}

impl Seek for Longer {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::End(0) => Ok(self.1),
            other => self.0.seek(other),
        }
    }
}

#[test]
fn a_file_shorter_than_it_said_gives_what_is_left_or_an_error() {
    let package = packed(&text(3000), &stored());
    for said in [package.len() as u64 + 1, 1 << 40, u64::MAX] {
        let longer = Longer(io::Cursor::new(package.clone()), said);
        let opened = Package::open_reader(longer).unwrap();
        assert_eq!(opened.content(false).unwrap(), text(3000));
    }
    let longer = Longer(io::Cursor::default(), u64::MAX);
    let refused = Package::open_reader(longer).unwrap_err();
    assert_eq!(refused.code(), Code::Format);
}

#[test]
fn a_file_cut_after_it_was_opened_is_lost_not_shorter() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.zip");
    let data = noise(300_000, 5);
    fs::write(&path, packed(&data, &stored())).unwrap();
    let opened = Package::open(&path).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(100_000).unwrap();
    assert_eq!(opened.content(true).unwrap_err().code(), Code::Lost);
    assert_eq!(opened.verify().unwrap().status, Status::Lost);
}

#[test]
fn names_that_are_not_text_come_back_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"caf\xe9\xff");
    let source = dir.path().join("in");
    fs::create_dir(&source).unwrap();
    fs::write(source.join(name), b"bytes").unwrap();
    for (number, src) in [source.clone(), source.join(name)].iter().enumerate() {
        let (package, _) = pack_to(src, Vec::new(), &PackOptions::new()).unwrap();
        let opened = Package::open_bytes(package).unwrap();
        let out = dir.path().join(format!("out{number}"));
        opened.unpack(&out, &UnpackOptions::new()).unwrap();
        assert_eq!(fs::read(out.join(name)).unwrap(), b"bytes");
        assert_eq!(opened.read("caf\u{fffd}\u{fffd}").unwrap(), b"bytes");
    }
}

#[test]
fn every_call_that_is_told_to_stop_says_so_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut package = packed(&noise(3_000_000, 5), &stored().name("f"));
    destroy(&mut package, "diram-component-1", 0..40);
    let opened = Package::open_bytes(package.clone()).unwrap();
    let op = Op::new();
    op.cancel();
    let out = dir.path().join("out");
    let refused = [
        Package::open_bytes_with(noise(100_000, 1), &op).err(),
        opened.verify_with(&op).err(),
        opened.heal(&out, &HealOptions::new().op(&op)).err(),
        opened.unpack(&out, &UnpackOptions::new().op(&op)).err(),
        opened
            .unpack(&out, &UnpackOptions::new().best_effort(true).op(&op))
            .err(),
        opened
            .unpack(&out, &UnpackOptions::new().paths(vec!["f".into()]).op(&op))
            .err(),
        opened
            .unpack_components(&out, &UnpackOptions::new().op(&op))
            .err(),
    ];
    for (number, refused) in refused.into_iter().enumerate() {
        assert_eq!(refused.unwrap().code(), Code::Cancelled, "call {number}");
    }
    // In the middle of a component, at the quality that takes longest.
    let op = Op::new();
    op.on_progress(|progress| progress.done == 0);
    let slow = PackOptions::new().quality(11).op(&op);
    assert_eq!(
        pack_bytes(&text(3_000_000), &slow).unwrap_err().code(),
        Code::Cancelled
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
