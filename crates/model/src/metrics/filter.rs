//! Conditions on an event's properties.

use std::{borrow::Cow, cmp::Ordering};

use crate::{Scalar, rollup::RollupValue};

/// What has to hold of a property's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    Is(RollupValue),
    /// Holds of events without the property, too.
    IsNot(RollupValue),
    In(Vec<RollupValue>),
    /// The value is a number that stands in one of these orders to the other.
    Compared(&'static [Ordering], f64),
    /// Whether the event has the property, of whatever type.
    Exists(bool),
}

/// A condition on a property.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub property: String,
    pub condition: Condition,
}

impl Condition {
    pub const GREATER: &[Ordering] = &[Ordering::Greater];
    pub const AT_LEAST: &[Ordering] = &[Ordering::Greater, Ordering::Equal];
    pub const LESS: &[Ordering] = &[Ordering::Less];
    pub const AT_MOST: &[Ordering] = &[Ordering::Less, Ordering::Equal];

    /// Whether it holds of a value; `None` where the event has none.
    pub fn holds(&self, value: Option<&Scalar>) -> bool {
        match self {
            Self::Is(wanted) => value.is_some_and(|value| wanted.is(value)),
            Self::IsNot(unwanted) => !value.is_some_and(|value| unwanted.is(value)),
            Self::In(wanted) => {
                value.is_some_and(|value| wanted.iter().any(|wanted| wanted.is(value)))
            }
            Self::Compared(orders, other) => match value {
                Some(Scalar::Number(number)) => {
                    number.partial_cmp(other).is_some_and(|order| orders.contains(&order))
                }
                _ => false,
            },
            Self::Exists(wanted) => value.is_some() == *wanted,
        }
    }
}

impl Filter {
    /// Whether it holds of an event with these properties, in the order of their names.
    pub fn holds(&self, scalars: &[(Cow<str>, Scalar)]) -> bool {
        self.condition.holds(find(scalars, &self.property))
    }
}

/// A property's value, among those in the order of their names.
pub(super) fn find<'s, 'e>(
    scalars: &'s [(Cow<'e, str>, Scalar<'e>)],
    property: &str,
) -> Option<&'s Scalar<'e>> {
    let place = scalars.binary_search_by(|(name, _)| (**name).cmp(property)).ok()?;
    Some(&scalars[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalars;

    fn holds(property: &str, condition: Condition) -> bool {
        let event = r#"{"answered":true,"category":"network","duration":5,"list":[1],"none":null,"word":"5"}"#;
        let filter = Filter { property: property.to_owned(), condition };
        filter.holds(&scalars(Some(event), Some("agent-1")))
    }

    fn text(text: &str) -> RollupValue {
        RollupValue::Text(text.to_owned())
    }

    #[test]
    fn values_are_compared_with_their_type() {
        assert!(holds("category", Condition::Is(text("network"))));
        assert!(holds("agentId", Condition::Is(text("agent-1"))));
        assert!(holds("answered", Condition::Is(RollupValue::Boolean(true))));
        assert!(holds("duration", Condition::Is(RollupValue::Number(5.0))));
        assert!(!holds("duration", Condition::Is(text("5"))));
        assert!(!holds("word", Condition::Is(RollupValue::Number(5.0))));
        assert!(!holds("answered", Condition::Is(text("true"))));
        let either = Condition::In(vec![RollupValue::Number(5.0), text("network")]);
        assert!(holds("category", either.clone()) && holds("duration", either.clone()));
        assert!(!holds("word", either.clone()) && !holds("absent", either));
        assert!(!holds("category", Condition::In(Vec::new())));
    }

    #[test]
    fn what_is_absent_is_not_equal_to_anything() {
        for property in ["absent", "none", "list", "word"] {
            assert!(holds(property, Condition::IsNot(text("network"))), "{property}");
            assert!(!holds(property, Condition::Is(text("network"))), "{property}");
        }
        assert!(!holds("category", Condition::IsNot(text("network"))));
        assert!(holds("list", Condition::Exists(true)) && holds("none", Condition::Exists(false)));
        assert!(!holds("absent", Condition::Exists(true)));
    }

    #[test]
    fn only_numbers_are_more_or_less() {
        let orders = [Condition::GREATER, Condition::AT_LEAST, Condition::LESS, Condition::AT_MOST];
        let against = |number| orders.map(|of| holds("duration", Condition::Compared(of, number)));
        assert_eq!(against(4.0), [true, true, false, false]);
        assert_eq!(against(5.0), [false, true, false, true]);
        assert_eq!(against(6.0), [false, false, true, true]);
        for property in ["word", "answered", "list", "absent"] {
            assert!(!holds(property, Condition::Compared(Condition::LESS, 1e9)), "{property}");
        }
    }
}
