//! Log records.

use farol_model::Level;
use serde::de::MapAccess;

use super::{
    object::{Known, Object, list, object},
    scalar::{EnumNames, enumeration, number},
    text::string,
};
use crate::{
    raw::{RawId, RawLog},
    session::Session,
    value::Value,
};

impl<'a> Object<'a> for RawLog<'a> {
    fn set<A: MapAccess<'a>>(
        &mut self,
        name: &str,
        map: &mut A,
        session: &mut Session<'_>,
    ) -> Result<Known, A::Error> {
        match name {
            "timeUnixNano" => self.time = number(map)?,
            "observedTimeUnixNano" => self.observed = number(map)?,
            "severityNumber" => self.severity_number = enumeration::<Severity, _>(map)?,
            "severityText" => self.severity_text = string(map)?,
            "body" => {
                let mut body = Value::Empty;
                let sent = object(&mut body, map, session)?;
                self.body = sent.then_some(body);
            }
            "attributes" => list(&mut self.attributes, map, session)?,
            "droppedAttributesCount" => self.dropped_attributes = number(map)?,
            "flags" => self.flags = number(map)?,
            "traceId" => self.trace_id = RawId::Text(string(map)?),
            "spanId" => self.span_id = RawId::Text(string(map)?),
            "eventName" => self.event_name = string(map)?,
            _ => return Ok(Known::No),
        }
        Ok(Known::Yes)
    }
}

struct Severity;

impl EnumNames for Severity {
    /// `SEVERITY_NUMBER_TRACE`, `…_TRACE2` to `…_FATAL4`.
    fn number(name: &str) -> Option<i32> {
        let name = name.strip_prefix("SEVERITY_NUMBER_")?;
        if name == "UNSPECIFIED" {
            return Some(0);
        }
        let level = name.trim_end_matches(['2', '3', '4']);
        let step = match &name[level.len()..] {
            "" => 0,
            "2" => 1,
            "3" => 2,
            "4" => 3,
            _ => return None,
        };
        let level =
            Level::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(level))?;
        Some(level.severity() + step)
    }
}
