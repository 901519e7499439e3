//! The memory that decoding takes beyond the body's bytes.

/// How much may be taken before the budget is asked for it.
const BLOCK: usize = 64 * 1024;

/// Adds up what is allocated and asks the request's budget for it, a block at a time.
pub(super) struct Meter<'c> {
    charge: &'c mut dyn FnMut(usize) -> bool,
    owed: usize,
    over: bool,
}

impl<'c> Meter<'c> {
    pub(super) fn new(charge: &'c mut dyn FnMut(usize) -> bool) -> Self {
        Self { charge, owed: 0, over: false }
    }

    /// Counts bytes about to be allocated; says whether they are there.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        self.owed = self.owed.saturating_add(bytes);
        if self.owed >= BLOCK {
            let owed = std::mem::take(&mut self.owed);
            // A budget that has refused once is not asked again.
            self.over = self.over || !(self.charge)(owed);
        }
        !self.over
    }

    pub(super) const fn is_over(&self) -> bool {
        self.over
    }
}
