//! Reviews: what people think of executions, with a copy of the conversation that they thought about.

mod change;
mod comments;
mod create;
mod export;
mod history;
mod list;
mod row;
mod stats;
mod words;

pub use change::{ChangedReview, ReviewChange, change_review, delete_review};
pub use comments::{
    DeletedComment, ReviewComment, add_review_comment, delete_review_comment, list_review_comments,
};
pub use create::{ConversationCopy, MadeReview, NewReview, create_review};
pub use export::{TrainingRow, TrainingState, read_training, training_state};
pub use history::{ReviewHistory, list_review_history};
pub use list::{ReviewCursor, ReviewFilter, find_review_of, list_reviews};
pub use row::{Review, find_review, find_review_messages};
pub use stats::{ReviewStats, review_stats};
