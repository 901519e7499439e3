//! The OpenAPI document as a page for people, without scripts.

use std::fmt::Write;

use serde_json::Value;

pub(super) const STYLE: &str = include_str!("style.css");

/// Renders the document: one section for each tag, one entry for each operation.
pub(super) fn render(document: &utoipa::openapi::OpenApi) -> String {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Farol · HTTP API</title>\
         <link rel=\"stylesheet\" href=\"/docs/style.css\"><main><h1>Farol · HTTP API</h1>\
         <p>Lists answer <code>{items, nextCursor}</code>; errors are \
         <code>application/problem+json</code> of RFC 9457 with a <code>code</code>. \
         For programs: <a href=\"/openapi.json\">/openapi.json</a>.</p>",
    );
    for tag in document["tags"].as_array().into_iter().flatten() {
        let name = text(&tag["name"]);
        let told = text(&tag["description"]);
        // Writing to a text does not fail, here and below.
        write!(page, "<h2>{}</h2><p>{}</p>", escape(name), prose(told)).ok();
        for (path, methods) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let tags = operation["tags"].as_array();
                if tags.is_some_and(|tags| tags.iter().any(|own| own == name)) {
                    page.push_str(&entry(path, method, operation));
                }
            }
        }
    }
    page.push_str("<h2>Shapes</h2>");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        write!(page, "<details id=\"{0}\"><summary><code>{0}</code></summary>", escape(name)).ok();
        page.push_str(&fields(schema));
        page.push_str("</details>");
    }
    page.push_str("</main></html>");
    page
}

fn entry(path: &str, method: &str, operation: &Value) -> String {
    let summary = text(&operation["summary"]);
    let mut entry = format!(
        "<section><h3><b>{}</b> <code>{}</code></h3><p>{}</p>",
        method.to_uppercase(),
        escape(path),
        prose(summary),
    );
    let parameters = operation["parameters"].as_array();
    if parameters.is_some_and(|parameters| !parameters.is_empty()) {
        entry.push_str("<table>");
        for parameter in parameters.into_iter().flatten() {
            let (name, told) = (text(&parameter["name"]), text(&parameter["description"]));
            let row = format!("<tr><td><code>{}</code><td>{}", escape(name), prose(told));
            entry.push_str(&row);
        }
        entry.push_str("</table>");
    }
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    if let Some(name) = text(&schema["$ref"]).strip_prefix("#/components/schemas/") {
        write!(entry, "<p>Answers <a href=\"#{0}\">{0}</a></p>", escape(name)).ok();
    }
    entry.push_str("</section>");
    entry
}

/// The fields of a shape, and those of the shapes that it is put together from.
fn fields(schema: &Value) -> String {
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut table = String::from("<table>");
    for part in std::iter::once(schema).chain(parts) {
        for (name, field) in part["properties"].as_object().into_iter().flatten() {
            let row = format!(
                "<tr><td><code>{}</code><td>{}<td>{}",
                escape(name),
                escape(&kind(field)),
                prose(text(&field["description"])),
            );
            table.push_str(&row);
        }
    }
    table.push_str("</table>");
    table
}

fn kind(field: &Value) -> String {
    if let Some(name) = text(&field["$ref"]).strip_prefix("#/components/schemas/") {
        return name.to_owned();
    }
    match &field["type"] {
        Value::String(name) if name == "array" => format!("{}[]", kind(&field["items"])),
        Value::String(name) => name.clone(),
        Value::Array(names) => names.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ => {
            let any = field["oneOf"].as_array().into_iter().flatten();
            any.map(kind).filter(|kind| !kind.is_empty()).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Words with code between backticks.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    });
    parts.collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_operation_is_on_the_page() {
        let document = crate::openapi();
        let page = super::render(&document);
        for path in document.paths.paths.keys() {
            assert!(page.contains(path.as_str()), "{path} is missing");
        }
    }
}
