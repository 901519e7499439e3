//! Spans, their events and links.

use super::{Message, merge, push};
use crate::{
    protobuf::reader::{Field, Result},
    raw::{RawEvent, RawId, RawLink, RawSpan, RawStatus},
    session::Session,
};

impl<'a> Message<'a> for RawSpan<'a> {
    #[inline]
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.trace_id = RawId::Bytes(field.bytes()?),
            2 => self.span_id = RawId::Bytes(field.bytes()?),
            3 => self.trace_state = field.text()?,
            4 => self.parent_span_id = RawId::Bytes(field.bytes()?),
            5 => self.name = field.text()?,
            6 => self.kind = field.int32()?,
            7 => self.start = field.fixed64()?,
            8 => self.end = field.fixed64()?,
            9 => push(&mut self.attributes, field, session)?,
            10 => self.dropped_attributes = field.uint32()?,
            11 => push(&mut self.events, field, session)?,
            12 => self.dropped_events = field.uint32()?,
            13 => push(&mut self.links, field, session)?,
            14 => self.dropped_links = field.uint32()?,
            15 => merge(&mut self.status, field.message()?, session)?,
            16 => self.flags = field.fixed32()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for RawStatus<'a> {
    fn set(&mut self, field: &Field<'a>, _: &mut Session<'_>) -> Result<()> {
        match field.number {
            2 => self.message = field.text()?,
            3 => self.code = field.int32()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for RawEvent<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.time = field.fixed64()?,
            2 => self.name = field.text()?,
            3 => push(&mut self.attributes, field, session)?,
            4 => self.dropped_attributes = field.uint32()?,
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for RawLink<'a> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.trace_id = RawId::Bytes(field.bytes()?),
            2 => self.span_id = RawId::Bytes(field.bytes()?),
            3 => self.trace_state = field.text()?,
            4 => push(&mut self.attributes, field, session)?,
            5 => self.dropped_attributes = field.uint32()?,
            6 => self.flags = field.fixed32()?,
            _ => {}
        }
        Ok(())
    }
}
