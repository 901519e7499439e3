use super::*;

#[test]
fn the_committed_file_says_every_default() {
    let text = include_str!("../../../../config/farol.toml");
    let config: Config = toml::from_str(text).unwrap();
    assert_eq!(config, Config::default());
    let sections = [
        "server",
        "database",
        "auth",
        "live",
        "search",
        "ingest",
        "spool",
        "retention",
        "prices",
        "canary",
        "log",
        "telemetry",
    ];
    for section in sections {
        assert!(text.contains(&format!("[{section}]")), "{section} is not described");
    }
}

#[test]
fn what_stands_in_comments_is_understood_too() {
    let text = include_str!("../../../../config/farol.toml");
    let lines = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| is_option(rest)).unwrap_or(line))
        .collect::<Vec<_>>();
    let config: Config = toml::from_str(&lines.join("\n")).unwrap();
    assert!(config.database.url.is_some() && config.database.postgres_bin.is_some());
    assert!(config.prices.file.is_some());
    assert!(config.log.file.is_some() && config.telemetry.otlp_endpoint.is_some());
}

fn is_option(line: &str) -> bool {
    line.split_once(" = ")
        .is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

#[test]
fn unknown_keys_and_wrong_values_are_named() {
    let unknown = toml::from_str::<Config>("[server]\nlissten = \"x\"").unwrap_err();
    assert!(unknown.to_string().contains("lissten"), "{unknown}");
    let mut config = Config::default();
    config.ingest.writers = 0;
    let wrong = config.validate().unwrap_err().to_string();
    assert!(wrong.contains("ingest.writers"), "{wrong}");
    let mut config = Config::default();
    config.retention.audit_days = 13;
    let wrong = config.validate().unwrap_err().to_string();
    assert_eq!(wrong, "retention.audit_days must be from 14 to 36500, not 13");
}

#[test]
fn the_database_url_is_never_printed() {
    let mut config = Config::default();
    config.database.url = Some("postgres://farol:hunter2@db/farol".to_owned());
    assert!(!format!("{config:?}").contains("hunter2"));
}
