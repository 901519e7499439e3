//! Builders of what producers send, for the tests and benches of the other crates.
//!
//! Everything comes out of a seed: the same one gives the same bytes, on every machine.

pub mod corpus;
pub mod event_corpus;
pub mod fuzz;
pub mod log_corpus;
pub mod otlp;
pub mod random;
pub mod trace;

pub use random::Random;
pub use trace::TraceBuilder;
