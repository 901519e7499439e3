//! The HTTP layer in process, on a real Postgres, a database for each test.

mod support;

mod conversations;
mod costs;
mod details;
mod executions;
mod forest;
mod fuzz;
mod jobs;
mod json;
mod log_counts;
mod log_search;
mod log_tail;
mod logfire;
mod logs;
mod openapi;
mod operation;
mod otlp_bodies;
mod otlp_errors;
mod otlp_export;
mod otlp_fields;
mod otlp_ids;
mod otlp_limits;
mod otlp_mapping;
mod otlp_poison;
mod otlp_refusals;
mod otlp_sockets;
mod otlp_transport;
mod otlp_twice;
mod otlp_values;
mod outage;
mod privacy;
mod routes;
mod sessions;
mod spans;
mod statistics;
