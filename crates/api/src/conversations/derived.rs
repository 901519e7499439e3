//! Messages that the calls of models tell, with the log records that were written in them.

use std::{collections::HashMap, mem};

use farol_model::{JsonText, SpanId, SpanType, TraceId};
use farol_otlp::{
    Call, Conversation, Exchange, LogTexts, Said, SpanTexts, is_message_event, read_exchange,
};
use farol_storage::{
    MessageLog, SpanCursor, SpanPage, SpanRow, SpanScope, list_message_logs, list_spans,
};
use sqlx::PgConnection;

use super::{Line, place};
use crate::{cursor::MessageCursor, error::ApiError, wire::Message};

/// Spans that are read at once.
const PAGE: i64 = 100;

/// Bytes of payloads, and spans, after which no more are read: with every call comes the whole history.
const MOST_BYTES: usize = 64 << 20;
const MOST_SPANS: usize = 10_000;

/// The messages of one execution.
pub(super) struct Derived {
    pub(super) lines: Vec<Line>,
    /// Whether all of its calls were read.
    pub(super) complete: bool,
}

/// Reads the messages of an execution's calls, in order, save those that the conversation has had.
pub(super) async fn read(
    connection: &mut PgConnection,
    scope: &SpanScope,
    conversation: &mut Conversation,
) -> Result<Derived, ApiError> {
    conversation.begin_execution();
    let mut logs: HashMap<(TraceId, SpanId), Vec<MessageLog>> = HashMap::new();
    for log in list_message_logs(connection, scope).await? {
        if is_message_event(&log_texts(&log)) {
            logs.entry((log.trace_id, log.span_id)).or_default().push(log);
        }
    }
    let mut gathered = Gathered { conversation, logs, lines: Vec::new(), bytes: 0, spans: 0 };
    let complete = gathered.read_calls(connection, scope).await?;
    gathered.take_other_logs();
    gathered.read_agents(connection, scope).await?;
    let mut lines = gathered.lines;
    lines.sort_by_key(|line| line.place);
    Ok(Derived { lines, complete })
}

struct Gathered<'c> {
    conversation: &'c mut Conversation,
    logs: HashMap<(TraceId, SpanId), Vec<MessageLog>>,
    lines: Vec<Line>,
    bytes: usize,
    spans: usize,
}

impl Gathered<'_> {
    /// Reads the calls of models; says whether these were all.
    async fn read_calls(
        &mut self,
        connection: &mut PgConnection,
        scope: &SpanScope,
    ) -> Result<bool, ApiError> {
        let types = &[SpanType::LlmCall];
        let mut after = None;
        loop {
            let page =
                SpanPage { after, limit: PAGE, payloads: true, types, ..SpanPage::default() };
            let spans = list_spans(connection, scope, page).await?;
            let count = spans.len();
            after = spans.last().map(SpanCursor::of);
            for span in spans {
                let exchange = self.exchange(&span);
                self.add(&span, exchange);
            }
            self.spans += count;
            if count < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(true);
            }
            if self.bytes > MOST_BYTES || self.spans >= MOST_SPANS {
                return Ok(false);
            }
        }
    }

    /// Where no call tells what was asked, or what was answered, the agent may.
    async fn read_agents(
        &mut self,
        connection: &mut PgConnection,
        scope: &SpanScope,
    ) -> Result<(), ApiError> {
        let tells = |role: &str| self.lines.iter().any(|line| line.message.role == role);
        let (asked, answered) = (tells("user"), tells("assistant"));
        if asked && answered {
            return Ok(());
        }
        let types = &[SpanType::AgentExecution];
        let page = SpanPage { limit: PAGE, payloads: true, types, ..SpanPage::default() };
        for span in list_spans(connection, scope, page).await? {
            let mut exchange = self.exchange(&span);
            if asked {
                exchange.input.clear();
            }
            if answered {
                exchange.output.clear();
            }
            if exchange != Exchange::default() {
                self.add(&span, exchange);
                // Agents that it calls tell parts of the same.
                break;
            }
        }
        Ok(())
    }

    /// Takes records whose span is no call of a model, or never came.
    fn take_other_logs(&mut self) {
        let mut groups: Vec<_> = mem::take(&mut self.logs).into_iter().collect();
        groups.sort_by_key(|((_, span_id), logs)| (logs.first().map(|log| log.time), *span_id));
        for ((trace_id, span_id), logs) in groups {
            let Some((first, last)) = logs.first().zip(logs.last()) else { continue };
            let (start, end) = (first.time, last.time);
            let texts: Vec<LogTexts<'_>> = logs.iter().map(log_texts).collect();
            let exchange = read_exchange(&SpanTexts::default(), &texts);
            let call = Call { span_id, start, end, response_id: None, exchange };
            let mut said = Vec::new();
            self.conversation.add(call, &mut said);
            self.lines.extend(said.into_iter().map(|said| {
                let (time, index) = (said.time, said.index);
                let place = MessageCursor { time, start, arrival: 0, trace_id, span_id, index };
                Line { place, message: Message::derived(trace_id, said, None) }
            }));
        }
    }

    fn exchange(&mut self, span: &SpanRow) -> Exchange {
        let logs = self.logs.remove(&(span.trace_id, span.span_id)).unwrap_or_default();
        let logs: Vec<LogTexts<'_>> = logs.iter().map(log_texts).collect();
        let Some(payload) = span.payload.as_deref() else { return Exchange::default() };
        let texts = SpanTexts {
            attributes: payload.attributes.as_ref().map(JsonText::as_str),
            events: payload.events.as_ref().map(JsonText::as_str),
            input: payload.input.as_ref().map(JsonText::as_str),
            output: payload.output.as_ref().map(JsonText::as_str),
            input_key: payload.input_key.as_deref(),
            output_key: payload.output_key.as_deref(),
        };
        let read = [texts.attributes, texts.events, texts.input, texts.output];
        self.bytes += read.into_iter().flatten().map(str::len).sum::<usize>();
        read_exchange(&texts, &logs)
    }

    fn add(&mut self, span: &SpanRow, exchange: Exchange) {
        let response_id = span.payload.as_deref().and_then(|payload| payload.response_id.clone());
        let (start, end) = (span.start, span.end);
        let call = Call { span_id: span.span_id, start, end, response_id, exchange };
        let mut said = Vec::new();
        self.conversation.add(call, &mut said);
        self.lines.extend(said.into_iter().map(|said| line(span, said)));
    }
}

fn line(span: &SpanRow, said: Said) -> Line {
    let place = place(span, said.time, said.index);
    Line { place, message: Message::derived(span.trace_id, said, span.model.clone()) }
}

fn log_texts(log: &MessageLog) -> LogTexts<'_> {
    LogTexts {
        event_name: log.event_name.as_deref(),
        attributes: log.attributes.as_deref(),
        body: log.body.as_deref(),
    }
}
