//! Requests that mean nothing, and requests that nearly mean something (conformance case 47): never
//! a 5xx, and what is taken, Postgres takes.

mod bodies;
mod plain;
mod queries;
