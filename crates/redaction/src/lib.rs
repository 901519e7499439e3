//! What a project does not want stored: how much of payloads is kept, and what is redacted in spans, logs
//! and events before anything else sees them. Pure.

mod cut;
mod metadata;
mod path;
mod policy;
mod presets;
mod redactor;
mod rewrite;
mod scan;
mod telemetry;
mod text;

pub use policy::{Limits, Policy, PolicyError, Preset, Rule, Verbosity};
pub use redactor::{Change, Redactor};
