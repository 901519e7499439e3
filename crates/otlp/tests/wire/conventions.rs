//! What attributes mean.

use farol_model::{Payload, Span, SpanStatus, SpanType};
use farol_testkit::otlp::{
    IntoValue, attribute, event, failed, proto::common::v1::KeyValue, span, value,
};
use serde_json::json;

use crate::support::{START, one_span, parsed};

fn with(attributes: Vec<KeyValue>) -> Span {
    let mut sent = span(1, 1, "name", START);
    sent.attributes = attributes;
    one_span(sent)
}

fn with_one(key: &str, of: impl IntoValue) -> Span {
    with(vec![attribute(key, of)])
}

fn payload(key: &str) -> Payload {
    Payload::Attribute(key.to_owned())
}

#[test]
fn our_own_attributes_win_over_everything() {
    let span = with(vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.conversation.id", "theirs"),
        attribute("gen_ai.input.messages", "[]"),
        attribute("user.id", "theirs"),
        attribute("farol.span.type", "guardrail"),
        attribute("farol.execution.id", "exec_1"),
        attribute("farol.thread.id", "thread"),
        attribute("farol.session.id", "session"),
        attribute("farol.company.id", 7),
        attribute("farol.agent.id", "agent"),
        attribute("farol.user.id", "user"),
        attribute("farol.entity.type", "order"),
        attribute("farol.entity.value", 99),
        attribute("farol.input", "in"),
        attribute("farol.output", vec![attribute("a", 1)]),
    ]);
    assert_eq!(span.span_type, SpanType::Guardrail);
    let texts = [
        (&span.execution_id, "exec_1"),
        (&span.thread_id, "thread"),
        (&span.session_id, "session"),
        (&span.company_id, "7"),
        (&span.agent_id, "agent"),
        (&span.user_id, "user"),
        (&span.entity_type, "order"),
        (&span.entity_value, "99"),
    ];
    for (field, expected) in texts {
        assert_eq!(field.as_deref(), Some(expected));
    }
    assert_eq!((span.input, span.output), (payload("farol.input"), payload("farol.output")));
    let fallen = with(vec![
        attribute("farol.span.type", "no such type"),
        attribute("gen_ai.operation.name", "chat"),
    ]);
    assert_eq!(fallen.span_type, SpanType::LlmCall);
}

#[test]
fn operations_name_the_type() {
    for (operation, span_type) in [
        ("chat", SpanType::LlmCall),
        ("Generate_Content", SpanType::LlmCall),
        ("embeddings", SpanType::Embedding),
        ("retrieval", SpanType::Retrieval),
        ("execute_tool", SpanType::ToolCall),
        ("invoke_agent", SpanType::AgentExecution),
        ("invoke_workflow", SpanType::WorkflowExecution),
        ("plan", SpanType::WorkflowStep),
        ("agent_step", SpanType::Chain),
        ("judge", SpanType::Evaluation),
        ("handoff", SpanType::Span),
        ("", SpanType::Span),
    ] {
        assert_eq!(
            with_one("gen_ai.operation.name", operation).span_type,
            span_type,
            "{operation}"
        );
    }
}

#[test]
fn an_unknown_operation_falls_through_to_the_next_rule_and_never_to_llm() {
    let unknown = attribute("gen_ai.operation.name", "execute_event_loop_cycle");
    assert_eq!(with(vec![unknown.clone()]).span_type, SpanType::Span);
    let tool = with(vec![unknown.clone(), attribute("gen_ai.tool.name", "search")]);
    assert_eq!(tool.span_type, SpanType::ToolCall);
    let retrieval = with(vec![unknown.clone(), attribute("gen_ai.retrieval.top_k", 5)]);
    assert_eq!(retrieval.span_type, SpanType::Retrieval);
    let model = with(vec![unknown, attribute("gen_ai.request.model", "m")]);
    assert_eq!(model.span_type, SpanType::Span, "a model alone is no call of one");
}

#[test]
fn spans_without_an_operation_are_told_by_what_they_carry() {
    let model = || attribute("gen_ai.request.model", "m");
    let used = with(vec![model(), attribute("gen_ai.usage.input_tokens", 5)]);
    assert_eq!(used.span_type, SpanType::LlmCall);
    let talked = with(vec![model(), attribute("gen_ai.prompt.0.content", "hi")]);
    assert_eq!(talked.span_type, SpanType::LlmCall);
    let details = with(vec![model(), attribute("gen_ai.usage.cache_read.input_tokens", 5)]);
    assert_eq!(details.span_type, SpanType::Span, "details alone are no usage");
    assert_eq!(with_one("mcp.method.name", "tools/call").span_type, SpanType::ToolCall);
    assert_eq!(with_one("mcp.method.name", "tools/list").span_type, SpanType::Span);
    assert_eq!(with_one("gen_ai.embeddings.dimension.count", 512).span_type, SpanType::Embedding);
    let openlit = with(vec![
        attribute("gen_ai.tool.name", "search"),
        attribute("gen_ai.operation.name", "chat"),
    ]);
    assert_eq!(openlit.span_type, SpanType::LlmCall, "the operation wins over a tool's attributes");
}

