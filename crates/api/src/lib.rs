//! Farol over HTTP: routes, extractors, wire types, errors, the OpenAPI document and the portal.
//!
//! The contract is fixed (`docs/api.md`); this crate alone knows HTTP and the names of JSON fields.

mod administration;
mod audit;
mod auth;
mod body;
mod conversations;
mod csv;
mod cursor;
mod dashboards;
mod docs;
mod error;
mod events;
mod executions;
mod guard;
mod health;
mod ingest;
mod intake;
mod jobs;
mod json;
mod live;
mod logs;
mod mcp;
mod metrics;
mod metrics_query;
mod name;
mod otlp;
mod overview;
mod own_address;
mod path;
mod portal;
mod privacy;
mod query;
mod reviews;
mod router;
mod scores;
mod session;
mod source;
mod spans;
mod state;
mod statistics;
mod views;
mod wire;

pub use auth::{
    RateLimit, SignInLimit, TokenError, email_problem, hash_password, hash_token, new_key,
    new_token, password_problem,
};
pub use docs::openapi;
pub use error::ApiError;
pub use live::LiveSettings;
pub use metrics::HttpMetrics;
pub use reviews::{ReviewNew, given_answer, review_execution};
pub use router::router;
pub use source::{Network, NetworkError, Peer};
pub use state::{ApiSettings, AppState, Phase};
