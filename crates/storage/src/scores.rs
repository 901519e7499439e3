//! Scores: what evaluations say of executions and spans.

mod read;
mod rows;
mod statistics;
mod sweep;

pub use read::{
    ScoreCursor, ScoreFilter, ScoreName, ScoreRow, delete_score, list_score_names, list_scores,
};
pub(crate) use rows::write_scores;
pub use statistics::{
    ScoreAgent, ScoreBand, ScoreLabel, ScoreStatistics, ScoreTally, ScoresOf, read_score_statistics,
};
pub use sweep::sweep_scores;
