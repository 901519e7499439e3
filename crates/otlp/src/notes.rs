//! What the sender is told about its request besides success.

use std::fmt::Write;

use crate::Rejected;

/// How many reasons a message tells; producers that fail tend to fail the same way every time.
const REASONS_TOLD: u64 = 5;

/// Collects rejections and warnings; bounded whatever comes.
#[derive(Default)]
pub(crate) struct Notes {
    rejected: Rejected,
    warnings: Vec<(&'static str, u64)>,
}

impl Notes {
    /// Counts a rejected item and keeps the reason if it is one of the first.
    pub(crate) fn reject(&mut self, item: &str, index: usize, reason: &str) {
        self.rejected.count += 1;
        if self.rejected.count > REASONS_TOLD {
            return;
        }
        let message = &mut self.rejected.message;
        if !message.is_empty() {
            message.push_str("; ");
        }
        // Writing to a string cannot fail.
        let _ = write!(message, "{item} {index}: {reason}");
    }

    /// Remembers something that was accepted otherwise than it was sent.
    pub(crate) fn warn(&mut self, what: &'static str) {
        match self.warnings.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => self.warnings.push((what, 1)),
        }
    }

    pub(crate) fn finish(mut self) -> (Rejected, Option<String>) {
        if self.rejected.count > REASONS_TOLD {
            let more = self.rejected.count - REASONS_TOLD;
            let _ = write!(self.rejected.message, "; and {more} more");
        }
        let told: Vec<String> =
            self.warnings.iter().map(|(what, count)| format!("{what} ({count})")).collect();
        (self.rejected, (!told.is_empty()).then(|| told.join("; ")))
    }
}
