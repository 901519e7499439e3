//! The memory that decoding takes beyond the body's bytes.

use crate::DecodeError;

/// How much may be taken before the budget is asked for it.
const BLOCK: usize = 64 * 1024;

/// Adds up what is allocated and asks the request's budget for it, a block at a time.
pub(crate) struct Meter<'c> {
    charge: &'c mut dyn FnMut(usize) -> bool,
    owed: usize,
    over: bool,
}

impl<'c> Meter<'c> {
    pub(crate) fn new(charge: &'c mut dyn FnMut(usize) -> bool) -> Self {
        Self { charge, owed: 0, over: false }
    }

    /// Counts bytes about to be allocated. Once the budget is used up [`Meter::is_over`] stays
    /// true: whoever allocates in a loop looks at it.
    pub(crate) fn take(&mut self, bytes: usize) {
        self.owed = self.owed.saturating_add(bytes);
        if self.owed >= BLOCK {
            self.ask();
        }
    }

    pub(crate) const fn is_over(&self) -> bool {
        self.over
    }

    /// Pays what is still owed.
    pub(crate) fn settle(&mut self) -> Result<(), DecodeError> {
        if self.owed > 0 {
            self.ask();
        }
        if self.over { Err(DecodeError::OverBudget) } else { Ok(()) }
    }

    fn ask(&mut self) {
        let owed = std::mem::take(&mut self.owed);
        // A budget that has refused once is not asked again.
        self.over = self.over || !(self.charge)(owed);
    }
}
