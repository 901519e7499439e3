//! Who may do what: every route of the OpenAPI document against every credential. A new route is tested as
//! soon as it is described; one that changes something has to be named below.

use std::time::Duration;

use axum::http::Method;
use farol_storage::{Role, Scope, register_job};
use farol_testkit::otlp::span;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, START, Standing};

const SHOP: &str = "shop";

/// What a route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// No credential.
    Nothing,
    /// A session, whatever its person may do.
    Person,
    /// This role in the project, or a key of it with this scope.
    Role(Role, Scope),
    /// A key with the scope `admin`, or an owner.
    Operator,
    /// A key with the scope `admin`, or anybody with a session.
    PersonOrAdminKey,
    /// An owner.
    Owner,
}

struct Route {
    method: Method,
    path: String,
    takes: Takes,
    /// Whether the project stands in the path; else it does in the query.
    named: bool,
}

/// The routes that are neither open, nor telemetry, nor never end.
fn routes() -> Vec<Route> {
    let document = serde_json::to_value(farol_api::openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            let streamed = operation.to_string().contains("text/event-stream");
            if ["ingest", "operation"].contains(&tag) || streamed || path.starts_with("/ws/") {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let takes = takes(&method, path, tag);
            let named = path.contains("{project}");
            routes.push(Route { method, path: path.clone(), takes, named });
        }
    }
    assert!(routes.len() >= 20, "{}", routes.len());
    routes
}

fn takes(method: &Method, path: &str, tag: &str) -> Takes {
    match (tag, path) {
        (
            _,
            "/sign-in"
            | "/api/v1/auth/sign-in"
            | "/api/v1/auth/sign-out"
            | "/api/v1/auth/invitation",
        ) => Takes::Nothing,
        ("session", _) => Takes::Person,
        (_, "/api/v1/scheduler/jobs" | "/api/v1/admin/jobs/retention") => Takes::Operator,
        (_, "/api/v1/admin/projects") if method == Method::GET => Takes::PersonOrAdminKey,
        (_, "/api/v1/admin/projects" | "/api/v1/admin/users" | "/api/v1/admin/users/{email}") => {
            Takes::Owner
        }
        (_, "/api/v1/audit" | "/api/v1/audit/export") => Takes::Role(Role::Admin, Scope::Admin),
        ("administration", _) if path.contains("{project}") => {
            Takes::Role(Role::Admin, Scope::Admin)
        }
        ("administration", _) => panic!("who may {method} {path}?"),
        // Their own; what is shared takes more.
        ("views", _) if method != Method::GET => Takes::Role(Role::Viewer, Scope::Review),
        ("scores", _) if method == Method::DELETE => Takes::Role(Role::Editor, Scope::Review),
        ("dashboards" | "reviews", _) if method != Method::GET => {
            Takes::Role(Role::Editor, Scope::Review)
        }
        _ => Takes::Role(Role::Viewer, Scope::Read),
    }
}

impl Route {
    fn url(&self, project: &str) -> String {
        let path = self.path.replace("{project}", project).replace(['{', '}'], "");
        if self.named { path } else { format!("{path}?project={project}") }
    }

    async fn ask(&self, farol: &Farol, who: &As, project: &str) -> Answer {
        let empty = json!({});
        let body = (self.method != Method::GET).then_some(&empty);
        farol.ask(self.method.clone(), &self.url(project), who, body).await
    }
}

/// One whose scheduler has begun.
async fn started(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let mut connection = farol.pool.acquire().await.unwrap();
    register_job(&mut connection, "retention", Duration::from_mins(2)).await.unwrap();
    drop(connection);
    farol
}

/// What an answer says about the permission: whatever else may be wrong is found out behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allowed,
    SignIn,
    Forbidden,
    NoSuchProject,
}