#[test]
fn a_model_call_of_the_current_generation_is_read_whole() {
    let span = with(vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.provider.name", "OpenAI"),
        attribute("gen_ai.request.model", "gpt-4o"),
        attribute("gen_ai.response.model", "gpt-4o-2024-08-06"),
        attribute("gen_ai.response.id", "resp_1"),
        attribute("gen_ai.usage.input_tokens", 100),
        attribute("gen_ai.usage.output_tokens", 20),
        attribute("gen_ai.usage.cache_read.input_tokens", 40),
        attribute("gen_ai.usage.cache_write.input_tokens", 10),
        attribute("gen_ai.usage.reasoning.output_tokens", 5),
        attribute("gen_ai.response.finish_reasons", vec![value("stop"), value("length")]),
        attribute("gen_ai.response.time_to_first_chunk", 0.25),
        attribute("gen_ai.conversation.id", "thread"),
        attribute("session.id", "session"),
        attribute("user.id", "user"),
        attribute("gen_ai.system_instructions", "[]"),
        attribute("gen_ai.input.messages", "[]"),
        attribute("gen_ai.output.messages", "[]"),
    ]);
    assert_eq!(span.model.as_deref(), Some("gpt-4o-2024-08-06"));
    assert_eq!(span.provider.as_deref(), Some("openai"));
    assert_eq!(span.response_id.as_deref(), Some("resp_1"));
    let usage = span.usage;
    assert_eq!((usage.input, usage.output, usage.total), (Some(100), Some(20), None));
    assert_eq!((usage.cached, usage.cache_write, usage.reasoning), (Some(40), Some(10), Some(5)));
    assert_eq!(span.finish_reason.as_deref(), Some("stop"));
    assert_eq!(span.time_to_first_token_ns, Some(250_000_000));
    assert_eq!(span.thread_id.as_deref(), Some("thread"));
    assert_eq!(span.session_id.as_deref(), Some("session"));
    assert_eq!(span.user_id.as_deref(), Some("user"));
    assert_eq!(span.input, payload("gen_ai.input.messages"));
    assert_eq!(span.output, payload("gen_ai.output.messages"));
}

#[test]
fn older_names_are_read_where_the_current_ones_are_not_there() {
    let span = with(vec![
        attribute("gen_ai.system", "anthropic.messages"),
        attribute("gen_ai.usage.prompt_tokens", "12"),
        attribute("gen_ai.usage.completion_tokens", 3.0),
        attribute("llm.usage.total_tokens", 15),
        attribute("gen_ai.usage.details.cache_read_tokens", 4),
        attribute("gen_ai.usage.cost", "0.25"),
        attribute("gen_ai.user", "u"),
        attribute("gen_ai.prompt", "{}"),
        attribute("gen_ai.completion", "{}"),
    ]);
    assert_eq!(span.provider.as_deref(), Some("anthropic"));
    let usage = span.usage;
    assert_eq!((usage.input, usage.output, usage.total), (Some(12), Some(3), Some(15)));
    assert_eq!((usage.cached, span.cost), (Some(4), Some(0.25)));
    assert_eq!(span.user_id.as_deref(), Some("u"));
    assert_eq!((span.input, span.output), (payload("gen_ai.prompt"), payload("gen_ai.completion")));

    let both = with(vec![
        attribute("gen_ai.usage.prompt_tokens", 1),
        attribute("gen_ai.usage.input_tokens", 2),
    ]);
    assert_eq!(both.usage.input, Some(2), "the current name wins, whatever the order");
    let unreadable = with(vec![
        attribute("gen_ai.usage.prompt_tokens", 1),
        attribute("gen_ai.usage.input_tokens", "many"),
    ]);
    assert_eq!(unreadable.usage.input, Some(1), "a value that cannot be read is no hit");
}

#[test]
fn providers_lose_known_suffixes_alone_and_frameworks_are_none() {
    let provider = |name: &str| with_one("gen_ai.provider.name", name).provider;
    for (sent, expected) in [
        ("openai.chat", "openai"),
        ("openai.responses", "openai"),
        ("Anthropic", "anthropic"),
        ("gcp.vertex_ai", "gcp.vertex_ai"),
        ("aws.bedrock", "aws.bedrock"),
        ("azure.ai.openai", "azure.ai.openai"),
    ] {
        assert_eq!(provider(sent).as_deref(), Some(expected));
    }
    assert_eq!(provider("Langchain"), None);
    let named = with(vec![
        attribute("gen_ai.provider.name", "strands-agents"),
        attribute("gen_ai.system", "aws.bedrock"),
    ]);
    assert_eq!(named.provider.as_deref(), Some("aws.bedrock"));
}

