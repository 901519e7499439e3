//! The words of a review, for searches: Portuguese and English side by side, without accents.
//!
//! Who searches seldom types accents, yet Portuguese stems depend on them. So all accents are taken away, and
//! those ends that the stemmer knows by theirs (`-ção`, `-ável`, `-ência`) get them back; plurals that it leaves
//! alone become singulars. The same is done to what is searched for.

use sqlx::PgConnection;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use crate::StorageError;

/// Bytes of each text that are searched: a tsvector holds 1 MiB, and a word may count several times.
const LONGEST: usize = 24 << 10;

/// Bytes of what was said that are searched, from its end on.
const LONGEST_SAID: usize = 48 << 10;

/// What people wrote in a review.
pub(super) struct Words<'a> {
    pub(super) comment: &'a str,
    pub(super) tags: &'a [String],
    pub(super) corrected_output: Option<&'a str>,
    pub(super) resolution_notes: Option<&'a str>,
}

/// A text as each of the two configurations takes it.
pub(super) struct Folded {
    pub(super) english: String,
    pub(super) portuguese: String,
}

/// Writes the words of a review anew, and those of its conversation where that is told.
pub(super) async fn write_words(
    connection: &mut PgConnection,
    id: Uuid,
    said: Option<&str>,
    words: &Words<'_>,
) -> Result<(), StorageError> {
    if let Some(said) = said {
        let said = fold(end_of(said, LONGEST_SAID));
        sqlx::query!(
            "update review_conversations
            set said = to_tsvector('english', $2) || to_tsvector('portuguese', $3)
            where review_id = $1",
            id,
            said.english,
            said.portuguese,
        )
        .execute(&mut *connection)
        .await?;
    }
    let own = fold(&words.text());
    sqlx::query!(
        "update review_conversations
        set words = to_tsvector('english', $2) || to_tsvector('portuguese', $3) || said
        where review_id = $1",
        id,
        own.english,
        own.portuguese,
    )
    .execute(connection)
    .await?;
    Ok(())
}

impl Words<'_> {
    fn text(&self) -> String {
        let optional = [self.corrected_output, self.resolution_notes];
        let mut text = start_of(self.comment, LONGEST).to_owned();
        for part in self.tags.iter().map(String::as_str).chain(optional.into_iter().flatten()) {
            // A paragraph's end, so that no phrase goes on in the next text.
            text.push_str("\n\n");
            text.push_str(start_of(part, LONGEST));
        }
        text
    }
}

/// Takes accents away.
pub(super) fn fold(text: &str) -> Folded {
    let english: String = text.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect();
    let english = english.to_lowercase();
    let mut portuguese = String::with_capacity(english.len() + english.len() / 16);
    let mut rest = english.as_str();
    while let Some(start) = rest.find(char::is_alphabetic) {
        let (between, word) = rest.split_at(start);
        let end = word.find(|letter: char| !letter.is_alphabetic()).unwrap_or(word.len());
        let (word, behind) = word.split_at(end);
        portuguese.push_str(between);
        push_portuguese(&mut portuguese, word);
        rest = behind;
    }
    portuguese.push_str(rest);
    Folded { english, portuguese }
}

/// Tells what is wanted in a search from what is not, of which any will do: a word that one language finds
/// must not be absent just because the other does not.
pub(super) fn split(search: &str) -> (String, String) {
    let (mut wanted, mut unwanted) = (String::new(), String::new());
    let mut rest = search.trim_start();
    while !rest.is_empty() {
        let (is_wanted, term) = rest.strip_prefix('-').map_or((true, rest), |term| (false, term));
        let end = match term.strip_prefix('"') {
            Some(phrase) => phrase.find('"').map_or(term.len(), |end| end + 2),
            None => term.find(char::is_whitespace).unwrap_or(term.len()),
        };
        let (term, behind) = term.split_at(end);
        if is_wanted {
            wanted.extend([term, " "]);
        } else {
            let between = if unwanted.is_empty() { "" } else { " or " };
            unwanted.extend([between, term]);
        }
        rest = behind.trim_start();
    }
    (wanted, unwanted)
}

/// Ends of words, and what they become; the first that fits.
const ENDS: [(&str, &str); 15] = [
    ("acao", "ação"),
    ("acoes", "ação"),
    ("ucao", "ução"),
    ("ucoes", "ução"),
    ("oes", "ao"),
    ("aes", "ao"),
    ("encia", "ência"),
    ("encias", "ência"),
    ("ancia", "ância"),
    ("ancias", "ância"),
    ("aveis", "ável"),
    ("avel", "ável"),
    ("iveis", "ível"),
    ("ivel", "ível"),
    ("ns", "m"),
];

fn push_portuguese(text: &mut String, word: &str) {
    let end = ENDS.iter().find_map(|(end, whole)| Some((word.strip_suffix(end)?, whole)));
    match end {
        Some((stem, whole)) if !stem.is_empty() => text.extend([stem, whole]),
        _ => text.push_str(word),
    }
}

fn start_of(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length.min(text.len()))]
}

fn end_of(text: &str, length: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(length))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_matter() {
        let words = "devoluções devolucoes Devolução DEVOLUCAO";
        assert_eq!(fold(words).portuguese, "devolução devolução devolução devolução");
        assert_eq!(fold("Não é café").english, "nao e cafe");
        // Composed or not.
        assert_eq!(fold("caf\u{e9}").english, fold("cafe\u{301}").english);
    }

    #[test]
    fn what_searches_mean_by_signs_stays() {
        assert_eq!(
            fold(r#""sem opções" -horários or x2"#).portuguese,
            r#""sem opcao" -horarios or x2"#
        );
    }

    #[test]
    fn what_is_unwanted_is_told_apart() {
        let apart = |search: &str| split(search);
        assert_eq!(apart("a  or b"), ("a or b ".into(), String::new()));
        assert_eq!(apart("a -b \"c -d\" -\"e f\""), ("a \"c -d\" ".into(), "b or \"e f\"".into()));
        assert_eq!(apart("-x"), (String::new(), "x".into()));
        assert_eq!(apart("a-b \"open end"), ("a-b \"open end ".into(), String::new()));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!((start_of("aé", 2), end_of("éa", 2), start_of("a", 9)), ("a", "a", "a"));
    }
}
