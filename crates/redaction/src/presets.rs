//! What Farol knows to be personal or secret by its shape.

use std::sync::LazyLock;

use regex::Regex;

use crate::Preset;

/// Thirteen to nineteen digits, in groups or not.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| known(r"\b(?:\d[ -]?){12,18}\d\b"));
static CPF: LazyLock<Regex> = LazyLock::new(|| known(r"\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| known(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"));
/// The tokens of `Authorization`, JSON web tokens, and keys of the shapes that well-known providers give
/// theirs, and Farol its own.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    known(
        r"(?i:\bbearer\s+)[\w.~+/=-]{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:sk|pk|rk)[-_][\w-]{16,}|\bfk_[\w-]{16,}|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bxox[abeprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}",
    )
});

fn known(pattern: &str) -> Regex {
    // Written here: it compiles, as a test sees.
    #[expect(clippy::expect_used, reason = "a test compiles each")]
    Regex::new(pattern).expect("a pattern of Farol's own")
}

impl Preset {
    pub(crate) fn regex(self) -> &'static Regex {
        match self {
            Self::CardNumber => &DIGITS,
            Self::Cpf => &CPF,
            Self::Email => &EMAIL,
            Self::BearerToken => &TOKEN,
        }
    }

    /// Whether a text is worth looking into at all.
    pub(crate) fn may_match(self, text: &str) -> bool {
        match self {
            Self::Email => text.contains('@'),
            Self::BearerToken => text.len() >= 15,
            Self::CardNumber | Self::Cpf => {
                text.bytes().filter(u8::is_ascii_digit).nth(10).is_some()
            }
        }
    }

    /// Whether what was matched is what it looks like.
    pub(crate) fn confirms(self, found: &str) -> bool {
        let digits =
            || found.bytes().filter(u8::is_ascii_digit).map(|digit| u32::from(digit - b'0'));
        match self {
            Self::CardNumber => is_card(&digits().collect::<Vec<_>>()),
            Self::Cpf => is_cpf(&digits().collect::<Vec<_>>()),
            Self::Email | Self::BearerToken => true,
        }
    }
}

/// Luhn's sum, of a number that an issuer of cards may have given: all of theirs begin with 2 to 6.
fn is_card(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| if index % 2 == 1 { doubled(digit) } else { digit })
        .sum();
    matches!(digits.first(), Some(2..=6)) && sum.is_multiple_of(10)
}

fn is_cpf(digits: &[u32]) -> bool {
    let check = |count: u32| {
        let weighted = digits.iter().zip((2..=count + 1).rev());
        let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    let [first, .., tenth, eleventh] = digits else { return false };
    // Numbers of one digit alone pass the check and belong to nobody.
    let differ = digits.iter().any(|digit| digit != first);
    digits.len() == 11 && differ && check(9) == *tenth && check(10) == *eleventh
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(preset: Preset, text: &str) -> Option<&str> {
        let found = preset.regex().find(text).filter(|_| preset.may_match(text))?;
        preset.confirms(found.as_str()).then_some(found.as_str())
    }

    #[test]
    fn cards_and_cpfs_are_known_by_their_check_digits() {
        let card = |text| finds(Preset::CardNumber, text);
        assert_eq!(card("card 4111 1111 1111 1111."), Some("4111 1111 1111 1111"));
        assert_eq!(card("5555-5555-5555-4444"), Some("5555-5555-5555-4444"));
        assert_eq!(card("378282246310005"), Some("378282246310005"));
        for other in [
            "4111 1111 1111 1112",
            "1763700000000000000",
            "41111111111111112222",
            "a4111111111111111",
        ] {
            assert_eq!(card(other), None, "{other}");
        }
        let cpf = |text| finds(Preset::Cpf, text);
        assert_eq!(cpf("CPF: 529.982.247-25"), Some("529.982.247-25"));
        assert_eq!(cpf("52998224725"), Some("52998224725"));
        for other in ["529.982.247-26", "111.111.111-11", "152998224725", "00000000000"] {
            assert_eq!(cpf(other), None, "{other}");
        }
    }

    #[test]
    fn addresses_and_tokens_are_known_by_their_shape() {
        assert_eq!(finds(Preset::Email, "a ana.b+c@x-y.com.br, ok"), Some("ana.b+c@x-y.com.br"));
        assert_eq!(finds(Preset::Email, "@decorator a@b"), None);
        for token in [
            "Bearer abcdefgh12345678",
            "eyJhbGciOi.eyJzdWIi.c2ln",
            "sk-proj-abcdefghijklmnop",
            "AKIAIOSFODNN7EXAMPLE",
            "fk_0123456789abcdefgh",
        ] {
            assert_eq!(finds(Preset::BearerToken, &format!("token: {token} !")), Some(token));
        }
        assert_eq!(finds(Preset::BearerToken, "the bearer of bad news"), None);
    }
}
