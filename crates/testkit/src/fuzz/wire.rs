//! Protobuf's wire format, for breaking it.

/// One field of a message.
pub(super) struct Field {
    pub(super) number: u64,
    pub(super) value: Value,
}

pub(super) enum Value {
    Varint(u64),
    Fixed64([u8; 8]),
    Fixed32([u8; 4]),
    Bytes(Vec<u8>),
    /// A length that is not the content's.
    Lie(u64, Vec<u8>),
}

/// The fields of a message; `None` where it is none.
pub(super) fn parse(mut bytes: &[u8]) -> Option<Vec<Field>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = take_varint(&mut bytes)?;
        let value = match tag & 7 {
            0 => Value::Varint(take_varint(&mut bytes)?),
            1 => Value::Fixed64(take_array(&mut bytes)?),
            2 => {
                let length = usize::try_from(take_varint(&mut bytes)?).ok()?;
                let (content, rest) = bytes.split_at_checked(length)?;
                bytes = rest;
                Value::Bytes(content.to_vec())
            }
            5 => Value::Fixed32(take_array(&mut bytes)?),
            _ => return None,
        };
        fields.push(Field { number: tag >> 3, value });
    }
    Some(fields)
}

fn take_array<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (array, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*array)
}

fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// The message of these fields.
pub(super) fn write(fields: &[Field]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for Field { number, value } in fields {
        let mut tag = |wire_type| put_varint(&mut bytes, number << 3 | wire_type);
        match value {
            Value::Varint(value) => {
                tag(0);
                put_varint(&mut bytes, *value);
            }
            Value::Fixed64(value) => {
                tag(1);
                bytes.extend(value);
            }
            Value::Fixed32(value) => {
                tag(5);
                bytes.extend(value);
            }
            Value::Bytes(content) => {
                tag(2);
                put_varint(&mut bytes, content.len() as u64);
                bytes.extend(content);
            }
            Value::Lie(length, content) => {
                tag(2);
                put_varint(&mut bytes, *length);
                bytes.extend(content);
            }
        }
    }
    bytes
}

fn put_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_written_as_it_was_read() {
        let message = crate::otlp::protobuf_bytes(&crate::TraceBuilder::new(3).build());
        assert_eq!(parse(&message).map(|fields| write(&fields)), Some(message));
    }
}
