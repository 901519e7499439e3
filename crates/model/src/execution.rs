//! An execution as lists show it, and the short texts that stand for long payloads.

use serde_json::Value;

use crate::{SpanStatus, Summary, TraceId};

/// One stored execution.
#[derive(Clone, Debug, Default)]
pub struct Execution {
    pub trace_id: TraceId,
    pub summary: Summary,
    pub input_preview: Option<String>,
    pub output_preview: Option<String>,
}

impl Execution {
    /// Messages of its conversation: the recorded ones, else about as many as its calls tell.
    pub const fn messages(&self) -> i64 {
        match self.summary.message_count {
            0 => self.summary.told_count,
            recorded => recorded,
        }
    }

    /// Joins two executions that one id covers, the earlier one first: its name, type and identity
    /// stay, figures add up, and it runs while either does.
    #[must_use]
    pub fn join(mut self, later: Self) -> Self {
        let (sum, other) = (&mut self.summary, later.summary);
        sum.status = match (sum.status, other.status) {
            (SpanStatus::Running, _) | (_, SpanStatus::Running) => SpanStatus::Running,
            (SpanStatus::Error, _) | (_, SpanStatus::Error) => SpanStatus::Error,
            (status, _) => status,
        };
        sum.last_start = sum.last_start.max(other.last_start);
        sum.last_arrival = sum.last_arrival.max(other.last_arrival);
        sum.end = sum.end.zip(other.end).map(|(end, other)| end.max(other));
        sum.agent_id = sum.agent_id.take().or(other.agent_id);
        sum.agent_name = sum.agent_name.take().or(other.agent_name);
        sum.thread_id = sum.thread_id.take().or(other.thread_id);
        sum.session_id = sum.session_id.take().or(other.session_id);
        sum.user_id = sum.user_id.take().or(other.user_id);
        sum.company_id = sum.company_id.take().or(other.company_id);
        if sum.entity_value.is_none() {
            (sum.entity_type, sum.entity_value) = (other.entity_type, other.entity_value);
        }
        sum.service = sum.service.take().or(other.service);
        sum.model = sum.model.take().or(other.model);
        let new = other.models.into_iter().filter(|model| !sum.models.contains(model));
        let new: Vec<String> = new.collect();
        sum.models.extend(new);
        sum.span_count += other.span_count;
        sum.error_count += other.error_count;
        sum.message_count += other.message_count;
        sum.told_count += other.told_count;
        sum.input_tokens += other.input_tokens;
        sum.output_tokens += other.output_tokens;
        sum.total_tokens += other.total_tokens;
        sum.cost = sum.cost.map_or(other.cost, |cost| Some(cost + other.cost.unwrap_or(0.0)));
        sum.error = sum.error.take().or(other.error);
        sum.has_versions |= other.has_versions;
        sum.cost_estimated |= other.cost_estimated;
        self.input_preview = self.input_preview.or(later.input_preview);
        self.output_preview = later.output_preview.or(self.output_preview);
        self
    }
}

/// Characters that a preview keeps.
const PREVIEW_LENGTH: usize = 200;

/// Shortens a payload to one line of at most 200 characters.
///
/// Of chat messages it is the text of the last one (the last of `role`, where one is named and
/// present); a JSON text inside a JSON string is looked into; anything else is its compact JSON.
pub fn preview(json: &str, role: Option<&str>) -> Option<String> {
    let value: Value = serde_json::from_str(json).ok()?;
    one_line(&text_of(&value, role, 0).unwrap_or_else(|| value.to_string()))
}

/// Shortens a text to one line of at most 200 characters; `None` where nothing is left of it.
pub fn one_line(text: &str) -> Option<String> {
    // Words as a line, no further than is shown: the text may be large.
    let spaced = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
    let mut characters = spaced.flat_map(str::chars);
    let mut short: String = characters.by_ref().take(PREVIEW_LENGTH).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

/// Finds the text in the shapes that producers use for messages; `None` where there is none.
fn text_of(value: &Value, role: Option<&str>, depth: usize) -> Option<String> {
    if depth > 6 {
        return None;
    }
    let inner = |value: &Value| text_of(value, role, depth + 1);
    match value {
        Value::String(text) => {
            let is_json = text.starts_with(['[', '{', '"']);
            let parsed = is_json.then(|| serde_json::from_str::<Value>(text).ok()).flatten();
            Some(parsed.and_then(|value| inner(&value)).unwrap_or_else(|| text.clone()))
        }
        Value::Array(items) => {
            let spoken =
                |item: &&Value| role.is_some() && item.get("role").and_then(Value::as_str) == role;
            let said = items.iter().rfind(spoken).and_then(inner);
            said.or_else(|| items.iter().rev().find_map(inner))
        }
        Value::Object(fields) => {
            let keys = [
                "content",
                "text",
                "parts",
                "contents",
                "message",
                "messages",
                "input",
                "output",
                "prompt",
                "question",
                "query",
                "choices",
                "candidates",
            ];
            keys.iter().filter_map(|key| fields.get(*key)).find_map(inner)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_show_the_last_text_of_the_role() {
        let messages = r#"[{"role":"user","parts":[{"type":"text","content":"Oi!"}]},
            {"role":"assistant","parts":[{"type":"text","content":"Tudo bem?"}]}]"#;
        assert_eq!(preview(messages, Some("user")).as_deref(), Some("Oi!"));
        assert_eq!(preview(messages, None).as_deref(), Some("Tudo bem?"));
        let inside = serde_json::to_string(messages).unwrap();
        assert_eq!(preview(&inside, Some("user")).as_deref(), Some("Oi!"));
        let asked = r#"{"system":"Be brief.","prompt":"Oi!"}"#;
        assert_eq!(preview(asked, Some("user")).as_deref(), Some("Oi!"));
        let answered = r#"{"id":"c1","choices":[{"index":0,"message":{"content":"Tudo bem?"}}]}"#;
        assert_eq!(preview(answered, None).as_deref(), Some("Tudo bem?"));
    }

    #[test]
    fn anything_else_is_its_json_on_one_line_and_cut() {
        assert_eq!(preview(r#"{ "order": 7 }"#, None).as_deref(), Some(r#"{"order":7}"#));
        assert_eq!(preview("\"a\\n  b\"", None).as_deref(), Some("a b"));
        let long = preview(&format!("\"{}\"", "é".repeat(500)), None).unwrap();
        assert_eq!(long.chars().count(), 201);
        assert_eq!(preview("not json", None), None);
        assert_eq!(preview("\"\"", None), None);
    }
}
