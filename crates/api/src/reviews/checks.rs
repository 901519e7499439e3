//! What a review may be.

use farol_storage::{Review, find_member};
use serde::{Deserialize, Deserializer};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::{ApiError, ErrorCode},
    wire,
};

const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 64;
const LONGEST_OUTPUT: usize = 256 << 10;

/// Characters of a comment.
const COMMENT: (usize, usize) = (10, 10_000);
/// Characters of what was done, and of notes about it.
pub(super) const ACTION: (usize, usize) = (1, 200);
pub(super) const NOTES: (usize, usize) = (1, 10_000);

pub(super) fn read_id(id: &str) -> Result<Uuid, ApiError> {
    id.parse().map_err(|_| absent())
}

pub(super) fn absent() -> ApiError {
    ApiError::not_found("review")
}

pub(super) fn read_comment(text: &str) -> Result<String, ApiError> {
    read_text("comment", text, COMMENT)
}

/// A text of so many characters without the blanks around it.
pub(super) fn read_text(
    field: &str,
    text: &str,
    (least, most): (usize, usize),
) -> Result<String, ApiError> {
    let text = text.trim();
    let length = text.chars().count();
    if !(least..=most).contains(&length) {
        let detail = format!("must have {least} to {most} characters, and has {length}");
        return Err(ApiError::invalid(field, detail));
    }
    refuse_nul(field, text)?;
    Ok(text.to_owned())
}

pub(super) fn read_output(text: &str) -> Result<String, ApiError> {
    let field = "correctedOutput";
    if text.len() > LONGEST_OUTPUT {
        let detail = format!("must have at most {LONGEST_OUTPUT} bytes, and has {}", text.len());
        return Err(ApiError::invalid(field, detail));
    }
    if text.trim().is_empty() {
        return Err(ApiError::invalid(field, "must have text, or be null"));
    }
    refuse_nul(field, text)?;
    Ok(text.to_owned())
}

/// Tags without repetitions, in the order in which they came.
pub(super) fn read_tags(tags: &[String]) -> Result<Vec<String>, ApiError> {
    let mut read: Vec<String> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let tag = read_text(&format!("tags[{index}]"), tag, (1, LONGEST_TAG))?;
        if !read.contains(&tag) {
            read.push(tag);
        }
        if read.len() > MOST_TAGS {
            return Err(ApiError::invalid("tags", format!("must be at most {MOST_TAGS}")));
        }
    }
    Ok(read)
}

/// The address of a person who is in the project, as they have it.
pub(super) async fn read_assignee(
    connection: &mut PgConnection,
    project_id: i32,
    email: &str,
) -> Result<String, ApiError> {
    refuse_nul("assignee", email)?;
    let member = find_member(connection, project_id, email.trim()).await?;
    let stranger = || ApiError::invalid("assignee", "must be somebody of this project");
    member.map(|member| member.user.email).ok_or_else(stranger)
}

/// Postgres holds no text with U+0000.
pub(super) fn refuse_nul(field: &str, text: &str) -> Result<(), ApiError> {
    if text.contains('\0') {
        return Err(ApiError::invalid(field, "must not have the character U+0000"));
    }
    Ok(())
}

/// Tells a field that is null from one that is not there.
#[expect(clippy::option_option, reason = "null takes away, and what is absent stays")]
pub(super) fn told<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The answer where a review was changed meanwhile.
pub(super) fn other_version(current: Review) -> ApiError {
    let detail = format!("It was changed: the version is {} now.", current.version);
    let current = serde_json::to_value(wire::Review::from(current)).ok().map(Box::new);
    ApiError { current, ..ApiError::new(ErrorCode::VersionConflict, detail) }
}

/// The answer where an execution has a review already.
pub(super) fn exists(review_id: Uuid) -> ApiError {
    let detail = format!("This execution has a review already: {review_id}.");
    ApiError { review_id: Some(review_id), ..ApiError::new(ErrorCode::ReviewExists, detail) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_their_bounds() {
        let tags = |tags: &[&str]| {
            read_tags(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(tags(&[" a", "b", "a "]).unwrap(), ["a", "b"]);
        assert_eq!(tags(&["a", " "]).unwrap_err().errors[0].field, "tags[1]");
        assert_eq!(tags(&["a\0"]).unwrap_err().errors[0].field, "tags[0]");
        assert_eq!(tags(&[&"é".repeat(65)]).unwrap_err().errors[0].field, "tags[0]");
        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        assert_eq!(read_tags(&many).unwrap_err().errors[0].field, "tags");
        assert_eq!(read_tags(&many[1..]).unwrap().len(), 20);
    }
}
