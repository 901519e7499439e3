//! What a measure comes to over some events, as far as it can be added up.

use super::{Figure, Measure};
use crate::{
    Scalar,
    rollup::{Distinct, Figures, NumberHistogram},
};

/// The events of a group in a bucket.
#[derive(Clone, Debug)]
pub enum Cell {
    Count(u64),
    Rate { matching: u64, all: u64 },
    Figures(Figures),
    Histogram(NumberHistogram),
    Distinct(Distinct),
}

/// A cell's answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    /// `None` where there is nothing that it could be of.
    pub(super) value: Option<f64>,
    pub(super) exact: bool,
}

impl Cell {
    /// What nothing comes to.
    pub fn empty(measure: &Measure) -> Self {
        match measure {
            Measure::Count => Self::Count(0),
            Measure::Rate(_) => Self::Rate { matching: 0, all: 0 },
            Measure::Of(figure, _) => match figure {
                Figure::Sum | Figure::Average | Figure::Least | Figure::Most => {
                    Self::Figures(Figures::default())
                }
                Figure::Percentile(_) => Self::Histogram(NumberHistogram::default()),
                Figure::Distinct => Self::Distinct(Distinct::default()),
            },
        }
    }

    /// Adds a value of the measured property; false where it is not of the type that can be measured.
    pub(super) fn add(&mut self, value: &Scalar) -> bool {
        match (self, value) {
            (Self::Figures(figures), Scalar::Number(number)) => figures.add(*number),
            (Self::Histogram(histogram), Scalar::Number(number)) => histogram.add(*number),
            (Self::Distinct(_) | Self::Figures(_) | Self::Histogram(_), Scalar::Other)
            | (Self::Figures(_) | Self::Histogram(_), _) => return false,
            (Self::Distinct(distinct), value) => distinct.add(value),
            (Self::Count(_) | Self::Rate { .. }, _) => {}
        }
        true
    }

    /// Adds all of another of the same measure.
    pub fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Count(count), Self::Count(other)) => *count += other,
            (Self::Rate { matching, all }, Self::Rate { matching: other, all: of }) => {
                *matching += other;
                *all += of;
            }
            (Self::Figures(figures), Self::Figures(other)) => figures.merge(other),
            (Self::Histogram(histogram), Self::Histogram(other)) => histogram.merge(other),
            (Self::Distinct(distinct), Self::Distinct(other)) => distinct.merge(other),
            _ => debug_assert!(false, "cells of two measures"),
        }
    }

    /// What the measure comes to.
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
    pub(super) fn told(&self, measure: &Measure) -> Told {
        let exactly = |value| Told { value, exact: true };
        match self {
            Self::Count(count) => exactly(Some(*count as f64)),
            Self::Rate { matching, all } => {
                exactly((*all > 0).then(|| *matching as f64 * 100.0 / *all as f64))
            }
            Self::Figures(figures) => exactly(match measure {
                Measure::Of(Figure::Average, _) => {
                    figures.mean().map(|mean| mean.clamp(f64::MIN, f64::MAX))
                }
                Measure::Of(Figure::Least, _) => figures.min(),
                Measure::Of(Figure::Most, _) => figures.max(),
                _ => Some(figures.sum().clamp(f64::MIN, f64::MAX)),
            }),
            Self::Histogram(histogram) => {
                let Measure::Of(Figure::Percentile(percent), _) = measure else {
                    return exactly(None);
                };
                let value = histogram.quantile(f64::from(*percent) / 100.0);
                Told { value, exact: value.is_none() }
            }
            Self::Distinct(distinct) => {
                let (value, exact) = distinct.count();
                Told { value: Some(value), exact }
            }
        }
    }

    /// By what the largest groups are the largest: by what they come to where that adds up, else by how many
    /// events have a part in it.
    #[expect(clippy::cast_precision_loss, reason = "an order")]
    pub(super) fn size(&self, measure: &Measure) -> f64 {
        match self {
            Self::Rate { all, .. } => *all as f64,
            Self::Histogram(histogram) => histogram.count() as f64,
            Self::Figures(figures) if !matches!(measure, Measure::Of(Figure::Sum, _)) => {
                figures.count as f64
            }
            _ => self.told(measure).value.unwrap_or_default(),
        }
    }
}
