//! Calls: what callers say, what they hear, and for which campaign they are called.

/// A call.
pub(in crate::commands::demo) struct Call {
    pub(in crate::commands::demo) greeting: &'static str,
    pub(in crate::commands::demo) lines: &'static [Line],
    /// Whether it ends with a person.
    pub(in crate::commands::demo) transfers: bool,
}

/// What the caller says, the tool that is asked, and the answer.
pub(in crate::commands::demo) struct Line {
    pub(in crate::commands::demo) caller: &'static str,
    pub(in crate::commands::demo) tool: Option<&'static str>,
    pub(in crate::commands::demo) agent: &'static str,
}

const fn line(caller: &'static str, tool: Option<&'static str>, agent: &'static str) -> Line {
    Line { caller, tool, agent }
}

/// Campaigns of outbound calls.
pub(in crate::commands::demo) const CAMPAIGNS: [(i64, &str); 4] =
    [(43, "retencao-nov"), (31, "cobranca-7d"), (20, "upgrade-fibra"), (6, "pesquisa-nps")];

pub(in crate::commands::demo) const CALLS: &[Call] = &[
    Call {
        greeting: "Central de atendimento, boa tarde. Em que posso ajudar?",
        lines: &[
            line(
                "Boa tarde, meu roteador está piscando vermelho.",
                Some("get_line_status"),
                "Vi aqui que o sinal está fraco. Vou reiniciar a sua porta, um instante.",
            ),
            line(
                "Tá bom.",
                Some("reset_line"),
                "Pronto, o sinal voltou. As luzes devem ficar verdes em um minuto.",
            ),
            line("Ficou verde, obrigado.", None, "Por nada! Tenha uma boa tarde."),
        ],
        transfers: false,
    },
    Call {
        greeting: "Central de atendimento, bom dia. Em que posso ajudar?",
        lines: &[line(
            "Quero falar com uma pessoa.",
            Some("transfer_call"),
            "Claro, vou transferir para um atendente. Um momento, por favor.",
        )],
        transfers: true,
    },
    Call {
        greeting: "Central de atendimento, boa tarde. Em que posso ajudar?",
        lines: &[
            line(
                "Meu chip novo não ativa.",
                Some("reset_line"),
                "Reenviei o comando de ativação. Pode desligar e ligar o aparelho?",
            ),
            line(
                "Continua sem serviço.",
                Some("get_open_tickets"),
                "Abri um chamado para a rede móvel.",
            ),
            line(
                "Prefiro falar com um atendente.",
                Some("transfer_call"),
                "Sem problema, estou transferindo a sua ligação.",
            ),
        ],
        transfers: true,
    },
    Call {
        greeting: "Olá! Aqui é a central. A ligação é sobre a sua fatura em aberto, pode falar agora?",
        lines: &[
            line(
                "Posso sim.",
                Some("get_invoices"),
                "O valor é de R$ $amount. Consigo parcelar em três vezes sem juros.",
            ),
            line(
                "Consigo parcelar no cartão?",
                Some("simulate_instalments"),
                "Consegue. Mando o link por mensagem agora.",
            ),
            line("Manda, por favor.", Some("send_boleto"), "Enviado! Obrigada e até logo."),
        ],
        transfers: false,
    },
    Call {
        greeting: "Hello! This is customer care. How can I help?",
        lines: &[
            line(
                "I moved and I want my line moved too.",
                Some("check_coverage"),
                "Your new street has fibre. I can book the move for you.",
            ),
            line(
                "Great, next week please.",
                Some("schedule_visit"),
                "Done. You will get a message with the day.",
            ),
        ],
        transfers: false,
    },
];
