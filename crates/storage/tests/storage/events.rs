//! Events: what rollups answer is what the events themselves say.

mod brute_force;
mod made;
mod rollups;
