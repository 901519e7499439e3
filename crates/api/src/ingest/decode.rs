//! From a body that was read to what is stored of it.

use farol_ingest::Reservation;
use farol_model::{Event, JsonNode, LogRecord, Score, Span};
use farol_storage::{PartitionedTable, WriteRequest};
use sha2::{Digest, Sha256};

use super::{
    Accepted, Ground, Item, Layout, Origins, Rejection,
    envelope::{Batch, Shape, open, out_of_memory},
    event, line, log,
    meter::Meter,
    node,
    object::Field,
    place::place,
    score,
};
use crate::{
    AppState,
    auth::Sender,
    error::{ApiError, ErrorCode},
    intake::{Window, decode_apart},
};

/// What the items of a route are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    Nodes,
    Logs,
    Events,
    Scores,
}

/// Events that a request may hold: each of them may begin a name, and is counted by its properties. Scores
/// may begin a name, too.
const MOST_EVENTS: usize = 1_000;

impl Signal {
    pub(super) const fn route(self) -> &'static str {
        match self {
            Self::Nodes => "/api/v1/traces",
            Self::Logs => "/api/v1/logs",
            Self::Events => "/api/v1/events",
            Self::Scores => "/api/v1/scores",
        }
    }

    const fn table(self) -> PartitionedTable {
        match self {
            // Scores go with what they are about.
            Self::Nodes | Self::Scores => PartitionedTable::Spans,
            Self::Logs => PartitionedTable::Logs,
            Self::Events => PartitionedTable::Events,
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Self::Nodes => "traces",
            Self::Logs => "logs",
            Self::Events => "events",
            Self::Scores => "scores",
        }
    }

    /// Bytes that an item takes beside its texts; of a node also to find its place among the others.
    const fn item_bytes(self) -> usize {
        match self {
            Self::Nodes => size_of::<Span>() + 2 * size_of::<JsonNode>(),
            Self::Logs => size_of::<LogRecord>(),
            Self::Events => size_of::<Event>(),
            Self::Scores => size_of::<Score>(),
        }
    }

    fn max_items(self, of_all: usize) -> usize {
        match self {
            Self::Nodes | Self::Logs => of_all,
            Self::Events | Self::Scores => of_all.min(MOST_EVENTS),
        }
    }
}

/// What a body is, and how it is to be understood.
pub(super) struct Form {
    signal: Signal,
    layout: Layout,
    project_id: i32,
    /// Who sends, by name.
    sender: String,
    /// Hash of the client's own key for the request.
    idempotency: Option<[u8; 32]>,
    window: Window,
    first_arrival: i64,
    max_items: usize,
}

impl Form {
    pub(super) fn of(
        state: &AppState,
        signal: Signal,
        layout: Layout,
        Sender { project, name, .. }: &Sender,
        idempotency: Option<[u8; 32]>,
    ) -> Self {
        let window = Window::of(state, signal.table(), project);
        let max_items = signal.max_items(state.settings.max_items);
        let first_arrival = state.arrivals(window.now, max_items);
        let (project_id, sender) = (project.id, name.clone());
        Self { signal, layout, project_id, sender, idempotency, window, first_arrival, max_items }
    }

    /// Decodes a body, in a thread of its own where it is large.
    pub(super) async fn decode(
        self,
        body: Vec<u8>,
        reservation: Reservation,
    ) -> Result<(WriteRequest, Accepted, Reservation), ApiError> {
        decode_apart(body.len(), move || self.decode_now(body, reservation)).await
    }

