//! What a view may be, and who may change it.

use farol_storage::{StorageError, View};
use serde_json::value::RawValue;

use crate::{
    auth::{Caller, Who, Writer},
    error::{ApiError, ErrorCode},
    wire::is_sound,
};

/// Views that somebody may have in a project.
pub(super) const MOST: i64 = 200;

const LONGEST_PAGE: usize = 64;
const LONGEST_QUERY: usize = 8_192;

/// The person who asks; `None` for a key.
pub(super) fn person_of(caller: &Caller) -> Option<&str> {
    match &caller.who {
        Who::Key(_) => None,
        Who::Person(session) => Some(&session.user.email),
    }
}

/// One's own views are one's own; the project's are everybody's who may share.
pub(super) fn may_change(
    writer: &Writer,
    view: &View,
    shared: Option<bool>,
) -> Result<(), ApiError> {
    if view.shared || shared == Some(true) {
        writer.may_share.clone()?;
    }
    if view.shared && shared == Some(false) {
        let is_owner = view.owner_kind == "user" && person_of(&writer.caller) == Some(&view.owner);
        if !is_owner {
            let detail = "Only the person whose view it is can take it back from the project.";
            return Err(ApiError::new(ErrorCode::Forbidden, detail));
        }
    }
    Ok(())
}

pub(super) fn read_page(page: &str) -> Result<&str, ApiError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    if page.is_empty() || page.len() > LONGEST_PAGE || !page.bytes().all(plain) {
        let detail = format!("must be 1 to {LONGEST_PAGE} letters, digits, `-`, `_`, `.` or `/`");
        return Err(ApiError::invalid("page", detail));
    }
    Ok(page)
}

pub(super) fn read_query(query: &RawValue) -> Result<&str, ApiError> {
    let text = query.get();
    if text.len() > LONGEST_QUERY {
        let detail =
            format!("must be at most {LONGEST_QUERY} bytes of JSON, and has {}", text.len());
        return Err(ApiError::invalid("query", detail));
    }
    if !is_sound(text) {
        return Err(ApiError::invalid("query", "has half of a surrogate pair in a text"));
    }
    Ok(text)
}

/// The answer where an owner has another view of the name.
pub(super) fn name_taken(error: StorageError, name: &str) -> ApiError {
    match error {
        StorageError::Duplicate(_) => {
            let detail = format!("Its owner has another view \"{name}\" on this page.");
            ApiError::new(ErrorCode::Conflict, detail)
        }
        error => error.into(),
    }
}

pub(super) fn too_many() -> ApiError {
    let detail = format!("There are {MOST} views of yours in this project: delete one first.");
    ApiError::new(ErrorCode::Conflict, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_their_bounds() {
        assert_eq!(read_page("logs/tail").ok(), Some("logs/tail"));
        for wrong in ["", "a b", "página", &"x".repeat(65)] {
            assert_eq!(read_page(wrong).unwrap_err().errors[0].field, "page", "{wrong:?}");
        }
    }
}
