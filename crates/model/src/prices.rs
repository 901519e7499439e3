//! What tokens cost, where nobody tells: a table of prices by model.

mod name;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use serde::{Deserialize, Deserializer, de::Error};

use self::name::{candidates, matches};
use crate::{Span, Usage};

/// Longer names of models are nobody's.
const LONGEST_NAME: usize = 200;

/// Names that are remembered; beyond, all are forgotten and looked up anew.
const REMEMBERED: usize = 10_000;

/// Picodollars in a dollar: a price of so many dollars for a million tokens is a whole number of
/// them for each token, so that sums are exact.
const PICODOLLARS: f64 = 1e12;

/// Prices of one or more models.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Names, in any case; `*` stands for any text.
    pub models: Vec<String>,
    /// The provider's name, likewise; any provider's, and nobody's, where it is left out.
    pub provider: Option<String>,
    /// Whether the price is that of requests with more input than this.
    #[serde(default)]
    pub above_input_tokens: i64,
    pub input: Rate,
    /// Of input that was read from a cache; as `input` where it is left out, as is the next.
    pub cached_input: Option<Rate>,
    pub cache_write: Option<Rate>,
    /// Left out where a model gives none, as embeddings do.
    pub output: Option<Rate>,
    /// Of output that is reasoning; as `output` where it is left out.
    pub reasoning: Option<Rate>,
}

/// What a token costs, in picodollars; read as dollars for a million tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate(i64);

/// Entries in the order in which they are asked, an operator's own before those that come with
/// Farol, and what was found in them.
#[derive(Debug, Default)]
pub struct PriceTable {
    /// The first list that knows a model in any form of its name says what it costs.
    lists: Vec<Vec<Price>>,
    /// By provider, then by model.
    found: RwLock<HashMap<String, HashMap<String, Tariff>>>,
}

/// A model's prices: the first one whose bound a request is above holds.
type Tariff = Arc<[Price]>;

impl<'de> Deserialize<'de> for Rate {
    #[expect(clippy::cast_possible_truncation, reason = "it is bounded, and rounded on purpose")]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let dollars = f64::deserialize(deserializer)?;
        if !(0.0..=1e6).contains(&dollars) {
            return Err(D::Error::custom("a price is in dollars, from 0 to 1,000,000"));
        }
        Ok(Self((dollars * PICODOLLARS / 1e6).round() as i64))
    }
}

impl Rate {
    fn of(self, tokens: i64) -> i128 {
        i128::from(self.0) * i128::from(tokens)
    }
}

impl Price {
    fn covers(&self, model: &str, provider: &str) -> bool {
        self.provider.as_deref().is_none_or(|pattern| matches(pattern, provider))
            && self.models.iter().any(|pattern| matches(pattern, model))
    }

    /// What this much costs, in picodollars. Nothing can be said of a total alone where input and
    /// output cost differently.
    fn cost(&self, usage: &Usage) -> Option<i128> {
        let told = |count: Option<i64>| count.map(|count| count.max(0));
        let (input, output) = match (told(usage.input), told(usage.output), told(usage.total)) {
            (Some(input), Some(output), _) => (input, output),
            (Some(input), None, total) => (input, total.map_or(0, |total| total - input).max(0)),
            (None, Some(output), total) => (total.map_or(0, |total| total - output).max(0), output),
            (None, None, Some(total)) if self.output.is_none() => (total, 0),
            (None, None, _) => return None,
        };
        // Subsets are part of their totals, and are paid once.
        let cached = told(usage.cached).unwrap_or(0).min(input);
        let written = told(usage.cache_write).unwrap_or(0).min(input - cached);
        let reasoning = told(usage.reasoning).unwrap_or(0).min(output);
        let output_rate = self.output.unwrap_or_default();
        Some(
            self.input.of(input - cached - written)
                + self.cached_input.unwrap_or(self.input).of(cached)
                + self.cache_write.unwrap_or(self.input).of(written)
                + output_rate.of(output - reasoning)
                + self.reasoning.unwrap_or(output_rate).of(reasoning),
        )
    }
}

impl PriceTable {
    /// A table of lists, the first of which wins.
    pub fn new(lists: Vec<Vec<Price>>) -> Self {
        Self { lists, found: RwLock::default() }
    }

    /// Gives a span the cost that its producer did not tell, where its model has a price; an earlier
    /// estimate is made anew, since a span may have learnt more of itself.
    pub fn estimate(&self, span: &mut Span) {
        let is_told = span.cost.is_some() && !span.cost_estimated;
        if is_told || !span.usage.is_told() {
            return;
        }
        let Some(model) = &span.model else { return };
        let provider = span.provider.as_deref().unwrap_or_default();
        if let Some(cost) = self.cost(model, provider, &span.usage) {
            (span.cost, span.cost_estimated) = (Some(cost), true);
        }
    }

    /// Dollars, the nearest number to what it costs exactly.
    #[expect(clippy::cast_precision_loss, reason = "the nearest number is what is meant")]
    fn cost(&self, model: &str, provider: &str, usage: &Usage) -> Option<f64> {
        if model.len() > LONGEST_NAME || provider.len() > LONGEST_NAME {
            return None;
        }
        let tariff = self.tariff(model, provider);
        let input = usage.input.unwrap_or(0);
        let price = tariff
            .iter()
            .find(|price| price.above_input_tokens == 0 || input > price.above_input_tokens)?;
        Some(price.cost(usage)? as f64 / PICODOLLARS)
    }

    fn tariff(&self, model: &str, provider: &str) -> Tariff {
        let found = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(tariff) = found.get(provider).and_then(|models| models.get(model)) {
            return Arc::clone(tariff);
        }
        drop(found);
        let tariff = self.look_up(model, provider);
        let mut found = self.found.write().unwrap_or_else(PoisonError::into_inner);
        if found.values().map(HashMap::len).sum::<usize>() >= REMEMBERED {
            found.clear();
        }
        let models = found.entry(provider.to_owned()).or_default();
        models.insert(model.to_owned(), Arc::clone(&tariff));
        tariff
    }

    fn look_up(&self, model: &str, provider: &str) -> Tariff {
        let (model, provider) = (model.trim().to_lowercase(), provider.to_lowercase());
        let names = candidates(&model);
        let of_list = |list: &Vec<Price>| {
            names.iter().find_map(|name| {
                let covering = list.iter().filter(|price| price.covers(name, &provider));
                let covering: Vec<Price> = covering.cloned().collect();
                (!covering.is_empty()).then_some(covering)
            })
        };
        self.lists.iter().find_map(of_list).unwrap_or_default().into()
    }
}
