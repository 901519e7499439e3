//! The input schemas of tools, out of the descriptions of their routes: what is true of one is of the other.

use serde_json::{Map, Value, json};

use super::tools::Tool;

/// Schemas inside each other that are told.
const DEEPEST: usize = 8;

/// Conditions that have an attribute's key for a name.
const ATTRIBUTES: [(&str, &str); 2] = [
    ("attributes", "Values that attributes must have, by their keys: {\"tenant_id\": \"t-1\"}"),
    ("notAttributes", "Values that attributes must not have, by their keys"),
];

/// The OpenAPI document, to look operations up in.
pub(super) struct Document(Value);

impl Document {
    pub(super) fn of(document: &utoipa::openapi::OpenApi) -> Self {
        Self(serde_json::to_value(document).unwrap_or_default())
    }

    /// The schema of a tool's arguments: those of its own, its operation's query and body, and where the
    /// answer's page begins.
    pub(super) fn input(&self, tool: &Tool) -> Map<String, Value> {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for argument in tool.arguments {
            let schema = json!({"type": "string", "description": argument.description});
            properties.insert(argument.name.to_owned(), schema);
            if argument.required {
                required.push(json!(argument.name));
            }
        }
        if tool.by_attributes {
            for (name, description) in ATTRIBUTES {
                let value = json!({"type": ["string", "number", "boolean"]});
                let schema = json!({
                    "type": "object", "additionalProperties": value, "description": description,
                });
                properties.insert(name.to_owned(), schema);
            }
        }
        if let Some(operation) = tool.operation.and_then(|id| self.operation(id)) {
            self.add_query(operation, &mut properties, &mut required);
            self.add_body(operation, &mut properties, &mut required);
        }
        for name in tool.without {
            properties.remove(*name);
        }
        let offset = "Characters of the answer to skip, as a cut answer says, to go on.";
        let offset = json!({"type": "integer", "minimum": 0, "description": offset});
        properties.insert("offset".to_owned(), offset);
        let schema = json!({
            "type": "object", "properties": properties, "required": required,
            "additionalProperties": false,
        });
        if let Value::Object(schema) = schema { schema } else { Map::new() }
    }

    fn operation(&self, id: &str) -> Option<&Value> {
        let paths = self.0["paths"].as_object()?;
        let operations = paths.values().filter_map(Value::as_object).flat_map(Map::values);
        operations.into_iter().find(|operation| operation["operationId"] == id)
    }

    fn add_query(
        &self,
        operation: &Value,
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
    ) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|parameter| parameter["in"] == "query") {
            let Some(name) = parameter["name"].as_str() else { continue };
            let mut schema = self.resolved(&parameter["schema"], 0);
            let text = parameter["description"].as_str().unwrap_or_default();
            let mut text = text.replace("50 unless", "20 unless");
            if ["from", "to"].contains(&name) {
                text.push_str(" An RFC 3339 time.");
            }
            if let Value::Object(schema) = &mut schema
                && !text.is_empty()
            {
                schema.insert("description".to_owned(), json!(text.trim()));
            }
            if parameter["required"] == true {
                required.push(json!(name));
            }
            properties.insert(name.to_owned(), schema);
        }
    }

    fn add_body(
        &self,
        operation: &Value,
        properties: &mut Map<String, Value>,
        required: &mut Vec<Value>,
    ) {
        let body =
            self.resolved(&operation["requestBody"]["content"]["application/json"]["schema"], 0);
        for (name, schema) in body["properties"].as_object().into_iter().flatten() {
            properties.insert(name.clone(), schema.clone());
        }
        required.extend(body["required"].as_array().into_iter().flatten().cloned());
    }

    /// A schema with what it refers to in its place: not every client follows references.
    fn resolved(&self, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST {
            return json!({});
        }
        match schema {
            Value::Object(fields) => {
                if let Some(pointer) = fields.get("$ref").and_then(Value::as_str) {
                    let referred = pointer.strip_prefix('#').and_then(|path| self.0.pointer(path));
                    return referred.map_or_else(|| json!({}), |of| self.resolved(of, depth + 1));
                }
                let fields = fields.iter();
                let fields =
                    fields.map(|(name, value)| (name.clone(), self.resolved(value, depth + 1)));
                Value::Object(fields.collect())
            }
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.resolved(item, depth + 1)).collect())
            }
            value => value.clone(),
        }
    }
}
