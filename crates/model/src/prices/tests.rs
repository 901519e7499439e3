use super::{name::candidates, *};

fn price(models: &[&str], input: f64, output: f64) -> Price {
    let rate = |dollars: f64| serde_json::from_value(dollars.into()).unwrap();
    Price {
        models: models.iter().map(|&name| name.to_owned()).collect(),
        provider: None,
        above_input_tokens: 0,
        input: rate(input),
        cached_input: None,
        cache_write: None,
        output: Some(rate(output)),
        reasoning: None,
    }
}

fn rate(dollars: f64) -> Option<Rate> {
    serde_json::from_value(dollars.into()).unwrap()
}

fn usage(input: i64, output: i64) -> Usage {
    Usage { input: Some(input), output: Some(output), ..Usage::default() }
}

#[test]
fn one_model_is_known_by_all_its_names() {
    let names = [
        ("gpt-4o", "openrouter/openai/gpt-4o-2024-08-06"),
        ("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
        ("claude-3-5-sonnet", "us.anthropic.claude-3-5-sonnet-20241022-v2:0"),
        ("claude-3-5-sonnet", "claude-3-5-sonnet@20240620"),
        (
            "claude-sonnet-4-5",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
        ),
        ("gemini-2.5-flash-preview", "models/gemini-2.5-flash-preview-05-20"),
        ("meta.llama3-3-70b-instruct", "meta.llama3-3-70b-instruct-v1:0"),
        ("command-r", "command-r-08-2024"),
        ("mistral-large", "mistral-large-latest"),
    ];
    for (known, told) in names {
        assert!(candidates(told).contains(&known), "{told}: {:?}", candidates(told));
    }
    assert!(!candidates("claude-sonnet-4-5").contains(&"claude-sonnet-4"));
    assert!(!candidates("gpt-4o-mini").contains(&"gpt-4o"));
    assert_eq!(candidates(""), [""]);
}

#[test]
fn patterns_match_whole_names() {
    for (pattern, name) in
        [("gpt-4o", "gpt-4o"), ("GPT-*", "gpt-5"), ("*:free", "a:free"), ("*", "")]
    {
        assert!(matches(pattern, name), "{pattern} {name}");
    }
    for (pattern, name) in
        [("gpt-4o", "gpt-4o-mini"), ("a*b*a", "aba-"), ("ab*ba", "aba"), ("a**c", "ab")]
    {
        assert!(!matches(pattern, name), "{pattern} {name}");
    }
}

#[test]
fn subsets_are_paid_at_their_own_price_and_only_once() {
    let mut of_model = price(&["m"], 3.0, 15.0);
    (of_model.cached_input, of_model.cache_write) = (rate(0.3), rate(3.75));
    let table = PriceTable::new(vec![vec![of_model]]);
    let told = Usage {
        cached: Some(600),
        cache_write: Some(100),
        reasoning: Some(40),
        total: Some(1_100),
        ..usage(1_000, 100)
    };
    // 300 × 3 + 600 × 0.3 + 100 × 3.75 + 100 × 15, by the million.
    assert_eq!(table.cost("m", "", &told), Some(0.002_955));
    // A subset larger than its total, and a negative count.
    let absurd = Usage { cached: Some(i64::MAX), cache_write: Some(7), ..usage(10, -5) };
    assert_eq!(table.cost("m", "", &absurd), Some(0.000_003));
    assert_eq!(table.cost("m", "", &usage(1, 2)), Some(0.000_033), "exact, where 3 × 1e-6 is not");
}

#[test]
fn a_total_alone_is_priced_where_there_is_no_output() {
    let embedding = Price { output: None, ..price(&["embedding"], 0.02, 0.0) };
    let table = PriceTable::new(vec![vec![embedding, price(&["chat"], 1.0, 2.0)]]);
    let total = Usage { total: Some(1_000_000), ..Usage::default() };
    assert_eq!(table.cost("embedding", "", &total), Some(0.02));
    assert_eq!(table.cost("chat", "", &total), None);
    let with_input = Usage { input: Some(400_000), ..total };
    assert_eq!(table.cost("chat", "", &with_input), Some(1.6));
}

#[test]
fn an_own_entry_wins_and_so_does_the_first_that_matches() {
    let of_host = Price { provider: Some("host".to_owned()), ..price(&["open-*"], 9.0, 9.0) };
    let long = Price { above_input_tokens: 200, ..price(&["m"], 4.0, 4.0) };
    let table = PriceTable::new(vec![
        vec![price(&["base"], 1.0, 1.0)],
        vec![of_host, price(&["base-2024-01-01"], 7.0, 7.0), long, price(&["m"], 2.0, 2.0)],
    ]);
    let cost = |model, provider, input| table.cost(model, provider, &usage(input, 0));
    assert_eq!(cost("base-2024-01-01", "", 1_000_000), Some(1.0), "its own list is asked first");
    assert_eq!(cost("open-7b", "Host", 1_000_000), Some(9.0));
    assert_eq!(cost("open-7b", "", 1_000_000), None, "a host's price is nobody else's");
    assert_eq!((cost("m", "", 200), cost("m", "", 201)), (Some(0.000_4), Some(0.000_804)));
    assert_eq!(cost("M", "", 200), cost("m", "", 200));
    assert_eq!(cost("unknown", "", 5), None);
}

#[test]
fn what_a_producer_tells_is_left_alone() {
    let table = PriceTable::new(vec![vec![price(&["m"], 1.0, 1.0)]]);
    let estimate = |cost, model: Option<&str>, usage| {
        let model = model.map(str::to_owned);
        let mut span = Span { model, usage, cost, ..Span::default() };
        table.estimate(&mut span);
        (span.cost, span.cost_estimated)
    };
    assert_eq!(estimate(Some(7.0), Some("m"), usage(1, 1)), (Some(7.0), false));
    assert_eq!(estimate(None, Some("m"), usage(500_000, 0)), (Some(0.5), true));
    assert_eq!(estimate(None, Some("other"), usage(1, 1)), (None, false));
    let details = Usage { cached: Some(5), ..Usage::default() };
    assert_eq!(estimate(None, Some("m"), details), (None, false));
    assert_eq!(estimate(None, None, usage(1, 1)), (None, false));
}

#[test]
fn made_up_names_do_not_fill_the_memory() {
    let table = PriceTable::default();
    for number in 0..REMEMBERED + 10 {
        table.cost(&format!("m{number}"), "", &usage(1, 1));
    }
    let found = table.found.read().unwrap();
    assert!(found.values().map(HashMap::len).sum::<usize>() <= REMEMBERED);
    drop(found);
    assert_eq!(table.cost(&"x".repeat(LONGEST_NAME + 1), "", &usage(1, 1)), None);
}

#[test]
fn prices_are_dollars_within_reason() {
    for wrong in ["-1", "1e7", "\"free\""] {
        assert!(serde_json::from_str::<Rate>(wrong).is_err(), "{wrong}");
    }
    let unknown = r#"{"models": [], "input": 1, "outptu": 2}"#;
    assert!(serde_json::from_str::<Price>(unknown).is_err());
}
