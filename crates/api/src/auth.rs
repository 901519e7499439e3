//! Who asks: keys, sessions, and the extractors that handlers name in their signatures.

mod cache;
mod caller;
mod credential;
mod password;
mod permission;
mod rate_limit;
mod token;

pub(crate) use cache::KeyCache;
pub(crate) use caller::{Caller, Person, Who};
pub(crate) use credential::{Sender, authenticate_ingest};
pub use password::hash_password;
pub(crate) use password::verify_password;
pub(crate) use permission::{Operator, ProjectAdmin, Reader, Writer};
pub use rate_limit::RateLimit;
pub(crate) use rate_limit::{Measure, RateLimiter};
pub use token::{TokenError, hash_token, new_key, new_token};
