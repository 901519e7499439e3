//! Events: what rollups answer is what the events themselves say.

mod bounds;
mod brute_force;
mod catalog;
mod folds;
mod keys;
mod made;
mod rollups;
