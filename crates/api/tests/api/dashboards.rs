//! Dashboards: what they may be, and two people changing the same one.

use axum::http::Method;
use farol_storage::{Role, Scope};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, As, Farol, Standing};

const DASHBOARDS: &str = "/api/v1/dashboards";

/// Of the audit trail: action, actor, target, before and after.
type Entry = (String, String, String, Option<Value>, Option<Value>);

struct Keeper {
    farol: Farol,
    editor: As,
}

impl Keeper {
    async fn new(pool: PgPool) -> Self {
        let farol = Farol::new(pool).await;
        let editor = farol.make_person(Standing::Member("default", Role::Editor)).await;
        Self { farol, editor }
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.farol.ask(method, path, &self.editor, Some(body)).await
    }

    async fn post(&self, body: &Value) -> Answer {
        self.ask(Method::POST, DASHBOARDS, body).await
    }

    async fn read(&self, place: &str) -> Value {
        self.farol.ask(Method::GET, place, &self.editor, None).await.expect(200).json()
    }

    /// Makes a dashboard, and says where it is.
    async fn make(&self, body: &Value) -> String {
        let made = self.post(body).await.expect(201);
        let place = made.header("location").to_owned();
        assert_eq!(place, format!("{DASHBOARDS}/{}", made.json()["id"].as_str().unwrap()));
        place
    }
}

