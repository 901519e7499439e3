//! Full text: two languages, no accents, and nothing that is an error.

use serde_json::json;
use sqlx::PgPool;

use super::{Reviewed, trace, turn};

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn words_are_found_in_any_form_and_without_accents(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    of.farol
        .store_spans(vec![
            turn(1, "shop", "Qual o prazo para devoluções?", "Não há política de reembolso."),
            turn(2, "shop", "Where are my orders?", "They were delivered yesterday."),
            turn(3, "shop", "oi", "olá"),
        ])
        .await;
    of.make(1, &json!({})).await;
    of.make(2, &json!({"tags": ["entrega-atrasada"], "comment": "Sem resposta clara"})).await;
    let third = of.make(3, &json!({"comment": "Os cartões não estavam disponíveis"})).await;
    let notes =
        json!({"resolutionNotes": "Cancelling was refunded", "correctedOutput": "Até as 18h"});
    of.patch(&of.editor, &third, &notes).await.expect(200);
    for (search, numbers) in [
        // The conversation, in any number, with and without accents.
        ("devolução", vec![1]),
        ("devolucao", vec![1]),
        ("DEVOLUCOES", vec![1]),
        ("devolu%C3%A7%C3%B5es", vec![1]),
        ("politicas", vec![1]),
        ("reembolsos", vec![1]),
        ("order", vec![2]),
        ("delivering", vec![2]),
        // The comment, the tags, the notes, the corrected output.
        ("cartao", vec![3]),
        ("cart%C3%A3o disponivel", vec![3]),
        ("entrega", vec![2]),
        ("atrasadas", vec![2]),
        ("refunds cancel", vec![3]),
        ("18h", vec![3]),
        // All words, or one of them, or all but one, or as they stand.
        ("devolucao cartao", vec![]),
        ("devolucao or cartao", vec![3, 1]),
        ("prazo -devolucao", vec![]),
        ("disponiveis -devolucao", vec![3]),
        ("-devolucao -order", vec![3]),
        ("-\"politica de reembolso\" -the", vec![3, 2]),
        ("\"politica de reembolso\"", vec![1]),
        ("\"reembolso politica\"", vec![]),
        // Nothing is an error.
        ("%22", vec![]),
        ("%26%7C%21%3A%2A()'\\", vec![]),
        ("o de", vec![1]),
        ("\"\" - or or", vec![]),
        ("   ", vec![3, 2, 1]),
    ] {
        let query = format!("?search={}", search.replace(' ', "%20").replace('"', "%22"));
        let query = query.replace('\\', "%5C");
        assert_eq!(of.found(&encoded(&query)).await, numbers, "{search}");
    }
    // What is changed is found as it is now.
    of.patch(&of.editor, &third, &json!({"comment": "Something else altogether"}))
        .await
        .expect(200);
    assert!(of.found("?search=cartao").await.is_empty());
    assert_eq!(of.found("?search=altogether%20refund").await, [3]);
    assert_eq!(of.get("/stats?search=altogether").await["total"], 1);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn the_largest_texts_are_searched_as_far_as_an_index_goes(pool: PgPool) {
    let of = Reviewed::new(pool).await;
    // Words that count twice, and none of them like another.
    let words: Vec<String> =
        (0..20_000).map(|number| format!("a{number}-b{number}.example.com/{number}")).collect();
    let said = words.join(" ");
    of.farol.store_spans(vec![turn(1, "shop", "oi", &said)]).await;
    let id = of.make(1, &json!({"correctedOutput": &said[..256 << 10]})).await;
    let notes = json!({"resolutionNotes": &said[..10_000], "comment": &said[20_000..30_000]});
    of.patch(&of.editor, &id, &notes).await.expect(200);
    assert_eq!(
        of.found("?search=a19999-b19999.example.com").await,
        [1],
        "the end of what was said"
    );
    assert_eq!(of.found(&format!("?executionId={}", trace(1))).await, [1]);
    let endless = "x".repeat(200_000);
    of.patch(&of.editor, &id, &json!({"correctedOutput": endless})).await.expect(200);
}

/// Letters beyond ASCII as an address has them.
fn encoded(query: &str) -> String {
    let encode = |letter: char| {
        let mut room = [0; 4];
        let bytes = letter.encode_utf8(&mut room).bytes();
        let coded =
            |byte| if letter.is_ascii() { letter.to_string() } else { format!("%{byte:02X}") };
        bytes.map(coded).collect::<String>()
    };
    query.chars().map(encode).collect()
}
