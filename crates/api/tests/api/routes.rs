//! What holds on every route that reads, taken from the OpenAPI document: a new route is tested as
//! soon as it is described.

use axum::{
    body::Body,
    http::{Method, header},
};
use farol_storage::Scope;
use farol_testkit::otlp::{attribute, log, span};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, START, request};

const TRACE: &str = "00000000000000000000000000000001";
const SPAN: &str = "0000000000000001";
const LOG: &str = "1763700000000000000_1";

struct Route {
    path: String,
    parameters: Vec<String>,
    /// The methods that it knows besides reading.
    others: Vec<Method>,
}

/// The routes that read a project's data, but those that never end.
fn routes() -> Vec<Route> {
    let document = serde_json::to_value(farol_api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_none = ["session", "administration"];
    let reading = paths.iter().filter(|(path, route)| {
        path.starts_with("/api/")
            && route["get"]["tags"][0].as_str().is_some_and(|tag| !of_none.contains(&tag))
            && !route["get"].to_string().contains("text/event-stream")
            && !needs_parameters(&route["get"])
    });
    let routes: Vec<Route> = reading
        .map(|(path, route)| {
            let parameters = route["get"]["parameters"].as_array().into_iter().flatten();
            let in_query = parameters.filter(|parameter| parameter["in"] == "query");
            let names = in_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned());
            let methods = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].into_iter();
            let others = methods.filter(|method| !route[method.as_str().to_lowercase()].is_null());
            Route { path: path.clone(), parameters: names.collect(), others: others.collect() }
        })
        .collect();
    assert!(routes.len() >= 7, "{}", routes.len());
    routes
}

/// Whether it answers nothing without a parameter of its own.
fn needs_parameters(operation: &Value) -> bool {
    let mut parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.any(|parameter| parameter["in"] == "query" && parameter["required"] == true)
}

impl Route {
    fn of(&self, id: &str) -> String {
        let log = if [TRACE, "order-7"].contains(&id) { LOG } else { id };
        let row = if [TRACE, "order-7"].contains(&id) { "1" } else { id };
        let thread = if id == "order-7" { TRACE } else { id };
        let path = self.path.replace("{id}", id).replace("{spanId}", SPAN);
        let path = path.replace("{logId}", log).replace("{threadId}", thread);
        let event = if [TRACE, "order-7"].contains(&id) { "order_paid" } else { id };
        let path = path.replace("{viewId}", row).replace("{dashboardId}", row);
        path.replace("{name}", event).replace("{reviewId}", thread)
    }

    /// Whether it asks for one thing, which may not be there.
    fn names_one(&self) -> bool {
        self.path.contains('{')
    }
}

