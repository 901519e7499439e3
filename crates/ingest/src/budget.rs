//! Memory bounded by bytes.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// A number of bytes that all requests in flight share.
#[derive(Debug)]
pub struct Budget {
    limit: usize,
    used: AtomicUsize,
}

/// Bytes taken from a budget, given back when dropped.
#[derive(Debug)]
pub struct Reservation {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Budget {
    pub const fn new(limit: usize) -> Self {
        Self { limit, used: AtomicUsize::new(0) }
    }

    /// Starts a reservation of nothing, to be grown.
    pub fn reserve(self: &Arc<Self>) -> Reservation {
        Reservation { budget: Arc::clone(self), bytes: 0 }
    }

    /// Bytes that are taken now.
    pub fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }
}

impl Reservation {
    /// Takes more bytes; says whether they were there to take.
    ///
    /// A reservation that is alone may go past the limit: a request that fits the limit of bodies
    /// is never refused for ever.
    #[must_use]
    pub fn grow(&mut self, bytes: usize) -> bool {
        let (budget, own) = (&self.budget, self.bytes);
        let taken = budget.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
            let grown = used.saturating_add(bytes);
            (grown <= budget.limit || used == own).then_some(grown)
        });
        if taken.is_ok() {
            self.bytes += bytes;
        }
        taken.is_ok()
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_bounded_and_come_back() {
        let budget = Arc::new(Budget::new(100));
        let mut one = budget.reserve();
        let mut two = budget.reserve();
        assert!(one.grow(60) && two.grow(40));
        assert!(!one.grow(1), "the limit holds while others have their share");
        drop(two);
        assert!(one.grow(40));
        drop(one);
        assert_eq!(budget.used(), 0);
    }

    #[test]
    fn a_lone_request_may_pass_the_limit() {
        let budget = Arc::new(Budget::new(100));
        let mut large = budget.reserve();
        assert!(large.grow(1_000));
        assert!(!budget.reserve().grow(1), "and nobody else gets in beside it");
    }
}
