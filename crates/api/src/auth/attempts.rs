//! The limit of failed sign-ins, kept in memory: each server counts for itself.
//!
//! An attempt is counted before it is looked at, so that many at once are no way around the limit, and given back
//! where the password was right, or nobody came to look.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::error::{ApiError, ErrorCode};

/// Failed sign-ins that are let through; 0 is no limit.
#[derive(Clone, Copy, Debug)]
pub struct SignInLimit {
    /// For one e-mail address, whether anybody has it or not.
    pub per_email: u32,
    /// From one network address, of IPv6 its /64.
    pub per_address: u32,
    /// In this time.
    pub window: Duration,
}

/// Failures an hour that the audit trail tells, whoever they are of: beyond, they are only counted.
const TOLD_PER_HOUR: u32 = 1_000;
const HOUR: Duration = Duration::from_hours(1);

/// Whose attempts are remembered at most. Passwords are verified one at a time, which takes so long that
/// fewer come together in any window.
const CAPACITY: usize = 100_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Of {
    /// By its hash: an address may be long.
    Email(u64),
    Address(IpAddr),
    Trail,
}

/// Counts failed sign-ins.
pub(crate) struct Attempts {
    limit: SignInLimit,
    hasher: RandomState,
    /// Until when what came is paid for, each attempt taking its share of the window.
    paid: Mutex<HashMap<Of, Instant>>,
}

/// An attempt that was let through.
pub(crate) struct Attempt<'a> {
    attempts: &'a Attempts,
    counted: Vec<(Of, Duration)>,
    spent: bool,
}

impl Attempts {
    pub(crate) fn new(limit: SignInLimit) -> Self {
        Self { limit, hasher: RandomState::new(), paid: Mutex::default() }
    }

