//! Mutations that know the wire format, and nothing of the messages: what comes out is mostly a
//! message again.

use super::{
    below, noise,
    wire::{Field, Value, parse, write},
};
use crate::Random;

/// Numbers at the edges of their types.
const EDGES: [u64; 9] =
    [0, 1, (1 << 31) - 1, 1 << 31, u32::MAX as u64, 1 << 53, i64::MAX as u64, 1 << 63, u64::MAX];
/// NaN, infinities, the least and the largest, and zero with a sign.
const DOUBLES: [f64; 6] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5e-324, f64::MAX, -0.0];
/// Invalid UTF-8, an encoded surrogate, U+0000, the last code point, text cut within a letter.
const TEXTS: [&[u8]; 6] =
    [b"\xff\xfe", b"a\xed\xa0\x80b", b"a\0b", b"\xf4\x8f\xbf\xbf", b"\xe6\xbc", b"\xc0\xaf"];

/// Changes one field, somewhere inside. What is no message comes back as it is.
pub fn mutate_protobuf(message: &[u8], random: &mut Random) -> Vec<u8> {
    let Some(mut fields) = parse(message).filter(|fields| !fields.is_empty()) else {
        return message.to_vec();
    };
    let at = below(random, fields.len());
    // Most of what there is to break lies deep inside.
    let inner = match &fields[at].value {
        Value::Bytes(bytes) if random.below(5) > 0 && parse(bytes).is_some() => Some(bytes),
        _ => None,
    };
    match inner.filter(|bytes| !bytes.is_empty()) {
        Some(bytes) => fields[at].value = Value::Bytes(mutate_protobuf(bytes, random)),
        None => change(&mut fields, at, random),
    }
    write(&fields)
}

fn change(fields: &mut Vec<Field>, at: usize, random: &mut Random) {
    match random.below(8) {
        0 => drop(fields.remove(at)),
        1 => {
            let to = below(random, fields.len());
            fields.swap(at, to);
        }
        2 => {
            let again = write(&fields[at..=at]);
            fields.extend(parse(&again).into_iter().flatten());
        }
        3 => fields[at].number = *random.choose(&[1, 2, 3, 15, 16, 1000, (1 << 29) - 1]),
        4 => fields[at].value = other_type(random),
        _ => change_value(&mut fields[at].value, random),
    }
}

fn change_value(value: &mut Value, random: &mut Random) {
    match value {
        Value::Varint(number) => *number = *random.choose(&EDGES),
        Value::Fixed64(bytes) => *bytes = fixed(random),
        Value::Fixed32(bytes) => {
            *bytes = [random.next().to_le_bytes()[0]; 4];
        }
        Value::Lie(length, _) => *length = *random.choose(&EDGES),
        Value::Bytes(bytes) => match random.below(6) {
            0 => *value = Value::Lie(*random.choose(&EDGES), std::mem::take(bytes)),
            1 => *bytes = noise(random),
            2 => *bytes = nested(random.between(1, 150), std::mem::take(bytes)),
            3 => bytes.clear(),
            4 => *bytes = bytes.repeat(below(random, 50)),
            _ => *bytes = random.choose(&TEXTS).to_vec(),
        },
    }
}

fn other_type(random: &mut Random) -> Value {
    match random.below(4) {
        0 => Value::Varint(*random.choose(&EDGES)),
        1 => Value::Fixed64(fixed(random)),
        2 => Value::Fixed32([0xff; 4]),
        _ => Value::Bytes(random.choose(&TEXTS).to_vec()),
    }
}

fn fixed(random: &mut Random) -> [u8; 8] {
    if random.below(2) == 0 {
        random.choose(&EDGES).to_le_bytes()
    } else {
        random.choose(&DOUBLES).to_le_bytes()
    }
}

/// An `AnyValue` of lists inside each other.
fn nested(depth: u64, content: Vec<u8>) -> Vec<u8> {
    let wrap = |inner, number| write(&[Field { number, value: Value::Bytes(inner) }]);
    (0..depth).fold(content, |inner, _| wrap(wrap(inner, 1), 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_changes_a_message_and_mostly_leaves_it_one() {
        let message = crate::otlp::protobuf_bytes(&crate::TraceBuilder::new(3).build());
        let mutated: Vec<Vec<u8>> =
            (0..200).map(|seed| mutate_protobuf(&message, &mut Random::new(seed))).collect();
        assert!(mutated.iter().filter(|mutated| **mutated != message).count() > 150);
        assert!(mutated.iter().filter(|mutated| parse(mutated).is_some()).count() > 150);
    }
}
