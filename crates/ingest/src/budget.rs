//! Memory bounded by bytes, in shares that leave room for others.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A project may hold so many times the bytes that are left free, as a switch bounds each of its
/// ports in a buffer that they share ("dynamic threshold"): one flood leaves a seventh of all free,
/// two leave a thirteenth, and somebody new always finds some room.
const SHARE: usize = 6;

/// The same while a body is read. It is less, so that requests which have come so far are finished
/// before others begin, instead of all of them failing half way.
const READING_SHARE: usize = 2;

/// A request that is alone may take so many times the limit: one that fits the limit of bodies is
/// not refused for ever.
const ALONE: usize = 2;

/// A number of bytes that all requests in flight share.
#[derive(Debug)]
pub struct Budget {
    limit: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    projects: HashMap<i32, usize>,
}

/// Bytes taken from a budget for a project's request, given back when dropped.
#[derive(Debug)]
pub struct Reservation {
    budget: Arc<Budget>,
    project_id: i32,
    bytes: usize,
}

/// Why there are no bytes to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// Other requests have them: later there may be enough.
    #[error("too much is in flight")]
    Busy,
    /// There will never be as many.
    #[error("the request takes more than the {0} bytes that one may have")]
    TooLarge(usize),
}

impl Budget {
    pub fn new(limit: usize) -> Self {
        Self { limit, taken: Mutex::default() }
    }

    /// Starts a reservation of nothing, to be grown.
    pub fn reserve(self: &Arc<Self>, project_id: i32) -> Reservation {
        Reservation { budget: Arc::clone(self), project_id, bytes: 0 }
    }

    /// Bytes that are taken now.
    pub fn used(&self) -> usize {
        self.lock().all
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reservation {
    /// Takes bytes for a body that comes, where they are there to take.
    pub fn read(&mut self, bytes: usize) -> Result<(), BudgetError> {
        self.take(bytes, READING_SHARE)
    }

    /// Looks whether a body of so many bytes could be read now, without taking them: who says
    /// beforehand how much it sends need not send it in vain.
    pub fn announce(&self, bytes: usize) -> Result<(), BudgetError> {
        self.fits(&self.budget.lock(), bytes, READING_SHARE)
    }

    /// Takes bytes for what is made of a body that was read.
    pub fn grow(&mut self, bytes: usize) -> Result<(), BudgetError> {
        self.take(bytes, SHARE)
    }

    /// Takes or gives back what makes it so many bytes.
    pub fn resize(&mut self, bytes: usize) -> Result<(), BudgetError> {
        if let Some(less) = self.bytes.checked_sub(bytes) {
            self.give_back(less);
            return Ok(());
        }
        self.grow(bytes - self.bytes)
    }

    fn take(&mut self, bytes: usize, share: usize) -> Result<(), BudgetError> {
        let mut taken = self.budget.lock();
        self.fits(&taken, bytes, share)?;
        taken.all += bytes;
        *taken.projects.entry(self.project_id).or_default() += bytes;
        self.bytes += bytes;
        Ok(())
    }

    fn fits(&self, taken: &Taken, bytes: usize, share: usize) -> Result<(), BudgetError> {
        let most = self.budget.limit.saturating_mul(ALONE);
        if self.bytes.saturating_add(bytes) > most {
            return Err(BudgetError::TooLarge(most));
        }
        let of_project = taken.projects.get(&self.project_id).copied().unwrap_or(0);
        let free = self.budget.limit.saturating_sub(taken.all + bytes);
        let fits = of_project + bytes <= free.saturating_mul(share);
        let is_alone = taken.all == self.bytes;
        if fits || is_alone { Ok(()) } else { Err(BudgetError::Busy) }
    }

    fn give_back(&mut self, bytes: usize) {
        self.bytes -= bytes;
        let mut taken = self.budget.lock();
        taken.all -= bytes;
        if let Some(of_project) = taken.projects.get_mut(&self.project_id) {
            *of_project -= bytes;
            if *of_project == 0 {
                taken.projects.remove(&self.project_id);
            }
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.give_back(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUSY: Result<(), BudgetError> = Err(BudgetError::Busy);

    #[test]
    fn bytes_are_bounded_and_come_back() {
        let budget = Arc::new(Budget::new(700));
        let (mut one, mut two) = (budget.reserve(1), budget.reserve(1));
        assert_eq!((one.grow(300), two.grow(300)), (Ok(()), Ok(())));
        assert_eq!(one.grow(1), BUSY, "six sevenths are a project's share");
        assert_eq!(two.resize(250), Ok(()));
        assert_eq!(one.resize(350), Ok(()));
        drop(two);
        assert_eq!(one.grow(250), Ok(()));
        drop(one);
        assert_eq!(budget.used(), 0);
        assert!(budget.lock().projects.is_empty());
    }

    #[test]
    fn what_was_read_is_finished_before_more_is_read() {
        let budget = Arc::new(Budget::new(900));
        let (mut one, mut two) = (budget.reserve(1), budget.reserve(1));
        assert_eq!((one.read(400), two.announce(250), two.read(200)), (Ok(()), BUSY, Ok(())));
        assert_eq!((one.read(1), two.read(1)), (BUSY, BUSY), "two thirds are read at most");
        assert_eq!(one.grow(150), Ok(()));
    }

    #[test]
    fn a_flood_leaves_room_for_others() {
        let budget = Arc::new(Budget::new(7_000));
        let mut flood: Vec<_> = (0..700).map(|_| budget.reserve(1)).collect();
        for request in &mut flood {
            request.grow(10).ok();
        }
        assert_eq!(budget.used(), 6_000);
        let mut trickle = budget.reserve(2);
        assert_eq!((trickle.read(500), trickle.grow(200)), (Ok(()), Ok(())));
        // With less left free, the flood's share shrinks: what it gives back goes to others.
        flood.truncate(550);
        assert_eq!((budget.used(), flood[0].grow(10)), (6_200, BUSY));
        assert_eq!(trickle.grow(400), Ok(()));
    }

    #[test]
    fn a_request_that_is_alone_may_pass_the_limit_and_not_much_more() {
        let budget = Arc::new(Budget::new(100));
        let mut large = budget.reserve(1);
        let too_large = Err(BudgetError::TooLarge(200));
        assert_eq!(
            (large.announce(201), large.read(200), large.grow(1)),
            (too_large, Ok(()), too_large)
        );
        assert_eq!(budget.reserve(2).read(1), BUSY, "and nobody gets in beside it");
    }
}
