//! `/api/v1/reviews`: what people, and programs for them, think of executions.

mod changes;
mod checks;
mod comments;
mod create;
mod export;
mod history;
mod list;
mod queue;
mod read;
mod rules;
mod stats;
mod training;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::{
    changes::change_review, create::create_review, export::export_reviews, list::list_reviews,
    read::read_review, stats::read_review_stats,
};
pub use self::{
    create::{ReviewNew, review_execution},
    training::given_answer,
};
use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_reviews, create::create_review))
        .routes(routes!(read::check_review))
        .routes(routes!(stats::read_review_stats))
        .routes(routes!(export::export_reviews))
        .routes(routes!(export::preview::preview_review_export))
        .routes(routes!(rules::list_review_rules, rules::create_review_rule))
        .routes(routes!(rules::change_review_rule, rules::delete_review_rule))
        .routes(routes!(queue::list_review_queue, queue::queue_execution))
        .routes(routes!(queue::lease::take_next_of_queue))
        .routes(routes!(queue::lease::remove_queue_item))
        .routes(routes!(queue::lease::lease_queue_item))
        .routes(routes!(queue::lease::release_queue_item))
        .routes(routes!(queue::lease::skip_queue_item))
        .routes(routes!(read::read_review, changes::change_review, changes::delete_review))
        .routes(routes!(comments::list_review_comments, comments::add_review_comment))
        .routes(routes!(comments::delete_review_comment))
        .routes(routes!(history::list_review_history))
}
