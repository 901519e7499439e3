//! The same span told again: which version counts, and what it takes over from the other.

use crate::{JsonNode, Payload, Resource, Span, SpanStatus, SpanType, UnixNano};

impl Span {
    /// What makes a version newer: an ended one wins over a running one, then the later end, then the
    /// later arrival.
    pub fn version(&self) -> (Option<UnixNano>, i64) {
        let end = self.end.filter(|_| self.status != SpanStatus::Running);
        (end, self.version_arrival.unwrap_or(self.arrival))
    }

    /// Makes one span of two versions, in whichever order they come: the newer one, at the place of
    /// the first. What it says nothing of stays as the older one told it, its start first of all: an end
    /// need not repeat what its beginning said, and sent again it changes nothing.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (mut newer, older) =
            if self.version() < other.version() { (other, self) } else { (self, other) };
        let (first, version) = (newer.arrival.min(older.arrival), newer.version().1);
        newer.take_start(&older);
        newer.arrival = first;
        newer.version_arrival = (version != first).then_some(version);
        newer.take_node(older.node.as_deref());
        newer.complete(older);
        newer
    }

    /// Takes the start of another version, where its own was guessed and the other's was told or came
    /// first. An end that was counted from the start moves with it.
    fn take_start(&mut self, other: &Self) {
        let guessed = |span: &Self| span.node.as_ref().is_some_and(|node| node.start_guessed);
        if !guessed(self) || (guessed(other) && other.arrival > self.arrival) {
            return;
        }
        if let Some(end) = &mut self.end {
            let length = end.0.saturating_sub(self.start.0);
            let counted = UnixNano(other.start.0.saturating_add(length));
            *end = if length > 0 { counted } else { (*end).max(other.start) };
        }
        self.start = other.start;
        if let Some(node) = &mut self.node {
            node.start_guessed = guessed(other);
        }
    }

    fn take_node(&mut self, older: Option<&JsonNode>) {
        let Some(older) = older else { return };
        let node = self.node.get_or_insert_default();
        node.id = node.id.take().or_else(|| older.id.clone());
        if self.parent_span_id.is_none() {
            node.parent_id = node.parent_id.take().or_else(|| older.parent_id.clone());
        }
        node.metadata = node.metadata.take().or_else(|| older.metadata.clone());
    }

    /// Fills in what an older version told and this one does not.
    fn complete(&mut self, older: Self) {
        // A node that tells only one of the two has its type for a name.
        if self.name.is_empty() || self.name == self.span_type.name() {
            self.name = older.name;
        }
        if self.span_type == SpanType::Span {
            self.span_type = older.span_type;
        }
        self.parent_span_id = self.parent_span_id.or(older.parent_span_id);
        for (own, other) in [
            (&mut self.subtype, older.subtype),
            (&mut self.execution_id, older.execution_id),
            (&mut self.agent_id, older.agent_id),
            (&mut self.agent_name, older.agent_name),
            (&mut self.thread_id, older.thread_id),
            (&mut self.session_id, older.session_id),
            (&mut self.user_id, older.user_id),
            (&mut self.company_id, older.company_id),
            (&mut self.model, older.model),
            (&mut self.provider, older.provider),
            (&mut self.finish_reason, older.finish_reason),
            (&mut self.tool_name, older.tool_name),
            (&mut self.tool_call_id, older.tool_call_id),
            (&mut self.response_id, older.response_id),
        ] {
            fill(own, other);
        }
        // What failed before need not have failed at last.
        if self.status == SpanStatus::Error {
            fill(&mut self.error, older.error);
        }
        // Type and value belong together.
        if self.entity_value.is_none() {
            (self.entity_type, self.entity_value) = (older.entity_type, older.entity_value);
        }
        let (usage, other) = (&mut self.usage, older.usage);
        fill(&mut usage.input, other.input);
        fill(&mut usage.output, other.output);
        fill(&mut usage.total, other.total);
        fill(&mut usage.cached, other.cached);
        fill(&mut usage.cache_write, other.cache_write);
        fill(&mut usage.reasoning, other.reasoning);
        if self.cost.is_none() || (self.cost_estimated && !older.cost_estimated) {
            let told = older.cost.map(|cost| (Some(cost), older.cost_estimated));
            (self.cost, self.cost_estimated) = told.unwrap_or((self.cost, self.cost_estimated));
        }
        fill(&mut self.time_to_first_token_ns, older.time_to_first_token_ns);
        // Before the attributes, among which a payload may stand.
        let has_attributes = self.attributes.is_some();
        for (own, other) in [(&mut self.input, older.input), (&mut self.output, older.output)] {
            if *own == Payload::None && (other.json().is_some() || !has_attributes) {
                *own = other;
            }
        }
        if !has_attributes {
            (self.attributes, self.attribute_kinds) = (older.attributes, older.attribute_kinds);
        }
        fill(&mut self.events, older.events);
        fill(&mut self.links, older.links);
        if *self.resource == Resource::default() {
            self.resource = older.resource;
        }
    }
}

