//! Who asks: keys, sessions, and the extractors that handlers name in their signatures.

mod attempts;
mod cache;
mod caller;
mod credential;
mod email;
mod password;
mod permission;
mod rate_limit;
mod standing;
mod token;

pub(crate) use attempts::Attempts;
pub use attempts::SignInLimit;
pub(crate) use cache::KeyCache;
pub(crate) use caller::{Caller, Person, Who};
pub(crate) use credential::{Sender, authenticate_ingest, authenticate_judge, require};
pub(crate) use email::EMAIL_LENGTH;
pub use email::email_problem;
pub(crate) use password::{hash_new_password, verify_password};
pub use password::{hash_password, password_problem};
pub(crate) use permission::{Auditor, Editor, Operator, Owner, ProjectAdmin, Reader, Writer};
pub use rate_limit::RateLimit;
pub(crate) use rate_limit::{Measure, RateLimiter};
pub(crate) use standing::Standing;
pub use token::{TokenError, hash_token, new_key, new_token};