fn verdict(answer: &Answer) -> Verdict {
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match answer.status.as_u16() {
        401 => Verdict::SignIn,
        403 => Verdict::Forbidden,
        404 if problem["detail"] == "There is no such project." => Verdict::NoSuchProject,
        status => {
            assert!(status < 500, "{}: {}", answer.shown, answer.text());
            Verdict::Allowed
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn people_may_what_their_role_allows(pool: PgPool) {
    let farol = started(pool).await;
    let member = |role| Standing::Member(SHOP, role);
    let standings = [
        Standing::Stranger,
        Standing::Member("other", Role::Admin),
        member(Role::Viewer),
        member(Role::Editor),
        member(Role::Admin),
        Standing::Owner,
    ];
    for route in routes() {
        let open = verdict(&route.ask(&farol, &As::Nobody, SHOP).await);
        // Those of no credential answer 401 for what is in the body, too.
        if route.takes == Takes::Nothing {
            continue;
        }
        assert_eq!(open, Verdict::SignIn, "{} {}", route.method, route.path);
        for standing in standings {
            let who = farol.make_person(standing).await;
            let own = match standing {
                Standing::Owner => Some(Role::Admin),
                Standing::Member(SHOP, role) => Some(role),
                _ => None,
            };
            let expected = match (route.takes, own) {
                (Takes::Operator | Takes::Owner, _) if matches!(standing, Standing::Owner) => {
                    Verdict::Allowed
                }
                (Takes::Operator | Takes::Owner, _) => Verdict::Forbidden,
                (Takes::Role(..), None) => Verdict::NoSuchProject,
                (Takes::Role(least, _), Some(own)) if own < least => Verdict::Forbidden,
                _ => Verdict::Allowed,
            };
            let answer = route.ask(&farol, &who, SHOP).await;
            assert_eq!(
                verdict(&answer),
                expected,
                "{standing:?}: {} {}",
                answer.shown,
                answer.text()
            );
            if expected == Verdict::NoSuchProject {
                let absent = route.ask(&farol, &who, "never-was").await;
                assert_eq!(answer.body, absent.body, "nobody can tell the two apart");
            }
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn keys_may_what_their_scopes_allow_in_their_project_alone(pool: PgPool) {
    let farol = started(pool).await;
    for route in routes() {
        for scope in Scope::ALL {
            let key = As::Key(farol.make_key(SHOP, &[scope]).await);
            let has = |least: Scope| scope == least || scope == Scope::Admin;
            let expected = match route.takes {
                Takes::Nothing => continue,
                Takes::Person => Verdict::SignIn,
                Takes::Operator | Takes::PersonOrAdminKey if has(Scope::Admin) => Verdict::Allowed,
                Takes::Role(_, least) if has(least) => Verdict::Allowed,
                _ => Verdict::Forbidden,
            };
            let answer = route.ask(&farol, &key, SHOP).await;
            assert_eq!(verdict(&answer), expected, "{scope:?}: {} {}", answer.shown, answer.text());
            if matches!(route.takes, Takes::Role(..)) && expected == Verdict::Allowed {
                let foreign = verdict(&route.ask(&farol, &key, "default").await);
                assert_eq!(foreign, Verdict::NoSuchProject, "{}", answer.shown);
            }
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_session_tells_what_its_person_may(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let read = async |who: &As| {
        farol.ask(Method::GET, "/api/v1/auth/session", who, None).await.expect(200).json()
    };
    let viewer = farol.make_person(Standing::Member(SHOP, Role::Viewer)).await;
    let told = read(&viewer).await;
    assert_eq!(told["projects"], json!([{"name": SHOP, "role": "viewer"}]));
    assert_eq!(
        (&told["user"]["owner"], &told["user"]["hasPassword"]),
        (&false.into(), &false.into())
    );
    let stranger = read(&farol.make_person(Standing::Stranger).await).await;
    assert_eq!(stranger["projects"], json!([]));
    let owner = read(&farol.make_person(Standing::Owner).await).await;
    let all = json!([{"name": "default", "role": "admin"}, {"name": SHOP, "role": "admin"}]);
    assert_eq!((&owner["projects"], &owner["user"]["owner"]), (&all, &true.into()));
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_role_opens_its_project_and_no_other(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![span(1, 1, "work", START)]).await;
    let list = "/api/v1/observability/executions";
    let viewer = farol.make_person(Standing::Member("default", Role::Viewer)).await;
    let seen = farol.ask(Method::GET, list, &viewer, None).await.expect(200).json();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    let other = farol.make_person(Standing::Member(SHOP, Role::Admin)).await;
    farol.ask(Method::GET, list, &other, None).await.problem(404, "not_found");
    let named = format!("{list}?project={SHOP}");
    farol.ask(Method::GET, &named, &other, None).await.expect(200);
    farol.ask(Method::GET, &named, &viewer, None).await.problem(404, "not_found");
}
