//! What is heard and what is spoken.

use farol_model::SpanType;
use serde_json::json;

use super::trace::{Handle, MS, Micros, Trace};

impl Trace<'_> {
    /// Writes speech down; says when its words are known.
    pub(super) fn transcribe(
        &mut self,
        parent: Handle,
        (at, length): (Micros, Micros),
        seconds: i64,
        words: &str,
    ) -> Micros {
        let handle = self.add(parent, SpanType::SpeechToText, "transcribe whisper-1", (at, length));
        let draft = self.at(handle);
        draft.span.model = Some("whisper-1".to_owned());
        draft.span.provider = Some("openai".to_owned());
        // Six thousandths of a dollar a minute, which its producer tells.
        draft.span.cost = Some(f64::from(i32::try_from(seconds).unwrap_or_default()) * 0.0001);
        draft
            .set("gen_ai.operation.name", "speech_to_text")
            .set("gen_ai.request.model", "whisper-1")
            .set("audio.duration_seconds", seconds)
            .output(&words.into());
        at + length
    }

    /// Says something aloud; says when the last word is spoken.
    pub(super) fn speak(&mut self, parent: Handle, at: Micros, words: &str) -> Micros {
        let characters = i64::try_from(words.chars().count()).unwrap_or(0);
        let first = self.random.around(240 * MS);
        let length = first + characters * 61 * MS;
        let handle = self.add(parent, SpanType::TextToSpeech, "speak", (at, length));
        let draft = self.at(handle);
        draft.span.model = Some("gpt-4o-mini-tts".to_owned());
        draft.span.provider = Some("openai".to_owned());
        draft.span.time_to_first_token_ns = Some(first * 1_000);
        draft.span.cost =
            Some(f64::from(i32::try_from(characters).unwrap_or_default()) * 0.000_015);
        draft
            .set("gen_ai.operation.name", "text_to_speech")
            .set("gen_ai.request.model", "gpt-4o-mini-tts")
            .set("voice", "ana")
            .set("characters", json!(characters))
            .input(&words.into());
        at + length
    }
}
