//! Hashes and registers as few bytes.

use super::Seen;
use crate::codec::{Reader, Writer};
use crate::rollup::{Distinct, distinct::REGISTERS};

/// Hashes as they are, since nothing in them is small; of the quarters how many, and their distances.
pub(super) fn encode_seen(writer: &mut Writer, seen: &Seen) {
    writer.length(seen.len());
    for (hash, quarters) in seen {
        writer.0.extend_from_slice(&hash.to_le_bytes());
        writer.byte(u8::try_from(quarters.count_ones()).unwrap_or(u8::MAX));
        let mut left = *quarters;
        let mut last = 0;
        while left != 0 {
            let next = left.trailing_zeros();
            writer.number(u64::from(next - last));
            last = next;
            left &= left - 1;
        }
    }
}

pub(super) fn decode_seen(reader: &mut Reader<'_>) -> Option<Seen> {
    let mut seen = Seen::new();
    for _ in 0..reader.length()? {
        let (hash, rest) = reader.0.split_first_chunk()?;
        reader.0 = rest;
        let mut quarters = 0;
        let mut place = 0;
        for _ in 0..reader.byte()? {
            place += reader.number().filter(|distance| *distance < 96)?;
            quarters |= 1_u128.checked_shl(u32::try_from(place).ok()?)?;
        }
        seen.insert(u64::from_le_bytes(*hash), quarters);
    }
    Some(seen)
}

/// Few hashes as such; registers that are set by their distances while they are few, else all of them in
/// half a byte each, less the smallest, and what is too large for that behind them.
pub(super) fn encode_distinct(writer: &mut Writer, distinct: &Distinct) {
    let registers = match distinct {
        Distinct::Few(hashes) => {
            writer.byte(0);
            writer.length(hashes.len());
            for hash in hashes {
                writer.0.extend_from_slice(&hash.to_le_bytes());
            }
            return;
        }
        Distinct::Many(registers) => registers,
    };
    let is_set = registers.iter().filter(|register| **register != 0).count();
    if is_set < REGISTERS / 6 {
        writer.byte(1);
        encode_some(writer, registers, |register| *register != 0);
        return;
    }
    writer.byte(2);
    let least = registers.iter().copied().min().unwrap_or_default();
    writer.byte(least);
    let half = |register: &u8| (register - least).min(15);
    writer.0.extend(registers.chunks_exact(2).map(|two| half(&two[0]) | half(&two[1]) << 4));
    encode_some(writer, registers, |register| *register - least >= 15);
}

fn encode_some(writer: &mut Writer, registers: &[u8], which: impl Fn(&u8) -> bool) {
    writer.length(registers.iter().filter(|register| which(register)).count());
    let mut last = 0;
    for (place, register) in registers.iter().enumerate().filter(|(_, register)| which(register)) {
        writer.length(place - last);
        writer.byte(*register);
        last = place;
    }
}

pub(super) fn decode_distinct(reader: &mut Reader<'_>) -> Option<Distinct> {
    let mut registers = vec![0; REGISTERS].into_boxed_slice();
    match reader.byte()? {
        0 => {
            let mut distinct = Distinct::default();
            for _ in 0..reader.length()? {
                let (hash, rest) = reader.0.split_first_chunk()?;
                reader.0 = rest;
                distinct.add_hash(u64::from_le_bytes(*hash));
            }
            return Some(distinct);
        }
        1 => {}
        _ => {
            let least = reader.byte()?;
            let (halves, rest) = reader.0.split_at_checked(REGISTERS / 2)?;
            reader.0 = rest;
            for (two, halves) in registers.chunks_exact_mut(2).zip(halves) {
                two[0] = least.checked_add(halves & 15)?;
                two[1] = least.checked_add(halves >> 4)?;
            }
        }
    }
    let mut place = 0;
    for _ in 0..reader.length()? {
        place += usize::try_from(reader.number()?).ok()?;
        *registers.get_mut(place)? = reader.byte()?;
    }
    Some(Distinct::Many(registers))
}
