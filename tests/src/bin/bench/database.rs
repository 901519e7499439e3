//! Farol's own Postgres, reached past Farol: for references and for what is made up.

pub use farol_tests::database::{Address, Database};
