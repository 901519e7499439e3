//! People: who they are, their sessions, and what they may do in which project.

mod access;
mod invitations;
mod links;
mod members;
mod sessions;
mod users;

pub use access::{Role, find_access, list_access, set_role};
pub use invitations::{
    Invitation, NewInvitation, create_invitation, find_invitation, list_invitations,
    revoke_invitation,
};
pub use links::{create_sign_in_link, use_sign_in_link};
pub use members::{Member, find_member, list_members, list_memberships, remove_member};
pub use sessions::{
    NewSession, Session, SessionRow, end_other_sessions, end_session, end_session_of, find_session,
    list_sessions, start_session,
};
pub use users::{
    KnownUser, User, count_owners, create_user, delete_user, find_password_hash, find_user,
    list_users, set_owner, set_password, someone_can_sign_in,
};
