//! Deliveries.

use super::{Said::Text, Topic, turn};

pub(in crate::commands::demo) const ORDERS: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text("Cadê meu pedido $order? Era pra chegar ontem")],
                &["find_order"],
                &[Text(
                    "Encontrei: o pedido **$order** saiu do centro de distribuição hoje e chega **amanhã, $tomorrow**. Desculpe pelo atraso.",
                )],
            ),
            turn(&[Text("ok, vou aguardar")], &[], &[Text("Obrigado pela paciência, $name!")]),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Where is my order $order?")],
            &["find_order"],
            &[Text(
                "It is on its way with Rota Sul and should arrive **tomorrow**. You can follow it with the code `RS$order`.",
            )],
        )],
    },
    Topic {
        turns: &[turn(
            &[Text("o entregador deixou no vizinho errado")],
            &["find_order"],
            &[Text(
                "Abri uma ocorrência com a transportadora, protocolo **$protocol**. Ela responde em até 24 horas.",
            )],
        )],
    },
];
