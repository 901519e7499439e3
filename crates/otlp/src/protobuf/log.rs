//! Log records.

use super::{Message, merge, push};
use crate::{
    protobuf::reader::{Field, Result},
    raw::{RawId, RawLog},
    session::Session,
    value::Value,
};

impl<'a> Message<'a> for RawLog<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.time = field.fixed64()?,
            2 => self.severity_number = field.int32()?,
            3 => self.severity_text = field.text()?,
            5 => {
                let body = self.body.insert(Value::Empty);
                merge(body, field.message()?, session)?;
            }
            6 => push(&mut self.attributes, field, session)?,
            7 => self.dropped_attributes = field.uint32()?,
            8 => self.flags = field.fixed32()?,
            9 => self.trace_id = RawId::Bytes(field.bytes()?),
            10 => self.span_id = RawId::Bytes(field.bytes()?),
            11 => self.observed = field.fixed64()?,
            12 => self.event_name = field.text()?,
            _ => {}
        }
        Ok(())
    }
}
