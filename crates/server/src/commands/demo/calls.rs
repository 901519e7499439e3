//! Calls of models, tools and other systems, told as OpenTelemetry's conventions tell them.

use farol_model::{Level, SpanType, Usage};
use serde_json::{Value, json};

use super::{
    scene::Service,
    trace::{Handle, MS, Micros, Trace},
};

/// A model, and what a token of it takes to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    version: &'static str,
    provider: &'static str,
    first_token: Micros,
    each_token: Micros,
}

const fn model(
    name: &'static str,
    version: &'static str,
    provider: &'static str,
    first_token: Micros,
    each_token: Micros,
) -> Model {
    Model { name, version, provider, first_token: first_token * MS, each_token }
}

pub(super) const GPT_4O: Model = model("gpt-4o", "gpt-4o-2024-08-06", "openai", 430, 13_000);
pub(super) const GPT_4O_MINI: Model =
    model("gpt-4o-mini", "gpt-4o-mini-2024-07-18", "openai", 290, 7_500);
pub(super) const SONNET: Model =
    model("claude-sonnet-4", "claude-sonnet-4-20250514", "anthropic", 720, 15_000);
pub(super) const FLASH: Model =
    model("gemini-2.5-flash", "gemini-2.5-flash", "gcp.gemini", 380, 5_500);

/// What a model is asked, and what it says.
pub(super) struct Chat<'a> {
    pub(super) model: Model,
    pub(super) input: &'a [Value],
    pub(super) output: Value,
    /// Characters of the answer: it takes as long as its words.
    pub(super) characters: usize,
    pub(super) finish_reason: &'static str,
}

/// What another system is asked, and how long it usually takes.
pub(super) struct Request<'a> {
    pub(super) method: &'static str,
    pub(super) path: &'a str,
    pub(super) host: &'static str,
    pub(super) service: Service,
}

const CONTENT: &str = "content";

/// A message in the form of the conventions.
pub(super) fn message(role: &str, content: &str) -> Value {
    json!({ "role": role, "parts": [{ "type": "text", CONTENT: content }] })
}

/// Tokens of a text, about.
fn tokens(characters: usize) -> i64 {
    i64::try_from(characters).unwrap_or(0) * 10 / 37 + 3
}

