//! An execution of 10,000 spans whole, against the bare SQL for its rows.

use std::time::Duration;

use farol_testkit::otlp::proto::collector::trace::v1::ExportTraceServiceRequest;
use farol_testkit::otlp::protobuf_bytes;
use farol_testkit::trace::TraceBuilder;
use farol_tests::executions::EXECUTIONS;
use farol_tests::payload::trace_hex;
use sqlx::AssertSqlSafe;
use sqlx::types::Uuid;

use crate::database::Database;
use crate::http::{get, post_protobuf};
use crate::report::{Report, Row, mebibytes, milliseconds};
use crate::statistics::{median, timed};
use crate::subject::{Subject, yesterday_noon};

const SPANS: usize = 10_000;
const SPANS_A_REQUEST: usize = 512;
/// Children of a span, at most: so the tree is five deep.
const CHILDREN: usize = 8;
const RUNS: usize = 20;
const WARM_UPS: usize = 6;

/// What `storage` reads without payloads: keep it the same as `LIGHT` in its `spans/read.rs`.
const LIGHT: &str = "trace_id, span_id, parent_span_id, start_ns, end_ns, arrival, cost, \
    input_tokens, output_tokens, total_tokens, cached_tokens, cache_write_tokens, \
    reasoning_tokens, time_to_first_token_ns, kind, status_code, type, status, name, subtype, \
    status_message, service, execution_id, agent_id, agent_name, thread_id, session_id, user_id, \
    company_id, entity_type, entity_value, model, provider, finish_reason, tool_name, \
    tool_call_id, error, cost_estimated, node_id, parent_node_id, start_guessed, version_arrival";
/// And what it reads with them: `PAYLOAD` there.
const PAYLOAD: &str = "response_id, input_key, output_key, \
    input, output, attributes, attribute_kinds, events, links, otlp, resource, scope, \
    resource_kinds, metadata";

pub fn measure(report: &mut Report, subject: &mut Subject) {
    report.section(format!("An execution of 10,000 spans whole, JSON, median of {RUNS}"));
    let trace = Trace::send(subject);
    // As autovacuum does within minutes.
    subject.database.execute("vacuum (analyze) spans, executions");
    let light = format!("select {LIGHT}");
    let whole = format!("select {LIGHT}, {PAYLOAD}");
    let kinds = [
        ("without payloads, flat", "?payloads=false&shape=flat", &light, "≤ 1.5 and ≤ 100 ms"),
        ("without payloads, tree", "?payloads=false", &light, "≤ 1.5 and ≤ 100 ms"),
        ("with payloads, tree", "", &whole, "≤ 1.5"),
    ];
    for (name, query, select, aim) in kinds {
        let (size, api, sql) = trace.compare(subject, query, select);
        let reference = format!("SQL: {}", milliseconds(sql));
        let row = Row::new(format!("{name}, {}", mebibytes(size)), milliseconds(api));
        report.row(row.against(reference, api.as_secs_f64() / sql.as_secs_f64()).aim(aim));
    }
}

/// A trace that the server has.
struct Trace {
    id: Uuid,
    first_start: i64,
    last_start: i64,
}

impl Trace {
    fn send(subject: &Subject) -> Self {
        let start = yesterday_noon();
        let mut whole = TraceBuilder::new(4).spans(SPANS).start(start).build();
        let spans = &mut whole.resource_spans[0].scope_spans[0].spans;
        let ids: Vec<Vec<u8>> = spans.iter().map(|span| span.span_id.clone()).collect();
        for (index, span) in spans.iter_mut().enumerate().skip(1) {
            span.parent_span_id.clone_from(&ids[(index - 1) / CHILDREN]);
        }
        let id = Uuid::from_slice(&spans[0].trace_id).expect("16 bytes");
        let last_start = spans.iter().map(|span| span.start_time_unix_nano).max();
        let mut connection = subject.connect();
        for part in parts(whole) {
            connection.must(&post_protobuf("/v1/traces", &protobuf_bytes(&part)));
        }
        let nanoseconds = |time: u64| i64::try_from(time).expect("a time before 2262");
        let last_start = nanoseconds(last_start.expect("spans"));
        Self { id, first_start: nanoseconds(start), last_start }
    }

    /// The answer's size, and the medians of API and SQL, asked in turn.
    fn compare(
        &self,
        subject: &mut Subject,
        query: &str,
        select: &str,
    ) -> (u64, Duration, Duration) {
        let path = format!("{EXECUTIONS}/{}{query}", trace_hex(self.id.as_u128()));
        let request = get(&path, &subject.key);
        let mut connection = subject.connect();
        let body = connection.must(&request);
        let nodes = body.windows(9).filter(|nine| nine == b"\"spanId\":").count();
        assert_eq!(nodes, SPANS, "the whole execution");
        let size = body.len() as u64;

        let (mut api, mut sql) = (Vec::new(), Vec::new());
        for run in 0..WARM_UPS + RUNS {
            let asked = timed(|| connection.must(&request).len()).1;
            let (rows, fetched) = timed(|| self.fetch(&mut subject.database, select));
            assert_eq!(rows, SPANS, "the same rows");
            if run >= WARM_UPS {
                api.push(asked);
                sql.push(fetched);
            }
        }
        (size, median(&api), median(&sql))
    }

    /// Fetches the rows with the very query that `storage` asks, and lets them fall.
    fn fetch(&self, database: &mut Database, select: &str) -> usize {
        let query = format!(
            "{select} from spans where project_id = $1 and trace_id = any($2) \
             and start_ns between $3 and $4 \
             order by start_ns, arrival, trace_id, span_id limit $5 offset $6"
        );
        let project: i32 = database.value("select id from projects where name = 'default'");
        let query = sqlx::query(AssertSqlSafe(query))
            .bind(project)
            .bind(vec![self.id])
            .bind(self.first_start)
            .bind(self.last_start)
            .bind(10_000_i64)
            .bind(0_i64);
        database.run(|connection| query.fetch_all(connection)).len()
    }
}

/// The spans in requests as an SDK sends them.
fn parts(mut whole: ExportTraceServiceRequest) -> Vec<ExportTraceServiceRequest> {
    let spans = std::mem::take(&mut whole.resource_spans[0].scope_spans[0].spans);
    let part = |spans: &[_]| {
        let mut part = whole.clone();
        part.resource_spans[0].scope_spans[0].spans = spans.to_vec();
        part
    };
    spans.chunks(SPANS_A_REQUEST).map(part).collect()
}
