//! Trouble with the line.

use super::{
    Said::{Buttons, File, Own, Photo, Text, Voice},
    Topic, turn,
};

/// The conversation that a demonstration is led through: it broke yesterday and again today.
pub(in crate::commands::demo) const HERO: &[Topic] = &[Topic {
    turns: &[
        turn(
            &[
                Voice(
                    "Boa noite. A internet aqui de casa caiu de novo, já reiniciei o modem duas vezes e nada. Vou mandar uma foto.",
                    14,
                ),
                Photo("essa luz LOS tá vermelha"),
            ],
            &["get_line_status", "reset_line"],
            &[
                Text(
                    "Obrigado pela foto, $name. A luz **LOS** vermelha indica falta de sinal óptico. Vou reenviar o sinal para o seu modem.",
                ),
                Own(r#"{"type":"line_reset","line":"$line","attempts":1,"signal_dbm":-26.1}"#),
            ],
        ),
        turn(
            &[Text("Minha internet caiu de novo, já é a terceira vez essa semana 😡")],
            &["get_line_status", "get_open_tickets", "get_outages", "schedule_visit"],
            &[
                Text(
                    "Três quedas em uma semana não é normal, $name, e você tem razão em reclamar. Verifiquei sua linha agora:\n\n- Sinal óptico: **$signal_comma dBm**, abaixo do mínimo de −27 dBm\n- Falha na região: nenhuma registrada\n- Modem: ligado e com firmware em dia\n\nO problema está no cabo até a sua casa. Consigo uma visita técnica **hoje, sem custo**.",
                ),
                Buttons(
                    "Posso confirmar a visita?",
                    &["Confirmar hoje, 14h–18h", "Escolher outro horário", "Falar com atendente"],
                ),
            ],
        ),
        turn(
            &[Text("Confirmar hoje, 14h–18h")],
            &["schedule_visit"],
            &[
                Text(
                    "Visita confirmada para **hoje**, entre 14h e 18h. Seu protocolo é **$protocol**.",
                ),
                Text("O técnico liga 30 minutos antes de chegar."),
            ],
        ),
        turn(&[Text("obrigado, vou estar em casa")], &[], &[Text("Perfeito! Até logo.")]),
    ],
}];

pub(in crate::commands::demo) const SUPPORT: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text("Tô sem sinal desde ontem à noite, conseguem ver?")],
                &["get_line_status", "get_open_tickets", "get_outages"],
                &[
                    Text(
                        "Oi, $name! Seu sinal está em **$signal_comma dBm**, mais fraco do que deveria. Não há falha registrada na sua região.",
                    ),
                    Buttons(
                        "Quer que eu agende uma visita técnica, sem custo?",
                        &["Sim, amanhã", "Escolher outro dia", "Agora não"],
                    ),
                ],
            ),
            turn(
                &[Text("Sim, amanhã")],
                &["schedule_visit"],
                &[Text("Agendado: **$tomorrow**, $slot. Ordem de serviço **$visit**.")],
            ),
            turn(&[Text("obrigada!")], &[], &[Text("Por nada, $name. Bom dia!")]),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("Sem internet no $area, tem previsão?")],
                &["find_area_outage", "get_open_tickets"],
                &[Text(
                    "Sim, $name: uma fibra se rompeu no **$area** e cerca de 1.240 clientes estão sem sinal. A equipe já está no local; a previsão de retorno é **hoje às 18h**.",
                )],
            ),
            turn(
                &[Text("vão descontar da fatura?")],
                &["get_invoices"],
                &[Text(
                    "Vão, sim. O desconto proporcional entra na fatura com vencimento em **$due**, sem que você precise pedir.",
                )],
            ),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Como troco a senha do Wi-Fi?")],
            &[],
            &[Text(
                "É rapidinho:\n\n1. Conecte-se ao Wi-Fi e abra `192.168.0.1`\n2. Entre com o usuário e a senha da etiqueta do modem\n3. Vá em **Rede sem fio → Segurança**, troque a senha e salve\n\nOs aparelhos vão pedir a senha nova ao reconectar.",
            )],
        )],
    },
    Topic {
        turns: &[
            turn(
                &[Text("O Wi-Fi tá muito lento no quarto"), Photo("teste de velocidade: 12 Mbps")],
                &["get_line_status", "set_wifi"],
                &[Text(
                    "Sua linha entrega os **$plan** contratados; o que está fraco é o Wi-Fi. Passei o modem para o canal 44 de 5 GHz. Pode testar de novo?",
                )],
            ),
            turn(
                &[Text("melhorou muito, valeu 🙌")],
                &[],
                &[Text("Que bom! Se voltar a cair, um repetidor resolve: são R$ 14,90 por mês.")],
            ),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("O técnico não apareceu hoje de manhã")],
                &["find_visit", "get_open_tickets"],
                &[Text(
                    "Peço desculpas, $name. A visita **$visit** atrasou: a equipe anterior encontrou uma caixa danificada. O novo horário é hoje, **$slot**.",
                )],
            ),
            turn(
                &[Voice("De novo isso? Eu faltei no trabalho hoje só pra esperar vocês.", 6)],
                &["get_invoices"],
                &[
                    Text(
                        "Você tem toda a razão. Lancei um crédito de **R$ 25,00** na próxima fatura.",
                    ),
                    Buttons("O novo horário serve?", &["Serve", "Prefiro outro dia"]),
                ],
            ),
            turn(&[Text("Serve")], &[], &[Text("Combinado. O técnico liga 30 minutos antes.")]),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("A TV está sem canais desde cedo")],
            &["get_line_status", "reset_line", "get_open_tickets"],
            &[Text(
                "Reenviei o sinal para o seu decodificador. Desligue-o da tomada por dez segundos e ligue de novo: a lista de canais volta em cerca de dois minutos.",
            )],
        )],
    },
    Topic {
        turns: &[
            turn(
                &[Text("My internet keeps dropping every evening around 8")],
                &["get_line_status", "get_open_tickets"],
                &[Text(
                    "Thanks for telling me, $name. Your line shows **$signal dBm**, right at the limit, and three drops in seven days. A technician should look at the cable.",
                )],
            ),
            turn(
                &[Text("Can somebody come tomorrow?")],
                &["schedule_visit"],
                &[
                    Text("Booked for **$tomorrow**. Your service order is **$visit**."),
                    File("visit-$visit.pdf"),
                ],
            ),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Obrigada, voltou a funcionar!")],
            &[],
            &[Text(
                "Que ótimo, $name! Deixei o chamado encerrado. Se cair de novo, é só chamar aqui.",
            )],
        )],
    },
    Topic {
        turns: &[
            turn(
                &[Voice(
                    "Boa tarde, meu roteador está piscando vermelho e não conecta em nada.",
                    5,
                )],
                &["get_line_status", "get_open_tickets", "reset_line"],
                &[
                    Text(
                        "Boa tarde, $name! Reiniciei sua porta e o sinal voltou a **$signal_comma dBm**.",
                    ),
                    Own(
                        r#"{"type":"line_reset","line":"$line","attempts":1,"signal_dbm":$signal}"#,
                    ),
                ],
            ),
            turn(
                &[Text("agora ficou verde 🙌")],
                &[],
                &[Text("Perfeito! Fico por aqui se precisar.")],
            ),
        ],
    },
];
