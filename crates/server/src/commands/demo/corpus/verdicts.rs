//! What is said of answers: by what they say, else of any.

/// A verdict on an answer that has these words.
pub(in crate::commands::demo) struct Verdict {
    pub(in crate::commands::demo) said: &'static str,
    pub(in crate::commands::demo) rating: &'static str,
    pub(in crate::commands::demo) priority: &'static str,
    pub(in crate::commands::demo) comment: &'static str,
    pub(in crate::commands::demo) tags: &'static [&'static str],
    /// What is wrong in the answer, and what should stand there.
    pub(in crate::commands::demo) corrected: Option<(&'static str, &'static str)>,
    pub(in crate::commands::demo) action: &'static str,
    pub(in crate::commands::demo) notes: &'static str,
}

pub(in crate::commands::demo) const VERDICTS: &[Verdict] = &[
    Verdict {
        said: "30 dias corridos",
        rating: "bad",
        priority: "high",
        comment: "Respondeu com a política da loja física. Para compra online valem 7 dias a partir do recebimento e envio pelos Correios.",
        tags: &["politica_errada", "devolucao"],
        corrected: Some((
            "**30 dias corridos** a partir da data da compra. Leve o aparelho na caixa, com a nota fiscal, a uma de nossas lojas físicas.",
            "**7 dias corridos** a partir do recebimento. Gere o código de postagem no app e entregue a caixa, com a nota fiscal, em qualquer agência dos Correios, sem custo.",
        )),
        action: "knowledge_base_updated",
        notes: "A busca agora separa compra online da política de loja física.",
    },
    Verdict {
        said: "só aceitamos devolução presencial",
        rating: "bad",
        priority: "critical",
        comment: "Negou um direito do cliente: a devolução pelos Correios existe e está no app.",
        tags: &["politica_errada"],
        corrected: Some((
            "No momento só aceitamos devolução presencial.",
            "Dá, sim, e você tem razão: gere o código de postagem no app, em Pedidos, e entregue a caixa em qualquer agência dos Correios.",
        )),
        action: "prompt_changed",
        notes: "O prompt diz agora que toda compra online pode voltar pelos Correios.",
    },
    Verdict {
        said: "dois dias úteis",
        rating: "neutral",
        priority: "medium",
        comment: "Certo, mas o cliente perguntaria em seguida se vão cortar a internet. Melhor dizer logo.",
        tags: &["incompleta"],
        corrected: Some((
            "Não precisa pagar de novo.",
            "Não precisa pagar de novo, e a sua internet não será cortada nesse meio-tempo.",
        )),
        action: "prompt_changed",
        notes: "Exemplo acrescentado ao prompt de cobrança.",
    },
    Verdict {
        said: "Não há falha registrada na sua região",
        rating: "neutral",
        priority: "medium",
        comment: "Ofereceu a visita antes de pedir que o cliente reinicie o modem, como manda o roteiro.",
        tags: &["roteiro", "visita"],
        corrected: Some((
            "Não há falha registrada na sua região.",
            "Não há falha registrada na sua região. Antes de marcar uma visita, desligue o modem da tomada por 30 segundos, por favor, e me diga se voltou.",
        )),
        action: "prompt_changed",
        notes: "A etapa de reinício vem antes da agenda.",
    },
    Verdict {
        said: "It holds for a first order only",
        rating: "neutral",
        priority: "low",
        comment: "Right, but it never says why the coupon was offered to this customer in the first place.",
        tags: &["tone"],
        corrected: None,
        action: "no_action",
        notes: "",
    },
    Verdict {
        said: "O desconto dos primeiros 12 meses terminou",
        rating: "good",
        priority: "low",
        comment: "Comparou as faturas, explicou a diferença e ofereceu uma saída. Bom exemplo.",
        tags: &["exemplo"],
        corrected: None,
        action: "no_action",
        notes: "",
    },
];

/// Of any answer, good or not.
pub(in crate::commands::demo) const ANY_GOOD: Verdict = Verdict {
    said: "",
    rating: "good",
    priority: "low",
    comment: "Consultou antes de responder, foi claro e ficou dentro da política.",
    tags: &["exemplo"],
    corrected: None,
    action: "no_action",
    notes: "",
};
pub(in crate::commands::demo) const ANY_BAD: Verdict = Verdict {
    said: "",
    rating: "bad",
    priority: "medium",
    comment: "Não responde ao que foi perguntado, e o cliente teve de repetir.",
    tags: &["incompleta"],
    corrected: None,
    action: "prompt_changed",
    notes: "O caso entrou no conjunto de avaliação.",
};
