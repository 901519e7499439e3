//! Log records found by text and attribute, page by page, and the lines around one.

use std::{collections::BTreeSet, time::Duration};

use farol_testkit::otlp::{
    attribute, log, logs,
    proto::{logs::v1::LogRecord, resource::v1::Resource},
    protobuf_bytes,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Farol, PROTOBUF, START, settings, telemetry};

const LIST: &str = "/api/v1/observability/logs";
const SECOND: u64 = 1_000_000_000;
const DAY: u64 = 86_400 * SECOND;

fn bodies(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap()).collect()
}

/// A line with a tenant, a number, a list and something nested.
fn line(number: u64, body: &str) -> LogRecord {
    let tenant = if number.is_multiple_of(2) { "acme" } else { "umbrella" };
    LogRecord {
        attributes: vec![
            attribute("tenant.id", tenant),
            attribute("number", i64::try_from(number).unwrap()),
            attribute("http", vec![attribute("status", 200_i64)]),
            attribute("__proto__", "polluted"),
        ],
        ..log(START + number * SECOND, body)
    }
}

async fn with_lines(pool: PgPool) -> Farol {
    let farol = Farol::new(pool).await;
    let lines = ["Olá, Ação", "said \"hi\"", "C:\\new", "100% of it_all", "plain"];
    let mut records: Vec<LogRecord> =
        (0..).zip(lines).map(|(number, body)| line(number, body)).collect();
    records.push(log(START + 9 * SECOND, "bare"));
    let mut request = logs("worker", records);
    request.resource_logs[0].resource = Some(Resource {
        attributes: vec![attribute("service.name", "worker"), attribute("region", "eu")],
        ..Resource::default()
    });
    farol.send(telemetry("/v1/logs", PROTOBUF, protobuf_bytes(&request))).await.expect(200);
    farol
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn text_and_attributes_find_what_they_name_and_leave_out_the_rest(pool: PgPool) {
    let farol = with_lines(pool).await;
    let all = ["bare", "plain", "100% of it_all", "C:\\new", "said \"hi\"", "Olá, Ação"];
    for (query, found) in [
        ("search=PLAIN", vec!["plain"]),
        ("search=a%C3%87%C3%83o", vec!["Olá, Ação"]),
        ("search=said+%22HI%22", vec!["said \"hi\""]),
        ("search=100%25", vec!["100% of it_all"]),
        ("search=it_all", vec!["100% of it_all"]),
        ("search=itxall", vec![]),
        ("search=%5Cnew", vec!["C:\\new"]),
        ("search=umbrella", vec!["100% of it_all", "said \"hi\""]),
        ("search=%22:%22", vec![]),
        ("search=worker", vec![]),
        ("search=", all.to_vec()),
        ("attr.tenant.id=umbrella", vec!["100% of it_all", "said \"hi\""]),
        ("attr.number=2", vec!["C:\\new"]),
        ("attr.number=2.0&attr.number=3", vec!["100% of it_all", "C:\\new"]),
        ("attr.http.status=200&attr.tenant.id=acme&attr.number=0", vec!["Olá, Ação"]),
        ("attr.http.status=404", vec![]),
        ("attr.__proto__=polluted&attr.number=4", vec!["plain"]),
        ("attr.region=eu", all.to_vec()),
        ("attr.region=us", vec![]),
        ("not.attr.tenant.id=acme", vec!["bare", "100% of it_all", "said \"hi\""]),
        ("not.attr.tenant.id=acme&not.attr.tenant.id=umbrella", vec!["bare"]),
        ("not.attr.region=eu", vec![]),
        ("not.level=info", vec![]),
        ("not.level=ERROR", all.to_vec()),
        ("not.service=worker", vec![]),
        ("not.service=other&search=bare", vec!["bare"]),
        ("search=hi&attr.tenant.id=acme", vec![]),
        ("order=asc&attr.tenant.id=umbrella", vec!["said \"hi\"", "100% of it_all"]),
    ] {
        let page = farol.find(&format!("{LIST}?{query}")).await;
        assert_eq!(bodies(&page), found, "{query}");
        assert_eq!((&page["complete"], &page["searchedTo"]), (&json!(true), &Value::Null));
    }
    farol.read(&format!("{LIST}?search=a&search=b")).await.names_field("search");
    let long = "x".repeat(1_001);
    farol.read(&format!("{LIST}?search={long}")).await.names_field("search");
    let many = "attr.a=1&attr.b=2&".repeat(20);
    farol.read(&format!("{LIST}?{many}")).await.expect(200);
    let many: Vec<String> = (0..33).map(|number| format!("attr.a{number}=1")).collect();
    farol.read(&format!("{LIST}?{}", many.join("&"))).await.names_field("attr");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn pages_of_a_search_are_whole_over_days_and_nothing_comes_twice(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Three days: one with more lines than a first look takes, a gap, and one with few.
    let dense = (0..6_000).map(|at| (START + at * 3_000_000, at));
    let sparse = (0..40).map(|at| (START + 3 * DAY + at * 600 * SECOND, 6_000 + at));
    let lines = dense.chain(sparse).map(|(time, at)| {
        let text = if at % 97 == 0 { format!("needle {at}") } else { format!("hay {at}") };
        log(time, &text)
    });
    farol.store_logs(lines.collect()).await;
    let expected: Vec<String> =
        (0..6_040).filter(|at| at % 97 == 0).map(|at| format!("needle {at}")).collect();
    for (order, limit) in [("asc", 7), ("desc", 20)] {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("{LIST}?search=NEEDLE&order={order}&limit={limit}{cursor}");
            let page = farol.find(&path).await;
            all.extend(bodies(&page).into_iter().map(str::to_owned));
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        if order == "desc" {
            all.reverse();
        }
        assert_eq!(all, expected, "{order}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_search_that_comes_to_its_deadline_says_how_far_it_came_and_goes_on(pool: PgPool) {
    let hasty = settings();
    let hasty = farol_api::ApiSettings { search_deadline: Duration::ZERO, ..hasty };
    let hasty = Farol::with(pool.clone(), hasty).await;
    let text =
        |at: u64| if at.is_multiple_of(100) { format!("needle {at}") } else { format!("hay {at}") };
    hasty.store_logs((0..3_000).map(|at| log(START + at * 60 * SECOND, &text(at))).collect()).await;
    let page = hasty.find(&format!("{LIST}?search=needle&limit=500")).await;
    assert_eq!(page["complete"], false);
    assert!(page["searchedTo"].is_string(), "{page}");
    let mut cursor = page["nextCursor"].as_str().expect("more to look at").to_owned();
    let mut found: BTreeSet<String> = bodies(&page).into_iter().map(str::to_owned).collect();
    let patient = Farol::new(pool).await;
    loop {
        let path = format!("{LIST}?search=needle&limit=500&cursor={cursor}");
        let page = patient.find(&path).await;
        assert!(bodies(&page).iter().all(|body| found.insert((*body).to_owned())), "twice");
        let Some(next) = page["nextCursor"].as_str() else { break };
        next.clone_into(&mut cursor);
    }
    assert_eq!(found.len(), 30);
    for path in ["histogram?search=needle", "fields"] {
        let cut = hasty.find(&format!("{LIST}/{path}")).await;
        assert_eq!(cut["complete"], false, "{path}: {cut}");
        assert!(cut["searchedTo"].is_string(), "{path}");
    }
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_line_is_shown_among_its_neighbours(pool: PgPool) {
    let farol = with_lines(pool).await;
    let other = protobuf_bytes(&logs("other", vec![line(2, "another's"), line(2, "its second")]));
    farol.send(telemetry("/v1/logs", PROTOBUF, other)).await.expect(200);
    let page = farol.find(&format!("{LIST}?attr.number=2&service=worker")).await;
    let id = page["items"][0]["id"].as_str().unwrap();
    let context = async |query: &str| farol.find(&format!("{LIST}/{id}/context?{query}")).await;

    let around = context("before=1&after=2").await;
    assert_eq!(bodies(&around), ["said \"hi\"", "C:\\new", "100% of it_all", "plain"]);
    assert_eq!(around["position"], 1);
    assert_eq!((&around["hasMoreBefore"], &around["hasMoreAfter"]), (&json!(true), &json!(true)));
    let around = context("by=service").await;
    assert_eq!((around["items"].as_array().unwrap().len(), &around["position"]), (6, &json!(2)));
    assert_eq!((&around["hasMoreBefore"], &around["hasMoreAfter"]), (&json!(false), &json!(false)));
    let same = context("by=attr.tenant.id").await;
    assert_eq!(bodies(&same), ["Olá, Ação", "C:\\new", "another's", "its second", "plain"]);
    assert_eq!(bodies(&context("before=0&after=0").await), ["C:\\new"]);

    for (query, field) in [
        ("by=trace", "by"),
        ("by=attr.nothing", "by"),
        ("by=colour", "by"),
        ("before=251", "before"),
        ("after=-1", "after"),
    ] {
        farol.read(&format!("{LIST}/{id}/context?{query}")).await.names_field(field);
    }
    farol.read(&format!("{LIST}/{START}_7/context")).await.problem(404, "not_found");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn fields_are_told_with_their_most_frequent_values(pool: PgPool) {
    let farol = with_lines(pool).await;
    let fields = farol.find(&format!("{LIST}/fields")).await;
    assert_eq!((&fields["sampled"], &fields["complete"]), (&json!(6), &json!(true)));
    let field = |name: &str| {
        let items = fields["items"].as_array().unwrap().iter();
        let mut named = items.filter(|item| item["name"] == name);
        named.next().unwrap_or_else(|| panic!("{name}: {fields}"))
    };
    let tenant = field("tenant.id");
    assert_eq!((&tenant["parameter"], &tenant["count"]), (&json!("attr.tenant.id"), &json!(5)));
    let values = json!([{"value": "acme", "count": 3}, {"value": "umbrella", "count": 2}]);
    assert_eq!(tenant["values"], values);
    assert_eq!(field("http.status")["values"], json!([{"value": "200", "count": 5}]));
    assert_eq!(field("region")["source"], "resource");
    assert_eq!(field("level")["values"], json!([{"value": "info", "count": 6}]));
    assert_eq!(field("service")["parameter"], "service");
    let fields = farol.find(&format!("{LIST}/fields?attr.number=1&attr.number=2&values=1")).await;
    let number = fields["items"].as_array().unwrap().iter().find(|item| item["name"] == "number");
    let number = number.unwrap();
    assert_eq!((&number["count"], &number["hasMoreValues"]), (&json!(2), &json!(true)));
    farol.read(&format!("{LIST}/fields?values=101")).await.names_field("values");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn what_came_as_json_is_found_however_it_was_written(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let body = r#"{"logs": [
        {"ts": "2025-11-21T04:40:00.5Z", "level": "WARNING", "msg": "a\u00e7\u00e3o \/path",
         "tenant_id" : "acme" , "user": { "id" : 7 , "tags" : [ "vip" ] } },
        {"ts": "2025-11-21T04:40:01.5Z", "level": "CRITICAL", "msg": {"text": "\ud83e\udd80 crab"}, "rate": 1.50}
    ]}"#;
    farol.send(telemetry("/api/v1/logs", "application/json", body)).await.expect(200);
    for (query, found) in [
        ("search=A%C3%87%C3%83O+/PATH", 1),
        ("search=%F0%9F%A6%80+CRAB", 1),
        ("search=vip", 1),
        ("attr.tenant_id=acme", 1),
        ("attr.user.id=7&attr.user.tags=vip", 1),
        ("attr.rate=1.5", 1),
        ("attr.rate=1.500", 1),
        ("attr.rate=15", 0),
        ("level=WARNING", 1),
        ("level=warn", 1),
        ("level=fatal", 1),
        ("level=critical&level=warning", 2),
    ] {
        let page = farol.find(&format!("{LIST}?{query}")).await;
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}: {page}");
    }
}
