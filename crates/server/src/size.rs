//! Sizes as people write them.

const UNITS: [(&str, i64); 9] = [
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("KB", 1_000),
    ("B", 1),
];

/// Reads a number of bytes that is not 0: `10GB`, `512MiB`, `1000000`.
pub(crate) fn parse_size(text: &str) -> Option<i64> {
    let (number, unit) = UNITS
        .iter()
        .find_map(|(unit, bytes)| Some((text.strip_suffix(unit)?, *bytes)))
        .unwrap_or((text, 1));
    let bytes = number.trim().parse::<i64>().ok().and_then(|count| count.checked_mul(unit));
    bytes.filter(|bytes| *bytes > 0)
}

/// Shows a number of bytes in the largest decimal unit, with a digit after the point.
pub(crate) fn show_size(bytes: i64) -> String {
    let fits = |(unit, size): &&(&str, i64)| !unit.contains('i') && bytes >= *size;
    match UNITS.iter().find(fits) {
        Some((unit, size)) if *size > 1 => {
            format!("{}.{} {unit}", bytes / size, bytes % size / (size / 10))
        }
        _ => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, bytes) in [
            ("10GB", 10_000_000_000),
            ("512MiB", 536_870_912),
            ("7", 7),
            ("3 KB", 3_000),
            ("9B", 9),
        ] {
            assert_eq!(parse_size(text).unwrap(), bytes, "{text}");
        }
        for text in ["", "GB", "-1", "0", "1.5GB", "9999999TB", "10 apples"] {
            assert!(parse_size(text).is_none(), "{text}");
        }
        let shown = [0, 999, 1_000, 1_250_000, 12_000_000_000].map(show_size);
        assert_eq!(shown, ["0 B", "999 B", "1.0 KB", "1.2 MB", "12.0 GB"]);
    }
}
