//! People: who they are, their sessions, and what they may do in which project.

mod access;
mod links;
mod sessions;
mod users;

pub use access::{Role, find_access, list_access, set_role};
pub use links::{create_sign_in_link, use_sign_in_link};
pub use sessions::{NewSession, Session, end_session, find_session, start_session};
pub use users::{
    KnownUser, User, create_user, find_password_hash, find_user, list_users, someone_can_sign_in,
};
