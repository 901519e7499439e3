//! Those who want to leave.

use super::{
    Said::{Buttons, Text},
    Topic, turn,
};

pub(in crate::commands::demo) const RETENTION: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text("quero cancelar o streaming, mas manter a internet")],
                &["get_offer"],
                &[Text("Cancelado. A próxima fatura será de **R$ $price**, só com a internet.")],
            ),
            turn(&[Text("ótimo, obrigado")], &[], &[Text("Eu que agradeço, $name!")]),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("Quero cancelar meu plano, achei mais barato")],
                &["get_offer", "get_invoices"],
                &[
                    Text(
                        "Entendo, $name. Antes de cancelar: posso manter o **$plan** por **R$ $price** nos próximos 6 meses.",
                    ),
                    Buttons("O que prefere?", &["Aceitar a oferta", "Cancelar mesmo assim"]),
                ],
            ),
            turn(
                &[Text("Aceitar a oferta")],
                &[],
                &[Text("Combinado! O desconto já vale na fatura com vencimento em **$due**.")],
            ),
        ],
    },
];
