//! Scores as a policy leaves them.

use farol_model::{Score, ScoreValue};

use super::shortened;
use crate::{Redactor, Verbosity, rewrite::Rewriter};

impl Redactor {
    /// Applies the policy to a score: what it says in words may repeat what was said.
    pub fn score(&self, score: &mut Score) {
        let mut walk = Rewriter::new(self, None);
        if self.verbosity == Verbosity::Metadata {
            score.comment = None;
        }
        if self.has_rules() {
            if let Some(changed) =
                score.comment.as_ref().and_then(|text| walk.text("comment", text))
            {
                score.comment = Some(changed);
            }
            if let ScoreValue::Label(label) | ScoreValue::Number { label: Some(label), .. } =
                &mut score.value
                && let Some(changed) = walk.text("label", label)
            {
                *label = changed;
            }
        }
        if let Some(comment) = &mut score.comment
            && self.verbosity == Verbosity::Standard
            && comment.len() > self.max_length
        {
            *comment = shortened(comment, self.max_length);
        }
    }
}
