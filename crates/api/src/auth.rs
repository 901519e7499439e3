//! Who asks: keys, sessions, and the extractors that handlers name in their signatures.

mod administrator;
mod cache;
mod credential;
mod password;
mod rate_limit;
mod token;

pub(crate) use administrator::Administrator;
pub(crate) use cache::KeyCache;
pub(crate) use credential::{Person, Reader, Sender, authenticate_ingest};
pub use password::hash_password;
pub(crate) use password::verify_password;
pub use rate_limit::RateLimit;
pub(crate) use rate_limit::{Measure, RateLimiter};
pub use token::{TokenError, hash_token, new_key, new_token};
