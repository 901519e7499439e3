//! A corpus to measure with: requests of 512 spans, 20 to a trace, of the shape of the spans that
//! `bench/otlp_corpus.py` writes.

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;

use crate::{
    Random,
    otlp::{attribute, protobuf_bytes, traces},
    trace::TraceWriter,
};

const SPANS_PER_TRACE: u64 = 20;

/// What a corpus holds.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    pub spans: usize,
    pub batch: usize,
    pub seed: u64,
    /// When the first trace starts, in nanoseconds; a millisecond passes from span to span.
    pub start: u64,
}

impl Corpus {
    pub const fn new(spans: usize) -> Self {
        Self { spans, batch: 512, seed: 1, start: 1_763_700_000_000_000_000 }
    }

    /// The requests, one at a time: a corpus may be larger than memory.
    pub fn requests(self) -> impl Iterator<Item = ExportTraceServiceRequest> {
        let mut random = Random::new(self.seed);
        let mut trace = TraceWriter::new(&mut random, self.start);
        let mut made = 0;
        std::iter::from_fn(move || {
            let count = self.batch.min(self.spans - made);
            if count == 0 {
                return None;
            }
            let mut spans = Vec::with_capacity(count);
            for _ in 0..count {
                if trace.made() == SPANS_PER_TRACE {
                    let start = self.start + made as u64 * 1_000_000;
                    trace = TraceWriter::new(&mut random, start);
                }
                spans.push(trace.next_span(&mut random));
                made += 1;
            }
            let mut request = traces(&format!("agent-{}", random.below(8)), spans);
            describe(&mut request);
            Some(request)
        })
    }

    /// The bodies of the requests in protobuf.
    pub fn bodies(self) -> impl Iterator<Item = Vec<u8>> {
        self.requests().map(|request| protobuf_bytes(&request))
    }
}

fn describe(request: &mut ExportTraceServiceRequest) {
    for resource in request.resource_spans.iter_mut().filter_map(|spans| spans.resource.as_mut()) {
        resource.attributes.extend([
            attribute("service.version", "1.4.2"),
            attribute("deployment.environment.name", "bench"),
            attribute("host.name", "bench-host"),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_requests_of_the_size_asked_for() {
        let corpus = Corpus { batch: 30, ..Corpus::new(70) };
        let counts: Vec<usize> = corpus
            .requests()
            .map(|request| request.resource_spans[0].scope_spans[0].spans.len())
            .collect();
        assert_eq!(counts, [30, 30, 10]);
        assert!(corpus.bodies().eq(corpus.bodies()));
        assert!(corpus.bodies().ne(Corpus { seed: 2, ..corpus }.bodies()));
    }
}
