//! Deltas of few events, which are shorter as they are: what they come to is found when it is asked for, of
//! all of them together.

use std::borrow::Cow;

use super::build::roll_up;
use crate::codec::{Reader, Writer};
use crate::{Event, JsonText, UnixNano};

/// In front, where a rolled up delta has another number.
const FORMAT: u8 = 2;

/// Events that may be kept as they are.
const FEW: usize = 256;

/// Bytes of properties that may be kept so: some, and some more for each event.
const BYTES: usize = 2_048;
const BYTES_OF_EVENT: usize = 300;

/// What events of one name and one day come to, as bytes that [`rolled_up`] reads: in one piece as a rule.
pub fn deltas_of(events: &[&Event]) -> Vec<Vec<u8>> {
    let texts = events.iter().filter_map(|event| event.properties.as_ref());
    let bytes: usize = texts.map(|text| text.as_str().len()).sum();
    if events.len() > FEW || bytes > BYTES + BYTES_OF_EVENT * events.len() {
        return roll_up(events.iter().copied());
    }
    let mut writer = Writer::default();
    writer.byte(FORMAT);
    writer.length(events.len());
    for event in events {
        writer.signed(event.time.0);
        for text in [event.agent_id.as_deref(), event.properties.as_ref().map(JsonText::as_str)] {
            writer.byte(u8::from(text.is_some()));
            writer.text(text.unwrap_or_default());
        }
    }
    vec![writer.0]
}

/// Deltas of one name and day, each rolled up, or several together; `None` where one is damaged, or newer
/// than this Farol.
pub fn rolled_up<'d>(deltas: impl Iterator<Item = &'d [u8]>) -> Option<Vec<Cow<'d, [u8]>>> {
    let mut rolled = Vec::new();
    let mut events = Vec::new();
    for delta in deltas {
        if delta.first() == Some(&FORMAT) {
            read(&mut Reader(&delta[1..]), &mut events)?;
        } else {
            rolled.push(Cow::Borrowed(delta));
        }
    }
    if !events.is_empty() {
        rolled.extend(roll_up(events.iter()).into_iter().map(Cow::Owned));
    }
    Some(rolled)
}

fn read(reader: &mut Reader<'_>, events: &mut Vec<Event>) -> Option<()> {
    for _ in 0..reader.length()? {
        let time = UnixNano(reader.signed()?);
        let mut text = || {
            let is_some = reader.byte()? != 0;
            let text = reader.text()?;
            Some(is_some.then(|| text.to_owned()))
        };
        let (agent_id, properties) = (text()?, text()?);
        let properties = properties.map(JsonText::vouched);
        events.push(Event { time, agent_id, properties, ..Event::default() });
    }
    Some(())
}