/// One execution, with an id of its own and a log record.
async fn with_data(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let mut root = span(1, 1, "work", START);
    root.attributes =
        vec![attribute("farol.execution.id", "order-7"), attribute("farol.thread.id", TRACE)];
    farol.store_spans(vec![root]).await;
    let mut line = log(START, "started");
    line.trace_id = 1_u128.to_be_bytes().to_vec();
    line.span_id = 1_u64.to_be_bytes().to_vec();
    farol.store_logs(vec![line]).await;
    let event =
        json!({"name": "order_paid", "executionId": "order-7", "timestamp": START / 1_000_000});
    farol.send_json("/api/v1/events", &event).await.expect(200);
    let view = json!({"page": "logs", "name": "Slow", "query": "level=warn", "shared": true});
    let editor = farol.make_key("default", &[Scope::Review]).await;
    let dashboard = json!({"name": "Service"});
    for (path, kept) in [("/api/v1/views", view), ("/api/v1/dashboards", dashboard)] {
        let keep = request(Method::POST, path).header("x-api-key", &editor);
        let keep = keep.header(header::CONTENT_TYPE, "application/json");
        farol.send(keep.body(Body::from(kept.to_string())).unwrap()).await.expect(201);
    }
    sqlx::query(
        "insert into reviews (id, project_id, trace_id, execution_id, rating, priority, comment, tags,
             reviewer_kind, reviewed_by, message_count, messages_complete)
         select $1::uuid, id, $1::uuid, 'order-7', 'bad', 'low', 'Too slow', '{}', 'key', 'test', 0, true
         from projects where name = 'default'",
    )
    .bind(TRACE)
    .execute(&farol.pool)
    .await
    .unwrap();
    // So that its id is known.
    sqlx::query("update logs set arrival = 1").execute(&farol.pool).await.unwrap();
    farol
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn reading_needs_a_credential_that_may_read(pool: PgPool) {
    let farol = with_data(pool).await;
    let ingest = farol.make_key("default", &[Scope::Ingest]).await;
    let review = farol.make_key("default", &[Scope::Review]).await;
    let admin = farol.make_key("default", &[Scope::Admin]).await;
    for route in routes() {
        let path = route.of(TRACE);
        let without = request(Method::GET, &path).body(Body::empty()).unwrap();
        let answer = farol.send(without).await;
        answer.problem(401, "unauthorized");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
        farol.read_as(&path, "fk_unknown").await.problem(401, "unauthorized");
        for key in [&ingest, &review] {
            farol.read_as(&path, key).await.problem(403, "forbidden");
        }
        farol.read_as(&path, &admin).await.expect(200);
        let bearer = format!("Bearer {}", farol.key);
        let with = request(Method::GET, &path).header(header::AUTHORIZATION, bearer);
        farol.send(with.body(Body::empty()).unwrap()).await.expect(200);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn another_projects_data_is_not_there(pool: PgPool) {
    let farol = with_data(pool).await;
    let stranger = farol.make_key("other", &[Scope::Read]).await;
    for route in routes() {
        for id in [TRACE, "order-7"] {
            let path = route.of(id);
            farol.read(&path).await.expect(200);
            let answer = farol.read_as(&path, &stranger).await;
            if route.names_one() {
                let absent = farol.read_as(&route.of("never-was"), &stranger).await;
                answer.problem(404, "not_found");
                assert_eq!(answer.body, absent.body, "nobody can tell the two apart");
            } else if path.ends_with("/overview") {
                assert_eq!(answer.expect(200).json()["total"]["executions"], 0, "{path}");
            } else if path.ends_with("/stats") || path.ends_with("/preview") {
                assert_eq!(answer.expect(200).json()["total"], 0, "{path}");
            } else if path.ends_with("/export") {
                let exported = answer.expect(200).json();
                assert_eq!(exported["training_examples"], json!([]), "{path}");
            } else {
                assert_eq!(answer.expect(200).json()["items"], json!([]), "{path}");
            }
            // Nor by naming it.
            let named = format!("{path}?project=default");
            farol.read_as(&named, &stranger).await.problem(404, "not_found");
            farol.read(&named).await.expect(200);
        }
    }
    let filters = [
        format!("observability/logs?traceId={TRACE}"),
        format!("observability/logs?spanId={SPAN}"),
        "observability/logs?executionId=order-7".to_owned(),
        "events?executionId=order-7".to_owned(),
    ];
    for filter in filters {
        let path = format!("/api/v1/{filter}");
        assert_eq!(farol.find(&path).await["items"].as_array().unwrap().len(), 1, "{path}");
        let answer = farol.read_as(&path, &stranger).await.expect(200);
        assert_eq!(answer.json()["items"], json!([]), "{path}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn parameters_are_read_strictly(pool: PgPool) {
    let farol = with_data(pool).await;
    for route in routes() {
        let path = route.of(TRACE);
        farol.read(&format!("{path}?colour=red")).await.names_field("colour");
        farol.read(&format!("{path}?project=default&Limit=1")).await.names_field("Limit");
        let has = |name: &str| route.parameters.iter().any(|own| own == name);
        for name in ["limit", "offset", "cursor", "from", "to", "order", "sort", "shape"] {
            if has(name) {
                farol.read(&format!("{path}?{name}=nonsense")).await.names_field(name);
            }
        }
        if has("limit") {
            for limit in ["0", "-1", "1001", "9223372036854775808", "1.5"] {
                farol.read(&format!("{path}?limit={limit}")).await.names_field("limit");
            }
            farol.read(&format!("{path}?limit=1&limit=2")).await.names_field("limit");
            farol.read(&format!("{path}?limit=500")).await.expect(200);
        }
        farol.read(&format!("{path}?project=a&project=b")).await.names_field("project");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn no_value_makes_the_server_fail(pool: PgPool) {
    let farol = with_data(pool).await;
    let odd = ["%00", "a%00b", "%ff", "%F0%9F%92%A9", "'%22%5C%25_", "..", "-1", "0", "%2F"];
    let long = "x".repeat(5_000);
    for route in routes() {
        for value in odd.iter().copied().chain([&*long]) {
            if route.names_one() {
                let answer = farol.read(&route.of(value)).await;
                assert!(answer.status.is_client_error(), "{}: {}", answer.shown, answer.status);
                answer.problem(answer.status.as_u16(), answer.json()["code"].as_str().unwrap());
            }
            for name in &route.parameters {
                let answer = farol.read(&format!("{}?{name}={value}", route.of(TRACE))).await;
                let status = answer.status.as_u16();
                assert!([200, 422].contains(&status), "{}: {}", answer.shown, answer.text());
                if status == 422 {
                    answer.problem(422, "invalid");
                }
            }
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn head_is_get_without_the_body_and_other_methods_are_refused(pool: PgPool) {
    let farol = with_data(pool).await;
    for route in routes() {
        let path = route.of(TRACE);
        let ask = async |method: Method| {
            let asked = request(method, &path).header("x-api-key", &farol.key);
            farol.send(asked.body(Body::empty()).unwrap()).await
        };
        let (get, head) = (ask(Method::GET).await, ask(Method::HEAD).await.expect(200));
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        let unknown = [Method::POST, Method::PUT, Method::DELETE].into_iter();
        for method in unknown.filter(|method| !route.others.contains(method)) {
            let answer = ask(method).await;
            answer.problem(405, "method_not_allowed");
            let allowed = answer.header("allow");
            assert!(allowed.contains("GET") && allowed.contains("HEAD"), "{path}: {allowed:?}");
        }
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn lists_have_the_same_frame(pool: PgPool) {
    let farol = with_data(pool).await;
    let is_list = |route: &&Route| route.parameters.iter().any(|name| name == "cursor");
    for route in routes().iter().filter(|route| !route.names_one()).filter(is_list) {
        let page = farol.find(&route.of("")).await;
        let fields = page.as_object().unwrap();
        if fields.contains_key("complete") {
            let searched = (&page["complete"], &page["searchedTo"]);
            assert_eq!((searched, fields.len()), ((&json!(true), &Value::Null), 4), "{page}");
        } else {
            assert_eq!(fields.len(), 2, "{}", route.path);
        }
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{}", route.path);
        assert_eq!(page["nextCursor"], Value::Null, "{}", route.path);
    }
}
