//! A card, and what it may be.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use utoipa::ToSchema;

use crate::{
    json::read_part,
    metrics_query::{MetricsFilter, MetricsQuery, Problems, check_name},
};

const MOST_CARDS: usize = 50;
const LONGEST_ID: usize = 64;
const LONGEST_TITLE: usize = 200;
const LONGEST_UNIT: usize = 32;
const MOST_COLORS: usize = 50;
const LONGEST_KEY: usize = 200;

/// Names of events that a feed shows.
const MOST_NAMES: usize = 100;

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

/// What a feed shows.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FeedQuery {
    event: Option<OneOrMany>,
    filters: Option<Vec<MetricsFilter>>,
    agent_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "must be a name or a list of names")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Checks all cards of a dashboard.
pub(super) fn check_cards(cards: &[Card], problems: &mut Problems) {
    if cards.len() > MOST_CARDS {
        problems.add("cards", format!("may be at most {MOST_CARDS}, and are {}", cards.len()));
        return;
    }
    let mut ids = HashSet::new();
    for (index, card) in cards.iter().enumerate() {
        let at = format!("cards[{index}]");
        card.check(&at, problems);
        if !ids.insert(card.id.as_str()) {
            problems.add(format!("{at}.id"), "another card has it");
        }
    }
}

impl Card {
    fn check(&self, at: &str, problems: &mut Problems) {
        let field = |name: &str| format!("{at}.{name}");
        if self.id.is_empty() {
            problems.add(field("id"), "must not be empty");
        }
        check_length(&self.id, LONGEST_ID, field("id"), problems);
        check_length(&self.title, LONGEST_TITLE, field("title"), problems);
        let unit = self.unit.as_deref().unwrap_or_default();
        check_length(unit, LONGEST_UNIT, field("unit"), problems);
        check_color(&self.color, field("color"), problems);
        let colors = self.colors.iter().flatten();
        if colors.clone().count() > MOST_COLORS {
            problems.add(field("colors"), format!("may be at most {MOST_COLORS}"));
        }
        for (key, color) in colors.take(MOST_COLORS) {
            check_length(key, LONGEST_KEY, field("colors"), problems);
            check_color(color, field("colors"), problems);
        }
        self.layout.check(&field("layout"), problems);
        self.check_query(&field("query"), problems);
    }

    fn check_query(&self, at: &str, problems: &mut Problems) {
        let Some(fields) = self.query.as_object() else {
            return problems.add(at, "must be an object");
        };
        let length = self.query.to_string().len();
        if length > LONGEST_QUERY {
            let detail = format!("must be at most {LONGEST_QUERY} bytes of JSON, and has {length}");
            return problems.add(at, detail);
        }
        if self.kind == CardType::Feed {
            match read_part::<FeedQuery>(&self.query, at) {
                Ok(query) => query.check(at, problems),
                Err(error) => problems.push(error),
            }
            return;
        }
        for name in ["from", "to", "timezone"] {
            if fields.contains_key(name) {
                problems.add(format!("{at}.{name}"), "is the dashboard's, and not a card's");
            }
        }
        match read_part::<MetricsQuery>(&self.query, at) {
            Ok(query) => drop(query.check_question(&format!("{at}."), problems)),
            Err(error) => problems.push(error),
        }
    }
}

impl FeedQuery {
    fn check(&self, at: &str, problems: &mut Problems) {
        let names = match &self.event {
            None => &[][..],
            Some(OneOrMany::One(name)) => std::slice::from_ref(name),
            Some(OneOrMany::Many(names)) => names,
        };
        if names.len() > MOST_NAMES {
            problems.add(format!("{at}.event"), format!("may be at most {MOST_NAMES} names"));
        }
        for name in names.iter().take(MOST_NAMES) {
            check_name(name, &format!("{at}.event"), problems);
        }
        if let Some(agent) = &self.agent_id {
            check_name(agent, &format!("{at}.agentId"), problems);
        }
        let filters = self.filters.as_deref().unwrap_or_default();
        MetricsFilter::check_all(filters, &format!("{at}.filters"), problems);
    }
}

impl CardLayout {
    fn check(self, at: &str, problems: &mut Problems) {
        let Self { x, y, w, h } = self;
        let bounds = [
            ("x", x, 0, COLUMNS - 1),
            ("y", y, 0, LOWEST),
            ("w", w, 1, COLUMNS),
            ("h", h, 1, MOST_HIGH),
        ];
        for (name, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                problems.add(format!("{at}.{name}"), format!("must be from {least} to {most}"));
            }
        }
        if (0..COLUMNS).contains(&x) && (1..=COLUMNS).contains(&w) && x + w > COLUMNS {
            let detail = format!("must be at most {} beside x = {x}", COLUMNS - x);
            problems.add(format!("{at}.w"), detail);
        }
    }
}

fn check_length(text: &str, most: usize, at: String, problems: &mut Problems) {
    if text.chars().count() > most {
        problems.add(at, format!("may have at most {most} characters"));
    }
}

fn check_color(color: &str, at: String, problems: &mut Problems) {
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6);
    let is_hex = hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !is_hex && !COLORS.contains(&color) {
        problems.add(at, format!("must be #rrggbb or one of {}", COLORS.join(", ")));
    }
}