impl Trace<'_> {
    /// A call of a model; says when its answer is complete.
    pub(super) fn chat(&mut self, parent: Handle, at: Micros, chat: &Chat<'_>) -> Micros {
        let (handle, end) = self.call(parent, at, chat);
        let model = chat.model.name;
        let body = format!("{model} answered after {} ms", (end - at) / MS);
        let fields = json!({ "event": "model_answered", "model": model });
        self.log(handle, end, Level::Debug, &body, fields);
        end
    }

    fn call(&mut self, parent: Handle, at: Micros, chat: &Chat<'_>) -> (Handle, Micros) {
        let Chat { model, .. } = chat;
        let input_text: usize = chat.input.iter().map(|message| message.to_string().len()).sum();
        // The definitions of its tools and what was looked up, which no message shows.
        let tools = if chat.input.len() > 2 { 3_420 } else { 620 };
        let input = tokens(input_text) + tools;
        let output = tokens(chat.characters);
        let first_token = self.random.around(model.first_token);
        let length = first_token + output * self.random.around(model.each_token);
        let cached = if self.random.chance(640) { input / 128 * 96 } else { 0 };
        let response_id = format!("chatcmpl-{:016x}", self.random.next());
        let handle =
            self.add(parent, SpanType::LlmCall, &format!("chat {}", model.name), (at, length));
        let draft = self.at(handle);
        draft.span.kind = 3;
        draft.span.model = Some(model.version.to_owned());
        draft.span.provider = Some(model.provider.to_owned());
        draft.span.finish_reason = Some(chat.finish_reason.to_owned());
        draft.span.response_id = Some(response_id.clone());
        draft.span.time_to_first_token_ns = Some(first_token * 1_000);
        draft.span.usage = Usage {
            input: Some(input),
            output: Some(output),
            cached: (cached > 0).then_some(cached),
            ..Usage::default()
        };
        draft
            .set("gen_ai.operation.name", "chat")
            .set("gen_ai.provider.name", model.provider)
            .set("gen_ai.request.model", model.name)
            .set("gen_ai.response.model", model.version)
            .set("gen_ai.response.id", response_id)
            .set("gen_ai.request.temperature", json!(0.2))
            .set("gen_ai.response.finish_reasons", json!([chat.finish_reason]))
            .set("gen_ai.usage.input_tokens", input)
            .set("gen_ai.usage.output_tokens", output)
            .set("server.address", host_of(model.provider))
            .input_is("gen_ai.input.messages", chat.input.into())
            .output_is("gen_ai.output.messages", json!([chat.output]));
        if cached > 0 {
            draft.set("gen_ai.usage.cache_read.input_tokens", cached);
        }
        (handle, at + length)
    }

    /// A model that turns a request away; says when it did.
    pub(super) fn refused_chat(&mut self, parent: Handle, at: Micros, chat: &Chat<'_>) -> Micros {
        let (handle, _) = self.call(parent, at, chat);
        let end = at + self.random.around(310 * MS);
        self.close(handle, end);
        let model = chat.model.name;
        let message = format!(
            "Error code: 429 - Rate limit reached for {model} on tokens per min (TPM): Limit 450000, Used 449213"
        );
        let stack = stack("openai/_base_client.py", 1047, "RateLimitError", &message);
        let draft = self.at(handle);
        draft.forget_answer();
        draft.fail("RateLimitError", &message, Some(stack));
        let fields = json!({ "event": "rate_limited", "model": model, "http.status": 429 });
        self.log(handle, end, Level::Warn, &format!("{model} is rate limited"), fields);
        end
    }

    /// A tool's call, still open: what it asks others stands inside it.
    pub(super) fn tool(
        &mut self,
        parent: Handle,
        at: Micros,
        name: &str,
        arguments: Value,
    ) -> Handle {
        let handle = self.open(Some(parent), SpanType::ToolCall, name, at);
        let call_id = format!("call_{:012x}", self.random.next() >> 16);
        let draft = self.at(handle);
        draft.span.tool_name = Some(name.to_owned());
        draft.span.tool_call_id = Some(call_id.clone());
        draft
            .set("gen_ai.operation.name", "execute_tool")
            .set("gen_ai.tool.name", name)
            .set("gen_ai.tool.call.id", call_id)
            .input_is("gen_ai.tool.call.arguments", arguments);
        handle
    }

    /// The end of a tool's call, with its result.
    pub(super) fn answer(&mut self, tool: Handle, at: Micros, result: Value) {
        self.at(tool).output_is("gen_ai.tool.call.result", result);
        self.close(tool, at);
    }

    /// A request of another system that answers with a status; says when it did.
    pub(super) fn request(
        &mut self,
        parent: Handle,
        (at, length): (Micros, Micros),
        request: &Request<'_>,
        status: u16,
    ) -> Micros {
        let name = format!("{} {}", request.method, request.path);
        let handle = self.add(parent, SpanType::Span, &name, (at, length));
        let draft = self.at(handle);
        draft.span.kind = 3;
        draft
            .set("http.request.method", request.method)
            .set("url.full", format!("http://{}{}", request.host, request.path))
            .set("server.address", request.host)
            .set("http.response.status_code", status);
        if status >= 500 {
            draft.fail(reason(status), &format!("{status} {}", reason(status)), None);
        }
        // What the other side tells of it, where it tells anything.
        if status < 500 || status == 504 {
            let inner =
                self.add(handle, SpanType::Span, &name, (at + 2 * MS, (length - 4 * MS).max(MS)));
            self.run_by(inner, request.service);
            let draft = self.at(inner);
            draft.span.kind = 2;
            draft.set("http.route", request.path).set("http.response.status_code", status);
            if status == 504 {
                draft.fail("TimeoutError", "upstream request timeout", None);
            }
        }
        at + length
    }

    /// Writes what a client logs of a request that failed.
    pub(super) fn log_failure(
        &mut self,
        handle: Handle,
        at: Micros,
        request: &Request<'_>,
        status: u16,
    ) {
        let body = format!("{} {}: {status} {}", request.method, request.path, reason(status));
        let fields = json!({
            "event": "request_failed",
            "endpoint": request.path,
            "http.status": status,
            "upstream": request.host,
        });
        self.log(handle, at, Level::Error, &body, fields);
    }
}

pub(super) const fn reason(status: u16) -> &'static str {
    match status {
        503 => "no healthy upstream",
        504 => "Gateway Timeout",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        _ => "OK",
    }
}

fn host_of(provider: &str) -> &'static str {
    match provider {
        "anthropic" => "api.anthropic.com",
        "gcp.gemini" => "generativelanguage.googleapis.com",
        _ => "api.openai.com",
    }
}

/// A traceback as Python prints it.
pub(super) fn stack(file: &str, line: u32, error_type: &str, message: &str) -> String {
    format!(
        "Traceback (most recent call last):\n  \
         File \"/app/agent_worker/runner.py\", line 212, in run_turn\n    \
         reply = await self.graph.ainvoke(state)\n  \
         File \"/app/agent_worker/graph.py\", line 88, in ainvoke\n    \
         state = await node(state)\n  \
         File \"/app/.venv/lib/python3.12/site-packages/{file}\", line {line}, in request\n    \
         raise error from None\n\
         {error_type}: {message}\n"
    )
}
