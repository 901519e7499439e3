//! Conditions on properties, checked.

use farol_model::{
    metrics::{Condition, Filter},
    rollup::RollupValue,
};
use serde_json::Value;

use super::{
    check::{Problems, check_name},
    request::{MetricsFilter, Op},
};

/// Filters that a query has at most, and values that one of them has.
const MOST: usize = 20;
const MOST_VALUES: usize = 100;

impl MetricsFilter {
    /// Checks a list of filters, whose errors are told at the list's path.
    pub(crate) fn check_all(filters: &[Self], at: &str, problems: &mut Problems) -> Vec<Filter> {
        if filters.len() > MOST {
            let detail = format!("must be at most {MOST} filters, and are {}", filters.len());
            problems.add(at, detail);
            return Vec::new();
        }
        let checked = filters.iter().enumerate();
        checked.filter_map(|(place, of)| of.check(&format!("{at}[{place}]"), problems)).collect()
    }

    pub(super) fn check(&self, at: &str, problems: &mut Problems) -> Option<Filter> {
        check_name(&self.property, &format!("{at}.property"), problems);
        let condition = self.condition();
        let condition = condition.map_err(|detail| problems.add(format!("{at}.value"), detail));
        Some(Filter { property: self.property.clone(), condition: condition.ok()? })
    }

    fn condition(&self) -> Result<Condition, String> {
        const SCALAR: &str = "must be a text, a number or a boolean";
        let scalar = || self.value.as_ref().and_then(scalar_of).ok_or(SCALAR);
        let compared = |orders| match self.value.as_ref().and_then(Value::as_f64) {
            Some(number) => Ok(Condition::Compared(orders, number)),
            None => Err("must be a number".to_owned()),
        };
        match self.op.unwrap_or(Op::Eq) {
            Op::Eq => Ok(Condition::Is(scalar()?)),
            Op::Ne => Ok(Condition::IsNot(scalar()?)),
            Op::In => match &self.value {
                Some(Value::Array(values)) if (1..=MOST_VALUES).contains(&values.len()) => {
                    let values: Option<Vec<_>> = values.iter().map(scalar_of).collect();
                    let wrong = "must be a list of texts, numbers and booleans";
                    Ok(Condition::In(values.ok_or(wrong)?))
                }
                _ => Err(format!("must be a list of 1 to {MOST_VALUES} values")),
            },
            Op::Gt => compared(Condition::GREATER),
            Op::Gte => compared(Condition::AT_LEAST),
            Op::Lt => compared(Condition::LESS),
            Op::Lte => compared(Condition::AT_MOST),
            Op::Exists => match self.value {
                None => Ok(Condition::Exists(true)),
                Some(Value::Bool(wanted)) => Ok(Condition::Exists(wanted)),
                Some(_) => Err("must be true or false".to_owned()),
            },
        }
    }
}

fn scalar_of(value: &Value) -> Option<RollupValue> {
    match value {
        Value::String(text) => Some(RollupValue::Text(text.clone())),
        // Zero has one sign.
        Value::Number(number) => number.as_f64().map(|number| RollupValue::Number(number + 0.0)),
        Value::Bool(value) => Some(RollupValue::Boolean(*value)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
