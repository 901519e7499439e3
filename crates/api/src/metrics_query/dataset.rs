//! Questions about what Farol knows without events: their fields have names of Farol's.

use farol_model::metrics::{Figure, Measure, Question};
use farol_storage::MetricsDataset;

use super::{
    check::Problems,
    request::{Dataset, MetricsQuery},
};

impl Dataset {
    /// `None`: events, whose properties are anybody's.
    pub(super) const fn stored(self) -> Option<MetricsDataset> {
        match self {
            Self::Events => None,
            Self::Executions => Some(MetricsDataset::Executions),
            Self::Spans => Some(MetricsDataset::Spans),
            Self::Logs => Some(MetricsDataset::Logs),
        }
    }
}

impl MetricsQuery {
    /// Checks that a question names fields that there are.
    pub(super) fn check_fields(
        &self,
        dataset: MetricsDataset,
        question: &Question,
        prefix: &str,
        problems: &mut Problems,
    ) {
        let (dimensions, measures) = (dataset.dimensions(), dataset.measures());
        let all = [dimensions, measures].concat();
        let mut check = |field: String, name: &str, known: &[&str]| {
            if !known.contains(&name) {
                problems.add(field, format!("must be one of {}", known.join(", ")));
            }
        };
        for (place, filter) in self.filters.iter().flatten().enumerate() {
            check(format!("{prefix}filters[{place}].property"), &filter.property, &all);
        }
        if let Some(name) = &question.group_by {
            check(format!("{prefix}groupBy"), name, dimensions);
        }
        if let Some(matching) = &self.matching {
            check(format!("{prefix}match.property"), &matching.property, &all);
        }
        match &question.measure {
            Measure::Count | Measure::Rate(_) => {}
            Measure::Of(..) if measures.is_empty() => {
                problems.add(format!("{prefix}aggregation"), "must be count or rate for logs");
            }
            Measure::Of(Figure::Distinct, name) => {
                check(format!("{prefix}property"), name, &all);
            }
            Measure::Of(_, name) => check(format!("{prefix}property"), name, measures),
        }
        if dataset == MetricsDataset::Logs && self.agent_id.is_some() {
            problems.add(format!("{prefix}agentId"), "is not known of logs");
        }
    }
}
