//! People, what they may do where, and what the audit trail tells of them.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use farol_storage::{
    Actor, AuditEntry, AuditFilter, MIGRATOR, NewInvitation, NewSession, Origin, Role, Scope,
    create_api_key, create_invitation, create_user, end_other_sessions, ensure_project,
    find_access, find_api_key, find_invitation, find_session, find_user, list_access, list_audit,
    list_keys, list_members, list_sessions, list_users, record_audit, record_read, remove_member,
    revoke_invitation, revoke_key, set_owner, set_role, start_session,
};
use sqlx::{Connection, PgConnection, PgPool};

/// The first migration that knows of roles.
const ROLES: i64 = 20_261_121_171_000;

async fn scalar<T>(connection: &mut PgConnection, statement: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(statement).fetch_one(connection).await.unwrap()
}

#[sqlx::test(migrations = false)]
async fn whoever_was_there_before_there_were_roles_is_an_owner(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let all: BTreeSet<i64> = MIGRATOR.iter().map(|migration| migration.version).collect();
    assert!(all.contains(&ROLES), "the migration has another number");
    for migration in MIGRATOR.iter().filter(|migration| migration.version < ROLES) {
        sqlx::raw_sql(migration.sql.clone()).execute(&mut *connection).await.unwrap();
    }
    sqlx::raw_sql(
        "insert into users (email) values ('ana@example.com');
        insert into sessions (token_hash, user_id, expires_at)
            select sha256('session'), id, now() + interval '1 day' from users",
    )
    .execute(&mut *connection)
    .await
    .unwrap();
    for migration in MIGRATOR.iter().filter(|migration| migration.version >= ROLES) {
        sqlx::raw_sql(migration.sql.clone()).execute(&mut *connection).await.unwrap();
    }
    let user = find_user(&mut connection, "ANA@example.com").await.unwrap().unwrap();
    assert!(user.owner);
    let project = ensure_project(&mut connection, "shop").await.unwrap();
    let access = find_access(&mut connection, &user, "shop").await.unwrap();
    assert_eq!(access, Some((project, Role::Admin)));
    assert_eq!(list_sessions(&mut connection, user.id).await.unwrap().len(), 1, "they go on");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_role_is_for_one_project_and_an_owner_needs_none(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let shop = ensure_project(&mut connection, "shop").await.unwrap();
    ensure_project(&mut connection, "other").await.unwrap();
    let mut user = create_user(&mut connection, "ana@example.com", None, false).await.unwrap();
    let names = async |connection: &mut PgConnection, user: &farol_storage::User| {
        let access = list_access(connection, user).await.unwrap();
        access.into_iter().map(|(project, role)| (project.name, role)).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut connection, &user).await, []);
    assert_eq!(set_role(&mut connection, shop.id, user.id, Role::Viewer).await.unwrap(), None);
    let before = set_role(&mut connection, shop.id, user.id, Role::Editor).await.unwrap();
    assert_eq!(before, Some(Role::Viewer));
    assert_eq!(names(&mut connection, &user).await, [("shop".to_owned(), Role::Editor)]);
    assert_eq!(find_access(&mut connection, &user, "other").await.unwrap(), None);
    assert_eq!(find_access(&mut connection, &user, "never-was").await.unwrap(), None);
    assert_eq!(list_members(&mut connection, shop.id).await.unwrap().len(), 1);

    set_owner(&mut connection, user.id, true).await.unwrap();
    user.owner = true;
    assert_eq!(names(&mut connection, &user).await.len(), 2);
    let members = list_members(&mut connection, shop.id).await.unwrap();
    assert_eq!((members.len(), members[0].role), (1, Role::Admin));
    let removed = remove_member(&mut connection, shop.id, user.id).await.unwrap();
    assert_eq!(removed, Some(Role::Editor));
    assert_eq!(list_members(&mut connection, shop.id).await.unwrap().len(), 1, "as owner, still");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn sessions_and_keys_note_once_a_minute_that_they_are_used(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let project = ensure_project(&mut connection, "shop").await.unwrap();
    let user = create_user(&mut connection, "ana@example.com", None, false).await.unwrap();
    for hash in [[1; 32], [2; 32]] {
        let new = NewSession {
            token_hash: &hash,
            expires_at: Utc::now() + TimeDelta::days(1),
            address: Some("2001:db8::7".parse().unwrap()),
            user_agent: Some("Firefox"),
        };
        start_session(&mut connection, user.id, new).await.unwrap();
    }
    let (label, scopes) = ("ci", [Scope::Read]);
    let limits = farol_storage::KeyLimits::default();
    let hash = [3; 32];
    let key = create_api_key(&mut connection, project.id, label, &scopes, limits, &hash, Some("x"));
    let key = key.await.unwrap();

    let old = "update sessions set last_seen_at = now() - interval '1 hour';
        update users set last_seen_at = now() - interval '1 hour';
        update api_keys set last_used_at = now() - interval '1 hour'";
    sqlx::raw_sql(old).execute(&mut *connection).await.unwrap();
    let session = find_session(&mut connection, &[1; 32]).await.unwrap().unwrap();
    find_api_key(&mut connection, &hash).await.unwrap().unwrap();
    let stale = "select count(*) from sessions where last_seen_at < now() - interval '1 minute'";
    assert_eq!(scalar::<i64>(&mut connection, stale).await, 1, "the other one");
    let seen = list_users(&mut connection, None).await.unwrap()[0].last_seen_at.unwrap();
    let used = list_keys(&mut connection, project.id).await.unwrap()[0].last_used_at.unwrap();
    // Another use a moment later writes nothing.
    find_session(&mut connection, &[1; 32]).await.unwrap().unwrap();
    find_api_key(&mut connection, &hash).await.unwrap().unwrap();
    assert_eq!(list_users(&mut connection, None).await.unwrap()[0].last_seen_at, Some(seen));
    let again = list_keys(&mut connection, project.id).await.unwrap();
    assert_eq!(again[0].last_used_at, Some(used));

    let rows = list_sessions(&mut connection, user.id).await.unwrap();
    assert_eq!(rows[0].address.as_deref(), Some("2001:db8::7"));
    assert_eq!(end_other_sessions(&mut connection, user.id, session.id).await.unwrap(), 1);
    assert!(find_session(&mut connection, &[1; 32]).await.unwrap().is_some());
    assert!(find_session(&mut connection, &[2; 32]).await.unwrap().is_none());
    assert!(revoke_key(&mut connection, project.id + 1, key.id).await.unwrap().is_none());
    assert!(revoke_key(&mut connection, project.id, key.id).await.unwrap().is_some());
    assert!(find_api_key(&mut connection, &hash).await.unwrap().is_none());
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn an_invitation_is_used_by_one_of_two(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    let project = ensure_project(&mut connection, "shop").await.unwrap();
    let new = NewInvitation {
        email: "ana@example.com",
        role: Role::Viewer,
        created_by: None,
        expires_at: Utc::now() + TimeDelta::days(1),
        token_hash: &[1; 32],
    };
    create_invitation(&mut connection, &project, new).await.unwrap();
    let mut first = connection.begin().await.unwrap();
    let found = find_invitation(&mut first, &[1; 32]).await.unwrap().unwrap();
    // Both have found it before either takes it away.
    let mut other = pool.acquire().await.unwrap();
    let mut second = other.begin().await.unwrap();
    assert_eq!(find_invitation(&mut second, &[1; 32]).await.unwrap().unwrap().id, found.id);

    let gone = revoke_invitation(&mut first, project.id, found.id).await.unwrap();
    assert_eq!(gone, Some(("ana@example.com".to_owned(), "viewer".to_owned())));
    // The second one waits for the first one's end, and then finds nothing left to take.
    let (late, ()) = tokio::join!(revoke_invitation(&mut second, project.id, found.id), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        first.commit().await.unwrap();
    });
    assert_eq!(late.unwrap(), None);
    assert_eq!(find_invitation(&mut second, &[1; 32]).await.unwrap(), None);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_read_is_told_once_an_hour_and_project_and_person(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    sqlx::raw_sql(
        "insert into audit_entries (time, actor_kind, actor, action, target, project_id)
        values (now() - interval '1 hour', 'user', 'ana', 'conversation.read', 'order-7', 1)",
    )
    .execute(&mut *connection)
    .await
    .unwrap();
    let of = |name| Origin { actor: Actor::User(name), address: "192.0.2.7".parse().ok() };
    let reads =
        [("ana", 1, "order-7"), ("ana", 2, "order-7"), ("bia", 1, "order-7"), ("ana", 1, "8")];
    for (name, project, target) in reads.into_iter().chain(reads) {
        let told = record_read(&mut connection, of(name), project, target, "execution").await;
        told.unwrap();
    }
    // What is done as often as it likes is told as often.
    for _ in 0..2 {
        let entry = AuditEntry::new(Actor::User("ana"), "session.started");
        record_audit(&mut connection, &entry).await.unwrap();
    }
    let filter = AuditFilter { limit: 100, ..AuditFilter::default() };
    let rows = list_audit(&mut connection, &filter).await.unwrap();
    let read = rows.iter().filter(|row| row.action == "conversation.read");
    // An hour may have turned over between the two rounds.
    assert!([5, 9].contains(&read.clone().count()), "{rows:#?}");
    assert_eq!(read.filter(|row| row.address.as_deref() == Some("192.0.2.7")).count() % 4, 0);
    assert_eq!(rows.iter().filter(|row| row.action == "session.started").count(), 2);
}
