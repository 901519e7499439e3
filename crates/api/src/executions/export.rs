//! `GET …/executions/{id}/export`: a whole execution, streamed.

mod csv;
mod otlp;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use farol_storage::{SpanCursor, SpanPage, SpanRow, list_spans};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use utoipa::IntoParams;

use super::scope::Found;
use crate::{
    AppState, audit::tell_export, auth::Reader, error::ApiError, path::Path, query::Query,
    wire::Node,
};

/// Spans that are read at a time.
const PAGE: i64 = 500;

#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// `json` (the default), `csv`, or `otlp`: an OTLP/JSON `TracesData`.
    #[param(value_type = Option<String>)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Csv,
    Otlp,
}

/// Exports an execution with all of its spans, in the order of start, without a cap.
#[utoipa::path(get, path = "/api/v1/observability/executions/{id}/export", tag = "executions",
    params(("id" = String, Path), ExportQuery), responses((status = 200)))]
pub(crate) async fn export_execution(
    State(state): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let found =
        Found::find(state.settings.execution_quiet, &mut connection, &reader.project, &id).await?;
    let format = query.format.unwrap_or(Format::Json);
    let trace_id = found.execution.trace_id;
    let (ending, content_type) = match format {
        Format::Json => ("json", "application/json"),
        Format::Csv => ("csv", "text/csv; charset=utf-8"),
        Format::Otlp => ("otlp.json", "application/json"),
    };
    let own_id = &found.execution.execution_id;
    tell_export(&mut connection, &reader, own_id, ending).await?;
    drop(connection);
    let name = format!("attachment; filename=\"{trace_id}.{ending}\"");
    let mut response = Body::from_stream(write(state, found, format)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("attachment")),
    );
    Ok(response)
}

/// What is to be written next.
enum Next {
    Head,
    Spans { after: Option<SpanCursor> },
    End,
}

fn write(
    state: AppState,
    found: Found,
    format: Format,
) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    stream::unfold((state, found, Next::Head), move |(state, found, next)| async move {
        let (bytes, next) = match next {
            Next::Head => (head(format, &found), Next::Spans { after: None }),
            Next::Spans { after } => match read_page(&state, &found, after).await {
                Ok(rows) => page(format, rows, after.is_none()),
                // The status is sent: all that is left is to break off, so that nobody takes a
                // part for the whole.
                Err(error) => {
                    let broken = std::io::Error::other(error.detail);
                    return Some((Err(broken), (state, found, Next::End)));
                }
            },
            Next::End => return None,
        };
        Some((Ok(Bytes::from(bytes)), (state, found, next)))
    })
    // Whatever packs it asks again behind the end.
    .fuse()
}

async fn read_page(
    state: &AppState,
    found: &Found,
    after: Option<SpanCursor>,
) -> Result<Vec<SpanRow>, ApiError> {
    let mut connection = state.pool.acquire().await?;
    let page = SpanPage { after, offset: 0, limit: PAGE, payloads: true, ..SpanPage::default() };
    Ok(list_spans(&mut connection, &found.scope, page).await?)
}

fn head(format: Format, found: &Found) -> Vec<u8> {
    match format {
        Format::Json => {
            let mut head = b"{\"execution\":".to_vec();
            // Writing to memory does not fail, here and below.
            serde_json::to_writer(&mut head, &found.execution).ok();
            head.extend_from_slice(b",\"traces\":[");
            head
        }
        Format::Csv => csv::head().into_bytes(),
        Format::Otlp => b"{\"resourceSpans\":[".to_vec(),
    }
}

fn page(format: Format, rows: Vec<SpanRow>, first: bool) -> (Vec<u8>, Next) {
    let full = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
    let last = rows.last().filter(|_| full).map(SpanCursor::of);
    let mut bytes = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let comma = !(first && index == 0);
        match format {
            Format::Csv => bytes.extend_from_slice(csv::row(&row).as_bytes()),
            Format::Json => {
                bytes.extend_from_slice(if comma { b"," } else { b"" });
                let mut node = Node::from(row);
                node.depth = Some(0);
                node.write(&mut bytes);
            }
            Format::Otlp => {
                bytes.extend_from_slice(if comma { b"," } else { b"" });
                serde_json::to_writer(&mut bytes, &otlp::resource_spans(row)).ok();
            }
        }
    }
    if let Some(after) = last {
        return (bytes, Next::Spans { after: Some(after) });
    }
    bytes.extend_from_slice(match format {
        Format::Json | Format::Otlp => b"]}\n",
        Format::Csv => b"",
    });
    (bytes, Next::End)
}
