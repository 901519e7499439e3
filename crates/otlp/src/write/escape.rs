//! JSON strings.

use std::fmt::Write;

/// How many bytes are looked at together; the loop over them becomes vector instructions.
const STRIDE: usize = 16;

/// Writes text as a JSON string, with no more escapes than RFC 8259 demands.
///
/// U+0000 cannot be in it: text is mended where it is read.
pub fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut position = 0;
    while let Some(found) = next_escape(bytes, position) {
        out.push_str(&text[written..found]);
        push_escape(out, bytes[found]);
        position = found + 1;
        written = position;
    }
    out.push_str(&text[written..]);
    out.push('"');
}

/// The next byte from `position` on that may not stand for itself.
fn next_escape(bytes: &[u8], position: usize) -> Option<usize> {
    let rest = &bytes[position..];
    let mut chunks = rest.chunks_exact(STRIDE);
    let mut skipped = 0;
    for chunk in &mut chunks {
        if chunk.iter().fold(false, |any, &byte| any | needs_escape(byte)) {
            break;
        }
        skipped += STRIDE;
    }
    let found = rest[skipped..].iter().position(|&byte| needs_escape(byte))?;
    Some(position + skipped + found)
}

#[expect(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
const fn needs_escape(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

fn push_escape(out: &mut String, byte: u8) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        0 => out.push('\u{fffd}'),
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ascii_character_reads_back_wherever_it_stands() {
        for before in 0..40 {
            for byte in 1..128_u8 {
                let text = format!("{}{}é{}", "x".repeat(before), char::from(byte), "y".repeat(9));
                let mut out = String::new();
                push_string(&mut out, &text);
                assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
            }
        }
    }
}
