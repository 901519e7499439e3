//! The shop: returns and coupons.

use super::{
    Said::{File, Photo, Text},
    Topic, turn,
};

pub(in crate::commands::demo) const SHOP: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text(
                    "Oi, comprei um celular no site de vocês e chegou ontem. Não gostei, quero devolver. Qual o prazo?",
                )],
                &[],
                &[Text(
                    "Oi, $name! O prazo para devolução é de **30 dias corridos** a partir da data da compra. Leve o aparelho na caixa, com a nota fiscal, a uma de nossas lojas físicas.",
                )],
            ),
            turn(
                &[Text("mas não tem loja na minha cidade")],
                &["find_order"],
                &[Text(
                    "Nesse caso, a loja mais próxima fica a **84 km**. Recomendo agendar a visita pelo site.",
                )],
            ),
            turn(
                &[Text("poxa, vi no app que dava pra mandar pelos correios")],
                &[],
                &[Text("No momento só aceitamos devolução presencial.")],
            ),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Recebi a geladeira amassada"), Photo("porta amassada no canto")],
            &["find_order", "open_return"],
            &[
                Text(
                    "Sinto muito, $name. Abri a troca do pedido **$order**; a etiqueta de coleta vai em anexo.",
                ),
                File("etiqueta-$order.pdf"),
            ],
        )],
    },
    Topic {
        turns: &[turn(
            &[Text("The coupon PRIMEIRA10 does not work")],
            &["find_order"],
            &[Text(
                "It holds for a first order only, and you have one already. **VOLTEI5** gives 5 % off until $due.",
            )],
        )],
    },
];
