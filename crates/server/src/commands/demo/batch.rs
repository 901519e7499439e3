//! Work that nobody waits for: documents that are read, answers that are judged, indexes that are
//! built at night, one of them large.

use farol_model::{Level, SpanType, UnixNano, Usage};
use serde_json::json;

use super::{
    calls::{Chat, FLASH, SONNET, message},
    random::Random,
    scene::{Scene, Service},
    trace::{Handle, Items, MS, Micros, Trace, Who},
};

const TENANTS: [&str; 3] = ["telenorte", "fibra-sul", "litoral-net"];

/// Reads a contract.
pub(super) fn analyse_document(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    items: &mut Items,
) {
    let pages = random.between(3, 19);
    let file = format!("contrato-{}.pdf", random.between(10_000, 99_999));
    let who =
        Who { agent: Some("document-analysis"), tenant: random.pick(&TENANTS), ..Who::default() };
    let mut trace = Trace::new(scene, random, start, who);
    let root = trace.open(None, SpanType::AgentExecution, "document-analysis", 0);
    trace.at(root).input(&json!({ "file": file, "pages": pages }));
    let length = trace.random.around(140 * MS * pages);
    let read = trace.add(root, SpanType::ToolCall, "read_pdf", (2 * MS, length));
    trace.at(read).span.tool_name = Some("read_pdf".to_owned());
    let mut at = length + 4 * MS;
    let chain = trace.open(Some(root), SpanType::Chain, "map pages", at);
    for page in 1..=pages {
        let input = [message(
            "user",
            &format!("Resuma a página {page} do contrato, com valores e prazos."),
        )];
        let said = "Prazo de 12 meses, multa proporcional por rescisão, reajuste anual pelo IPCA.";
        let output = message("assistant", said);
        let chat = Chat {
            model: FLASH,
            input: &input,
            output,
            characters: said.len() * 3,
            finish_reason: "stop",
        };
        let end = trace.chat(chain, at + MS * page, &chat);
        // Four pages at a time.
        at = if page % 4 == 0 { end } else { at };
    }
    at += 2_600 * MS;
    trace.close(chain, at);
    let input = [
        message("system", "Junte os resumos."),
        message("user", "Quais são os riscos deste contrato?"),
    ];
    let said = "Dois riscos: a multa não tem teto, e o reajuste pode incidir no primeiro ano.";
    let output = message("assistant", said);
    let chat = Chat {
        model: SONNET,
        input: &input,
        output,
        characters: said.len() * 4,
        finish_reason: "end_turn",
    };
    let end = trace.chat(root, at + 2 * MS, &chat);
    trace.close(root, end + 3 * MS);
    trace.at(root).output(&said.into());
    trace.log(
        root,
        end,
        Level::Info,
        &format!("{file} read, {pages} pages"),
        json!({ "event": "document_read", "pages": pages }),
    );
    trace.finish(items);
}

/// Judges some answers of the last hour.
pub(super) fn judge_answers(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    items: &mut Items,
) {
    let who = Who { agent: Some("quality-judge"), tenant: random.pick(&TENANTS), ..Who::default() };
    let mut trace = Trace::new(scene, random, start, who);
    let root = trace.open(None, SpanType::Evaluation, "hourly-quality", 0);
    let (mut at, mut good) = (4 * MS, 0);
    let count = trace.random.between(4, 9);
    for _ in 0..count {
        let each = trace.open(Some(root), SpanType::Evaluation, "llm-judge", at);
        let input = [
            message("system", "Dê uma nota de 0 a 1 para a resposta, com o motivo."),
            message("user", "A resposta segue a política?"),
        ];
        let passes = trace.random.chance(910);
        good += i64::from(passes);
        let said = if passes {
            r#"{"score":0.92,"reason":"segue a política"}"#
        } else {
            r#"{"score":0.31,"reason":"política da loja física em compra online"}"#
        };
        let output = message("assistant", said);
        let chat = Chat {
            model: SONNET,
            input: &input,
            output,
            characters: said.len(),
            finish_reason: "end_turn",
        };
        let end = trace.chat(each, at + MS, &chat);
        trace.close(each, end + MS);
        trace.at(each).output(&json!({ "passed": passes }));
        at = end + 3 * MS;
    }
    trace.close(root, at);
    trace.at(root).output(&json!({ "judged": count, "passed": good }));
    trace.finish(items);
}

/// Builds the plans' index anew, from a few hundred documents or from thousands.
pub(super) fn reindex(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    plans: i64,
    items: &mut Items,
) {
    let who = Who { agent: Some("sales-agent"), tenant: "telenorte", ..Who::default() };
    let mut trace = Trace::new(scene, random, start, who);
    let name = if plans > 500 { "import-catalogue" } else { "reindex-plans" };
    let root = trace.open(None, SpanType::Execution, name, 0);
    trace.run_by(root, Service::Catalogue);
    trace
        .at(root)
        .input(&format!("catalogue {}, {plans} plans", scene.clock.digits(start)).as_str().into());
    let mut at = 12 * MS;
    let mut end = at;
    for lane in 0..=plans / 50 {
        let batch =
            trace.open(Some(root), SpanType::WorkflowStep, &format!("batch {}", lane + 1), at);
        trace.at(batch).span.subtype = Some("foreach".to_owned());
        end = fill_batch(&mut trace, batch, at, (plans - lane * 50).min(50));
        trace.close(batch, end);
        // Two batches are under way at a time.
        at = at + (end - at) / 2 + MS;
    }
    trace.close(root, end + 4 * MS);
    trace.at(root).output(&format!("{plans} plans indexed").as_str().into());
    trace.log(
        root,
        end,
        Level::Info,
        &format!("{plans} plans indexed"),
        json!({ "event": "index_built", "plans": plans }),
    );
    trace.finish(items);
}

fn fill_batch(trace: &mut Trace<'_>, batch: Handle, at: Micros, plans: i64) -> Micros {
    let mut now = at + MS;
    for _ in 0..plans {
        let length = trace.random.around(34 * MS);
        let embedding = trace.add(batch, SpanType::Embedding, "embed plan", (now, length));
        let tokens = trace.random.between(180, 420);
        let draft = trace.at(embedding);
        draft.span.model = Some("text-embedding-3-small".to_owned());
        draft.span.provider = Some("openai".to_owned());
        draft.span.usage = Usage { input: Some(tokens), ..Usage::default() };
        draft.set("gen_ai.operation.name", "embeddings").set("gen_ai.usage.input_tokens", tokens);
        let write = trace.random.around(6 * MS);
        let upsert = trace.add(batch, SpanType::Span, "upsert plan", (now + length, write));
        trace.at(upsert).set("db.system.name", "postgresql");
        if trace.random.chance(6) {
            trace.at(upsert).fail(
                "UniqueViolation",
                "duplicate key value violates unique constraint \"plans_slug_key\"",
                None,
            );
        }
        now += length + write + MS;
    }
    now
}