    fn decode_now(
        &self,
        body: Vec<u8>,
        mut reservation: Reservation,
    ) -> Result<(WriteRequest, Accepted, Reservation), ApiError> {
        let text = match String::from_utf8(body) {
            Ok(text) => text,
            Err(error) => {
                // Every bad byte becomes three.
                reservation.grow(error.as_bytes().len().saturating_mul(2))?;
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        let mut refused = None;
        let mut charge = |bytes| {
            refused = reservation.grow(bytes).err();
            refused.is_none()
        };
        let mut meter = Meter::new(&mut charge);
        let read = self.read(&text, &mut meter);
        let is_over = meter.is_over();
        let read = if is_over { Err(out_of_memory()) } else { read };
        match read {
            Ok((request, accepted)) => Ok((request, accepted, reservation)),
            Err(error) => Err(refused.map_or(error, ApiError::from)),
        }
    }

    fn read(
        &self,
        text: &str,
        meter: &mut Meter<'_>,
    ) -> Result<(WriteRequest, Accepted), ApiError> {
        let (list, max_items) = (self.signal.list(), self.max_items);
        let shape = Shape { list, plain_lines: self.signal == Signal::Logs, max_items };
        let Batch { items, common } = open(text, self.layout, shape, meter)?;
        let (origins, common) = match self.signal {
            Signal::Nodes | Signal::Logs => (Origins::of(common).map_err(malformed)?, Vec::new()),
            Signal::Events => (Origins::default(), common.rest().collect()),
            Signal::Scores => (Origins::default(), Vec::new()),
        };
        let mut ground = Ground {
            project_id: self.project_id,
            window: self.window,
            meter,
            origins,
            all_timed: true,
            finer_than_millisecond: false,
        };
        let mut request = WriteRequest { project_id: self.project_id, ..WriteRequest::default() };
        let mut accepted = Accepted::default();
        for (index, item) in items.iter().enumerate() {
            let arrival = self.first_arrival.saturating_add_unsigned(index as u64);
            match self.read_item(*item, &common, arrival, &mut ground, &mut request) {
                Ok(warnings) => {
                    accepted.accepted += 1;
                    accepted.warnings += warnings;
                }
                Err(rejection) => accepted.reject(Some(index), rejection),
            }
            if !ground.meter.take(self.signal.item_bytes()) {
                return Err(out_of_memory());
            }
        }
        // A client can only have sent it twice by sending it again.
        let several = items.len() >= 2 || ground.finer_than_millisecond;
        let repeatable = (ground.all_timed && several).then(|| {
            let hash = Sha256::new_with_prefix(self.signal.route());
            let hash = hash.chain_update(self.project_id.to_be_bytes());
            hash.chain_update(text).finalize().into()
        });
        let hash = self.idempotency.or(repeatable);
        match self.signal {
            Signal::Nodes => place(&mut request.spans, self.project_id, hash.as_ref()),
            Signal::Logs | Signal::Events => request.hash = hash,
            // A score has a name of its own.
            Signal::Scores => {}
        }
        Ok((request, accepted))
    }

    fn read_item(
        &self,
        item: Item<'_>,
        common: &[Field<'_>],
        arrival: i64,
        ground: &mut Ground<'_, '_>,
        request: &mut WriteRequest,
    ) -> Result<u64, Rejection> {
        match (self.signal, item) {
            (Signal::Nodes, Item::Json(json) | Item::Line(json)) => {
                let (span, warnings) = node::read(json, arrival, ground)?;
                request.spans.push(span);
                Ok(warnings)
            }
            (Signal::Events, Item::Json(json) | Item::Line(json)) => {
                let (event, warnings) = event::read(json, common, arrival, ground)?;
                request.events.push(event);
                Ok(warnings)
            }
            (Signal::Scores, Item::Json(json) | Item::Line(json)) => {
                let (score, warnings) = score::read(json, &self.sender, arrival, ground)?;
                request.scores.push(score);
                Ok(warnings)
            }
            (Signal::Logs, item) => {
                let made;
                let json = match item {
                    Item::Json(json) if !json.starts_with('"') => json,
                    Item::Json(json) | Item::Line(json) => {
                        made = line::to_json(&super::mend::text(json).unwrap_or(json.into()));
                        &made
                    }
                };
                let (record, warnings) = log::read(json, arrival, ground)?;
                request.logs.push(record);
                Ok(warnings)
            }
        }
    }
}

fn malformed(rejection: Rejection) -> ApiError {
    ApiError::new(ErrorCode::Malformed, rejection.detail)
}
