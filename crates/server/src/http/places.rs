//! Places for connections. When all are taken, a new connection gets that of the client which has
//! kept the server waiting longest; where none has, of the one that has had its place longest, once that
//! has its answer.
//!
//! A client keeps the server waiting while a head or a body is to come, between two requests, and
//! while it takes an answer; not while the server works on what it sent.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use prometheus_client::{
    metrics::{counter::Counter, gauge::Gauge},
    registry::Registry,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// How long everybody may keep the server waiting, however many others come: else a crowd of new
/// connections would turn out each other and none be served.
const GRACE: Duration = Duration::from_secs(1);

/// How often the places are looked over while none is free.
const LOOK: Duration = Duration::from_millis(100);

/// What operators see of connections.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConnectionMetrics {
    open: Gauge,
    turned_out: Counter,
}

pub(super) struct Places {
    free: Arc<Semaphore>,
    taken: Mutex<HashMap<u64, Arc<Seat>>>,
    count: AtomicU64,
    begun: Instant,
    metrics: ConnectionMetrics,
}

/// A connection's place, free again when dropped.
pub(super) struct Place {
    pub(super) seat: Arc<Seat>,
    number: u64,
    places: Arc<Places>,
    _permit: OwnedSemaphorePermit,
}

/// What is known of a connection.
pub(super) struct Seat {
    /// Microseconds from the start of the server to when the client was served last.
    served: AtomicU64,
    /// Requests that came whole and are not answered.
    owed: AtomicI64,
    /// Cancelled when another needs the place and the client keeps the server waiting.
    pub(super) turned_out: CancellationToken,
    /// Cancelled when another needs the place: what is under way is answered, and nothing after it.
    pub(super) asked_to_leave: CancellationToken,
    taken: Instant,
    begun: Instant,
}

impl ConnectionMetrics {
    pub(crate) fn register(&self, registry: &mut Registry) {
        registry.register("http_connections_open", "Connections that are open", self.open.clone());
        registry.register(
            "http_connections_turned_out",
            "Connections closed to make room for others",
            self.turned_out.clone(),
        );
    }
}

impl Places {
    pub(super) fn new(count: usize, metrics: ConnectionMetrics) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(count)),
            taken: Mutex::default(),
            count: AtomicU64::new(0),
            begun: Instant::now(),
            metrics,
        })
    }

    /// Waits for a place, and turns somebody out for it where that is called for.
    pub(super) async fn take(self: &Arc<Self>) -> Place {
        let permit = loop {
            if self.free.available_permits() == 0 {
                self.make_room();
            }
            let free = Arc::clone(&self.free).acquire_owned();
            if let Ok(Ok(permit)) = timeout(LOOK, free).await {
                break permit;
            }
        };
        let seat = Seat {
            served: AtomicU64::new(0),
            owed: AtomicI64::new(0),
            turned_out: CancellationToken::new(),
            asked_to_leave: CancellationToken::new(),
            taken: Instant::now(),
            begun: self.begun,
        };
        seat.served();
        let (seat, number) = (Arc::new(seat), self.count.fetch_add(1, Relaxed));
        self.lock().insert(number, Arc::clone(&seat));
        self.metrics.open.inc();
        Place { seat, number, places: Arc::clone(self), _permit: permit }
    }

    fn make_room(&self) {
        let taken = self.lock();
        let waited_for = taken.values().filter(|seat| seat.owed.load(Relaxed) <= 0);
        let longest = waited_for.min_by_key(|seat| seat.served.load(Relaxed));
        let idle = longest.filter(|seat| self.waits_since(seat) >= GRACE);
        // Clients that never pause take turns, or they would keep everybody else out. Who was not answered
        // just now (it follows something live, or the database stands still) would not go soon anyway.
        let brisk = |seat: &&Arc<Seat>| {
            self.waits_since(seat) < GRACE && !seat.asked_to_leave.is_cancelled()
        };
        let oldest = taken.values().filter(brisk).min_by_key(|seat| seat.taken);
        let oldest = oldest.filter(|seat| seat.taken.elapsed() >= GRACE);
        let leaving = idle.map(|seat| &seat.turned_out).or(oldest.map(|seat| &seat.asked_to_leave));
        if let Some(leaving) = leaving.filter(|leaving| !leaving.is_cancelled()) {
            leaving.cancel();
            self.metrics.turned_out.inc();
        }
    }

    /// For how long the server has waited for this client.
    fn waits_since(&self, seat: &Seat) -> Duration {
        let served = Duration::from_micros(seat.served.load(Relaxed));
        self.begun.elapsed().saturating_sub(served)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Seat>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.lock().remove(&self.number);
        self.places.metrics.open.dec();
    }
}

impl Seat {
    /// A request has come whole: from now on the server is waited for.
    pub(super) fn owe(&self) {
        self.owed.fetch_add(1, Relaxed);
    }

    /// It is answered.
    pub(super) fn answer(&self) {
        self.owed.fetch_sub(1, Relaxed);
    }

    /// The client has got what it waited for; now it is the client that is waited for.
    pub(super) fn served(&self) {
        let since = self.begun.elapsed().as_micros();
        self.served.store(u64::try_from(since).unwrap_or(u64::MAX), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_place_of_whoever_was_waited_for_longest_is_given_away() {
        let places = Places::new(3, ConnectionMetrics::default());
        let (idle, busy, active) = (places.take().await, places.take().await, places.take().await);
        busy.seat.owe();
        active.seat.served();
        let (others, turned_out) = (Arc::clone(&places), idle.seat.turned_out.clone());
        let newcomer = tokio::spawn(async move { others.take().await });
        turned_out.cancelled().await;
        assert!(!busy.seat.turned_out.is_cancelled() && !active.seat.turned_out.is_cancelled());
        drop(idle);
        newcomer.await.unwrap();
    }

    #[tokio::test]
    async fn where_all_are_busy_whoever_came_first_goes_after_its_answer() {
        let places = Places::new(2, ConnectionMetrics::default());
        let (first, second) = (places.take().await, places.take().await);
        let others = Arc::clone(&places);
        let newcomer = tokio::spawn(async move { others.take().await });
        let busy = async {
            loop {
                first.seat.served();
                second.seat.served();
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! {
            () = busy => {}
            () = first.seat.asked_to_leave.cancelled() => {}
        }
        assert!(!first.seat.turned_out.is_cancelled());
        assert!(!second.seat.asked_to_leave.is_cancelled());
        drop(first);
        newcomer.await.unwrap();
    }
}
