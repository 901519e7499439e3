//! People and keys who ask.

use axum::{
    body::Body,
    http::{Method, header, request::Builder},
};
use chrono::{TimeDelta, Utc};
use farol_api::{hash_token, new_token};
use farol_storage::{
    NewSession, Role, create_user, ensure_project, find_user, set_role, start_session,
};
use serde_json::Value;

use super::{Answer, Farol, JSON, request};

/// What a person is in the installation.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    Owner,
    /// One who has a role in one project.
    Member(&'static str, Role),
    /// One who has none anywhere.
    Stranger,
}

/// A credential.
#[derive(Clone, Debug)]
pub enum As {
    Nobody,
    Cookie(String),
    Key(String),
}

impl Standing {
    /// Their address, another for each standing.
    pub fn email(self) -> String {
        match self {
            Self::Owner => "owner@example.com".to_owned(),
            Self::Member(project, role) => format!("{}@{project}.example.com", role.name()),
            Self::Stranger => "stranger@example.com".to_owned(),
        }
    }
}

impl As {
    /// Puts the credential on a request.
    pub fn sign(&self, request: Builder) -> Builder {
        match self {
            Self::Nobody => request,
            Self::Cookie(cookie) => request.header(header::COOKIE, cookie),
            Self::Key(key) => request.header("x-api-key", key),
        }
    }
}

impl Farol {
    /// Makes a person of this standing, or another session of theirs.
    pub async fn make_person(&self, standing: Standing) -> As {
        let email = standing.email();
        let mut connection = self.pool.acquire().await.unwrap();
        let user = if let Some(user) = find_user(&mut connection, &email).await.unwrap() {
            user
        } else {
            let owner = matches!(standing, Standing::Owner);
            create_user(&mut connection, &email, None, owner).await.unwrap()
        };
        if let Standing::Member(project, role) = standing {
            let project = ensure_project(&mut connection, project).await.unwrap();
            set_role(&mut connection, project.id, user.id, role).await.unwrap();
        }
        let token = new_token().unwrap();
        let new = NewSession {
            token_hash: &hash_token(&token),
            expires_at: Utc::now() + TimeDelta::minutes(5),
            address: None,
            user_agent: None,
        };
        start_session(&mut connection, user.id, new).await.unwrap();
        As::Cookie(format!("farol_session={token}"))
    }

    /// Asks with a credential, with a JSON body where one is given.
    pub async fn ask(&self, method: Method, path: &str, who: &As, body: Option<&Value>) -> Answer {
        let asked = who.sign(request(method, path));
        let asked = match body {
            None => asked.body(Body::empty()),
            Some(body) => {
                asked.header(header::CONTENT_TYPE, JSON).body(Body::from(body.to_string()))
            }
        };
        self.send(asked.unwrap()).await
    }
}
