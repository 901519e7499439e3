//! The protobuf wire format, read in place.
//!
//! <https://protobuf.dev/programming-guides/encoding/>

use std::borrow::Cow;

use crate::text::text;

/// Says what is wrong with the bytes and where they are in the body.
#[derive(Debug)]
pub(crate) struct Malformed {
    at: usize,
    what: &'static str,
}

/// Why reading stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    Malformed(Malformed),
    /// The session's meter is over its budget.
    OverBudget,
}

pub(crate) type Result<T> = std::result::Result<T, Stop>;

/// Walks the fields of one message.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
    /// Where the message begins in the body.
    base: usize,
}

/// One field of a message.
pub(crate) struct Field<'a> {
    pub(crate) number: u32,
    value: Wire<'a>,
    /// Where the value begins in the body.
    at: usize,
}

enum Wire<'a> {
    Varint(u64),
    Fixed64(u64),
    Bytes(&'a [u8]),
    Fixed32(u32),
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "protobuf: {} at byte {}", self.what, self.at)
    }
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(body: &'a [u8]) -> Self {
        Self { bytes: body, position: 0, base: 0 }
    }

    /// The next field, or `None` at the end of the message.
    #[expect(
        clippy::inline_always,
        reason = "a field is passed in registers then: a fifth less time"
    )]
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Result<Option<Field<'a>>> {
        if self.position == self.bytes.len() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let Ok(number) = u32::try_from(tag >> 3) else {
            return Err(self.malformed("field number out of range"));
        };
        if number == 0 {
            return Err(self.malformed("field number 0"));
        }
        let mut at = self.base + self.position;
        let value = match tag & 7 {
            0 => Wire::Varint(self.varint()?),
            1 => Wire::Fixed64(u64::from_le_bytes(self.array()?)),
            2 => {
                let length = self.varint()?;
                at = self.base + self.position;
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                Wire::Bytes(self.take(length)?)
            }
            3 | 4 => return Err(self.malformed("groups are not part of OTLP")),
            5 => Wire::Fixed32(u32::from_le_bytes(self.array()?)),
            _ => return Err(self.malformed("unknown wire type")),
        };
        Ok(Some(Field { number, value, at }))
    }

    #[inline]
    fn varint(&mut self) -> Result<u64> {
        match self.bytes.get(self.position) {
            Some(&byte) if byte < 0x80 => {
                self.position += 1;
                Ok(u64::from(byte))
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..70).step_by(7) {
            let Some(&byte) = self.bytes.get(self.position) else {
                return Err(self.malformed("message is cut short"));
            };
            self.position += 1;
            if shift == 63 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.malformed("number of more than 64 bits"))
    }

    #[inline]
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let rest = &self.bytes[self.position..];
        let Some(taken) = rest.get(..length) else {
            return Err(self.malformed("message is cut short"));
        };
        self.position += length;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.bytes[self.position..].first_chunk() {
            Some(&array) => {
                self.position += N;
                Ok(array)
            }
            None => Err(self.malformed("message is cut short")),
        }
    }

    #[cold]
    fn malformed(&self, what: &'static str) -> Stop {
        Stop::Malformed(Malformed { at: self.base + self.position, what })
    }
}

impl<'a> Field<'a> {
    #[inline]
    pub(crate) fn bytes(&self) -> Result<&'a [u8]> {
        match self.value {
            Wire::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong_type()),
        }
    }

    /// A message inside this one.
    #[inline]
    pub(crate) fn message(&self) -> Result<Reader<'a>> {
        Ok(Reader { bytes: self.bytes()?, position: 0, base: self.at })
    }

    /// Text, mended where it is not what Postgres takes.
    #[inline]
    pub(crate) fn text(&self) -> Result<Cow<'a, str>> {
        self.bytes().map(text)
    }

    #[inline]
    pub(crate) fn varint(&self) -> Result<u64> {
        match self.value {
            Wire::Varint(value) => Ok(value),
            _ => Err(self.wrong_type()),
        }
    }

    /// A `uint32`: beyond its 32 bits the standard has readers drop the rest.
    #[inline]
    pub(crate) fn uint32(&self) -> Result<u32> {
        self.varint().map(low_half)
    }

    /// An `int32` or an enum.
    #[inline]
    pub(crate) fn int32(&self) -> Result<i32> {
        self.varint().map(|value| low_half(value).cast_signed())
    }

    #[inline]
    pub(crate) fn fixed64(&self) -> Result<u64> {
        match self.value {
            Wire::Fixed64(value) => Ok(value),
            _ => Err(self.wrong_type()),
        }
    }

    #[inline]
    pub(crate) fn fixed32(&self) -> Result<u32> {
        match self.value {
            Wire::Fixed32(value) => Ok(value),
            _ => Err(self.wrong_type()),
        }
    }

    #[cold]
    fn wrong_type(&self) -> Stop {
        Stop::Malformed(Malformed { at: self.at, what: "field of the wrong wire type" })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is asked for")]
const fn low_half(value: u64) -> u32 {
    value as u32
}
