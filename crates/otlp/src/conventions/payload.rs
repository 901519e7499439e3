//! Input and output.

use farol_model::{Payload, Span, SpanType};

use super::{field::Field, indexed, reading::Reading};
use crate::meter::Meter;

/// Where an input or output may stand, the first that is there wins.
struct Places {
    own: Field,
    tool: Field,
    retrieval: Field,
    messages: Field,
    indexed: Field,
    prefix: &'static str,
}

const INPUT: Places = Places {
    own: Field::OwnInput,
    tool: Field::ToolInput,
    retrieval: Field::RetrievalInput,
    messages: Field::Input,
    indexed: Field::Prompt,
    prefix: "gen_ai.prompt.",
};

const OUTPUT: Places = Places {
    own: Field::OwnOutput,
    tool: Field::ToolOutput,
    retrieval: Field::RetrievalOutput,
    messages: Field::Output,
    indexed: Field::Completion,
    prefix: "gen_ai.completion.",
};

/// Reads both into a span whose type is known.
pub(super) fn read(reading: &Reading<'_>, span: &mut Span, meter: &mut Meter<'_>) {
    span.input = find(reading, &INPUT, span.span_type, meter);
    if span.input == Payload::None
        && let Some(attribute) = reading.attribute(Field::Instructions)
    {
        span.input = Payload::Attribute(attribute.key.clone().into_owned());
    }
    span.output = find(reading, &OUTPUT, span.span_type, meter);
}

fn find(
    reading: &Reading<'_>,
    places: &Places,
    span_type: SpanType,
    meter: &mut Meter<'_>,
) -> Payload {
    // Some producers put the attributes of tools on a model's span too: the type decides.
    let fields = match span_type {
        SpanType::ToolCall => [places.tool, places.messages, places.retrieval],
        SpanType::Retrieval => [places.retrieval, places.messages, places.tool],
        _ => [places.messages, places.retrieval, places.tool],
    };
    let attribute = reading.attribute(places.own).or_else(|| reading.attribute(fields[0]));
    if let Some(attribute) = attribute {
        return Payload::Attribute(attribute.key.clone().into_owned());
    }
    if reading.has(places.indexed)
        && let Some(messages) = indexed::compose(reading.attributes, places.prefix, meter)
    {
        return Payload::Json(messages);
    }
    let rest = fields[1..].iter().find_map(|&field| reading.attribute(field));
    rest.map_or(Payload::None, |attribute| Payload::Attribute(attribute.key.clone().into_owned()))
}
