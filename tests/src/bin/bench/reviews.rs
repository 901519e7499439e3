//! Reviews listed, found by their words, and exported.

use std::io::Read;

use farol_tests::process::peak_resident_bytes;

use crate::http::get;
use crate::ingest::as_float;
use crate::machine::reset_peak_memory;
use crate::report::{Report, Row, mebibytes, milliseconds, number};
use crate::statistics::{median, timed};
use crate::subject::Subject;

const REVIEWS: usize = 100_000;
const RUNS: usize = 20;

const LIST: &str = "/api/v1/reviews";

/// What is asked of all reviews; a word has so many of them.
const ASKED: [(&str, &str); 10] = [
    ("newest", "?limit=50"),
    ("one status", "?status=open"),
    ("one agent, by name", "?agentId=Agent%207"),
    ("an agent that none has", "?agentId=nobody"),
    ("one tag of 500", "?tag=tag-7"),
    ("a frequent word, in another form", "?search=devolucoes"),
    ("a word that one in 50 has", "?search=giraffes"),
    ("a word that one in 1,000 has", "?search=unicorn"),
    ("a phrase", "?search=%22prazo%20para%20devolucao%22"),
    ("a word that none has", "?search=nothingness"),
];

pub fn measure(report: &mut Report, subject: &mut Subject) {
    make_up(subject);
    report.section(format!("Pages of {} reviews, median of {RUNS}", number(as_float(REVIEWS), 0)));
    for (name, query) in ASKED {
        let mut connection = subject.connect();
        let request = get(&format!("{LIST}{query}"), &subject.key);
        connection.must(&request);
        let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
        let time = milliseconds(median(&runs.collect::<Vec<_>>()));
        report.row(Row::new(name, time).aim("≤ 30 ms"));
    }
    let mut connection = subject.connect();
    let request = get(&format!("{LIST}/stats"), &subject.key);
    let runs = (0..RUNS).map(|_| timed(|| connection.must(&request).len()).1);
    report.row(Row::new("statistics", milliseconds(median(&runs.collect::<Vec<_>>()))));
    report.section("Examples for training");
    reset_peak_memory(subject.server.pid());
    let (examples, took) = timed(|| export(subject));
    let rate = as_float(examples) / took.as_secs_f64();
    let what = format!("{} examples, a second", number(as_float(examples), 0));
    report.row(Row::new(what, number(rate, 0)).aim("≥ 5,000"));
    let peak = peak_resident_bytes(subject.server.pid());
    report.row(Row::new("memory of Farol, peak", mebibytes(peak)).aim("flat"));
}

/// Reads all examples, a line each; says how many they are.
fn export(subject: &Subject) -> usize {
    let url =
        format!("{}{LIST}/export?format=jsonl&status=open&status=resolved", subject.server.url);
    let mut answer = ureq::get(&url).header("x-api-key", &subject.key).call().expect("an export");
    let mut body = answer.body_mut().as_reader();
    let (mut lines, mut buffer) = (0, vec![0; 64 << 10]);
    loop {
        match body.read(&mut buffer).expect("the whole of it") {
            0 => return lines,
            read => lines += buffer[..read].split(|byte| *byte == b'\n').count() - 1,
        }
    }
}

/// Adds reviews of a sentence of words each, and conversations of eight messages.
fn make_up(subject: &mut Subject) {
    subject.database.execute(&format!(
        "with words as (select array['prazo', 'cartao', 'politica', 'reembolso', 'entrega', 'pedido',
             'loja', 'fatura', 'plano', 'visita', 'horario', 'order', 'refund', 'delivery', 'invoice',
             'support', 'account', 'answer', 'wrong', 'hours'] as words),
         texts as (select number, (select string_agg(words[1 + abs(hashint4(number * 31 + k)) % 20], ' ')
             from generate_series(1, 60) as k) || ' prazo para devolução'
             || case when number % 1000 = 0 then ' unicorns' else '' end
             || case when number % 50 = 0 then ' giraffe' else '' end as text
             from generate_series(1, {REVIEWS}) as number, words),
         made as (insert into reviews (id, project_id, trace_id, execution_id, agent_id, agent_name,
             input_preview, output_preview, status, rating, priority, comment, tags, corrected_output,
             reviewer_kind, reviewed_by, message_count, messages_complete, created_at, resolved_at)
             select gen_random_uuid(), projects.id, gen_random_uuid(), 'made-up-' || number,
                 'agent-' || number % 20, 'Agent ' || number % 20, left(text, 150), left(text, 200),
                 (array['open', 'in_progress', 'resolved', 'dismissed'])[1 + number % 4],
                 (array['good', 'bad', 'neutral'])[1 + number % 3],
                 (array['low', 'medium', 'high', 'critical'])[1 + number % 4], left(text, 200),
                 array['tag-' || number % 500], left(text, 300), 'key', 'judge', 8, true,
                 now() - interval '1 minute' * ({REVIEWS} - number),
                 case when number % 4 > 1 then now() end
             from texts, projects where projects.name = 'default' returning id, execution_id)
         insert into review_conversations (review_id, messages, said, words)
         select made.id, '[' || repeat('{{\"role\":\"user\",\"name\":null,\"content\":\"' || text
                 || '\",\"toolCalls\":[],\"metadata\":{{}}}},', 7)
             || '{{\"role\":\"assistant\",\"name\":null,\"content\":\"Sim.\",\"toolCalls\":[],\"metadata\":{{}}}}]',
             '', to_tsvector('english', replace(text, 'devolução', 'devolucao'))
                 || to_tsvector('portuguese', replace(text, 'devolucao', 'devolução'))
         from made join texts on execution_id = 'made-up-' || number"
    ));
    subject.database.execute("vacuum (analyze) reviews");
    subject.database.execute("vacuum (analyze) review_conversations");
}
