//! Invoices and payments.

use super::{Said::Text, Topic, turn};

pub(in crate::commands::demo) const BILLING: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text("Quero a segunda via da fatura")],
                &["get_invoices", "send_boleto"],
                &[Text(
                    "Aqui está, $name: fatura **$invoice**, R$ $amount, vencimento em **$due**. Mandei o PDF e o código Pix por aqui.",
                )],
            ),
            turn(&[Text("recebi, obrigada")], &[], &[Text("Por nada! Mais alguma coisa?")]),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("Já paguei o boleto ontem e ainda consta em aberto")],
                &["get_invoices", "get_payment"],
                &[Text(
                    "Achei o seu pagamento: ele foi feito hoje e está em compensação. Boletos levam até **dois dias úteis** para baixar. Não precisa pagar de novo.",
                )],
            ),
            turn(
                &[Text("e não vão cortar minha internet?")],
                &[],
                &[Text("Não vão. Deixei anotado no seu cadastro, protocolo **$protocol**.")],
            ),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("Por que minha conta veio mais cara este mês?")],
                &["get_invoices"],
                &[Text(
                    "Comparei as três últimas faturas. O desconto dos primeiros 12 meses terminou:\n\n| mês | valor |\n|---|---|\n| passado | R$ 99,90 |\n| atual | R$ $amount |\n\nPosso procurar um plano com preço parecido com o de antes, se quiser.",
                )],
            ),
            turn(
                &[Text("Quero sim")],
                &["find_plans"],
                &[Text("O **$plan** sai por **R$ $price** durante 12 meses. Posso trocar?")],
            ),
            turn(&[Text("pode")], &[], &[Text("Feito! A próxima fatura já vem com o valor novo.")]),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Can I get my invoices of this year in one file?")],
            &["get_invoices"],
            &[Text(
                "Of course. I sent all of them to the e-mail address on file, as one PDF. The open one is **$invoice**, R$ $amount_point, due on $due.",
            )],
        )],
    },
];
