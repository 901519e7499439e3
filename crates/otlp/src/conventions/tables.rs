//! The conventions, a file each.

mod agentops;
mod claude_code;
mod farol;
mod gen_ai;
mod genkit;
mod google_adk;
mod laminar;
mod langfuse;
mod langsmith;
mod livekit;
mod logfire;
mod mastra;
mod mlflow;
mod openinference;
mod pipecat;
mod plain;
mod pydantic_ai;
mod traceloop;
mod vercel;

use super::table::Table;

/// Every convention, the one that wins first.
pub(super) static TABLES: [&Table; 19] = [
    &farol::TABLE,
    &langfuse::TABLE,
    &openinference::TABLE,
    &claude_code::TABLE,
    &livekit::TABLE,
    &pipecat::TABLE,
    &genkit::TABLE,
    &gen_ai::TABLE,
    &langsmith::TABLE,
    &mastra::TABLE,
    &google_adk::TABLE,
    &vercel::TABLE,
    &pydantic_ai::TABLE,
    &logfire::TABLE,
    &traceloop::TABLE,
    &laminar::TABLE,
    &agentops::TABLE,
    &mlflow::TABLE,
    &plain::TABLE,
];
