//! One request's way through a connection: who waits for whom.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

use super::places::Seat;

const COMING: u8 = 0;
const OWED: u8 = 1;
const ANSWERED: u8 = 2;

/// A request that is being served; it is answered when this is dropped.
pub(super) struct Turn(Arc<State>);

struct State {
    seat: Arc<Seat>,
    now: AtomicU8,
}

/// A request's body, which tells when it has come whole.
pub(super) struct WatchedBody {
    body: Incoming,
    state: Arc<State>,
}

impl Turn {
    pub(super) fn begin(seat: &Arc<Seat>, body: Incoming) -> (Self, WatchedBody) {
        let state = Arc::new(State { seat: Arc::clone(seat), now: AtomicU8::new(COMING) });
        let body = WatchedBody { body, state: Arc::clone(&state) };
        body.look(body.is_end_stream());
        (Self(state), body)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let State { seat, now } = &*self.0;
        if now.swap(ANSWERED, Relaxed) == OWED {
            seat.answer();
        }
        seat.served();
    }
}

impl WatchedBody {
    fn look(&self, whole: bool) {
        let State { seat, now } = &*self.state;
        // A refused body may go on coming behind its answer.
        if whole && now.compare_exchange(COMING, OWED, Relaxed, Relaxed).is_ok() {
            seat.owe();
        }
    }
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.look(self.body.is_end_stream() || matches!(polled, Poll::Ready(None)));
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
