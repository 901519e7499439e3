//! What a judge thinks of answers: scores, as a program sends them.

use farol_model::{Score, ScoreValue, Span, SpanStatus, UnixNano};

use super::{
    clock::SECOND,
    corpus::{VERDICTS, Verdict},
    random::Random,
    scene::Scene,
    trace::Items,
};

/// Who judges.
pub(super) const JUDGE: &str = "llm-judge";
/// From 0 to 1.
pub(super) const HELPFULNESS: &str = "helpfulness";
/// Answers that are judged, in a thousand.
const JUDGED: i64 = 180;
const TONES: [(i64, &str); 4] = [(58, "friendly"), (30, "neutral"), (8, "terse"), (4, "pushy")];

/// Judges some of the conversations among these items.
pub(super) fn judge_conversations(scene: &Scene, items: &mut Items) {
    let roots = items.spans.iter().filter(|span| span.parent_span_id.is_none());
    let judged: Vec<Score> = roots.flat_map(|root| judge(scene, root)).collect();
    items.scores.extend(judged.into_iter().filter(|score| score.time <= scene.clock.now));
}

/// What is said of an answer that has these words.
pub(super) fn verdict_on(answer: &str) -> Option<&'static Verdict> {
    VERDICTS.iter().find(|verdict| answer.contains(verdict.said))
}

fn judge(scene: &Scene, root: &Span) -> Vec<Score> {
    let (high, low) = root.trace_id.0.as_u64_pair();
    let mut random = Random::of(&[scene.seed, high, low, 1]);
    let (Some(end), Some(output)) = (root.end, root.output.json()) else { return Vec::new() };
    let is_answer = root.thread_id.is_some() && root.status == SpanStatus::Success;
    if !is_answer || !random.chance(JUDGED) {
        return Vec::new();
    }
    let verdict = verdict_on(output.as_str());
    let rating = verdict.map_or("", |verdict| verdict.rating);
    let helpfulness = match rating {
        "bad" => random.between(8, 41),
        "neutral" => random.between(38, 72),
        _ if random.chance(45) => random.between(15, 48),
        _ => random.between(71, 101),
    };
    let score = |name: &str, value, comment: Option<&str>| Score {
        trace_id: root.trace_id,
        span_id: None,
        execution_id: root.execution_id.clone(),
        name: name.to_owned(),
        source: JUDGE.to_owned(),
        value,
        comment: comment.map(str::to_owned),
        time: UnixNano(end.0 + 40 * SECOND),
        arrival: 0,
    };
    let comment = verdict.filter(|_| helpfulness < 60).map(|verdict| verdict.comment);
    let tone = random.weighted(&TONES).to_owned();
    vec![
        score(
            HELPFULNESS,
            ScoreValue::Number { number: hundredths(helpfulness), label: None },
            comment,
        ),
        score("follows_policy", ScoreValue::Boolean(helpfulness > 45 || random.chance(120)), None),
        score("tone", ScoreValue::Label(tone), None),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "small")]
fn hundredths(number: i64) -> f64 {
    number as f64 / 100.0
}
