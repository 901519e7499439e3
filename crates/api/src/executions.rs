//! Executions: the list, counts over time, one with its trace, the SDK's pages, one span, logs and export.

mod details;
mod export;
mod filter;
mod forest;
mod histogram;
mod list;
mod scope;

pub(crate) use self::{
    details::find_span, histogram::count_by_time, list::list_executions, scope::Found,
};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_executions))
        .routes(routes!(histogram::count_by_time))
        .routes(routes!(details::find_execution))
        .routes(routes!(details::page_execution))
        .routes(routes!(details::find_span))
        .routes(routes!(details::list_execution_logs))
        .routes(routes!(export::export_execution))
}
