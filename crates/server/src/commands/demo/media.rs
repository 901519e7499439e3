//! Pictures, sounds and files that come with messages, small enough to be made on the spot.

use serde_json::{Value, json};

use super::{corpus::Said, facts::Facts};

const SAMPLES: i64 = 8_000;

/// A message's content, as programs record it.
pub(super) fn content(said: Said, facts: &Facts) -> Value {
    match said {
        Said::Text(text) => facts.fill(text).into(),
        Said::Buttons(text, items) => {
            json!({ "type": "buttons", "text": facts.fill(text), "items": items })
        }
        Said::Photo(caption) => {
            json!({ "type": "image", "url": picture(), "caption": facts.fill(caption) })
        }
        Said::Voice(words, seconds) => json!({
            "type": "audio",
            "url": sound(),
            "transcript": facts.fill(words),
            "durationSeconds": seconds,
        }),
        Said::File(name) => json!({
            "type": "file",
            "name": facts.fill(name),
            "url": format!("https://files.example.com/{}", facts.fill(name)),
            "mimeType": "application/pdf",
            "size": 184_320,
        }),
        Said::Own(fields) => facts.json(fields),
    }
}

/// A modem whose third light is red.
fn picture() -> String {
    let lights = ["#3fbf6f", "#3fbf6f", "#e5484d", "#3fbf6f"];
    let drawn: String =
        (0..).zip(lights).map(|(index, colour)| light(70 + index * 46, colour)).collect();
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='280' height='200' viewBox='0 0 280 200'>\
         <rect width='280' height='200' fill='#b9a58a'/><rect y='150' width='280' height='50' fill='#8d7a60'/>\
         <path d='M60 70V20M220 70V20' stroke='#22272e' stroke-width='7' stroke-linecap='round'/>\
         <rect x='32' y='66' width='216' height='92' rx='12' fill='#2d333b'/>{drawn}</svg>"
    );
    format!("data:image/svg+xml;base64,{}", base64(drawing.as_bytes()))
}

fn light(x: i32, colour: &str) -> String {
    format!(
        "<circle cx='{x}' cy='112' r='9' fill='{colour}'/>\
         <rect x='{}' y='132' width='24' height='4' rx='2' fill='#7d8590'/>",
        x - 12
    )
}

/// Half a second of two tones, as eight-bit samples.
fn sound() -> String {
    let count = SAMPLES / 2;
    let samples = (0..count).map(|at| {
        let period = if at < count / 2 { 20 } else { 15 };
        // A triangle, which fades.
        let wave = ((at % period) * 2 - period).abs() * 90 / period;
        u8::try_from(128 + (wave - 45) * (count - at) / count).unwrap_or(128)
    });
    let mut bytes = Vec::from(*b"RIFF");
    let size = u32::try_from(count).unwrap_or_default();
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    // Plain samples of one channel, one byte each.
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(u32::try_from(SAMPLES).unwrap_or_default().to_le_bytes());
    bytes.extend(u32::try_from(SAMPLES).unwrap_or_default().to_le_bytes());
    bytes.extend([1, 0, 8, 0]);
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples);
    format!("data:audio/wav;base64,{}", base64(&bytes))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - place * 6) & 63).unwrap_or_default();
            text.push(if place <= chunk.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foo"), "Zm9v");
        assert_eq!(base64(&[255, 254, 253, 0]), "//79AA==");
    }
}
