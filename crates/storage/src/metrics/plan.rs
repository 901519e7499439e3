//! Which questions to rollups tell what is asked, if any do.

use farol_model::metrics::{Condition, Figure, Measure, Question};

use crate::events::Wanted;

/// How rollups answer a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan<'q> {
    /// By how many events there are.
    Count,
    /// By how many of them have a property at all.
    Presence(&'q str),
    /// By how many have each value of a property.
    Values(&'q str),
    /// By how many have each pair of values of two properties.
    Pairs(&'q str, &'q str),
    /// By what the numbers of a property come to, all or under each value of another.
    Numbers { property: &'q str, by: Option<&'q str>, kind: Numbers },
    /// By the values of a property that differ.
    Distinct(&'q str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Figures,
    Histogram,
}

impl<'q> Plan<'q> {
    /// `None` where only the events themselves tell: conditions on more properties than are counted
    /// together.
    pub(super) fn of(question: &'q Question) -> Option<Self> {
        let conditions = conditions(question);
        match (&question.measure, &*conditions) {
            (Measure::Count | Measure::Rate(_), []) => Some(Self::Count),
            (Measure::Count | Measure::Rate(_), [property]) => {
                Some(if asks_for_values(question, property) {
                    Self::Values(property)
                } else {
                    Self::Presence(property)
                })
            }
            (Measure::Count | Measure::Rate(_), [one, other]) => Some(Self::Pairs(one, other)),
            (Measure::Of(Figure::Distinct, property), []) => Some(Self::Distinct(property)),
            (Measure::Of(Figure::Distinct, _), _) => None,
            (Measure::Of(figure, property), by @ ([] | [_])) => {
                let by = by.first().copied();
                let kind = match figure {
                    Figure::Percentile(_) => Numbers::Histogram,
                    _ => Numbers::Figures,
                };
                (by != Some(property)).then_some(Self::Numbers { property, by, kind })
            }
            _ => None,
        }
    }

    /// What to ask for.
    pub(super) fn wanted(self) -> Vec<Wanted<'q>> {
        let numbers = |kind, property, by| match kind {
            Numbers::Figures => Wanted::Figures { property, by },
            Numbers::Histogram => Wanted::Histogram { property, by },
        };
        match self {
            Self::Count => vec![Wanted::Count],
            Self::Presence(property) => vec![Wanted::Count, Wanted::Types { property }],
            Self::Values(property) => {
                vec![Wanted::Count, Wanted::Types { property }, Wanted::Values { property }]
            }
            Self::Pairs(property, with) => vec![
                Wanted::Count,
                Wanted::Types { property },
                Wanted::Types { property: with },
                Wanted::Values { property },
                Wanted::Values { property: with },
                Wanted::Pairs { property, with },
            ],
            Self::Numbers { property, by: None, kind } => {
                vec![Wanted::Types { property }, numbers(kind, property, None)]
            }
            Self::Numbers { property, by: Some(by), kind } => vec![
                Wanted::Count,
                Wanted::Types { property: by },
                Wanted::Values { property: by },
                Wanted::Types { property },
                numbers(kind, property, None),
                numbers(kind, property, Some(by)),
            ],
            Self::Distinct(property) => {
                vec![Wanted::Types { property }, Wanted::Distinct { property }]
            }
        }
    }
}

/// The properties that decide about events and groups. That the measured property is there decides nothing where
/// there are no groups: whatever has none does not matter.
fn conditions(question: &Question) -> Vec<&str> {
    let mut conditions = question.conditions();
    if let (Some(measured), None) = (question.measure.property(), &question.group_by) {
        let mut own = question.filters.iter().filter(|filter| filter.property == measured);
        if own.all(|filter| filter.condition == Condition::Exists(true)) {
            conditions.retain(|name| *name != measured);
        }
    }
    conditions
}

/// Whether it matters which value a property has, and not only whether it has one.
fn asks_for_values(question: &Question, property: &str) -> bool {
    let matching = match &question.measure {
        Measure::Rate(filter) => Some(filter),
        _ => None,
    };
    let mut filters = question.filters.iter().chain(matching);
    question.group_by.as_deref() == Some(property)
        || filters.any(|filter| !matches!(filter.condition, Condition::Exists(_)))
}

#[cfg(test)]
mod tests {
    use farol_model::{metrics::Filter, rollup::RollupValue};

    use super::*;

    fn is(property: &str) -> Filter {
        let condition = Condition::Is(RollupValue::Boolean(true));
        Filter { property: property.to_owned(), condition }
    }

    fn exists(property: &str) -> Filter {
        Filter { property: property.to_owned(), condition: Condition::Exists(true) }
    }

    fn of(measure: &Measure, filters: &[Filter], group_by: Option<&str>) -> String {
        let (measure, filters) = (measure.clone(), filters.to_vec());
        let group_by = group_by.map(str::to_owned);
        let question = Question { measure, filters, group_by, limit: 10 };
        Plan::of(&question).map_or("rows".to_owned(), |plan| format!("{plan:?}"))
    }

    #[test]
    fn counts_are_told_by_up_to_two_properties() {
        let count = &Measure::Count;
        let rate = &Measure::Rate(is("answered"));
        assert_eq!(of(count, &[], None), "Count");
        assert_eq!(of(count, &[exists("a")], None), "Presence(\"a\")");
        assert_eq!(of(count, &[is("a"), exists("a")], None), "Values(\"a\")");
        assert_eq!(of(count, &[exists("a")], Some("a")), "Values(\"a\")");
        assert_eq!(of(rate, &[], None), "Values(\"answered\")");
        assert_eq!(of(rate, &[], Some("category")), "Pairs(\"answered\", \"category\")");
        assert_eq!(of(count, &[is("b"), is("b")], Some("a")), "Pairs(\"a\", \"b\")");
        assert_eq!(of(rate, &[is("a")], Some("b")), "rows", "three properties");
    }

    #[test]
    fn figures_are_told_under_the_values_of_one_other_property() {
        let sum = &Measure::Of(Figure::Sum, "x".to_owned());
        let all = "Numbers { property: \"x\", by: None, kind: Figures }";
        assert_eq!([of(sum, &[], None), of(sum, &[exists("x")], None)], [all, all]);
        let by = "Numbers { property: \"x\", by: Some(\"a\"), kind: Figures }";
        assert_eq!(of(sum, &[is("a"), exists("x")], None), by);
        assert_eq!(of(sum, &[is("a")], Some("a")), by);
        assert_eq!(of(sum, &[is("a")], Some("b")), "rows");
        assert_eq!(of(sum, &[is("x")], None), "rows", "of the numbers, those that are true");
        assert_eq!(of(sum, &[exists("x")], Some("a")), "rows", "groups without it are none");
        let percentile = Measure::Of(Figure::Percentile(95), "x".to_owned());
        assert!(of(&percentile, &[], None).contains("Histogram"));
        let distinct = &Measure::Of(Figure::Distinct, "x".to_owned());
        assert_eq!(of(distinct, &[], None), "Distinct(\"x\")");
        assert_eq!(of(distinct, &[], Some("a")), "rows");
    }
}
