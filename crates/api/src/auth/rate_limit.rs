//! Rate limits of keys, kept in memory: each server counts for itself.
//!
//! What a request brings is known when it has come. So a request is let in while its key is not
//! behind, whatever its size, and those after it wait until what it brought is paid for.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use farol_storage::KeyLimits;

use crate::error::{ApiError, ErrorCode};

/// What each key may send where it has no limits of its own; 0 is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct RateLimit {
    /// Bytes of bodies, unpacked.
    pub bytes_per_second: u64,
    /// Spans and log records.
    pub items_per_second: u64,
    /// Seconds' worth that may come at once after a pause.
    pub burst_seconds: u64,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    Bytes,
    Items,
}

impl Measure {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Items => "items",
        }
    }
}

/// Whose limits: a key's, or everybody's who needs none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Account {
    pub(crate) key_id: Option<i64>,
    pub(crate) limits: KeyLimits,
}

/// Counts what keys send.
pub(crate) struct RateLimiter {
    default: RateLimit,
    paid: Mutex<HashMap<(Option<i64>, Measure), Instant>>,
}

impl RateLimiter {
    pub(crate) fn new(default: RateLimit) -> Self {
        Self { default, paid: Mutex::default() }
    }

    /// Says by which measure a key is behind, if it is, and for how long.
    pub(crate) fn behind(&self, account: &Account, now: Instant) -> Option<(Measure, Duration)> {
        let paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let burst = Duration::from_secs(self.default.burst_seconds);
        let behind = |measure| {
            self.rate(account, measure)?;
            let until = paid.get(&(account.key_id, measure))?.checked_sub(burst)?;
            let wait = until.saturating_duration_since(now);
            (!wait.is_zero()).then_some((measure, wait))
        };
        let waits = [Measure::Bytes, Measure::Items].into_iter().filter_map(behind);
        waits.max_by_key(|(_, wait)| *wait)
    }

    /// Counts what came.
    pub(crate) fn count(&self, account: &Account, measure: Measure, count: usize, now: Instant) {
        let Some(rate) = self.rate(account, measure) else { return };
        let nanos = count as u128 * 1_000_000_000 / u128::from(rate);
        let takes = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let until = paid.entry((account.key_id, measure)).or_insert(now);
        *until = (*until).max(now).checked_add(takes).unwrap_or(*until);
    }

    /// The rate that holds for a key; `None` without a limit.
    fn rate(&self, account: &Account, measure: Measure) -> Option<u64> {
        let (own, default) = match measure {
            Measure::Bytes => (account.limits.bytes_per_second, self.default.bytes_per_second),
            Measure::Items => (account.limits.items_per_second, self.default.items_per_second),
        };
        let rate = own.and_then(|own| u64::try_from(own).ok()).unwrap_or(default);
        (rate > 0).then_some(rate)
    }
}

/// The answer to a key that is behind.
pub(crate) fn too_fast(measure: Measure, wait: Duration) -> ApiError {
    let what = measure.name();
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let detail = format!("The key sends more {what} a second than it may. Wait for {seconds} s.");
    ApiError { retry_after: seconds, ..ApiError::new(ErrorCode::RateLimited, detail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_key_that_is_behind_waits_until_it_has_paid() {
        let limiter = RateLimiter::new(RateLimit {
            bytes_per_second: 100,
            items_per_second: 0,
            burst_seconds: 2,
        });
        let (key, start) = (Account::default(), Instant::now());
        limiter.count(&key, Measure::Bytes, 200, start);
        limiter.count(&key, Measure::Items, usize::MAX, start);
        assert_eq!(limiter.behind(&key, start), None, "the burst is used up, and no more");
        limiter.count(&key, Measure::Bytes, 150, start);
        let (measure, wait) = limiter.behind(&key, start).unwrap();
        assert_eq!((measure, wait), (Measure::Bytes, SECOND * 3 / 2));
        assert_eq!(too_fast(measure, wait).retry_after, 2);
        assert_eq!(limiter.behind(&key, start + wait), None, "the time told is enough");
        let other = Account { key_id: Some(1), ..key };
        assert_eq!(limiter.behind(&other, start), None, "another key is not held up");
    }

    #[test]
    fn a_keys_own_limits_win_over_the_settings() {
        let default = RateLimit { bytes_per_second: 100, items_per_second: 1, burst_seconds: 0 };
        let limiter = RateLimiter::new(default);
        let limits = KeyLimits { bytes_per_second: Some(0), items_per_second: Some(10) };
        let (key, start) = (Account { key_id: Some(7), limits }, Instant::now());
        limiter.count(&key, Measure::Bytes, 1_000_000, start);
        limiter.count(&key, Measure::Items, 20, start);
        assert_eq!(limiter.behind(&key, start), Some((Measure::Items, SECOND * 2)));
    }
}
