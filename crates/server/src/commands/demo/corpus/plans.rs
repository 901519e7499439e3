//! Plans and coverage.

use super::{Said::Text, Topic, turn};

pub(in crate::commands::demo) const SALES: &[Topic] = &[
    Topic {
        turns: &[
            turn(
                &[Text("Qual a diferença entre o 500 e o 700 Mega?")],
                &["find_plans"],
                &[Text(
                    "O **500 Mega** atende bem até quatro pessoas. O **700 Mega** inclui Wi-Fi 6 e dois pontos de TV, por R$ 40,00 a mais. Quantas pessoas usam a internet aí?",
                )],
            ),
            turn(
                &[Text("somos 5, dois trabalham de casa")],
                &[],
                &[Text(
                    "Então o **700 Mega** é o indicado: R$ 139,90 por mês, com instalação grátis.",
                )],
            ),
        ],
    },
    Topic {
        turns: &[
            turn(
                &[Text("Vocês atendem no CEP $zip?")],
                &["check_coverage"],
                &[Text("Atendemos, sim! Há fibra na sua rua e três planos disponíveis.")],
            ),
            turn(
                &[Text("quanto fica o plano de 600 mega?")],
                &["find_plans"],
                &[Text("**R$ 119,90** por mês nos 12 primeiros meses; depois, R$ 139,90.")],
            ),
        ],
    },
    Topic {
        turns: &[turn(
            &[Text("Tem desconto para quem já é cliente?")],
            &["find_plans"],
            &[Text("Tem: o **$plan** sai por R$ $price por 12 meses para quem já é da casa.")],
        )],
    },
    Topic {
        turns: &[turn(
            &[Text("Mudo de endereço sexta, dá pra levar o plano?")],
            &["check_coverage"],
            &[Text("Dá sim! Qual é o CEP do novo endereço? A mudança não tem custo.")],
        )],
    },
];