fn card(id: &str) -> Value {
    json!({
        "id": id, "type": "bar", "title": "Resolved <b>by</b> category", "color": "agent",
        "layout": {"x": 0, "y": 0, "w": 6, "h": 4},
        "query": {"event": "ticket_resolved", "aggregation": "count", "groupBy": "category", "interval": "day"},
    })
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_dashboard_is_given_back_as_it_was_sent(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let mut whole = card("c-1");
    whole["target"] = json!(95.5);
    whole["unit"] = json!("min");
    whole["colors"] = json!({"network": "#12abEF", "__proto__": "llm"});
    let feed = json!({"id": "c-2", "type": "feed", "title": "", "color": "#000000",
        "layout": {"x": 6, "y": 0, "w": 6, "h": 40}, "query": {"event": ["a", "b"]}});
    let settings = json!({"range": "7d", "refreshSeconds": 30,
        "filters": [{"property": "category", "op": "eq", "value": "network"}]});
    let sent = json!({"name": " Customer service ", "description": "Tickets\nand calls",
        "cards": [whole, feed], "settings": settings});
    let place = of.make(&sent).await;
    let read = of.read(&place).await;
    assert_eq!((&read["name"], &read["version"]), (&json!("Customer service"), &json!(1)));
    for field in ["description", "cards", "settings"] {
        assert_eq!(read[field], sent[field], "{field}");
    }
    let editor = json!("editor@default.example.com");
    assert_eq!((&read["createdBy"], &read["updatedBy"]), (&editor, &editor));
    // What was read can be sent again, under another name.
    let mut copy = read.clone();
    copy["name"] = json!("A copy");
    let copied = of.make(&copy).await;
    assert_ne!(copied, place);
    assert_eq!(of.read(&copied).await["cards"], read["cards"]);
    let list = of.read(DASHBOARDS).await;
    let counts: Vec<_> =
        list["items"].as_array().unwrap().iter().map(|of| &of["cardCount"]).collect();
    assert_eq!((counts, &list["items"][0]["name"]), (vec![&json!(2); 2], &json!("A copy")));
    assert!(list["items"][0]["cards"].is_null());
    let page = of.read(&format!("{DASHBOARDS}?limit=1")).await;
    let next = format!("{DASHBOARDS}?cursor={}", page["nextCursor"].as_str().unwrap());
    assert_eq!(of.read(&next).await["items"][0]["name"], "Customer service");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn whoever_changes_what_was_changed_is_told_what_it_is_now(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let place = of.make(&json!({"name": "Service", "cards": [card("a")]})).await;
    let renamed = of.ask(Method::PATCH, &place, &json!({"version": 1, "name": "Calls"})).await;
    let renamed = renamed.expect(200).json();
    assert_eq!((&renamed["version"], &renamed["cards"]), (&json!(2), &json!([card("a")])));
    for method in [Method::PATCH, Method::PUT] {
        let late = of.ask(method, &place, &json!({"version": 1, "cards": []})).await;
        let problem = late.problem(409, "version_conflict");
        assert_eq!(problem["current"], renamed);
    }
    let mut whole = renamed.clone();
    whole["cards"] = json!([card("a"), card("b")]);
    let replaced = of.ask(Method::PUT, &place, &whole).await.expect(200).json();
    assert_eq!((&replaced["version"], &replaced["cards"]), (&json!(3), &whole["cards"]));
    of.ask(Method::PATCH, &place, &json!({"name": "x"})).await.names_field("version");

    let gone = format!("{place}?version=2");
    let problem = of.farol.ask(Method::DELETE, &gone, &of.editor, None).await;
    assert_eq!(problem.problem(409, "version_conflict")["current"], replaced);
    let last = format!("{place}?version=3");
    of.farol.ask(Method::DELETE, &last, &of.editor, None).await.expect(204);
    of.farol.ask(Method::GET, &place, &of.editor, None).await.problem(404, "not_found");
    of.ask(Method::PATCH, &place, &json!({"version": 3})).await.problem(404, "not_found");
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.problem(404, "not_found");
    let place = of.make(&json!({"name": "Service"})).await;
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.expect(204);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn of_two_changes_at_once_one_wins(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let place = of.make(&json!({"name": "Service"})).await;
    for version in 1..=10 {
        let change = |text: &str| json!({"version": version, "description": text});
        let (one, other) = (change("one"), change("other"));
        let (one, other) =
            tokio::join!(of.ask(Method::PUT, &place, &one), of.ask(Method::PUT, &place, &other));
        let mut both = [one, other];
        both.sort_by_key(|answer| answer.status);
        let [won, lost] = both;
        let won = won.expect(200).json();
        assert_eq!(lost.problem(409, "version_conflict")["current"], won);
        assert_eq!(won["version"], version + 1);
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn names_are_taken_once_and_dashboards_are_counted(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let named = |name: &str| json!({"name": name});
    of.make(&named("Service")).await;
    of.post(&named("Service ")).await.problem(409, "name_taken");
    let other = of.make(&named("Sales")).await;
    let rename = json!({"version": 1, "name": "Service"});
    of.ask(Method::PATCH, &other, &rename).await.problem(409, "name_taken");
    assert_eq!(of.read(&other).await["version"], 1);
    // In another project it is another's name.
    let key = As::Key(of.farol.make_key("other", &[Scope::Review]).await);
    let theirs = of.farol.ask(Method::POST, DASHBOARDS, &key, Some(&named("Service"))).await;
    let theirs = theirs.expect(201).header("location").to_owned();
    for method in [Method::PATCH, Method::PUT] {
        of.ask(method, &theirs, &rename).await.problem(404, "not_found");
    }
    of.farol.ask(Method::DELETE, &theirs, &of.editor, None).await.problem(404, "not_found");
    sqlx::query(
        "insert into dashboards (project_id, name, cards, created_by, updated_by)
         select project_id, number::text, cards, created_by, updated_by
         from dashboards, generate_series(1, 198) as number where name = 'Sales'",
    )
    .execute(&of.farol.pool)
    .await
    .unwrap();
    let problem = of.post(&named("One more")).await.problem(409, "conflict");
    assert!(problem["detail"].as_str().unwrap().contains("200"), "{problem}");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_is_wrong_is_named_by_its_place(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let with = |pointer: &str, value: Value| {
        let mut second = card("b");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        second.pointer_mut(parent).unwrap()[name] = value;
        json!({"name": "x", "cards": [card("a"), second]})
    };
    let long = |length: usize| json!("é".repeat(length));
    let many: serde_json::Map<String, Value> =
        (0..51).map(|number| (number.to_string(), json!("llm"))).collect();
    for (body, field) in [
        (with("/layout/w", json!(13)), "cards[1].layout.w"),
        (with("/layout/w", json!(0)), "cards[1].layout.w"),
        (with("/layout/w", json!(1.5)), "cards[1].layout.w"),
        (with("/layout/x", json!(7)), "cards[1].layout.w"),
        (with("/layout/x", json!(12)), "cards[1].layout.x"),
        (with("/layout/y", json!(1001)), "cards[1].layout.y"),
        (with("/layout/h", json!(41)), "cards[1].layout.h"),
        (with("/layout/z", json!(1)), "cards[1].layout.z"),
        (with("/id", json!("a")), "cards[1].id"),
        (with("/id", json!("")), "cards[1].id"),
        (with("/id", long(65)), "cards[1].id"),
        (with("/type", json!("gauge")), "cards[1].type"),
        (with("/title", long(201)), "cards[1].title"),
        (with("/title", json!("a\0b")), "cards[1].title"),
        (with("/color", json!("red")), "cards[1].color"),
        (with("/color", json!("#12345g")), "cards[1].color"),
        (with("/colors", json!({"a": "url(x)"})), "cards[1].colors"),
        (with("/colors", Value::Object(many)), "cards[1].colors"),
        (with("/unit", long(33)), "cards[1].unit"),
        (with("/target", json!("5")), "cards[1].target"),
        (with("/query", json!([])), "cards[1].query"),
        (with("/query/from", json!("2026-11-21T00:00:00Z")), "cards[1].query.from"),
        (with("/query/timezone", json!("UTC")), "cards[1].query.timezone"),
        (with("/query/aggregation", json!("median")), "cards[1].query.aggregation"),
        (with("/query/aggregation", json!("sum")), "cards[1].query.property"),
        (with("/query/event", Value::Null), "cards[1].query.event"),
        (
            with("/query/filters", json!([{"property": "a", "op": "gt", "value": "x"}])),
            "cards[1].query.filters[0].value",
        ),
        (
            with("/query/filters", json!([{"property": "a", "op": "like"}])),
            "cards[1].query.filters[0].op",
        ),
        (with("/query/having", json!(1)), "cards[1].query.having"),
        (with("/query", json!({"event": "a"})), "cards[1].query.aggregation"),
        (with("/type", json!("feed")), "cards[1].query.aggregation"),
        (with("/onclick", json!("alert(1)")), "cards[1].onclick"),
        (json!({"name": "x", "cards": vec![card("a"); 51]}), "cards"),
        (json!({"name": ""}), "name"),
        (json!({"name": long(101)}), "name"),
        (json!({"name": "x", "description": long(2_001)}), "description"),
        (json!({"name": "x", "settings": {"refreshSeconds": 86_401}}), "settings.refreshSeconds"),
        (json!({"name": "x", "settings": {"range": "x".repeat(9_000)}}), "settings"),
        (json!({"name": "x", "settings": {"theme": "dark"}}), "settings.theme"),
        (
            json!({"name": "x", "settings": {"filters": [{"property": "a"}]}}),
            "settings.filters[0].value",
        ),
        (
            json!({"name": "x", "settings": {"filters": [{"value": 1}]}}),
            "settings.filters[0].property",
        ),
        (json!({"name": "x", "owner": "me"}), "owner"),
    ] {
        of.post(&body).await.names_field(field);
    }
    let body = with("/query/filters", Value::Array(vec![json!("x".repeat(1_000)); 17]));
    of.post(&body).await.names_field("cards[1].query");
    let huge = json!({"name": "x", "description": "x".repeat(1 << 20)});
    of.post(&huge).await.problem(413, "too_large");
    assert_eq!(of.farol.count("dashboards").await, 0);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_was_done_is_in_the_audit_trail(pool: PgPool) {
    let of = Keeper::new(pool).await;
    let place = of.make(&json!({"name": "Service", "cards": [card("a")]})).await;
    of.ask(Method::PUT, &place, &json!({"version": 1, "name": "Calls", "cards": []}))
        .await
        .expect(200);
    of.farol.ask(Method::DELETE, &place, &of.editor, None).await.expect(204);
    let trail = "select action, actor, target, before, after from audit_entries order by id";
    let trail: Vec<Entry> = sqlx::query_as(trail).fetch_all(&of.farol.pool).await.unwrap();
    let actions: Vec<&str> = trail.iter().map(|(action, ..)| action.as_str()).collect();
    assert_eq!(actions, ["dashboard.created", "dashboard.changed", "dashboard.deleted"]);
    assert!(trail.iter().all(|(_, actor, ..)| actor == "editor@default.example.com"));
    let (_, _, target, before, after) = &trail[1];
    let (before, after) = (before.as_ref().unwrap(), after.as_ref().unwrap());
    assert_eq!((target.as_str(), &before["name"]), ("Calls", &json!("Service")));
    assert_eq!((&before["cards"][0], &after["version"]), (&card("a")["title"], &json!(2)));
}
