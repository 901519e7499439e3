//! A card, and what it may be.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use utoipa::ToSchema;

use crate::error::ApiError;

const MOST_CARDS: usize = 50;
const LONGEST_ID: usize = 64;
const LONGEST_TITLE: usize = 200;
const LONGEST_UNIT: usize = 32;
const MOST_COLORS: usize = 50;
const LONGEST_KEY: usize = 200;

/// Bytes of a card's query as JSON.
const LONGEST_QUERY: usize = 16 * 1024;

/// Columns of the grid.
const COLUMNS: i64 = 12;
const MOST_HIGH: i64 = 40;
const LOWEST: i64 = 1_000;

/// The portal's colours by name, each with a light and a dark form.
const COLORS: [&str; 10] =
    ["workflow", "step", "voice", "llm", "retrieval", "tool", "guard", "message", "agent", "span"];

/// A figure, a chart or a list on a dashboard.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    /// Up to 64 characters; another one than the dashboard's other cards have.
    id: String,
    #[serde(rename = "type")]
    kind: CardType,
    /// Up to 200 characters.
    title: String,
    /// `#rrggbb`, or one of `workflow`, `step`, `voice`, `llm`, `retrieval`, `tool`, `guard`, `message`,
    /// `agent` and `span`.
    color: String,
    layout: CardLayout,
    /// What `POST /api/v1/metrics/query` takes, without the times; of a feed `event` (a name or a list of
    /// them), `filters` and `agentId`.
    #[schema(value_type = Object)]
    query: Value,
    /// A line to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    target: Option<Number>,
    /// Up to 32 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// Colours of groups by their key.
    #[serde(skip_serializing_if = "Option::is_none")]
    colors: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CardType {
    Number,
    Rate,
    Line,
    Bar,
    Pie,
    Feed,
}

/// Where a card stands in a grid of twelve columns.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CardLayout {
    x: i64,
    /// At most 1,000.
    y: i64,
    /// With `x`, at most 12.
    w: i64,
    /// At most 40.
    h: i64,
}

/// Checks all cards of a dashboard.
pub(super) fn check_cards(cards: &[Card]) -> Result<(), ApiError> {
    if cards.len() > MOST_CARDS {
        let detail = format!("may be at most {MOST_CARDS}, and are {}", cards.len());
        return Err(ApiError::invalid("cards", detail));
    }
    let mut ids = HashSet::new();
    for (index, card) in cards.iter().enumerate() {
        let at = format!("cards[{index}]");
        card.check(&at)?;
        if !ids.insert(card.id.as_str()) {
            return Err(ApiError::invalid(format!("{at}.id"), "another card has it"));
        }
    }
    Ok(())
}

impl Card {
    fn check(&self, at: &str) -> Result<(), ApiError> {
        let field = |name: &str| format!("{at}.{name}");
        if self.id.is_empty() {
            return Err(ApiError::invalid(field("id"), "must not be empty"));
        }
        check_length(field("id"), &self.id, LONGEST_ID)?;
        check_length(field("title"), &self.title, LONGEST_TITLE)?;
        check_length(field("unit"), self.unit.as_deref().unwrap_or_default(), LONGEST_UNIT)?;
        check_color(field("color"), &self.color)?;
        let colors = self.colors.iter().flatten();
        if colors.clone().count() > MOST_COLORS {
            return Err(ApiError::invalid(
                field("colors"),
                format!("may be at most {MOST_COLORS}"),
            ));
        }
        for (key, color) in colors {
            check_length(field("colors"), key, LONGEST_KEY)?;
            check_color(field("colors"), color)?;
        }
        self.layout.check(&field("layout"))?;
        check_query(self.kind, &self.query, &field("query"))
    }
}

impl CardLayout {
    fn check(self, at: &str) -> Result<(), ApiError> {
        let Self { x, y, w, h } = self;
        let bounds = [
            ("x", x, 0, COLUMNS - 1),
            ("y", y, 0, LOWEST),
            ("w", w, 1, COLUMNS),
            ("h", h, 1, MOST_HIGH),
        ];
        for (name, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                let detail = format!("must be from {least} to {most}");
                return Err(ApiError::invalid(format!("{at}.{name}"), detail));
            }
        }
        if x + w > COLUMNS {
            let detail = format!("must be at most {} beside x = {x}", COLUMNS - x);
            return Err(ApiError::invalid(format!("{at}.w"), detail));
        }
        Ok(())
    }
}

fn check_query(kind: CardType, query: &Value, at: &str) -> Result<(), ApiError> {
    let Some(fields) = query.as_object() else {
        return Err(ApiError::invalid(at, "must be an object"));
    };
    let length = query.to_string().len();
    if length > LONGEST_QUERY {
        let detail = format!("must be at most {LONGEST_QUERY} bytes of JSON, and has {length}");
        return Err(ApiError::invalid(at, detail));
    }
    let fits = |name: &str| match kind {
        CardType::Feed => ["event", "filters", "agentId"].contains(&name),
        _ => !["from", "to", "timezone"].contains(&name),
    };
    match fields.keys().find(|name| !fits(name)) {
        Some(name) => {
            Err(ApiError::invalid(format!("{at}.{name}"), "is not a field of a card's query"))
        }
        None => Ok(()),
    }
}

fn check_length(field: String, text: &str, most: usize) -> Result<(), ApiError> {
    if text.chars().count() > most {
        return Err(ApiError::invalid(field, format!("may have at most {most} characters")));
    }
    Ok(())
}

fn check_color(field: String, color: &str) -> Result<(), ApiError> {
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6);
    let is_hex = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_hex || COLORS.contains(&color) {
        return Ok(());
    }
    let detail = format!("must be #rrggbb or one of {}", COLORS.join(", "));
    Err(ApiError::invalid(field, detail))
}
