//! What the decoder promises, case by case of the conformance list and at random.

mod answers;
mod conventions;
mod envelope;
mod fuzz;
mod identity;
mod json_mapping;
mod limits;
mod logs;
mod poison;
mod producers;
mod properties;
mod round_trip;
mod scores;
mod support;
mod times;
mod values;
