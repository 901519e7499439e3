//! What has happened to an execution's spans since they were looked at last, in the order of time.

use std::collections::HashMap;

use farol_model::{SpanId, SpanStatus, TraceId, UnixNano};

/// A span, as far as followers are told of it.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) trace_id: TraceId,
    pub(super) span_id: SpanId,
    pub(super) name: String,
    pub(super) start: UnixNano,
    pub(super) end: UnixNano,
    pub(super) status: SpanStatus,
    /// What it says went wrong.
    pub(super) error: Option<String>,
    /// The arrival of the version that counts.
    pub(super) version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Happened {
    Started,
    /// A version came while it ran, which may tell how far it is.
    Repeated,
    Ended,
}

/// What happened to which of the layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) happened: Happened,
    pub(super) layer: usize,
}

/// What followers were told of each span.
#[derive(Default)]
pub(super) struct Seen(HashMap<(TraceId, SpanId), Known>);

struct Known {
    version: i64,
    ended: bool,
}

impl Seen {
    /// What is new about these layers, in the order of time; from now on it is known.
    pub(super) fn steps(&mut self, layers: &[Layer]) -> Vec<Step> {
        let mut steps: Vec<(UnixNano, Step)> = Vec::new();
        for (index, layer) in layers.iter().enumerate() {
            let mut happens = |at, happened| steps.push((at, Step { happened, layer: index }));
            let ended = layer.status != SpanStatus::Running;
            let now = Known { version: layer.version, ended };
            let before = self.0.insert((layer.trace_id, layer.span_id), now);
            if before.is_none() {
                happens(layer.start, Happened::Started);
            }
            let (was_ended, version) =
                before.map_or((false, None), |known| (known.ended, Some(known.version)));
            if ended && !was_ended {
                happens(layer.end, Happened::Ended);
            } else if !ended && version != Some(layer.version) {
                // An arrival is the time of receipt.
                happens(UnixNano(layer.version).max(layer.start), Happened::Repeated);
            }
            if was_ended && !ended {
                // An end that was told stays told.
                self.0.insert(
                    (layer.trace_id, layer.span_id),
                    Known { version: layer.version, ended: true },
                );
            }
        }
        steps.sort_by_key(|(at, step)| (*at, step.happened, step.layer));
        steps.into_iter().map(|(_, step)| step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Happened::*, *};

    fn layer(id: u64, start: i64, end: Option<i64>, version: i64) -> Layer {
        Layer {
            trace_id: TraceId::default(),
            span_id: SpanId(id),
            name: format!("layer {id}"),
            start: UnixNano(start),
            end: UnixNano(end.unwrap_or(start)),
            status: if end.is_some() { SpanStatus::Success } else { SpanStatus::Running },
            error: None,
            version,
        }
    }

    fn told(seen: &mut Seen, layers: &[Layer]) -> Vec<(Happened, usize)> {
        seen.steps(layers).into_iter().map(|step| (step.happened, step.layer)).collect()
    }

    #[test]
    fn what_is_there_already_is_told_in_the_order_of_time() {
        let layers = [layer(1, 10, Some(50), 1), layer(2, 20, Some(30), 1), layer(3, 40, None, 45)];
        let steps = told(&mut Seen::default(), &layers);
        let expected =
            [(Started, 0), (Started, 1), (Ended, 1), (Started, 2), (Repeated, 2), (Ended, 0)];
        assert_eq!(steps, expected);
    }

    #[test]
    fn each_thing_is_told_once() {
        let mut seen = Seen::default();
        assert_eq!(told(&mut seen, &[layer(1, 10, None, 1)]), [(Started, 0), (Repeated, 0)]);
        assert_eq!(told(&mut seen, &[layer(1, 10, None, 1)]), []);
        assert_eq!(told(&mut seen, &[layer(1, 10, None, 2)]), [(Repeated, 0)]);
        assert_eq!(told(&mut seen, &[layer(1, 10, Some(20), 3)]), [(Ended, 0)]);
        // A newer version of its end, and a late one that still ran.
        assert_eq!(told(&mut seen, &[layer(1, 10, Some(25), 4)]), []);
        assert_eq!(told(&mut seen, &[layer(1, 10, None, 5)]).len(), 1);
        assert_eq!(told(&mut seen, &[layer(1, 10, Some(25), 6)]), []);
    }

    #[test]
    fn what_took_no_time_starts_before_it_ends() {
        let steps =
            told(&mut Seen::default(), &[layer(1, 10, Some(10), 1), layer(2, 10, Some(10), 1)]);
        assert_eq!(steps, [(Started, 0), (Started, 1), (Ended, 0), (Ended, 1)]);
    }
}
