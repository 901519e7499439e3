//! Errors as a model needs them: what is wrong, and what to do next.

use super::tools::Tool;
use crate::error::{ApiError, ErrorCode};

pub(super) fn explain(tool: &Tool, error: &ApiError) -> String {
    let detail = match &*error.errors {
        [] => error.detail.clone(),
        errors => {
            let of = errors.iter().map(|error| format!("{}: {}", error.field, error.detail));
            of.collect::<Vec<_>>().join("; ")
        }
    };
    let next = match error.code {
        ErrorCode::NotFound => tool.when_absent,
        ErrorCode::Invalid | ErrorCode::Malformed => {
            "Correct the argument and call the tool again."
        }
        ErrorCode::Forbidden => {
            "Ask for a key that has the scope: `farol keys create --project P --label L --scope read,review` \
             makes one."
        }
        ErrorCode::ReviewExists => {
            "An execution has one review: read it with get_execution_review, change it with \
             update_execution_review."
        }
        ErrorCode::VersionConflict => {
            "Somebody changed it meanwhile: read it again, then call the tool with its version."
        }
        ErrorCode::RateLimited
        | ErrorCode::Overloaded
        | ErrorCode::TooSlow
        | ErrorCode::Unavailable => {
            "Try again in a moment, or ask for less: a shorter time, or more conditions."
        }
        _ => "",
    };
    format!("{}: {detail} {next}", error.code.name()).trim_end().to_owned()
}