fn fill<T>(own: &mut Option<T>, other: Option<T>) {
    if own.is_none() {
        *own = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{JsonText, SpanError};

    fn node(arrival: i64, start: Option<i64>, end: Option<i64>) -> Span {
        let at = UnixNano(start.unwrap_or(arrival));
        let status = if end.is_some() { SpanStatus::Success } else { SpanStatus::Running };
        let node = JsonNode { start_guessed: start.is_none(), ..JsonNode::default() };
        let node = Some(Box::new(node));
        Span { arrival, start: at, end: end.map(UnixNano), status, node, ..Span::default() }
    }

    fn merged(one: &Span, other: &Span) -> Span {
        let merged = one.clone().merge(other.clone());
        assert_eq!(merged, other.clone().merge(one.clone()), "in whichever order");
        merged
    }

    #[test]
    fn an_end_wins_then_the_later_one_then_the_later_arrival() {
        let (running, ended) = (node(9, Some(1), None), node(5, Some(1), Some(6)));
        assert_eq!(merged(&running, &ended).end, Some(UnixNano(6)));
        assert_eq!(merged(&node(7, Some(1), Some(4)), &ended).end, Some(UnixNano(6)));
        let named =
            |arrival, name: &str| Span { name: name.to_owned(), ..node(arrival, Some(1), Some(6)) };
        let last = merged(&merged(&named(1, "a"), &named(3, "c")), &named(2, "b"));
        assert_eq!((last.name.as_str(), last.arrival, last.version_arrival), ("c", 1, Some(3)));
    }

    #[test]
    fn a_start_that_was_told_stays_and_a_counted_end_moves_with_it() {
        let running = node(10, Some(3), None);
        let ended = merged(&running, &node(20, None, Some(25)));
        assert_eq!((ended.start, ended.end), (UnixNano(3), Some(UnixNano(8))), "5 long");
        let ended = merged(&running, &node(20, None, Some(20)));
        assert_eq!((ended.start, ended.end), (UnixNano(3), Some(UnixNano(20))));
        assert!(!ended.node.unwrap().start_guessed);
        let own = merged(&running, &node(20, Some(4), Some(9)));
        assert_eq!(own.start, UnixNano(4));
        let guessed = merged(&node(10, None, None), &node(20, None, Some(20)));
        assert_eq!((guessed.start, guessed.end), (UnixNano(10), Some(UnixNano(20))));
    }

    #[test]
    fn what_the_newer_version_says_nothing_of_stays() {
        let json = |text: &str| Payload::Json(JsonText::vouched(text.to_owned()));
        let begun = Span {
            name: "plan".to_owned(),
            span_type: SpanType::ToolCall,
            input: json("1"),
            output: json("0"),
            ..node(1, Some(1), None)
        };
        let end = Span { output: json("2"), ..node(2, Some(1), Some(9)) };
        let ended = merged(&begun, &end);
        assert_eq!((ended.name.as_str(), ended.span_type), ("plan", SpanType::ToolCall));
        assert_eq!((&ended.input, &ended.output), (&json("1"), &json("2")));
        let again = merged(&ended, &Span { arrival: 3, ..end });
        assert_eq!(Span { version_arrival: ended.version_arrival, ..again }, ended);
    }

    #[test]
    fn an_error_goes_with_the_failure_that_it_tells_of() {
        let error = SpanError { message: Some("broke".to_owned()), ..SpanError::default() };
        let failed =
            Span { status: SpanStatus::Error, error: Some(error), ..node(1, Some(1), Some(5)) };
        assert_eq!(merged(&failed, &node(2, Some(1), Some(9))).error, None);
        let still = Span { status: SpanStatus::Error, ..node(2, Some(1), Some(9)) };
        assert_eq!(merged(&failed, &still).error, failed.error);
    }
}
