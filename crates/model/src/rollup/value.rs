//! A value that events are told apart by.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::{
    Scalar,
    codec::{Reader, Writer},
};

/// A property's value, with its type: the text "5" is not the number 5.
#[derive(Clone, Debug)]
pub enum RollupValue {
    Boolean(bool),
    /// Finite, and zero has one sign.
    Number(f64),
    Text(String),
}

impl RollupValue {
    /// `None` for what cannot be told apart: lists and objects.
    pub fn of(scalar: &Scalar<'_>) -> Option<Self> {
        Some(match scalar {
            Scalar::Text(text) => Self::Text(text.clone().into_owned()),
            Scalar::Number(number) => Self::Number(*number),
            Scalar::Boolean(value) => Self::Boolean(*value),
            Scalar::Other => return None,
        })
    }

    /// Whether it is the value that was read.
    pub fn is(&self, scalar: &Scalar<'_>) -> bool {
        match (self, scalar) {
            (Self::Text(own), Scalar::Text(text)) => own == text,
            (Self::Number(own), Scalar::Number(number)) => own.to_bits() == number.to_bits(),
            (Self::Boolean(own), Scalar::Boolean(value)) => own == value,
            _ => false,
        }
    }

    /// What [`Distinct`](super::Distinct) counts the value by.
    pub fn hash(&self) -> u64 {
        match self {
            Self::Text(text) => hash_text(text),
            Self::Number(number) => hash_number(*number),
            Self::Boolean(value) => hash_boolean(*value),
        }
    }
}

/// The same of a value that was read; `None` for lists and objects. Never changes, since it is stored.
pub fn hash_scalar(scalar: &Scalar<'_>) -> Option<u64> {
    Some(match scalar {
        Scalar::Text(text) => hash_text(text),
        Scalar::Number(number) => hash_number(*number),
        Scalar::Boolean(value) => hash_boolean(*value),
        Scalar::Other => return None,
    })
}

fn hash_text(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

fn hash_number(number: f64) -> u64 {
    xxh3_64_with_seed(&number.to_bits().to_le_bytes(), 1)
}

fn hash_boolean(value: bool) -> u64 {
    xxh3_64_with_seed(&[u8::from(value)], 2)
}

impl Ord for RollupValue {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |of: &Self| match of {
            Self::Boolean(_) => 0,
            Self::Number(_) => 1,
            Self::Text(_) => 2,
        };
        match (self, other) {
            (Self::Boolean(one), Self::Boolean(next)) => one.cmp(next),
            (Self::Number(one), Self::Number(next)) => one.total_cmp(next),
            (Self::Text(one), Self::Text(next)) => one.cmp(next),
            _ => rank(self).cmp(&rank(other)),
        }
    }
}

impl PartialOrd for RollupValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for RollupValue {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for RollupValue {}

impl Hash for RollupValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(Self::hash(self));
    }
}

impl Writer {
    pub(super) fn value(&mut self, value: &RollupValue) {
        match value {
            RollupValue::Boolean(value) => self.byte(u8::from(*value)),
            RollupValue::Number(number) => {
                self.byte(2);
                self.float(*number);
            }
            RollupValue::Text(text) => {
                self.byte(3);
                self.text(text);
            }
        }
    }
}

impl Reader<'_> {
    pub(super) fn value(&mut self) -> Option<RollupValue> {
        Some(match self.byte()? {
            kind @ 0..=1 => RollupValue::Boolean(kind == 1),
            2 => RollupValue::Number(self.float()?),
            3 => RollupValue::Text(self.text()?.to_owned()),
            _ => return None,
        })
    }
}
