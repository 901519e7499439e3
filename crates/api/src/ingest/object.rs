//! JSON objects put together from fields as they came.

use std::{borrow::Cow, collections::HashMap};

use farol_model::JsonText;
use farol_otlp::push_json_string;
use serde_json::value::RawValue;

use super::{Rejection, mend::push_json};

/// A field and its value.
pub(super) type Field<'b> = (Cow<'b, str>, &'b RawValue);

/// Writes fields as a JSON object, of those with the same name the last; `None` where there are none.
pub(super) fn object(fields: &[Field<'_>]) -> Result<Option<JsonText>, Rejection> {
    let mut last: HashMap<&str, usize> = HashMap::with_capacity(fields.len());
    for (index, (name, _)) in fields.iter().enumerate() {
        last.insert(name, index);
    }
    let mut out = String::new();
    for (index, (name, value)) in fields.iter().enumerate() {
        if last.get(&**name) == Some(&index) {
            out.push(if out.is_empty() { '{' } else { ',' });
            push_json_string(&mut out, name);
            out.push(':');
            push_json(&mut out, value.get())?;
        }
    }
    if out.is_empty() {
        return Ok(None);
    }
    out.push('}');
    Ok(Some(JsonText::vouched(out)))
}
