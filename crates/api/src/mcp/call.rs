//! A tool that is called: it asks the handler of its route, and words the answer.

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::request::Parts,
};
use serde::Serialize;

use super::{arguments::Arguments, conversation, search, text, tools::Tool, training, tree};
use crate::{
    AppState,
    error::ApiError,
    events, executions, logs, metrics_query,
    path::Path,
    query::{NoParameters, Query},
    reviews, scores,
    wire::Page,
};

/// A tool that is called.
pub(super) struct Call<'c> {
    pub(super) state: &'c AppState,
    /// The request's head, which holds the credential.
    pub(super) parts: &'c Parts,
    pub(super) tool: &'static Tool,
    pub(super) arguments: Arguments,
}

/// Items of a list unless asked for otherwise: about as many as a page of text holds.
const USUAL_ITEMS: i64 = 20;

/// Asks the tool's handler, and words its answer.
pub(super) async fn call(mut call: Call<'_>) -> Result<String, ApiError> {
    let state = State(call.state.clone());
    match call.tool.name {
        "list_executions" => {
            let (reader, query) = (call.permission().await?, call.usual().conditions()?);
            let Json(page) = executions::list_executions(state, reader, query).await?;
            Ok(list("executions", &page))
        }
        "count_executions" => {
            let (reader, query) = (call.permission().await?, call.arguments.conditions()?);
            let Json(counts) = executions::count_by_time(state, reader, query).await?;
            Ok(text::whole(&counts))
        }
        "search" => search::search(call).await,
        "get_execution" => tree::execution(call).await,
        "get_conversation" => conversation::read(call).await,
        "search_logs" => {
            let (reader, query) = (call.permission().await?, call.usual().conditions()?);
            let Json(page) = logs::list_logs(state, reader, query).await?;
            let mut told = text::list("log records", &page.items, page.next_cursor.as_deref());
            if let Some(to) = page.searched_to {
                told.insert_str(
                    0,
                    &format!("The search met its deadline and came as far as {to}. "),
                );
            }
            Ok(told)
        }
        "list_event_names" => {
            let (reader, query) = (call.permission().await?, call.arguments.query()?);
            let Json(names) = events::list_event_names(state, reader, query).await?;
            Ok(text::whole(&names))
        }
        "list_event_properties" => {
            let reader = call.permission().await?;
            let (name, query) = (call.arguments.take_id("event")?, call.arguments.query()?);
            let Json(found) =
                events::list_event_properties(state, reader, Path(name), query).await?;
            Ok(text::list("properties", &found.items, None))
        }
        "query_metrics" => {
            let (reader, body) = (call.permission().await?, call.arguments.body()?);
            let none = Query(NoParameters {});
            let Json(answer) = metrics_query::query_metrics(state, reader, none, body).await?;
            Ok(text::whole(&answer))
        }
        "list_score_names" => {
            let (reader, query) = (call.permission().await?, call.arguments.query()?);
            let Json(names) = scores::list_names(state, reader, query).await?;
            Ok(text::whole(&names))
        }
        "score_stats" => {
            let (reader, query) = (call.permission().await?, call.arguments.query()?);
            let Json(summary) = scores::summarise_scores(state, reader, query).await?;
            Ok(text::whole(&summary))
        }
        "list_execution_reviews" => {
            let (reader, query) = (call.permission().await?, call.usual().conditions()?);
            let Json(page) = reviews::list_reviews(state, reader, query).await?;
            Ok(list("reviews", &page))
        }
        "get_execution_review" => {
            let reader = call.permission().await?;
            let id = Path(call.arguments.take_id("reviewId")?);
            let query = call.arguments.query()?;
            let Json(review) = reviews::read_review(state, reader, id, query).await?;
            Ok(text::whole(&review))
        }
        "create_execution_review" => {
            let (editor, body) = (call.permission().await?, call.arguments.body()?);
            let none = Query(NoParameters {});
            let (_, _, Json(review)) = reviews::create_review(state, editor, none, body).await?;
            Ok(format!("The execution is reviewed.\n{}", text::whole(&review)))
        }
        "update_execution_review" => {
            let editor = call.permission().await?;
            let id = Path(call.arguments.take_id("reviewId")?);
            let (none, body) = (Query(NoParameters {}), call.arguments.body()?);
            let Json(review) = reviews::change_review(state, editor, id, none, body).await?;
            Ok(format!("The review is changed.\n{}", text::whole(&review)))
        }
        "export_training_examples" => training::export(call).await,
        "review_stats" => {
            let (reader, query) = (call.permission().await?, call.arguments.conditions()?);
            let Json(counted) = reviews::read_review_stats(state, reader, query).await?;
            Ok(text::whole(&counted))
        }
        name => Err(ApiError::not_found(&format!("tool `{name}`"))),
    }
}

impl Call<'_> {
    /// What the handler asks of its caller.
    pub(super) async fn permission<P>(&self) -> Result<P, ApiError>
    where
        P: FromRequestParts<AppState, Rejection = ApiError>,
    {
        P::from_request_parts(&mut self.parts.clone(), self.state).await
    }

    /// The arguments of a list.
    pub(super) fn usual(self) -> Arguments {
        let mut arguments = self.arguments;
        arguments.or_set("limit", USUAL_ITEMS);
        arguments
    }
}

fn list<T: Serialize + utoipa::ToSchema>(what: &str, page: &Page<T>) -> String {
    text::list(what, &page.items, page.next_cursor.as_deref())
}
