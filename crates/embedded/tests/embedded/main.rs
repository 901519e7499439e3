//! The embedded database against real Postgres binaries and real signals.

mod crashes;
mod neighbours;
mod places;
mod starts;
mod support;