    /// Lets an attempt through, or tells how long to wait.
    pub(crate) fn begin(
        &self,
        email: &str,
        address: Option<IpAddr>,
        now: Instant,
    ) -> Result<Attempt<'_>, ApiError> {
        let email = Of::Email(self.hasher.hash_one(email.trim().to_lowercase()));
        let address = address.map(|address| Of::Address(network(address)));
        let limits = [(Some(email), self.limit.per_email), (address, self.limit.per_address)];
        let limits = limits.into_iter().filter_map(|(of, most)| Some((of?, most)));
        let counted: Vec<(Of, Duration)> = limits
            .filter(|(_, most)| *most > 0)
            .map(|(of, most)| (of, self.limit.window / most))
            .collect();
        let mut paid = self.lock();
        let waits =
            counted.iter().map(|(of, share)| wait(&paid, *of, *share, self.limit.window, now));
        let longest = waits.max().unwrap_or_default();
        if !longest.is_zero() {
            return Err(too_many(longest));
        }
        make_room(&mut paid, now);
        for (of, share) in &counted {
            count(&mut paid, *of, *share, now);
        }
        drop(paid);
        Ok(Attempt { attempts: self, counted, spent: false })
    }

    /// Whether one more failure may go into the audit trail, which must not grow with every guess.
    pub(crate) fn may_tell(&self, now: Instant) -> bool {
        let share = HOUR / TOLD_PER_HOUR;
        let mut paid = self.lock();
        let may = wait(&paid, Of::Trail, share, HOUR, now).is_zero();
        if may {
            count(&mut paid, Of::Trail, share, now);
        }
        may
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Of, Instant>> {
        self.paid.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt<'_> {
    /// From here on it counts, also where it is broken off: the password is about to be looked at.
    pub(crate) fn spend(&mut self) {
        self.spent = true;
    }

    /// Counts it no longer: the password was right.
    pub(crate) fn give_back(mut self) {
        self.spent = false;
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.spent {
            return;
        }
        let mut paid = self.attempts.lock();
        for (of, share) in &self.counted {
            if let Some(until) = paid.get_mut(of) {
                *until = until.checked_sub(*share).unwrap_or(*until);
            }
        }
    }
}

/// How long until one more share fits into the window.
fn wait(
    paid: &HashMap<Of, Instant>,
    of: Of,
    share: Duration,
    window: Duration,
    now: Instant,
) -> Duration {
    let until = paid.get(&of).copied().unwrap_or(now).max(now) + share;
    // Shares are rounded down: so many of them never come to more than the window.
    until.saturating_duration_since(now).saturating_sub(window)
}

fn count(paid: &mut HashMap<Of, Instant>, of: Of, share: Duration, now: Instant) {
    let until = paid.entry(of).or_insert(now);
    *until = (*until).max(now) + share;
}

fn make_room(paid: &mut HashMap<Of, Instant>, now: Instant) {
    if paid.len() >= CAPACITY {
        paid.retain(|_, until| *until > now);
    }
    if paid.len() >= CAPACITY {
        paid.clear();
    }
}

/// Whoever has one address of IPv6 has its whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

fn too_many(wait: Duration) -> ApiError {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let detail = format!("Too many sign-ins failed. Wait for {seconds} s.");
    ApiError { retry_after: seconds, ..ApiError::new(ErrorCode::RateLimited, detail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Attempts {
        /// An attempt with a wrong password; says whether it was looked at.
        fn fail(&self, email: &str, address: Option<IpAddr>, now: Instant) -> bool {
            self.begin(email, address, now).map(|mut attempt| attempt.spend()).is_ok()
        }
    }

    fn attempts() -> Attempts {
        let window = Duration::from_secs(90);
        Attempts::new(SignInLimit { per_email: 3, per_address: 5, window })
    }

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn an_address_has_so_many_failures_and_then_waits_for_the_next() {
        let (attempts, now) = (attempts(), Instant::now());
        for email in ["ana@x", "ANA@x", " ana@x"] {
            assert!(attempts.fail(email, None, now), "{email}");
        }
        let refused = attempts.begin("ana@x", None, now).err().unwrap();
        assert_eq!((refused.code, refused.retry_after), (ErrorCode::RateLimited, 30));
        assert!(attempts.fail("bia@x", None, now), "another is not held up");
        let later = now + Duration::from_secs(30);
        assert!(attempts.fail("ana@x", None, later), "the time told is enough");
        assert!(!attempts.fail("ana@x", None, later), "for one");
        assert!(attempts.fail("ana@x", None, now + Duration::from_mins(5)));
    }

    #[test]
    fn a_network_address_has_so_many_whoever_it_tries() {
        let (attempts, now) = (attempts(), Instant::now());
        for index in 0..5 {
            let from = address(&format!("2001:db8::{index}"));
            assert!(attempts.fail(&format!("{index}@x"), from, now));
        }
        assert!(!attempts.fail("new@x", address("2001:db8::ffff:1"), now));
        assert!(attempts.fail("new@x", address("2001:db8:0:1::1"), now));
    }

    #[test]
    fn the_right_password_costs_nothing_and_neither_does_one_that_nobody_looked_at() {
        let (attempts, now) = (attempts(), Instant::now());
        for _ in 0..20 {
            let mut right = attempts.begin("ana@x", address("192.0.2.7"), now).ok().unwrap();
            right.spend();
            right.give_back();
            drop(attempts.begin("ana@x", None, now).ok().unwrap());
        }
        // Those under way count, though: together they are no way around the limit.
        let under_way: Vec<_> = (0..3).map(|_| attempts.begin("ana@x", None, now)).collect();
        assert!(!attempts.fail("ana@x", None, now));
        drop(under_way);
        assert!(attempts.fail("ana@x", None, now));
    }

    #[test]
    fn the_audit_trail_does_not_grow_with_every_guess() {
        let (attempts, now) = (attempts(), Instant::now());
        let told = (0..5_000).filter(|_| attempts.may_tell(now)).count();
        assert_eq!(told, 1_000);
        assert!(attempts.may_tell(now + HOUR));
    }

    #[test]
    fn nothing_is_limited_by_nothing() {
        let limit = SignInLimit { per_email: 0, per_address: 0, window: HOUR };
        let (attempts, now) = (Attempts::new(limit), Instant::now());
        assert!((0..1_000).all(|_| attempts.fail("ana@x", address("::1"), now)));
    }
}
