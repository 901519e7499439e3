//! What people ask for when a visit is to be arranged, and what nobody could find for them.

/// What was asked, and what is answered when it could be done.
pub(in crate::commands::demo) const VISITS: &[(&str, &str)] = &[
    ("Pode ser quinta de manhã?", "Visita marcada para $tomorrow, $slot. Ordem $visit."),
    ("Amanhã entre 14h e 18h", "Confirmado: amanhã, $tomorrow, das 14h às 18h. Ordem $visit."),
    (
        "Fico em casa só depois das 18h",
        "Temos um horário das 18h às 20h em $tomorrow. Ordem $visit.",
    ),
    (
        "Preciso remarcar a visita de sexta",
        "Remarcado para $tomorrow, $slot. A ordem continua $visit.",
    ),
    ("Can it be Saturday morning?", "Booked for Saturday, 8 to 12. Your order is $visit."),
    ("O quanto antes, por favor", "O primeiro horário livre é $tomorrow, $slot. Ordem $visit."),
];
