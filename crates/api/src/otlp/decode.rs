//! From a body that was read to what is stored of it.

use farol_ingest::Reservation;
use farol_otlp::{
    Context, DecodeError, Decoded, Encoding, Limits, Signal, count_metrics, decode_logs,
    decode_traces,
};
use farol_storage::{PartitionedTable, Project, WriteRequest};
use sha2::{Digest, Sha256};

use super::Taken;
use crate::{
    AppState,
    error::{ApiError, ErrorCode},
    intake::{Window, decode_apart},
};

/// What a body is, and how it is to be understood.
pub(super) struct Form {
    signal: Signal,
    encoding: Encoding,
    project_id: i32,
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
        encoding: Encoding,
        project: &Project,
        idempotency: Option<[u8; 32]>,
    ) -> Self {
        let table = match signal {
            Signal::Logs => PartitionedTable::Logs,
            Signal::Traces | Signal::Metrics => PartitionedTable::Spans,
        };
        let (window, max_items) = (Window::of(state, table, project), state.settings.max_items);
        let first_arrival = state.arrivals(window.now, max_items);
        let project_id = project.id;
        Self { signal, encoding, project_id, idempotency, window, first_arrival, max_items }
    }

    /// Decodes a body, in a thread of its own where it is large.
    pub(super) async fn decode(
        self,
        body: Vec<u8>,
        reservation: Reservation,
    ) -> Result<(WriteRequest, Taken, Reservation), ApiError> {
        decode_apart(body.len(), move || self.decode_now(&body, reservation)).await
    }

    fn decode_now(
        &self,
        body: &[u8],
        mut reservation: Reservation,
    ) -> Result<(WriteRequest, Taken, Reservation), ApiError> {
        let mut refused = None;
        let mut charge = |bytes| {
            refused = reservation.grow(bytes).err();
            refused.is_none()
        };
        let mut context = Context {
            received: self.window.now,
            first_arrival: self.first_arrival,
            oldest: self.window.oldest,
            newest: self.window.newest,
            limits: Limits { max_items: self.max_items, ..Limits::default() },
            charge: &mut charge,
        };
        match self.read(body, &mut context) {
            Ok((request, taken)) => Ok((request, taken, reservation)),
            Err(error) => Err(refused.map_or_else(|| undecodable(&error), ApiError::from)),
        }
    }

    fn read(
        &self,
        body: &[u8],
        context: &mut Context<'_>,
    ) -> Result<(WriteRequest, Taken), DecodeError> {
        let project_id = self.project_id;
        let mut request = WriteRequest { project_id, ..WriteRequest::default() };
        let taken = match self.signal {
            Signal::Logs => {
                let decoded = decode_logs(body, self.encoding, context)?;
                request.hash = self.idempotency.or_else(|| repeatable(&decoded, project_id, body));
                let taken = Taken::of(&decoded);
                request.logs = decoded.items;
                request.scores = decoded.scores;
                taken
            }
            // Spans have an identity of their own.
            Signal::Traces => {
                let decoded = decode_traces(body, self.encoding, context)?;
                // Logs that came as spans have none; the same bytes have the same spans in them.
                if !decoded.logs.is_empty() {
                    request.hash = repeatable(&decoded, project_id, body);
                }
                let taken = Taken::of(&decoded);
                request.spans = decoded.items;
                request.logs = decoded.logs;
                request.scores = decoded.scores;
                taken
            }
            Signal::Metrics => {
                let rejected = count_metrics(body, self.encoding)?;
                let message = (rejected > 0).then(|| "metrics are not stored".to_owned());
                Taken { rejected, message }
            }
        };
        Ok((request, taken))
    }
}

/// The hash of a body that a client can only have sent twice by sending it again: every item has
/// its own time, and there are several or the time is finer than a millisecond.
fn repeatable<T>(decoded: &Decoded<T>, project_id: i32, body: &[u8]) -> Option<[u8; 32]> {
    let several = decoded.items.len() + decoded.logs.len() >= 2;
    let told = decoded.all_timed && (several || decoded.finer_than_millisecond);
    told.then(|| {
        let hash = Sha256::new_with_prefix(b"/v1/logs").chain_update(project_id.to_be_bytes());
        hash.chain_update(body).finalize().into()
    })
}

impl Taken {
    fn of<T>(decoded: &Decoded<T>) -> Self {
        let rejected = &decoded.rejected;
        let told = (!rejected.message.is_empty()).then(|| rejected.message.clone());
        let message = match (told, &decoded.warning) {
            (Some(told), Some(warning)) => Some(format!("{told}; {warning}")),
            (told, warning) => told.or_else(|| warning.clone()),
        };
        Self { rejected: rejected.count, message }
    }
}

fn undecodable(error: &DecodeError) -> ApiError {
    let code = match error {
        DecodeError::Malformed(_) => ErrorCode::Malformed,
        DecodeError::TooManyItems(_) => ErrorCode::TooLarge,
        DecodeError::OverBudget => ErrorCode::Overloaded,
    };
    ApiError::new(code, error.to_string())
}
