//! Attribute values as they come, borrowed from the body.

use std::borrow::Cow;

/// OTLP's `AnyValue`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value<'a> {
    #[default]
    Empty,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    List(Vec<Self>),
    Map(Vec<Attribute<'a>>),
    /// Lists and maps nested deeper than the limit, not read.
    TooDeep,
}

/// OTLP's `KeyValue`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attribute<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Value<'a>,
}

impl<'a> Value<'a> {
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entry of a map, the last one where a key comes twice.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        match self {
            Self::Map(entries) => find(entries, key),
            _ => None,
        }
    }
}

/// The value of an attribute, the last one where a key comes twice.
pub(crate) fn find<'v, 'a>(attributes: &'v [Attribute<'a>], key: &str) -> Option<&'v Value<'a>> {
    attributes.iter().rev().find(|attribute| attribute.key == key).map(|attribute| &attribute.value)
}

/// How many attributes are compared each with each; beyond that they are sorted.
const COMPARED_PAIRWISE: usize = 24;

/// Says which of these attributes are stored: of those with the same key only the last. `None`
/// when all are, as nearly always.
pub(crate) fn survivors(attributes: &[Attribute<'_>]) -> Option<Vec<bool>> {
    if attributes.len() <= COMPARED_PAIRWISE && !any_pair_is_equal(attributes) {
        return None;
    }
    let mut order: Vec<usize> = (0..attributes.len()).collect();
    // A stable sort: equal keys stay in the order in which they came.
    order.sort_by(|&a, &b| attributes[a].key.cmp(&attributes[b].key));
    let mut kept = vec![true; attributes.len()];
    for pair in order.windows(2) {
        kept[pair[0]] = attributes[pair[0]].key != attributes[pair[1]].key;
    }
    Some(kept)
}

fn any_pair_is_equal(attributes: &[Attribute<'_>]) -> bool {
    attributes.iter().enumerate().any(|(index, attribute)| {
        attributes[..index].iter().any(|earlier| earlier.key == attribute.key)
    })
}
