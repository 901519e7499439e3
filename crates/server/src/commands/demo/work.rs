//! What an agent does beside talking: asking tools, looking things up, keeping notes.

use farol_model::{Level, SpanType, Usage};
use serde_json::{Value, json};

use super::{
    calls::{Chat, GPT_4O_MINI, Request, message, reason},
    corpus::Tool,
    facts::Facts,
    scene::Service,
    trace::{Handle, Luck, MS, Micros, Trace},
};

/// The system that was away this morning, and the one that was slow because of it.
const TICKETS: &str = "tickets.internal";
const SCHEDULING: &str = "scheduling.internal";

/// How a tool's call went.
pub(super) struct Asked {
    pub(super) end: Micros,
    pub(super) result: Value,
    /// The status that the other system failed with.
    pub(super) failed: Option<u16>,
}

impl Trace<'_> {
    /// Calls a tool, which asks another system; one that fails is asked again.
    pub(super) fn ask(&mut self, parent: Handle, at: Micros, tool: &Tool, facts: &Facts) -> Asked {
        let arguments = facts.json(tool.arguments);
        let handle = self.tool(parent, at, tool.name, arguments);
        let (method, path, host) = tool.asks;
        let request = Request { method, path, host, service: tool.service };
        let begun = at + 3 * MS;
        let usual = self.random.around(tool.usual * MS);
        let Some(status) = self.failure(host, at) else {
            let end = self.request(handle, (begun, usual), &request, 200) + 4 * MS;
            let result = facts.json(tool.result);
            self.answer(handle, end, result.clone());
            let body = format!("tool {} returned in {} ms", tool.name, (end - at) / MS);
            self.log(
                handle,
                end,
                Level::Info,
                &body,
                json!({ "event": "tool_returned", "tool": tool.name }),
            );
            return Asked { end, result, failed: None };
        };
        let length = match status {
            504 if self.luck == Luck::Bad => usual,
            504 => self.random.between(4_900 * MS, 9_800 * MS),
            _ => usual * 2,
        };
        let end = self.request(handle, (begun, length), &request, status);
        self.log_failure(handle, end, &request, status);
        if status == 504 && (self.luck == Luck::Bad || self.random.chance(520)) {
            let again = self.random.around(170 * MS);
            let end = self.request(handle, (end + 9 * MS, again), &request, 201) + 4 * MS;
            let result = facts.json(tool.result);
            self.answer(handle, end, result.clone());
            let fields = json!({ "event": "retry_succeeded", "tool": tool.name, "attempt": 2 });
            self.log(
                handle,
                end,
                Level::Warn,
                &format!("tool {} answered at the second attempt", tool.name),
                fields,
            );
            return Asked { end, result, failed: None };
        }
        let error = json!({ "error": format!("{status} {}", reason(status)) });
        self.answer(handle, end + 2 * MS, error.clone());
        let text = format!("{status} {}", reason(status));
        self.at(handle).fail("UpstreamError", &text, None);
        Asked { end: end + 2 * MS, result: error, failed: Some(status) }
    }

    /// Whether a system is away at a moment, and how.
    fn failure(&mut self, host: &str, at: Micros) -> Option<u16> {
        let trouble = match self.luck {
            Luck::Chance => self.scene.clock.trouble(self.time(at)),
            Luck::Good => return None,
            Luck::Bad => 3_000,
        };
        let (often, status) = match host {
            TICKETS => (trouble * 58 / 100 + 5, 503),
            SCHEDULING => (trouble * 42 / 100 + 6, 504),
            // What others are asked works, save now and then.
            _ => (2, 503),
        };
        self.random.chance(often).then_some(status)
    }

    /// Looks a question up in the knowledge base; says when it knows.
    pub(super) fn look_up(&mut self, parent: Handle, at: Micros, question: &str) -> Micros {
        let search = self.open(Some(parent), SpanType::Retrieval, "search knowledge base", at);
        let embed = self.random.around(70 * MS);
        let embedding = self.add(search, SpanType::Embedding, "embed query", (at + 4 * MS, embed));
        let tokens = i64::try_from(question.len()).unwrap_or(0) / 4 + 2;
        let draft = self.at(embedding);
        draft.span.kind = 3;
        draft.span.model = Some("text-embedding-3-small".to_owned());
        draft.span.provider = Some("openai".to_owned());
        draft.span.usage = Usage { input: Some(tokens), ..Usage::default() };
        draft
            .set("gen_ai.operation.name", "embeddings")
            .set("gen_ai.request.model", "text-embedding-3-small")
            .set("gen_ai.embeddings.dimension.count", 1536)
            .set("gen_ai.usage.input_tokens", tokens);
        let begun = at + embed + 9 * MS;
        let length = self.random.around(190 * MS);
        let query = self.add(search, SpanType::Span, "pgvector.search", (begun, length));
        self.at(query).set("db.system.name", "postgresql").set(
            "db.query.text",
            "select id, chunk from articles order by embedding <=> $1 limit 8",
        );
        let end = begun + length + 3 * MS;
        self.close(search, end);
        let articles =
            ["sinal-optico", "visita-tecnica", "fatura-segunda-via", "wifi-canal", "falha-regiao"];
        let (first, second) = (self.random.pick(&articles), self.random.pick(&articles));
        let draft = self.at(search);
        draft
            .input_is("gen_ai.retrieval.query.text", question.into())
            .output_is(
                "gen_ai.retrieval.documents",
                json!([{ "id": format!("kb/{first}.md"), "score": 0.81 }, { "id": format!("kb/{second}.md"), "score": 0.64 }]),
            )
            .set("gen_ai.retrieval.top_k", 8);
        let length = self.random.around(210 * MS);
        let rerank = self.add(parent, SpanType::Rerank, "rerank", (end + MS, length));
        let draft = self.at(rerank);
        draft.span.model = Some("bge-reranker-v2-m3".to_owned());
        draft.span.provider = Some("vllm".to_owned());
        draft.set("reranker.top_k", 3).output(&json!([format!("kb/{first}.md")]));
        end + MS + length
    }

    /// Finds out who writes and what it is about; says when that is known.
    pub(super) fn triage(&mut self, root: Handle, at: Micros, said: &str, facts: &Facts) -> Micros {
        let flow = self.open(Some(root), SpanType::WorkflowExecution, "triage", at);
        let step = self.open(Some(flow), SpanType::WorkflowStep, "load customer", at + 3 * MS);
        self.at(step).span.subtype = Some("connector".to_owned());
        let tool =
            self.tool(step, at + 5 * MS, "crm.get_customer", facts.json(r#"{"phone":"$phone"}"#));
        let request = Request {
            method: "GET",
            path: "/customers",
            host: "crm.internal",
            service: Service::CrmBridge,
        };
        let length = self.random.around(76 * MS);
        let known = self.request(tool, (at + 7 * MS, length), &request, 200) + 2 * MS;
        self.answer(
            tool,
            known,
            facts.json(r#"{"line":"$line","plan":"$plan","since":"2021-03"}"#),
        );
        self.close(step, known + MS);
        let asked = [
            message(
                "system",
                "Classifique a mensagem do cliente: network, billing, sales, orders ou other. Responda em JSON.",
            ),
            message("user", said),
        ];
        let answer = r#"{"intent":"network","confidence":0.93}"#;
        let output = message("assistant", answer);
        let chat = Chat {
            model: GPT_4O_MINI,
            input: &asked,
            output,
            characters: answer.len(),
            finish_reason: "stop",
        };
        let told = self.chat(flow, known + 3 * MS, &chat);
        let length = self.random.around(34 * MS);
        let route = self.add(flow, SpanType::WorkflowStep, "route", (told + 2 * MS, length));
        let draft = self.at(route);
        draft.span.subtype = Some("switch".to_owned());
        draft.output(&json!({ "branch": "network" }));
        let end = self.look_up(flow, told + length + 4 * MS, said);
        self.close(flow, end + MS);
        end + 2 * MS
    }

    /// Looks whether a text may be answered; says when that is known.
    pub(super) fn moderate(&mut self, root: Handle, at: Micros) -> Micros {
        let length = self.random.around(165 * MS);
        let guard = self.add(root, SpanType::Guardrail, "moderation", (at, length));
        let draft = self.at(guard);
        draft.span.provider = Some("openai".to_owned());
        draft
            .set("guardrail.policy", "default")
            .output(&json!({ "flagged": false, "score": 0.01 }));
        at + length
    }

    /// Keeps what was said for the next time.
    pub(super) fn remember(&mut self, root: Handle, at: Micros, summary: &str) -> Micros {
        let length = self.random.around(110 * MS);
        let memory = self.add(root, SpanType::Memory, "save summary", (at, length));
        let draft = self.at(memory);
        draft.span.subtype = Some("write".to_owned());
        draft.input(&json!({ "summary": summary }));
        at + length
    }
}
