//! E, a business event, as `track()` sends it.

use std::borrow::Cow;

use farol_model::{Event, JsonText, TraceId};
use serde_json::value::RawValue;

use super::{
    Ground, Rejection,
    object::{Field, object},
    reading::Reading,
    time::time,
};

/// Characters that an event's name may have, and the name of a property.
const NAME_LENGTH: usize = 200;

/// Properties that an event may have.
const MOST_PROPERTIES: usize = 100;

/// Bytes that an event's properties may take as the JSON that was sent.
const PROPERTIES_LENGTH: usize = 256 * 1024;

/// Characters of a name that is too long, by which its sender finds it.
const SHOWN: usize = 40;

/// Reads one event, for which the fields of the envelope hold that it does not tell itself; says how many
/// of its values were of the wrong type.
pub(super) fn read<'b>(
    json: &'b str,
    common: &[Field<'b>],
    arrival: i64,
    ground: &mut Ground<'_, '_>,
) -> Result<(Event, u64), Rejection> {
    let mut reading = Reading::of(ground.fields(json)?);
    // Every event has a copy of them: more than one can hold is not copied at all.
    check_bounds(common)?;
    for field in common {
        reading.fields.add(field);
        let (name, value) = field;
        ground.meter.take(name.len() + value.get().len());
    }
    let name = read_name(&mut reading)?;
    let time = reading.value("timestamp", |value| time(value).ok()).flatten();
    let time = ground.time(time)?;
    let execution_id = reading.id("executionId")?;
    let trace_id = execution_id.as_ref().map(|id| TraceId::of_execution(ground.project_id, id));
    let thread_id = reading.id("threadId")?;
    let agent_id = reading.id("agentId")?;
    let idempotency_key = reading.id("idempotencyKey")?;
    let properties = reading.fields.take("properties");
    let (properties, warnings) = read_properties(properties, reading, ground)?;
    let event = Event {
        name,
        time,
        arrival,
        trace_id,
        execution_id,
        thread_id,
        agent_id,
        idempotency_key,
        properties,
    };
    Ok((event, warnings))
}

fn read_name(reading: &mut Reading<'_>) -> Result<String, Rejection> {
    let own = reading.must_be_text("name")?;
    // The seed's SDK calls it so; beside a name it is a property.
    let name = if own.is_some() { own } else { reading.must_be_text("eventName")? };
    let name = name.ok_or_else(|| Rejection::new("required", "name is required".to_owned()))?;
    if name.chars().count() > NAME_LENGTH {
        let detail = format!("name may have at most {NAME_LENGTH} characters");
        return Err(Rejection::new("too_long", detail));
    }
    Ok(name)
}

/// The event's properties: what was sent as such, before it whatever is not known, and what is of the
/// wrong type; says how many values are.
fn read_properties<'b>(
    sent: Option<&'b RawValue>,
    reading: Reading<'b>,
    ground: &mut Ground<'_, '_>,
) -> Result<(Option<JsonText>, u64), Rejection> {
    let Reading { fields, moved, mut warnings, .. } = reading;
    let mut all: Vec<Field<'b>> = fields.rest().collect();
    all.extend(moved.into_iter().map(|(name, value)| (Cow::Owned(name), value)));
    match sent {
        Some(sent) if sent.get().starts_with('{') => all.extend(ground.fields(sent.get())?.rest()),
        Some(sent) => {
            all.push((Cow::Borrowed("value"), sent));
            warnings += 1;
        }
        None => {}
    }
    check_bounds(&all)?;
    Ok((object(&all)?, warnings))
}

fn check_bounds(properties: &[Field<'_>]) -> Result<(), Rejection> {
    let count = properties.len();
    if count > MOST_PROPERTIES {
        let detail = format!("properties may be at most {MOST_PROPERTIES}, and are {count}");
        return Err(Rejection::new("too_many", detail));
    }
    let is_long = |name: &str| name.len() > NAME_LENGTH && name.chars().count() > NAME_LENGTH;
    if let Some((name, _)) = properties.iter().find(|(name, _)| is_long(name)) {
        let start: String = name.chars().take(SHOWN).collect();
        let detail = format!(
            "properties: a name may have at most {NAME_LENGTH} characters, and \"{start}…\" has more"
        );
        return Err(Rejection::new("too_long", detail));
    }
    let length: usize = properties.iter().map(|(name, value)| name.len() + value.get().len()).sum();
    if length > PROPERTIES_LENGTH {
        let detail = format!(
            "properties may have at most {PROPERTIES_LENGTH} bytes as JSON, and have {length}"
        );
        return Err(Rejection::new("too_long", detail));
    }
    Ok(())
}
