//! Text as it comes, made into text that Postgres takes.

use std::borrow::Cow;

/// Reads text field by field: what is not UTF-8, and U+0000, which Postgres refuses, becomes
/// U+FFFD instead of failing the request. Borrows where nothing had to be mended.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !holds_zero(bytes) => Cow::Borrowed(text),
        _ => Cow::Owned(mend(bytes)),
    }
}

/// Makes bytes that were meant as text into text that Postgres takes: what is not UTF-8, half a
/// surrogate pair and U+0000 become U+FFFD.
pub fn owned_text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) if !holds_zero(text.as_bytes()) => text,
        Ok(text) => mend(text.as_bytes()),
        Err(error) => mend(error.as_bytes()),
    }
}

/// Looks at eight bytes at a time, since most texts are short.
fn holds_zero(bytes: &[u8]) -> bool {
    const LOW: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let (words, rest) = bytes.as_chunks::<8>();
    // Taking one from each byte borrows into its highest bit only if the byte was zero (or high
    // before, which the middle term rules out).
    let word_holds_zero = |&word: &[u8; 8]| {
        let word = u64::from_le_bytes(word);
        word.wrapping_sub(LOW) & !word & HIGH != 0
    };
    words.iter().any(word_holds_zero) || rest.contains(&0)
}

#[cold]
fn mend(bytes: &[u8]) -> String {
    let mut mended = String::with_capacity(bytes.len() + 16);
    // A lone surrogate (`\ud800` in JSON) comes as three bytes that start with ED; the standard
    // library calls each of them invalid, yet it was one character.
    let mut surrogate_rest = 0;
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            surrogate_rest = 0;
            mended.extend(
                chunk
                    .valid()
                    .chars()
                    .map(|c| if c == '\0' { char::REPLACEMENT_CHARACTER } else { c }),
            );
        }
        match chunk.invalid() {
            [] => {}
            [0x80..=0xBF] if surrogate_rest > 0 => surrogate_rest -= 1,
            invalid => {
                surrogate_rest = if invalid == [0xED] { 2 } else { 0 };
                mended.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    mended
}

/// Cuts text to so many bytes, at a character.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Cuts text to so many characters.
pub(crate) fn cut_chars(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_text_is_borrowed() {
        assert!(matches!(text("olá".as_bytes()), Cow::Borrowed("olá")));
    }

    #[test]
    fn zero_bytes_bad_bytes_and_lone_surrogates_become_one_replacement_each() {
        assert_eq!(text(b"a\0b"), "a\u{fffd}b");
        assert_eq!(text(b"a\xffb\xc3"), "a\u{fffd}b\u{fffd}");
        assert_eq!(text(b"\xed\xa0\x80\xed\xb0\x80x"), "\u{fffd}\u{fffd}x");
        assert_eq!(owned_text(b"\xed\xa0\x80\0".to_vec()), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn text_is_cut_at_a_character() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 9), "aé");
    }
}
