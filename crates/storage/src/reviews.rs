//! Reviews: what people think of executions, with a copy of the conversation that they thought about.

mod change;
mod comments;
mod create;
mod export;
mod history;
mod list;
mod queue;
mod row;
mod rules;
mod stats;
mod words;

pub(crate) use change::unassign_reviews;
pub use change::{ChangedReview, ReviewChange, change_review, date_review, delete_review};
pub use comments::{
    DeletedComment, ReviewComment, add_review_comment, delete_review_comment, list_review_comments,
};
pub use create::{ConversationCopy, MadeReview, NewReview, create_review};
pub use export::{TrainingRow, TrainingState, read_training, training_state};
pub use history::{ReviewHistory, list_review_history};
pub use list::{ReviewCursor, ReviewFilter, find_review_of, list_reviews};
pub use queue::{
    Fed, Leased, QueueCursor, QueueFilter, QueueItem, Removed, count_queue_items,
    feed_review_queue, find_queue_item, lease_next_item, lease_queue_item, list_queue_items,
    queue_execution, release_queue_item, remove_queue_item, skip_queue_item,
};
pub use row::{Review, find_review, find_review_messages};
pub use rules::{
    MadeRule, ReviewRule, RuleOf, change_review_rule, create_review_rule, delete_review_rule,
    find_review_rule, list_review_rules,
};
pub use stats::{ReviewStats, review_stats};
