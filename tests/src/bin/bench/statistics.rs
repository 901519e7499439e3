//! What many measurements come down to.

use std::time::{Duration, Instant};

/// The value below which this share of the measurements lies, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "there are few measurements")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
pub fn quantile(measured: &[Duration], share: f64) -> Duration {
    let mut sorted = measured.to_vec();
    sorted.sort_unstable();
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}

pub fn median(measured: &[Duration]) -> Duration {
    quantile(measured, 0.5)
}

/// How long `run` took.
pub fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = run();
    (done, begun.elapsed())
}
