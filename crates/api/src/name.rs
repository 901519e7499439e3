//! Names that people give to what they keep.

use crate::error::ApiError;

const LONGEST: usize = 100;

/// A name without the blanks around it.
pub(crate) fn read_name(name: &str) -> Result<&str, ApiError> {
    let name = name.trim();
    let length = name.chars().count();
    if !(1..=LONGEST).contains(&length) || name.chars().any(char::is_control) {
        let detail =
            format!("must be 1 to {LONGEST} characters, and none of them a control character");
        return Err(ApiError::invalid("name", detail));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_bounds() {
        assert_eq!(read_name(" Only mine ").ok(), Some("Only mine"));
        assert_eq!(read_name(&"ã".repeat(100)).ok().map(str::len), Some(200));
        for wrong in ["", "   ", "a\nb", "a\0b", &"x".repeat(101)] {
            assert_eq!(read_name(wrong).unwrap_err().errors[0].field, "name", "{wrong:?}");
        }
    }
}
