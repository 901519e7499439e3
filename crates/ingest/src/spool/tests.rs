//! What was appended is found again, whatever happened to the files.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use uuid::Uuid;

use super::{
    record::{FILE_HEADER, Scan, encode, scan},
    *,
};

const MAX_BYTES: u64 = 1 << 20;

fn open(directory: &Path) -> Files {
    Files::open(directory, MAX_BYTES).unwrap()
}

/// A record with this number for an id, and a payload of its own length.
fn record(number: u8) -> Vec<u8> {
    let payload = vec![number; 20 + usize::from(number)];
    encode(Uuid::from_u128(number.into()), UnixNano(number.into()), 2, &payload)
}

fn append(files: &mut Files, numbers: impl IntoIterator<Item = u8>) {
    for number in numbers {
        files.append(&record(number), UnixNano(number.into()), 2).unwrap();
    }
}

/// The numbers of all records that a replay would find, in order.
fn numbers(files: &mut Files) -> Vec<u8> {
    let mut found = Vec::new();
    let mut after = None;
    while let Some(number) = files.next_segment(after) {
        found.extend(ids(&scan(&files.read(number).unwrap())));
        after = Some(number);
    }
    found
}

fn ids(scan: &Scan) -> Vec<u8> {
    scan.records.iter().map(|record| record.id.as_bytes()[15]).collect()
}

fn only_segment(directory: &Path) -> PathBuf {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut segments = entries.filter(|path| path.extension().is_some_and(|of| of == "spool"));
    let segment = segments.next().unwrap();
    assert_eq!(segments.next(), None);
    segment
}

/// A segment of three records, and where the last begins.
fn three_records() -> (Vec<u8>, usize) {
    let directory = TempDir::new().unwrap();
    append(&mut open(directory.path()), 1..=3);
    let bytes = fs::read(only_segment(directory.path())).unwrap();
    let last = bytes.len() - record(3).len();
    (bytes, last)
}

#[test]
fn records_are_found_in_order_by_the_next_run() {
    let directory = TempDir::new().unwrap();
    let mut files = open(directory.path());
    append(&mut files, 1..=2);
    drop(files);
    let mut files = open(directory.path());
    append(&mut files, 3..=4);
    let waiting = files.total();
    assert_eq!((waiting.records, waiting.requests), (4, 8));
    assert_eq!(waiting.oldest, Some(UnixNano(1)));
    assert_eq!(numbers(&mut files), [1, 2, 3, 4]);
}

#[test]
fn a_record_torn_at_any_byte_is_cut_off_and_those_before_it_stay() {
    let (bytes, last) = three_records();
    for end in last + 1..bytes.len() {
        let directory = TempDir::new().unwrap();
        let segment = directory.path().join("00000000000000000007.spool");
        fs::write(&segment, &bytes[..end]).unwrap();
        let mut files = open(directory.path());
        assert_eq!(fs::metadata(&segment).unwrap().len(), last as u64, "cut off at {end}");
        append(&mut files, [4]);
        assert_eq!((numbers(&mut files), files.set_aside()), (vec![1, 2, 4], 0), "torn at {end}");
    }
}

#[test]
fn a_record_whose_end_was_never_written_is_cut_off() {
    let (bytes, last) = three_records();
    for end in last..bytes.len() - 8 {
        let mut unwritten = bytes.clone();
        unwritten[end..].fill(0);
        let found = scan(&unwritten);
        assert_eq!((ids(&found), found.torn, found.corrupt), (vec![1, 2], Some(last), 0), "{end}");
    }
}

#[test]
fn a_segment_that_cannot_be_read_keeps_no_other_from_being_used() {
    let directory = TempDir::new().unwrap();
    append(&mut open(directory.path()), [1]);
    fs::create_dir(directory.path().join("00000000000000000007.spool")).unwrap();
    let mut files = open(directory.path());
    append(&mut files, [2]);
    assert_eq!((numbers(&mut files), files.set_aside()), (vec![1, 2], 1));
}

#[test]
fn a_segment_torn_before_its_first_record_is_nothing() {
    for length in 0..=FILE_HEADER.len() {
        let directory = TempDir::new().unwrap();
        fs::write(directory.path().join("00000000000000000001.spool"), &FILE_HEADER[..length])
            .unwrap();
        let mut files = open(directory.path());
        assert_eq!(files.total(), Holding::default());
        append(&mut files, [1]);
        assert_eq!(numbers(&mut files), [1]);
    }
}

