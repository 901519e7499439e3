//! Spans, their events and links.

use serde::de::MapAccess;

use super::{
    object::{Known, Object, list, object},
    scalar::{EnumNames, enumeration, number},
    text::string,
};
use crate::{
    raw::{RawEvent, RawId, RawLink, RawSpan, RawStatus},
    session::Session,
};

impl<'a> Object<'a> for RawSpan<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "traceId" => self.trace_id = RawId::Text(string(map)?),
            "spanId" => self.span_id = RawId::Text(string(map)?),
            "parentSpanId" => self.parent_span_id = RawId::Text(string(map)?),
            "traceState" => self.trace_state = string(map)?,
            "flags" => self.flags = number(map)?,
            "name" => self.name = string(map)?,
            "kind" => self.kind = enumeration::<SpanKind, _>(map)?,
            "startTimeUnixNano" => self.start = number(map)?,
            "endTimeUnixNano" => self.end = number(map)?,
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            "events" => list(&mut self.events, map, session)?,
            "droppedEventsCount" => self.dropped_events = number(map)?,
            "links" => list(&mut self.links, map, session)?,
            "droppedLinksCount" => self.dropped_links = number(map)?,
            "status" => {
                object(&mut self.status, map, session)?;
            }
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for RawStatus<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        _: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "message" => self.message = string(map)?,
            "code" => self.code = enumeration::<StatusCode, _>(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for RawEvent<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "timeUnixNano" => self.time = number(map)?,
            "name" => self.name = string(map)?,
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

impl<'a> Object<'a> for RawLink<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "traceId" => self.trace_id = RawId::Text(string(map)?),
            "spanId" => self.span_id = RawId::Text(string(map)?),
            "traceState" => self.trace_state = string(map)?,
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            "flags" => self.flags = number(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

struct SpanKind;

impl EnumNames for SpanKind {
    fn number(name: &str) -> Option<i32> {
        Some(match name.strip_prefix("SPAN_KIND_")? {
            "UNSPECIFIED" => 0,
            "INTERNAL" => 1,
            "SERVER" => 2,
            "CLIENT" => 3,
            "PRODUCER" => 4,
            "CONSUMER" => 5,
            _ => return None,
        })
    }
}

struct StatusCode;

impl EnumNames for StatusCode {
    fn number(name: &str) -> Option<i32> {
        Some(match name.strip_prefix("STATUS_CODE_")? {
            "UNSET" => 0,
            "OK" => 1,
            "ERROR" => 2,
            _ => return None,
        })
    }
}