#[test]
fn input_that_excludes_its_cached_part_is_made_to_include_it() {
    let span = with(vec![
        attribute("gen_ai.usage.input_tokens", 10),
        attribute("gen_ai.usage.cache_read.input_tokens", 90),
        attribute("gen_ai.usage.cache_creation.input_tokens.ephemeral_5m", 5),
        attribute("gen_ai.usage.cache_creation.input_tokens.ephemeral_1h", 6),
    ]);
    assert_eq!(span.usage.cache_write, Some(11));
    assert_eq!(span.usage.input, Some(111));
}

#[test]
fn cost_may_come_in_parts() {
    let span = with(vec![
        attribute("gen_ai.usage.input_cost", 0.5),
        attribute("gen_ai.usage.output_cost", 0.25),
    ]);
    assert_eq!(span.cost, Some(0.75));
    assert_eq!(with_one("operation.cost", 0.125).cost, Some(0.125));
    assert_eq!(with_one("operation.cost", f64::NAN).cost, None);
}

#[test]
fn finish_reasons_come_in_many_shapes() {
    let reason = |of: farol_testkit::otlp::proto::common::v1::AnyValue| {
        with_one("gen_ai.response.finish_reasons", of).finish_reason
    };
    assert_eq!(reason(value(vec![value("stop")])).as_deref(), Some("stop"));
    assert_eq!(reason(value(r#"["tool_calls"]"#)).as_deref(), Some("tool_calls"));
    assert_eq!(reason(value("FinishReason.STOP")).as_deref(), Some("stop"));
    assert_eq!(reason(value(Vec::<farol_testkit::otlp::proto::common::v1::AnyValue>::new())), None);
    let messages = r#"[{"role":"assistant","parts":[],"finish_reason":"length"}]"#;
    let told = with_one("gen_ai.output.messages", messages);
    assert_eq!(told.finish_reason.as_deref(), Some("length"));
    let structured = value(vec![value(vec![attribute("finish_reason", "stop")])]);
    let told = with_one("gen_ai.output.messages", structured);
    assert_eq!(told.finish_reason.as_deref(), Some("stop"));
}

#[test]
fn a_thread_without_a_name_is_the_session() {
    assert_eq!(with_one("session.id", "s").thread_id.as_deref(), Some("s"));
    let conversation = with_one("gen_ai.conversation.id", "c");
    assert_eq!((conversation.thread_id.as_deref(), conversation.session_id), (Some("c"), None));
    assert_eq!(with_one("session.id", " ").session_id, None, "blank is no id");
}

#[test]
fn tools_are_read_with_their_arguments_and_results() {
    let span = with(vec![
        attribute("gen_ai.operation.name", "execute_tool"),
        attribute("gen_ai.tool.name", "search"),
        attribute("gen_ai.tool.call.id", "call_1"),
        attribute("gen_ai.tool.call.arguments", vec![attribute("q", "x")]),
        attribute("gen_ai.tool.call.result", "[]"),
        attribute("gen_ai.input.messages", "[]"),
    ]);
    assert_eq!(span.tool_name.as_deref(), Some("search"));
    assert_eq!(span.tool_call_id.as_deref(), Some("call_1"));
    assert_eq!(span.input, payload("gen_ai.tool.call.arguments"));
    assert_eq!(span.output, payload("gen_ai.tool.call.result"));
}

#[test]
fn names_behind_the_operation_are_read() {
    let named = |name: &str, operation: &str| {
        let mut sent = span(1, 1, name, START);
        sent.attributes = vec![attribute("gen_ai.operation.name", operation)];
        one_span(sent)
    };
    let tool = named("execute_tool search orders", "execute_tool");
    assert_eq!(tool.tool_name.as_deref(), Some("search orders"));
    assert_eq!(tool.name, "execute_tool search orders", "the span's own name stays as it is");
    let agent = named("invoke_agent helper", "invoke_agent");
    assert_eq!(agent.agent_name.as_deref(), Some("helper"));
    assert_eq!(named("invoke_agent", "invoke_agent").agent_name, None);
}

#[test]
fn retrievals_are_read_with_their_query_and_documents() {
    let span = with(vec![
        attribute("gen_ai.retrieval.query.text", "where"),
        attribute("gen_ai.retrieval.documents", "[]"),
    ]);
    assert_eq!(span.span_type, SpanType::Retrieval);
    assert_eq!(span.input, payload("gen_ai.retrieval.query.text"));
    assert_eq!(span.output, payload("gen_ai.retrieval.documents"));
}

#[test]
fn messages_spread_over_indexes_are_joined_in_their_order() {
    let span = with(vec![
        attribute("gen_ai.prompt.10.content", "last"),
        attribute("gen_ai.prompt.2.tool_calls.1.name", "second"),
        attribute("gen_ai.prompt.2.tool_calls.0.arguments", "{\"a\":1}"),
        attribute("gen_ai.prompt.2.tool_calls.0.name", "first"),
        attribute("gen_ai.prompt.2.role", "assistant"),
        attribute("gen_ai.prompt.0.content", "hi\u{1}"),
        attribute("gen_ai.prompt.0.role", "user"),
        attribute("gen_ai.prompt.10001.content", "beyond"),
        attribute("gen_ai.prompt.__proto__.content", "no index"),
        attribute("gen_ai.completion.0.content", "yo"),
        attribute("gen_ai.completion.0.content", "hello"),
        attribute("gen_ai.completion.0.finish_reason", "stop"),
    ]);
    assert_eq!(
        parsed(span.input.json()),
        json!([
            {"content": "hi\u{1}", "role": "user"},
            {"role": "assistant", "tool_calls": [
                {"arguments": "{\"a\":1}", "name": "first"}, {"name": "second"},
            ]},
            {"content": "last"},
        ])
    );
    assert_eq!(
        span.output.json().unwrap().as_str(),
        r#"[{"content":"hello","finish_reason":"stop"}]"#
    );
    assert_eq!(span.finish_reason.as_deref(), Some("stop"));
}

#[test]
fn instructions_alone_are_the_input() {
    let span = with_one("gen_ai.system_instructions", "be kind");
    assert_eq!(span.input, payload("gen_ai.system_instructions"));
}

#[test]
fn a_failed_status_is_an_error_with_its_message() {
    let span = one_span(failed(span(1, 1, "a", START), "timeout"));
    assert_eq!((span.status, span.status_code), (SpanStatus::Error, 2));
    let error = span.error.unwrap();
    assert_eq!((error.message.as_deref(), error.error_type), (Some("timeout"), None));
}

#[test]
fn an_exception_is_an_error_whatever_the_status_says() {
    let mut sent = span(1, 1, "a", START);
    sent.status = Some(farol_testkit::otlp::proto::trace::v1::Status {
        code: 1,
        message: "fallback".to_owned(),
    });
    sent.events = vec![
        event("exception", 1, vec![attribute("exception.type", "First")]),
        event(
            "exception",
            2,
            vec![
                attribute("exception.type", "ValueError"),
                attribute("exception.message", "no"),
                attribute("exception.stacktrace", "at x"),
            ],
        ),
        event("other", 3, Vec::new()),
    ];
    let span = one_span(sent.clone());
    assert_eq!((span.status, span.status_code), (SpanStatus::Error, 1));
    let error = span.error.unwrap();
    assert_eq!(error.error_type.as_deref(), Some("ValueError"));
    assert_eq!(error.message.as_deref(), Some("no"));
    assert_eq!(error.stack.as_deref(), Some("at x"));

    sent.events[1].attributes.clear();
    let error = one_span(sent).error.unwrap();
    assert_eq!(error.message.as_deref(), Some("fallback"));
}

#[test]
fn an_error_type_is_an_error_and_a_plain_span_is_a_success() {
    let span = with_one("error.type", 503);
    assert_eq!(span.status, SpanStatus::Error);
    assert_eq!(span.error.unwrap().error_type.as_deref(), Some("503"));
    let plain = with_one("http.request.method", "GET");
    assert_eq!((plain.status, plain.error), (SpanStatus::Success, None));
    assert_eq!(with_one("error.type", "").status, SpanStatus::Success);
}

#[test]
fn the_testkits_traces_are_understood() {
    let request = farol_testkit::TraceBuilder::new(1).spans(5).service("shop").build();
    let spans = crate::support::decode_request(&request, farol_otlp::Encoding::Protobuf).items;
    let types: Vec<_> = spans.iter().map(|span| span.span_type).collect();
    let expected = [
        SpanType::AgentExecution,
        SpanType::LlmCall,
        SpanType::ToolCall,
        SpanType::Span,
        SpanType::Span,
    ];
    assert_eq!(types, expected);
    assert_eq!(spans[0].agent_name.as_deref(), Some("support-agent"));
    assert_eq!(spans[1].finish_reason.as_deref(), Some("stop"));
    assert_eq!(spans[1].parent_span_id, Some(spans[0].span_id));
    assert_eq!(spans[0].resource.service.as_deref(), Some("shop"));
}
