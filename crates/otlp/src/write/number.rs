//! JSON numbers, such that integers and doubles stay apart.

/// The integers that every reader of JSON holds exactly: ±2^53.
const EXACT: u64 = 1 << 53;

/// Writes a number known to be small.
pub(crate) fn push_integer(out: &mut String, value: i64) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// Writes an integer; says whether it had to be written as text.
pub(super) fn push_int(out: &mut String, value: i64) -> bool {
    let as_text = value.unsigned_abs() > EXACT;
    if as_text {
        out.push('"');
    }
    push_integer(out, value);
    if as_text {
        out.push('"');
    }
    as_text
}

/// Writes a double; says whether the text alone does not tell that it was one.
pub(super) fn push_double(out: &mut String, value: f64) -> bool {
    if value.is_nan() {
        out.push_str("\"NaN\"");
        return true;
    }
    if value.is_infinite() {
        out.push_str(if value > 0.0 { "\"Infinity\"" } else { "\"-Infinity\"" });
        return true;
    }
    // With a dot or an exponent, always.
    out.push_str(zmij::Buffer::new().format_finite(value));
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn double(value: f64) -> (String, bool) {
        let mut out = String::new();
        let marked = push_double(&mut out, value);
        (out, marked)
    }

    #[test]
    fn doubles_keep_a_dot_or_an_exponent() {
        assert_eq!(double(1.0), ("1.0".to_owned(), false));
        assert_eq!(double(-0.25), ("-0.25".to_owned(), false));
        assert_eq!(double(9_007_199_254_740_993.0).0, "9007199254740992.0");
        for value in [1e15, 1e16, 1e17, 1e300, 5e-324, 1e-7, f64::MAX, 123_456_789.125] {
            let (text, marked) = double(value);
            assert!(text.contains(['.', 'e']) && !marked, "{text}");
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
        assert_eq!(double(f64::NEG_INFINITY), ("\"-Infinity\"".to_owned(), true));
    }

    #[test]
    fn integers_beyond_53_bits_become_text() {
        let mut out = String::new();
        assert!(!push_int(&mut out, 1 << 53));
        assert!(push_int(&mut out, -(1 << 53) - 1));
        assert!(push_int(&mut out, i64::MIN));
        assert_eq!(out, "9007199254740992\"-9007199254740993\"\"-9223372036854775808\"");
    }
}
