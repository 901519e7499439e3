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
pub fn until<T>(what: &str, condition: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, condition).unwrap_or_else(|| panic!("waited {PATIENCE:?} in vain for: {what}"))
}

/// The same, giving nothing when a time of the caller's own is over.
pub fn within<T>(patience: Duration, mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(value) = condition() {
            return Some(value);
        }
        if Instant::now() >= deadline {
            return None;
        }
        thread::sleep(PAUSE);
    }
}
