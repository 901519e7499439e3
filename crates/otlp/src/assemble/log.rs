//! Log records.

use std::{borrow::Cow, sync::Arc};

use farol_model::{JsonText, LogRecord, Resource};

use super::{Record, span::to_time};
use crate::{
    conventions::of_log,
    raw::RawLog,
    session::Session,
    value::find,
    write::{Path, Writer, push_count},
};

impl Record for RawLog<'_> {
    type Item = LogRecord;

    fn reset(&mut self) {
        Self::reset(self);
    }

    fn assemble(
        &mut self,
        resource: &Arc<Resource>,
        arrival: i64,
        session: &mut Session<'_>,
    ) -> Result<Option<LogRecord>, String> {
        let observed = to_time("observedTimeUnixNano", self.observed)?;
        let time = to_time("timeUnixNano", self.time)?;
        let time = session.time_of_item(time.or(observed))?;

        let mut writer = Writer::new(&mut session.meter);
        let body = self.body.as_ref().map(|body| {
            let mut out = String::new();
            writer.value(&mut out, body, &Path::root("body"));
            JsonText::vouched(out)
        });
        let attributes = writer.attributes(&self.attributes, &Path::root("attributes"));
        if writer.too_deep {
            return Err("its body or an attribute is nested too deep".to_owned());
        }
        let attribute_kinds = writer.kinds.finish();
        if self.trace_id.trace_id().is_none() && !self.trace_id.says_none() {
            session.notes.warn("a traceId that is no trace id was left out");
        }
        let record = LogRecord {
            time,
            observed,
            arrival,
            trace_id: self.trace_id.trace_id(),
            span_id: self.span_id.span_id(),
            severity_number: self.severity_number,
            event_name: self.event_name(),
            severity_text: owned(&mut self.severity_text),
            body,
            attributes,
            attribute_kinds,
            otlp: self.write_otlp(),
            resource: Arc::clone(resource),
            ..LogRecord::default()
        };
        of_log(self, &record, &mut session.meter, &mut session.scores);
        Ok(Some(record))
    }
}

impl RawLog<'_> {
    /// The name of the event that the record is: older producers have it in an attribute.
    fn event_name(&mut self) -> Option<String> {
        owned(&mut self.event_name).or_else(|| {
            let name = find(&self.attributes, "event.name")?.as_text()?;
            (!name.is_empty()).then(|| name.to_owned())
        })
    }

    fn write_otlp(&self) -> Option<JsonText> {
        if self.flags == 0 && self.dropped_attributes == 0 {
            return None;
        }
        let mut out = String::from("{");
        push_count(&mut out, "flags", self.flags);
        push_count(&mut out, "droppedAttributesCount", self.dropped_attributes);
        out.push('}');
        Some(JsonText::vouched(out))
    }
}

/// Takes text that is not empty.
fn owned(text: &mut Cow<'_, str>) -> Option<String> {
    (!text.is_empty()).then(|| std::mem::take(text).into_owned())
}
