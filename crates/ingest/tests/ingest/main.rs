//! The way in on a real Postgres that comes and goes.

mod outages;
mod support;
