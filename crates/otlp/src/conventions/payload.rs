//! Input and output.

use farol_model::{Payload, Span, SpanType};

use super::{events, field::Field, indexed, reading::Reading};
use crate::{meter::Meter, raw::RawSpan};

/// Where an input or output may stand, the first that is there wins.
struct Places {
    own: Field,
    tool: Field,
    retrieval: Field,
    messages: Field,
    plain: Field,
}

const INPUT: Places = Places {
    own: Field::OwnInput,
    tool: Field::ToolInput,
    retrieval: Field::RetrievalInput,
    messages: Field::Input,
    plain: Field::PlainInput,
};

const OUTPUT: Places = Places {
    own: Field::OwnOutput,
    tool: Field::ToolOutput,
    retrieval: Field::RetrievalOutput,
    messages: Field::Output,
    plain: Field::PlainOutput,
};

/// Reads both into a span whose type is known: out of its attributes, else out of its events.
pub(super) fn read(
    raw: &RawSpan<'_>,
    reading: &Reading<'_>,
    span: &mut Span,
    meter: &mut Meter<'_>,
) {
    let span_type = span.span_type;
    span.input = find(reading, &INPUT, span_type, meter)
        .or_else(|| events::input(raw, meter).map(Payload::Json))
        .or_else(|| at(reading, Field::Instructions, meter))
        .or_else(|| plain(reading, &INPUT, span_type, meter))
        .unwrap_or_default();
    span.output = find(reading, &OUTPUT, span_type, meter)
        .or_else(|| events::output(raw, meter).map(Payload::Json))
        .or_else(|| plain(reading, &OUTPUT, span_type, meter))
        .unwrap_or_default();
}

fn find(
    reading: &Reading<'_>,
    places: &Places,
    span_type: SpanType,
    meter: &mut Meter<'_>,
) -> Option<Payload> {
    // Some producers put the attributes of tools on a model's span too: the type decides.
    let fields = match span_type {
        SpanType::ToolCall => [places.own, places.tool, places.messages, places.retrieval],
        SpanType::Retrieval | SpanType::Rerank => {
            [places.own, places.retrieval, places.messages, places.tool]
        }
        _ => [places.own, places.messages, places.retrieval, places.tool],
    };
    fields.into_iter().find_map(|field| at(reading, field, meter))
}

/// The value of a field: named where an attribute holds it whole, composed where many do.
fn at(reading: &Reading<'_>, field: Field, meter: &mut Meter<'_>) -> Option<Payload> {
    match reading.attribute(field)? {
        (attribute, None) => Some(Payload::Attribute(attribute.key.clone().into_owned())),
        (_, Some(prefix)) => indexed::compose(reading.attributes, prefix, meter).map(Payload::Json),
    }
}

/// A name like `input` may mean anything on a span that nothing else is known of.
fn plain(
    reading: &Reading<'_>,
    places: &Places,
    span_type: SpanType,
    meter: &mut Meter<'_>,
) -> Option<Payload> {
    (span_type != SpanType::Span).then(|| at(reading, places.plain, meter)).flatten()
}
