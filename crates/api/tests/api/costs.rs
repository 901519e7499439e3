//! Costs: told by producers, or estimated.

use farol_testkit::otlp::{attribute, proto::trace::v1::Span, span};
use sqlx::PgPool;

use crate::support::{Farol, PRICED_MODEL, START};

const ONE: &str = "/api/v1/observability/executions/00000000000000000000000000000007";

fn call(id: u64, parent: u64) -> Span {
    let mut call = span(7, id, "chat", START + id);
    if parent != 0 {
        call.parent_span_id = parent.to_be_bytes().to_vec();
    }
    call.attributes = vec![
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.request.model", PRICED_MODEL),
        attribute("gen_ai.usage.input_tokens", 1_000_i64),
        attribute("gen_ai.usage.cache_read.input_tokens", 400_i64),
        attribute("gen_ai.usage.output_tokens", 100_i64),
    ];
    call
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_not_told_is_estimated_and_marked(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![span(7, 1, "run", START), call(2, 1)]).await;
    let one = farol.find(ONE).await;
    // 600 × 2.5 + 400 × 1.25 + 100 × 10, by the million.
    assert_eq!(one["execution"]["cost"], 0.003);
    assert_eq!(one["execution"]["costEstimated"], true);
    let node = &one["traces"][0]["children"][0];
    assert_eq!((&node["cost"], &node["costEstimated"]), (&0.003.into(), &true.into()));
    assert_eq!(one["traces"][0]["costEstimated"], false);

    // The trace is summed anew, from what is stored.
    let mut told = call(3, 1);
    told.attributes.push(attribute("gen_ai.usage.cost", 0.5));
    farol.store_spans(vec![told]).await;
    let one = farol.find(ONE).await;
    assert_eq!(
        (&one["execution"]["cost"], &one["execution"]["costEstimated"]),
        (&0.503.into(), &true.into())
    );
    assert_eq!(one["traces"][0]["children"][1]["costEstimated"], false);

    // A whole that its producer tells goes before estimates of its parts.
    let mut whole = span(7, 1, "run", START);
    whole.end_time_unix_nano += 1;
    whole.attributes = vec![attribute("gen_ai.usage.cost", 0.25)];
    let mut parts = vec![whole, call(2, 1)];
    for span in &mut parts {
        span.trace_id = 8_u128.to_be_bytes().to_vec();
    }
    farol.store_spans(parts).await;
    let one = farol.find(&ONE.replace('7', "8")).await;
    assert_eq!(
        (&one["execution"]["cost"], &one["execution"]["costEstimated"]),
        (&0.25.into(), &false.into())
    );
}
