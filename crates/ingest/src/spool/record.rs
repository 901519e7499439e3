//! Records of a segment: how they are laid out, and how they are found again, also behind ones that
//! are damaged.
//!
//! A segment is [`FILE_HEADER`], then records. A record is a header of 44 bytes, integers
//! little-endian, and a payload:
//!
//! | bytes | |
//! |---|---|
//! | 4 | a mark, which is not UTF-8: no text within a payload looks like it |
//! | 4 | length of the payload |
//! | 4 | number of requests in it |
//! | 8 | when it was spooled, nanoseconds since 1970 |
//! | 16 | the group's id |
//! | 4 | CRC-32 of the payload |
//! | 4 | CRC-32 of the 40 bytes before |

use std::ops::Range;

use farol_model::UnixNano;
use uuid::Uuid;

/// What every segment begins with; the number is the format's version.
pub(super) const FILE_HEADER: &[u8; 16] = b"farol spool 1\r\n\0";

const MARK: [u8; 4] = *b"\xf5\xffRE";
const HEADER: usize = 44;

/// What a file ends with whose length outlived a crash that its last bytes did not. No payload does: it
/// is compressed.
const UNWRITTEN: [u8; 8] = [0; 8];

/// A record as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) id: Uuid,
    pub(crate) at: UnixNano,
    pub(crate) requests: u32,
    /// Where the payload stands in the segment.
    pub(crate) payload: Range<usize>,
}

/// What a segment holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Scan {
    /// In the order in which they were written.
    pub(crate) records: Vec<Record>,
    /// Damaged stretches: one record each, or several neighbours.
    pub(crate) corrupt: usize,
    /// Where a last record begins that was never written to its end.
    pub(crate) torn: Option<usize>,
}

/// Lays a record out.
pub(super) fn encode(id: Uuid, at: UnixNano, requests: u32, payload: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(HEADER + payload.len());
    // A group is bounded far below 4 GiB; a longer one would not be found again.
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    record.extend_from_slice(&MARK);
    record.extend_from_slice(&length.to_le_bytes());
    record.extend_from_slice(&requests.to_le_bytes());
    record.extend_from_slice(&at.0.to_le_bytes());
    record.extend_from_slice(id.as_bytes());
    record.extend_from_slice(&crc32fast::hash(payload).to_le_bytes());
    let check = crc32fast::hash(&record);
    record.extend_from_slice(&check.to_le_bytes());
    record.extend_from_slice(payload);
    record
}

/// Finds all records of a segment.
pub(crate) fn scan(segment: &[u8]) -> Scan {
    let mut scan = Scan::default();
    if segment.len() < FILE_HEADER.len() {
        scan.torn = Some(0);
        return scan;
    }
    let known = segment.starts_with(FILE_HEADER);
    let mut at = if known { FILE_HEADER.len() } else { 0 };
    while at < segment.len() {
        match Found::at(segment, at) {
            Found::Record(record) => {
                at = record.payload.end;
                scan.records.push(record);
            }
            // Nothing may follow what was cut off while it was written.
            Found::CutOff => {
                scan.torn = Some(at);
                break;
            }
            Found::Damaged => {
                let next = next_record(segment, at + 1);
                if next == segment.len() && segment.ends_with(&UNWRITTEN) {
                    scan.torn = Some(at);
                    break;
                }
                scan.corrupt += 1;
                at = next;
            }
        }
    }
    scan
}

enum Found {
    Record(Record),
    /// The segment ends before the record does.
    CutOff,
    Damaged,
}

impl Found {
    fn at(segment: &[u8], at: usize) -> Self {
        let Some((header, rest)) = segment[at..].split_at_checked(HEADER) else {
            return Self::CutOff;
        };
        if !is_header(header) {
            return Self::Damaged;
        }
        let length = usize::try_from(number(header, 4)).unwrap_or(usize::MAX);
        let Some(payload) = rest.get(..length) else { return Self::CutOff };
        if crc32fast::hash(payload) != number(header, 36) {
            return Self::Damaged;
        }
        let start = at + HEADER;
        Self::Record(Record {
            id: Uuid::from_slice(&header[20..36]).unwrap_or_default(),
            at: UnixNano(header[12..20].try_into().map(i64::from_le_bytes).unwrap_or_default()),
            requests: number(header, 8),
            payload: start..start + length,
        })
    }
}

/// Where the next header begins, or the segment ends.
fn next_record(segment: &[u8], from: usize) -> usize {
    let ahead = segment.get(from..).unwrap_or_default().windows(HEADER).position(is_header);
    ahead.map_or(segment.len(), |ahead| from + ahead)
}

fn is_header(bytes: &[u8]) -> bool {
    bytes.starts_with(&MARK) && crc32fast::hash(&bytes[..HEADER - 4]) == number(bytes, HEADER - 4)
}

/// The four bytes at a place in a header.
fn number(header: &[u8], at: usize) -> u32 {
    header[at..at + 4].try_into().map(u32::from_le_bytes).unwrap_or_default()
}
