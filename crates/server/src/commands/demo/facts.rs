//! What a conversation is about: numbers, dates and names that its texts leave open.

use serde_json::Value;

use super::{clock::Clock, random::Random, scene::Customer};
use farol_model::UnixNano;

/// Texts in the place of their names: `$line` in a text is the customer's line.
pub(super) struct Facts(Vec<(&'static str, String)>);

const PLANS: [(&str, &str, &str); 4] = [
    ("300 Mega", "89,90", "89.90"),
    ("500 Mega", "99,90", "99.90"),
    ("600 Mega", "119,90", "119.90"),
    ("700 Mega", "139,90", "139.90"),
];
const SLOTS: [&str; 4] = ["das 8h às 12h", "das 10h às 14h", "das 14h às 18h", "das 16h às 20h"];
const AREAS: [&str; 6] =
    ["Jardim Europa", "Vila Nova", "Centro", "Santa Luzia", "Parque das Águas", "Boa Vista"];

impl Facts {
    pub(super) fn draw(
        random: &mut Random,
        clock: &Clock,
        time: UnixNano,
        customer: &Customer,
    ) -> Self {
        let (plan, price, number) = random.pick(&PLANS);
        let signal = 271 + random.below(36);
        let cents = random.between(8_990, 38_990);
        let mut facts = vec![
            ("name", customer.first_name.to_owned()),
            ("phone", customer.phone.clone()),
            ("line", format!("FTTH-{}", random.between(10_000, 99_999))),
            ("signal_comma", format!("−{},{}", signal / 10, signal % 10)),
            ("signal", format!("-{}.{}", signal / 10, signal % 10)),
            ("protocol", format!("{}-{:04}", clock.digits(time), random.below(10_000))),
            ("order", random.between(20_100, 29_900).to_string()),
            ("plan", plan.to_owned()),
            ("price_point", number.to_owned()),
            ("price", price.to_owned()),
            ("amount_point", format!("{}.{:02}", cents / 100, cents % 100)),
            ("amount", format!("{},{:02}", cents / 100, cents % 100)),
            ("due", clock.date(time, random.between(3, 12))),
            ("today", clock.date(time, 0)),
            ("tomorrow", clock.date(time, 1)),
            ("slot", random.pick(&SLOTS).to_owned()),
            ("zip", format!("{:05}-{:03}", random.between(1_000, 89_999), random.below(1_000))),
            ("area", random.pick(&AREAS).to_owned()),
            ("visit", format!("OS-{}", random.between(700_000, 799_999))),
            ("invoice", format!("F{}", random.between(400_000, 999_999))),
        ];
        // The longer name is looked for first: `$signal_comma` begins like `$signal`.
        facts.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self(facts)
    }

    /// Sets a text that is not drawn.
    pub(super) fn set(&mut self, name: &str, text: &str) {
        for (_, known) in self.0.iter_mut().filter(|(known, _)| *known == name) {
            text.clone_into(known);
        }
    }

    /// A text with the facts in it.
    pub(super) fn fill(&self, text: &str) -> String {
        if !text.contains('$') {
            return text.to_owned();
        }
        let mut filled = text.to_owned();
        for (name, value) in &self.0 {
            let place = format!("${name}");
            if filled.contains(&place) {
                filled = filled.replace(&place, value);
            }
        }
        filled
    }

    /// The same for a text that is JSON.
    pub(super) fn json(&self, text: &str) -> Value {
        serde_json::from_str(&self.fill(text)).unwrap_or(Value::Null)
    }
}
