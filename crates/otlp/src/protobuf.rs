//! OTLP in protobuf.
//!
//! Field numbers are those of opentelemetry-proto 1.9; unknown fields are passed over.

mod envelope;
mod log;
mod metrics;
mod reader;
mod span;
mod value;

pub(crate) use envelope::{survey, walk};
pub(crate) use metrics::count_data_points;

use crate::{DecodeError, session::Session};
use reader::{Field, Reader, Result, Stop};

/// A message that is read field by field.
pub(crate) trait Message<'a> {
    /// Takes over one field; leaves those it does not know.
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()>;
}

/// Reads a message into what may hold part of it already.
#[inline]
fn merge<'a, T: Message<'a>>(
    target: &mut T,
    mut reader: Reader<'a>,
    session: &mut Session<'_>,
) -> Result<()> {
    while let Some(field) = reader.next()? {
        target.set(&field, session)?;
    }
    Ok(())
}

/// Reads one element of a list.
#[inline]
fn push<'a, T: Message<'a> + Default>(
    list: &mut Vec<T>,
    field: &Field<'a>,
    session: &mut Session<'_>,
) -> Result<()> {
    session.meter.take(crate::assemble::cost_of::<T>());
    if session.meter.is_over() {
        return Err(Stop::OverBudget);
    }
    let mut element = T::default();
    merge(&mut element, field.message()?, session)?;
    list.push(element);
    Ok(())
}

impl From<Stop> for DecodeError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Malformed(malformed) => Self::Malformed(malformed.to_string()),
            Stop::OverBudget => Self::OverBudget,
        }
    }
}
