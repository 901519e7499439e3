//! A group as JSON, compressed: what it is made of is named, so that a later Farol can read it.

use std::{
    borrow::Cow,
    io::{self, BufWriter},
    sync::Arc,
};

use farol_model::{Event, LogRecord, Resource, Score, Span};
use farol_storage::WriteRequest;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::group::Group;

/// Fast; the next levels save little on JSON.
const LEVEL: i32 = 1;

#[derive(Deserialize, Serialize)]
struct StoredGroup<'a> {
    #[serde(default)]
    divided: bool,
    requests: Vec<StoredRequest<'a>>,
}

/// Items stand beside the number of their resource, which neighbours share.
#[derive(Deserialize, Serialize)]
struct StoredRequest<'a> {
    project_id: i32,
    hash: Option<[u8; 32]>,
    resources: Vec<Cow<'a, Resource>>,
    #[serde(default)]
    spans: Vec<(usize, Cow<'a, Span>)>,
    #[serde(default)]
    logs: Vec<(usize, Cow<'a, LogRecord>)>,
    #[serde(default)]
    events: Vec<Cow<'a, Event>>,
    #[serde(default)]
    scores: Vec<Cow<'a, Score>>,
}

pub(super) fn encode(group: &Group) -> io::Result<Vec<u8>> {
    let requests = group.requests.iter().map(StoredRequest::of).collect();
    let stored = StoredGroup { divided: group.divided, requests };
    let mut writer = BufWriter::new(zstd::Encoder::new(Vec::new(), LEVEL)?);
    serde_json::to_writer(&mut writer, &stored)?;
    writer.into_inner()?.finish()
}

pub(super) fn decode(id: Uuid, payload: &[u8]) -> io::Result<Group> {
    let json = zstd::decode_all(payload)?;
    let stored: StoredGroup<'_> = serde_json::from_slice(&json)?;
    let requests = stored.requests.into_iter().map(StoredRequest::restore);
    let requests = requests.collect::<Option<_>>().ok_or(io::ErrorKind::InvalidData)?;
    Ok(Group { id, requests, divided: stored.divided, spooled: true })
}

impl<'a> StoredRequest<'a> {
    fn of(request: &'a WriteRequest) -> Self {
        let mut resources = Resources::default();
        let spans = request.spans.iter();
        let spans = spans.map(|span| (resources.number(&span.resource), Cow::Borrowed(span)));
        let spans = spans.collect();
        let logs = request.logs.iter();
        let logs = logs.map(|log| (resources.number(&log.resource), Cow::Borrowed(log)));
        let logs = logs.collect();
        let resources = resources.0.into_iter().map(|resource| Cow::Borrowed(&**resource));
        Self {
            project_id: request.project_id,
            hash: request.hash,
            resources: resources.collect(),
            spans,
            logs,
            events: request.events.iter().map(Cow::Borrowed).collect(),
            scores: request.scores.iter().map(Cow::Borrowed).collect(),
        }
    }

    /// `None` where an item names a resource that is not there.
    fn restore(self) -> Option<WriteRequest> {
        let resources = self.resources.into_iter().map(|resource| Arc::new(resource.into_owned()));
        let resources: Vec<Arc<Resource>> = resources.collect();
        let spans = self.spans.into_iter().map(|(number, span)| {
            let resource = Arc::clone(resources.get(number)?);
            Some(Span { resource, ..span.into_owned() })
        });
        let logs = self.logs.into_iter().map(|(number, log)| {
            let resource = Arc::clone(resources.get(number)?);
            Some(LogRecord { resource, ..log.into_owned() })
        });
        Some(WriteRequest {
            project_id: self.project_id,
            spans: spans.collect::<Option<_>>()?,
            logs: logs.collect::<Option<_>>()?,
            events: self.events.into_iter().map(Cow::into_owned).collect(),
            scores: self.scores.into_iter().map(Cow::into_owned).collect(),
            hash: self.hash,
        })
    }
}

/// Each resource once, as long as those who share it stand together.
#[derive(Default)]
struct Resources<'a>(Vec<&'a Arc<Resource>>);

impl<'a> Resources<'a> {
    fn number(&mut self, resource: &'a Arc<Resource>) -> usize {
        if !self.0.last().is_some_and(|last| Arc::ptr_eq(last, resource)) {
            self.0.push(resource);
        }
        self.0.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use farol_model::{JsonText, Payload, SpanId, SpanStatus, SpanType, TraceId, UnixNano};

    use super::*;

    fn span(resource: &Arc<Resource>) -> Span {
        Span {
            trace_id: TraceId(Uuid::from_u128(7)),
            span_id: SpanId(8),
            start: UnixNano(1_795_251_600_000_000_001),
            end: Some(UnixNano(1_795_251_600_000_000_002)),
            span_type: SpanType::LlmCall,
            status: SpanStatus::Error,
            cost: Some(0.1 + 0.2),
            input: Payload::Json(JsonText::vouched("[1, null]".to_owned())),
            output: Payload::Attribute("gen_ai.output".to_owned()),
            attributes: Some(JsonText::vouched(r#"{"n": 1e400, "s": "\ud83d\ude00"}"#.to_owned())),
            resource: Arc::clone(resource),
            ..Span::default()
        }
    }

    fn group() -> Group {
        let resource =
            Arc::new(Resource { service: Some("worker".to_owned()), ..Resource::default() });
        let other = Arc::new(Resource::default());
        let log = |body: Option<&str>| LogRecord {
            body: body.map(|text| JsonText::vouched(text.to_owned())),
            resource: Arc::clone(&other),
            ..LogRecord::default()
        };
        let spans = vec![span(&resource), span(&other), span(&other)];
        let traces = WriteRequest { project_id: 3, spans, ..WriteRequest::default() };
        let logs = vec![log(None), log(Some("null")), log(Some("{}"))];
        let logs = WriteRequest { logs, hash: Some([9; 32]), ..WriteRequest::default() };
        Group::new(vec![traces, logs])
    }

    #[test]
    fn a_group_reads_back_as_it_was() {
        let group = group();
        let read = decode(group.id, &encode(&group).unwrap()).unwrap();
        assert_eq!((read.id, read.divided, read.spooled), (group.id, false, true));
        for (read, told) in read.requests.iter().zip(&group.requests) {
            assert_eq!((read.project_id, read.hash), (told.project_id, told.hash));
            assert_eq!((&read.spans, &read.logs), (&told.spans, &told.logs));
        }
        assert!(Arc::ptr_eq(
            &read.requests[0].spans[1].resource,
            &read.requests[0].spans[2].resource
        ));
    }

    #[test]
    fn what_an_older_farol_did_not_know_gets_its_default() {
        let json = br#"{"requests": [{"project_id": 1, "hash": null, "resources": [{}],
            "spans": [[0, {"name": "old", "of_the_future": 1, "span_type": "of_the_future"}]]}]}"#;
        let group = decode(Uuid::nil(), &zstd::encode_all(&json[..], LEVEL).unwrap()).unwrap();
        let expected = Span { name: "old".to_owned(), ..Span::default() };
        assert_eq!(group.requests[0].spans, [expected]);
    }
}