#[test]
fn a_bit_flipped_anywhere_costs_one_record_at_most() {
    let (bytes, _) = three_records();
    let starts = [1, 2, 3].map(|number| record(number).len());
    let first = FILE_HEADER.len();
    let ends = [first, first + starts[0], first + starts[0] + starts[1], bytes.len()];
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let damaged = u8::try_from(ends.iter().filter(|end| **end <= at).count()).unwrap();
            let expected: Vec<u8> = (1..=3).filter(|number| *number != damaged).collect();
            let found = scan(&flipped);
            assert_eq!((ids(&found), found.torn), (expected, None), "bit {bit} of byte {at}");
            assert_eq!(found.corrupt, 1, "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn a_segment_with_corrupt_records_is_kept_aside_and_does_not_come_back() {
    let directory = TempDir::new().unwrap();
    let (mut bytes, last) = three_records();
    bytes[last - 1] ^= 1;
    fs::write(directory.path().join("00000000000000000001.spool"), &bytes).unwrap();
    let mut files = open(directory.path());
    assert_eq!(numbers(&mut files), [1, 3]);
    files.settle(1, Holding::default(), true).unwrap();
    assert_eq!((files.total(), files.set_aside()), (Holding::default(), 1));
    drop(files);
    let mut files = open(directory.path());
    append(&mut files, [4]);
    assert_eq!((numbers(&mut files), files.set_aside()), (vec![4], 1));
    let kept = directory.path().join("00000000000000000001.corrupt");
    assert_eq!(fs::read(kept).unwrap(), bytes, "whole, for a human");
}

#[test]
fn what_is_full_takes_no_more_until_something_is_replayed() {
    let directory = TempDir::new().unwrap();
    let mut files = Files::open(directory.path(), 1_000).unwrap();
    let mut taken = Vec::new();
    for number in 1..=100 {
        match files.append(&record(number), UnixNano(0), 1) {
            Ok(()) => taken.push(number),
            Err(error) => assert!(matches!(error, SpoolError::Full), "{error}"),
        }
    }
    assert!(files.total().bytes <= 1_000 && taken.len() > 5, "{taken:?}");
    assert_eq!(numbers(&mut files), taken, "nothing that was taken is lost");
    let first = files.next_segment(None).unwrap();
    files.settle(first, Holding::default(), false).unwrap();
    append(&mut files, [100]);
    assert_eq!(numbers(&mut files).last(), Some(&100));
}

#[test]
fn a_full_disk_loses_nothing_that_was_taken_before() {
    let directory = TempDir::new().unwrap();
    let mut files = open(directory.path());
    append(&mut files, 1..=2);
    let length = fs::metadata(only_segment(directory.path())).unwrap().len();
    files.write_to(File::options().write(true).open("/dev/full").unwrap());
    let refused = files.append(&record(3), UnixNano(3), 2);
    assert!(matches!(refused, Err(SpoolError::Io(_))), "{refused:?}");
    assert_eq!((files.total().records, files.total().bytes), (2, length));
    // That segment's end is not to be trusted any more.
    append(&mut files, [4]);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3, "two segments and the lock");
    drop(files);
    assert_eq!(numbers(&mut open(directory.path())), [1, 2, 4]);
}

#[test]
fn what_a_failed_write_left_is_cut_off() {
    let directory = TempDir::new().unwrap();
    let mut files = open(directory.path());
    append(&mut files, 1..=2);
    let segment = only_segment(directory.path());
    let length = fs::metadata(&segment).unwrap().len();
    let mut bytes = fs::read(&segment).unwrap();
    bytes.extend_from_slice(&record(3));
    fs::write(&segment, bytes).unwrap();
    files.give_up(1);
    assert_eq!(fs::metadata(&segment).unwrap().len(), length);
    assert_eq!(numbers(&mut files), [1, 2]);
}

#[test]
fn a_second_farol_does_not_write_to_the_same_spool() {
    let directory = TempDir::new().unwrap();
    let _files = open(directory.path());
    let second = Files::open(directory.path(), MAX_BYTES);
    assert!(matches!(second, Err(SpoolError::Locked)), "{second:?}");
}
