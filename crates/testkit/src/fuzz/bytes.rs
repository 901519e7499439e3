//! Bytes that mean nothing, and bytes that nearly mean something.

use super::below;
use crate::Random;

/// Letters that get past the first byte of JSON.
const PRINTABLE: &[u8] = b"{}[]\",:0123456789.eE+-resourceSpanscopeLogMtricbutdkyvalu\\ ";
/// Bytes that are special to one encoding or the other.
const SPECIAL: [u8; 10] = [0, 0x7f, 0x80, 0xc0, 0xed, 0xff, b'"', b'\\', b'{', b'}'];

/// Random bytes, half of the time printable ones.
pub fn noise(random: &mut Random) -> Vec<u8> {
    let printable = random.below(2) == 0;
    let byte = |random: &mut Random| {
        if printable { *random.choose(PRINTABLE) } else { random.next().to_le_bytes()[0] }
    };
    (0..random.below(200)).map(|_| byte(random)).collect()
}

/// The same bytes with some of them changed, cut out, doubled or put elsewhere.
pub fn mutate_bytes(good: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            return noise(random);
        }
        let (at, length) = (below(random, bytes.len()), 1 + below(random, 24));
        let end = bytes.len().min(at + length);
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.insert(at, random.next().to_le_bytes()[0]),
            3 => bytes[at] = *random.choose(&SPECIAL),
            4 => {
                let part = bytes[at..end].to_vec();
                let to = below(random, bytes.len());
                bytes.splice(to..to, part);
            }
            _ => bytes[at] ^= 1 << random.below(8),
        }
    }
    bytes
}
