use super::*;

fn span(id: u64, parent: u64, start: i64) -> SummarySpan<'static> {
    SummarySpan {
        span_id: SpanId(id),
        parent: (parent != 0).then_some(SpanId(parent)),
        start: UnixNano(start),
        end: Some(UnixNano(start + 10)),
        arrival: start,
        name: "step",
        ..SummarySpan::default()
    }
}

fn tokens(input: i64, output: i64) -> Usage {
    Usage { input: Some(input), output: Some(output), ..Usage::default() }
}

fn sum(spans: &[SummarySpan<'static>]) -> Summary {
    summarise(spans.to_vec()).unwrap()
}

#[test]
fn the_root_names_the_execution_even_when_it_comes_last() {
    let root = SummarySpan { name: "agent", span_type: SpanType::AgentExecution, ..span(1, 0, 5) };
    let summary = sum(&[span(2, 1, 7), span(3, 1, 6), root]);
    assert_eq!((summary.name.as_str(), summary.span_type), ("agent", SpanType::AgentExecution));
    assert_eq!((summary.start, summary.end), (UnixNano(5), Some(UnixNano(17))));
    assert_eq!((summary.span_count, summary.root_span_id), (3, Some(SpanId(1))));
}

#[test]
fn messages_and_events_lead_only_where_nothing_else_does() {
    let message = SummarySpan { span_type: SpanType::ConversationMessage, ..span(1, 0, 1) };
    let work = SummarySpan { name: "work", status: SpanStatus::Error, ..span(2, 0, 2) };
    assert_eq!(sum(&[message, work]).name, "work");
    assert_eq!(sum(&[message, work]).status, SpanStatus::Error);
    assert_eq!(sum(&[message]).root_span_id, Some(SpanId(1)));
    assert_eq!(sum(&[message]).message_count, 1);
}

#[test]
fn while_the_root_runs_a_step_s_output_is_not_the_execution_s() {
    let root = span(1, 0, 1);
    let step = SummarySpan { has_output: true, ..span(2, 1, 2) };
    assert_eq!(sum(&[root, step]).output_span, Some(SpanId(2)), "the root has none of its own");
    let running = SummarySpan { status: SpanStatus::Running, end: None, ..root };
    assert_eq!(sum(&[running, step]).output_span, None);
    let answered = SummarySpan { has_output: true, ..running };
    assert_eq!(sum(&[answered, step]).output_span, Some(SpanId(1)));
}

#[test]
fn what_models_tell_counts_where_no_message_was_recorded() {
    let call = |id| SummarySpan {
        span_type: SpanType::LlmCall,
        has_input: true,
        has_output: true,
        ..span(id, 1, 2)
    };
    let agent =
        SummarySpan { span_type: SpanType::AgentExecution, has_output: true, ..span(1, 0, 1) };
    let counted = |spans: &[SummarySpan<'static>]| {
        crate::Execution { summary: sum(spans), ..crate::Execution::default() }.messages()
    };
    assert_eq!(counted(&[agent, call(2), call(3)]), 3, "a question and two answers");
    assert_eq!(counted(&[agent]), 1);
    assert_eq!(counted(&[span(1, 0, 1)]), 0);
    let message = SummarySpan { span_type: SpanType::ConversationMessage, ..span(4, 1, 3) };
    assert_eq!(counted(&[agent, call(2), call(3), message]), 1);
}

#[test]
fn one_root_decides_the_status_alone() {
    let child = SummarySpan { status: SpanStatus::Error, ..span(2, 1, 2) };
    let summary = sum(&[span(1, 0, 1), child]);
    assert_eq!((summary.status, summary.error_count), (SpanStatus::Success, 1));
}

#[test]
fn without_one_root_the_orphans_and_the_roots_decide() {
    let failed = |span| SummarySpan { status: SpanStatus::Error, ..span };
    assert_eq!(sum(&[failed(span(2, 9, 1)), span(3, 2, 2)]).status, SpanStatus::Error);
    assert_eq!(sum(&[span(2, 9, 1), failed(span(3, 2, 2))]).status, SpanStatus::Success);
    assert_eq!(sum(&[span(1, 0, 1), failed(span(2, 0, 2))]).status, SpanStatus::Error);
    let running = SummarySpan { status: SpanStatus::Running, end: None, ..span(4, 9, 1) };
    let summary = sum(&[running, failed(span(2, 9, 1))]);
    assert_eq!((summary.status, summary.end), (SpanStatus::Running, None));
}

#[test]
fn a_parent_that_repeats_its_childrens_usage_is_not_counted() {
    let agent = SummarySpan {
        span_type: SpanType::AgentExecution,
        usage: tokens(30, 3),
        cost: Some(0.5),
        ..span(1, 0, 1)
    };
    let llm = |id, start| SummarySpan {
        span_type: SpanType::LlmCall,
        usage: tokens(15, 1),
        ..span(id, 1, start)
    };
    let summary = sum(&[agent, llm(2, 2), llm(3, 3)]);
    assert_eq!((summary.input_tokens, summary.output_tokens), (30, 2));
    assert_eq!((summary.total_tokens, summary.cost), (32, Some(0.5)));
}

#[test]
fn a_model_call_does_not_yield_to_one_behind_a_tool() {
    let llm = |id, parent| SummarySpan {
        span_type: SpanType::LlmCall,
        usage: tokens(10, 0),
        ..span(id, parent, i64::try_from(id).unwrap())
    };
    let tool = SummarySpan { span_type: SpanType::ToolCall, ..span(2, 1, 2) };
    assert_eq!(sum(&[llm(1, 0), tool, llm(3, 2)]).input_tokens, 20);
    assert_eq!(sum(&[llm(1, 0), llm(3, 1)]).input_tokens, 10);
}

#[test]
fn one_response_is_counted_once() {
    let llm = |id| SummarySpan {
        span_type: SpanType::LlmCall,
        usage: tokens(10, 1),
        response_id: Some("resp_1"),
        ..span(id, 9, 1)
    };
    assert_eq!(sum(&[llm(1), llm(2)]).total_tokens, 11);
}

#[test]
fn versions_fold_to_the_later_end_at_the_first_place() {
    let running = SummarySpan { end: None, status: SpanStatus::Running, ..span(1, 0, 1) };
    let ended = SummarySpan { arrival: 50, ..span(1, 0, 2) };
    let summary = sum(&[ended, span(2, 1, 3), running]);
    assert_eq!((summary.span_count, summary.status), (2, SpanStatus::Success));
    assert!(summary.has_versions);
}

#[test]
fn no_spans_make_no_execution() {
    assert_eq!(summarise(Vec::new()), None);
}

#[test]
fn a_told_cost_goes_before_estimates_below_it_and_elsewhere() {
    let told = |span: SummarySpan<'static>, cost| SummarySpan { cost: Some(cost), ..span };
    let estimated = |span, cost| SummarySpan { cost_estimated: true, ..told(span, cost) };
    let costs = |spans: &[SummarySpan<'static>]| {
        let summary = sum(spans);
        (summary.cost, summary.cost_estimated)
    };
    let call =
        |id, parent, start| SummarySpan { span_type: SpanType::LlmCall, ..span(id, parent, start) };
    let calls = [estimated(call(2, 1, 2), 0.25), estimated(call(3, 1, 3), 0.25)];
    assert_eq!(costs(&[span(1, 0, 1), calls[0], calls[1]]), (Some(0.5), true));
    assert_eq!(costs(&[told(span(1, 0, 1), 0.75), calls[0], calls[1]]), (Some(0.75), false));
    let mixed = [span(1, 0, 1), told(call(2, 1, 2), 1.0), calls[1]];
    assert_eq!(costs(&mixed), (Some(1.25), true));
    // What a tool's own call cost is not in the cost of the call that used the tool.
    let tool = SummarySpan { span_type: SpanType::ToolCall, ..span(2, 1, 2) };
    let behind = [told(call(1, 0, 1), 1.0), tool, estimated(call(3, 2, 3), 0.5)];
    assert_eq!(costs(&behind), (Some(1.5), true));
    let twice = |span| SummarySpan { response_id: Some("resp_1"), ..span };
    let same = [twice(estimated(call(2, 9, 1), 0.5)), twice(told(call(3, 9, 2), 2.0))];
    assert_eq!(costs(&same), (Some(2.0), false));
}

/// What a trace adds to the statistics, as `type root agent model: spans tokens cost`.
fn counted(spans: &[SummarySpan<'static>]) -> Vec<String> {
    let mut tallies = Tallies::default();
    Trace::of(spans.to_vec()).unwrap().count_into(&mut tallies, 1);
    let mut lines: Vec<String> = tallies
        .iter()
        .map(|(key, tally)| {
            let kind = key.span_type.name();
            let cost = tally.known_cost();
            format!(
                "{kind} {} {} {}: {} {} {cost:?}",
                key.is_root, key.agent, key.model, tally.spans, tally.total_tokens
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn statistics_count_usage_once_and_give_it_to_the_agent_around_it() {
    let agent = |id, parent, name| SummarySpan {
        span_type: SpanType::AgentExecution,
        agent_name: Some(name),
        usage: tokens(99, 1),
        ..span(id, parent, i64::try_from(id).unwrap())
    };
    let call = |id, parent| SummarySpan {
        span_type: SpanType::LlmCall,
        model: Some("m"),
        usage: tokens(9, 1),
        cost: Some(0.5),
        ..span(id, parent, i64::try_from(id).unwrap())
    };
    let running = SummarySpan { end: None, status: SpanStatus::Running, ..call(6, 1) };
    let trace =
        [agent(1, 0, "a"), call(2, 1), agent(3, 1, "b"), call(4, 3), span(5, 1, 5), running];
    assert_eq!(
        counted(&trace),
        [
            "agent_execution false b : 1 0 None",
            "agent_execution true a : 1 0 None",
            "llm_call false a m: 1 10 Some(0.5)",
            "llm_call false b m: 1 10 Some(0.5)",
            "span false a : 1 0 None",
        ]
    );
    assert_eq!(counted(&[agent(1, 0, "a")]), ["agent_execution true a : 1 100 None"]);
    assert_eq!(counted(&[span(1, 0, 1), agent(2, 1, "a")])[1], "span true a : 1 0 None");
}

#[test]
fn what_is_counted_out_again_leaves_nothing() {
    let call = SummarySpan {
        span_type: SpanType::LlmCall,
        usage: tokens(9, 1),
        cost: Some(0.1),
        status: SpanStatus::Error,
        ..span(2, 1, NANOS_PER_HOUR)
    };
    let trace = Trace::of(vec![span(1, 0, -1), call]).unwrap();
    let mut tallies = Tallies::default();
    trace.count_into(&mut tallies, 1);
    let mut hours: Vec<i64> = tallies.iter().map(|(key, _)| key.hour).collect();
    hours.sort_unstable();
    assert_eq!(hours, [-1, 1]);
    trace.count_into(&mut tallies, -1);
    assert_eq!(tallies.iter().count(), 0);
}

#[test]
fn agents_without_number_are_counted_together() {
    let mut all = Tallies::default();
    for number in 0..5_000 {
        let name = format!("agent {number}{}", "é".repeat(300));
        let one = SummarySpan { agent_name: Some(&name), ..span(1, 0, 1) };
        let mut tallies = Tallies::default();
        Trace::of(vec![one]).unwrap().count_into(&mut tallies, 1);
        all.merge(tallies);
    }
    assert_eq!(all.iter().map(|(_, tally)| tally.spans).sum::<i64>(), 5_000);
    assert!(all.iter().count() <= 1_001 && all.iter().any(|(key, _)| key.agent == OTHER));
    assert!(all.iter().all(|(key, _)| key.agent.len() <= 200));
}
