//! Trace and span ids, as W3C Trace Context defines them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Names an execution: 16 bytes, never all zero when it came from a producer.
///
/// Written as 32 lower-case hex digits; a UUID's dashes are accepted when read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TraceId(pub Uuid);

/// Names a span within its trace: 8 bytes, written as 16 lower-case hex digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId(pub u64);

/// Says that a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id must be {digits} hex digits and not all zero")]
pub struct ParseIdError {
    digits: u8,
}

impl TraceId {
    /// Reads the 16 bytes of the wire; `None` for another length or all zeroes, which the
    /// protocol calls invalid.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let id = Uuid::from_slice(bytes).ok()?;
        (!id.is_nil()).then_some(Self(id))
    }

    /// The trace of a caller's own execution id: the id itself where it is one, in hex or as a UUID;
    /// of any other text a UUID (version 5) of project and text.
    pub fn of_execution(project_id: i32, text: &str) -> Self {
        text.parse()
            .unwrap_or_else(|_| Self::of_hash(format!("farol:{project_id}:{text}").as_bytes()))
    }

    /// An id that is always the same for the same hash.
    pub fn of_hash(hash: &[u8]) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, hash))
    }

    /// An id that nobody has told.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }
}

impl SpanId {
    /// Reads the 8 bytes of the wire; `None` for another length or all zeroes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let id = u64::from_be_bytes(bytes.try_into().ok()?);
        (id != 0).then_some(Self(id))
    }

    /// The span of a caller's own id: the id itself where it is 16 hex digits, of any other text eight
    /// bytes of its hash.
    pub fn of_text(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Self::of_hash(&Sha256::digest(text)))
    }

    /// The first eight bytes of a hash; never the id that says none.
    pub fn of_hash(hash: &[u8]) -> Self {
        let bytes = hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Self(bytes.max(1))
    }

    /// An id that nobody has told.
    pub fn random() -> Self {
        Self::of_hash(&Uuid::new_v4().as_bytes()[8..])
    }

    /// The same eight bytes as the signed integer that Postgres stores.
    pub const fn to_i64(self) -> i64 {
        self.0.cast_signed()
    }

    /// Reads back what [`SpanId::to_i64`] gave.
    pub const fn from_i64(value: i64) -> Self {
        Self(value.cast_unsigned())
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.simple().fmt(f)
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for TraceId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let error = ParseIdError { digits: 32 };
        if text.len() != 32 && text.len() != 36 {
            return Err(error);
        }
        let id = Uuid::try_parse(text).map_err(|_| error)?;
        if id.is_nil() { Err(error) } else { Ok(Self(id)) }
    }
}

impl FromStr for SpanId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let error = ParseIdError { digits: 16 };
        if text.len() != 16 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(error);
        }
        match u64::from_str_radix(text, 16) {
            Ok(id) if id != 0 => Ok(Self(id)),
            _ => Err(error),
        }
    }
}

impl Serialize for TraceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.simple().encode_lower(&mut [0; 32]))
    }
}

impl Serialize for SpanId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 16];
        for (byte, pair) in self.0.to_be_bytes().into_iter().zip(text.chunks_exact_mut(2)) {
            pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        serializer.serialize_str(str::from_utf8(&text).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for TraceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for SpanId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_of_any_case_is_the_same_id_and_is_written_in_lower_case() {
        let id: TraceId = "5B8EFFF798038103D269B633813FC60C".parse().unwrap();
        assert_eq!(id, "5b8efff798038103d269b633813fc60c".parse().unwrap());
        assert_eq!(id.to_string(), "5b8efff798038103d269b633813fc60c");
        let span: SpanId = "EEE19B7EC3C1B174".parse().unwrap();
        assert_eq!(span.to_string(), "eee19b7ec3c1b174");
        assert_eq!(serde_json::to_value(span).unwrap(), "eee19b7ec3c1b174");
        assert_eq!(serde_json::to_value(id).unwrap(), "5b8efff798038103d269b633813fc60c");
        assert_eq!(SpanId::from_i64(span.to_i64()), span);
    }

    #[test]
    fn any_text_names_a_trace_of_its_project_and_a_span() {
        let hex = "5b8efff798038103d269b633813fc60c";
        let uuid = "5B8EFFF7-9803-8103-D269-B633813FC60C";
        assert_eq!(TraceId::of_execution(1, hex), hex.parse().unwrap());
        assert_eq!(TraceId::of_execution(2, uuid), hex.parse().unwrap());
        assert_eq!(TraceId::of_execution(1, "exec_1"), TraceId::of_execution(1, "exec_1"));
        assert_ne!(TraceId::of_execution(1, "exec_1"), TraceId::of_execution(2, "exec_1"));
        assert_ne!(TraceId::of_execution(1, &"0".repeat(32)).0, Uuid::nil());
        assert_eq!(SpanId::of_text("EEE19B7EC3C1B174").to_string(), "eee19b7ec3c1b174");
        assert_ne!(SpanId::of_text("step 1"), SpanId::of_text("step 2"));
        assert_ne!(SpanId::of_text(&"0".repeat(16)), SpanId(0));
    }

    #[test]
    fn zero_and_wrong_lengths_are_no_ids() {
        assert!(TraceId::from_bytes(&[0; 16]).is_none());
        assert!(TraceId::from_bytes(&[1; 15]).is_none());
        assert!(SpanId::from_bytes(&[0; 8]).is_none());
        assert!("0000000000000000".parse::<SpanId>().is_err());
        assert!("+000000000000001".parse::<SpanId>().is_err());
        assert!("W47/95A4EDO=".parse::<SpanId>().is_err());
    }
}
