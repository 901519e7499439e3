//! Waiting for a condition.

use std::thread;
use std::time::{Duration, Instant};

/// How long a condition may take before the test fails. Generous: only a failure ever takes it.
pub const PATIENCE: Duration = Duration::from_mins(1);

const PAUSE: Duration = Duration::from_millis(10);

/// Asks `condition` again and again until it gives a value.
///
/// # Panics
///
/// When [`PATIENCE`] is over; the message names `what`.
pub fn until<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} in vain for: {what}");
        thread::sleep(PAUSE);
    }
}
