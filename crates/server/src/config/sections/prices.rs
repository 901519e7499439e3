//! What models cost: Farol's table, and an operator's own before it.

use std::{fs, path::PathBuf};

use anyhow::Context;
use farol_model::{Price, PriceTable};
use serde::Deserialize;

/// The table that comes with Farol.
const OWN: &str = include_str!("../../../../../config/prices.toml");

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PricesConfig {
    pub(crate) estimate: bool,
    pub(crate) file: Option<PathBuf>,
}

/// A file of prices.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceList {
    prices: Vec<Price>,
}

impl Default for PricesConfig {
    fn default() -> Self {
        Self { estimate: true, file: None }
    }
}

impl PricesConfig {
    /// The table that costs are estimated by.
    pub(crate) fn table(&self) -> anyhow::Result<PriceTable> {
        let mut lists = Vec::new();
        if let Some(path) = &self.file {
            let shown = path.display();
            let text = fs::read_to_string(path)
                .with_context(|| format!("the prices {shown} cannot be read"))?;
            lists.push(read(&text).with_context(|| format!("the prices {shown} are not right"))?);
        }
        lists.push(read(OWN).context("Farol's own prices are not right")?);
        Ok(PriceTable::new(if self.estimate { lists } else { Vec::new() }))
    }

    pub(in crate::config) fn validate(&self) -> anyhow::Result<()> {
        self.table().map(drop)
    }
}

fn read(text: &str) -> anyhow::Result<Vec<Price>> {
    Ok(toml::from_str::<PriceList>(text)?.prices)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use farol_model::{Span, Usage};

    use super::*;

    fn cost(config: &PricesConfig, model: &str, provider: Option<&str>) -> Option<f64> {
        let millions = 100_000;
        let mut span = Span {
            model: Some(model.to_owned()),
            provider: provider.map(str::to_owned),
            usage: Usage { input: Some(millions), output: Some(millions), ..Usage::default() },
            ..Span::default()
        };
        config.table().unwrap().estimate(&mut span);
        span.cost
    }

    #[test]
    fn the_table_knows_models_as_producers_name_them() {
        let own = PricesConfig::default();
        let known = [
            ("gpt-4o-2024-08-06", 1.25),
            ("gpt-4o-2024-05-13", 2.0),
            ("openai/gpt-4o-mini", 0.075),
            ("gpt-5-mini-2025-08-07", 0.225),
            ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", 1.8),
            ("claude-3-5-haiku@20241022", 0.48),
            ("models/gemini-2.5-flash-preview-05-20", 0.28),
            ("gemini-2.5-flash-lite", 0.05),
            ("mistral-large-latest", 0.2),
            ("deepseek-chat", 0.07),
            ("grok-4-0709", 1.8),
            ("amazon.nova-pro-v1:0", 0.4),
            ("meta.llama3-1-8b-instruct-v1:0", 0.044),
            ("meta-llama/Llama-3.3-70B-Instruct-Turbo", 0.176),
            ("command-r-plus-08-2024", 1.25),
            ("text-embedding-3-small", 0.002),
        ];
        for (model, dollars) in known {
            assert_eq!(cost(&own, model, None), Some(dollars), "{model}");
        }
        for unknown in ["gpt-4o-audio-preview", "my-own-model", "llama3.1", ""] {
            assert_eq!(cost(&own, unknown, None), None, "{unknown}");
        }
        assert_eq!(cost(&own, "openai/gpt-oss-120b", Some("groq")), Some(0.075));
        assert_eq!(cost(&own, "llama3.1", Some("ollama")), Some(0.0));
    }

    #[test]
    fn an_operators_file_wins_and_is_checked() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let config = PricesConfig { file: Some(file.path().to_owned()), estimate: true };
        writeln!(file, "prices = [{{ models = ['gpt-4o'], input = 1, output = 0 }}]").unwrap();
        assert_eq!(cost(&config, "gpt-4o-2024-05-13", None), Some(0.1));
        assert_eq!(cost(&config, "gpt-4o-mini", None), Some(0.075));
        let off = PricesConfig { estimate: false, ..config.clone() };
        assert_eq!(cost(&off, "gpt-4o", None), None);
        writeln!(file, "prcies = 1").unwrap();
        let wrong = format!("{:#}", config.validate().unwrap_err());
        assert!(
            wrong.contains("prices") && wrong.contains(&*file.path().to_string_lossy()),
            "{wrong}"
        );
    }
}
