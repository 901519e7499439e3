//! Tools of the agents: what they are asked, what they answer, and whom they ask.

use crate::commands::demo::scene::Service;

/// A tool.
pub(in crate::commands::demo) struct Tool {
    pub(in crate::commands::demo) name: &'static str,
    pub(in crate::commands::demo) arguments: &'static str,
    pub(in crate::commands::demo) result: &'static str,
    /// Method, path and host of the system that knows.
    pub(in crate::commands::demo) asks: (&'static str, &'static str, &'static str),
    pub(in crate::commands::demo) service: Service,
    /// Milliseconds that it usually takes.
    pub(in crate::commands::demo) usual: i64,
}

const fn of(
    name: &'static str,
    arguments: &'static str,
    result: &'static str,
    asks: (&'static str, &'static str, &'static str),
    usual: i64,
) -> Tool {
    Tool { name, arguments, result, asks, service: Service::CrmBridge, usual }
}

const NETWORK: &str = "network.internal";
const TICKETS: &str = "tickets.internal";
const BILLING: &str = "billing.internal";
const ORDERS: &str = "orders.internal";
const CATALOGUE: &str = "catalogue.internal";
const VISITS: &str = "scheduling.internal";

const TOOLS: &[Tool] = &[
    of(
        "get_line_status",
        r#"{"line":"$line"}"#,
        r#"{"line":"$line","signal_dbm":$signal,"outage":null,"modem":"online","firmware":"7.2.1"}"#,
        ("GET", "/lines/{line}/status", NETWORK),
        380,
    ),
    of(
        "get_open_tickets",
        r#"{"line":"$line"}"#,
        r#"{"open":[{"id":"T-88214","reason":"drop","opened":"$today"}],"drops_7d":3}"#,
        ("GET", "/tickets", TICKETS),
        240,
    ),
    of(
        "get_outages",
        r#"{"zip":"$zip"}"#,
        r#"{"zip":"$zip","outages":[]}"#,
        ("GET", "/outages", NETWORK),
        210,
    ),
    of(
        "find_area_outage",
        r#"{"area":"$area"}"#,
        r#"{"area":"$area","cause":"fibra rompida","customers":1240,"expected":"$today 18:00"}"#,
        ("GET", "/outages/areas", NETWORK),
        260,
    ),
    of(
        "reset_line",
        r#"{"line":"$line","port":3}"#,
        r#"{"line":"$line","attempts":1,"signal_dbm":$signal,"ok":true}"#,
        ("POST", "/lines/{line}/reset", NETWORK),
        1_450,
    ),
    of(
        "set_wifi",
        r#"{"line":"$line","band":"5 GHz","channel":44}"#,
        r#"{"ok":true,"applied_at":"$today"}"#,
        ("PUT", "/lines/{line}/wifi", NETWORK),
        690,
    ),
    of(
        "schedule_visit",
        r#"{"line":"$line","reason":"low optical signal","window_hours":4}"#,
        r#"{"visit":"$visit","day":"$tomorrow","window":"$slot"}"#,
        ("POST", "/visits", VISITS),
        640,
    ),
    of(
        "find_visit",
        r#"{"phone":"$phone"}"#,
        r#"{"visit":"$visit","day":"$today","window":"$slot","state":"delayed"}"#,
        ("GET", "/visits", VISITS),
        310,
    ),
    of(
        "get_invoices",
        r#"{"phone":"$phone","months":3}"#,
        r#"{"invoices":[{"id":"$invoice","amount":$amount_point,"due":"$due","state":"open"}]}"#,
        ("GET", "/customers/{phone}/invoices", BILLING),
        290,
    ),
    of(
        "get_payment",
        r#"{"invoice":"$invoice"}"#,
        r#"{"invoice":"$invoice","paid_at":"$today","state":"settling","method":"boleto"}"#,
        ("GET", "/payments", BILLING),
        330,
    ),
    of(
        "send_boleto",
        r#"{"invoice":"$invoice","channel":"whatsapp"}"#,
        r#"{"sent":true,"file":"fatura-$invoice.pdf","pix":"00020126…6304A1B2"}"#,
        ("POST", "/invoices/{invoice}/send", BILLING),
        540,
    ),
    of(
        "simulate_instalments",
        r#"{"amount":$amount_point,"instalments":3}"#,
        r#"{"instalments":[{"n":1,"due":"$due"},{"n":2,"due":"$due"},{"n":3,"due":"$due"}],"interest":0}"#,
        ("POST", "/agreements/simulate", BILLING),
        470,
    ),
    of(
        "check_coverage",
        r#"{"zip":"$zip"}"#,
        r#"{"zip":"$zip","fibre":true,"plans":["300 Mega","500 Mega","700 Mega"]}"#,
        ("GET", "/coverage", CATALOGUE),
        270,
    ),
    of(
        "find_plans",
        r#"{"customer":"$phone"}"#,
        r#"{"plans":[{"name":"$plan","price":$price_point,"months":12}]}"#,
        ("GET", "/plans", CATALOGUE),
        240,
    ),
    of(
        "find_order",
        r#"{"order":"$order"}"#,
        r#"{"order":"$order","state":"in_transit","carrier":"Rota Sul","expected":"$tomorrow"}"#,
        ("GET", "/orders/{order}", ORDERS),
        340,
    ),
    of(
        "open_return",
        r#"{"order":"$order","reason":"damaged"}"#,
        r#"{"order":"$order","return":"R-5521","label":"etiqueta-$order.pdf"}"#,
        ("POST", "/orders/{order}/returns", ORDERS),
        610,
    ),
    of(
        "get_offer",
        r#"{"phone":"$phone","reason":"price"}"#,
        r#"{"offer":"$plan","price":$price_point,"months":6,"approved":true}"#,
        ("GET", "/offers", CATALOGUE),
        420,
    ),
    of(
        "transfer_call",
        r#"{"queue":"n2-rede","reason":"customer asked"}"#,
        r#"{"queue":"n2-rede","endpoint":"ramal-4402","waited_ms":6120}"#,
        ("POST", "/queues/n2-rede/transfers", TICKETS),
        5_200,
    ),
];

/// The tool of a name; the first one for a name that none has.
pub(in crate::commands::demo) fn tool(name: &str) -> &'static Tool {
    TOOLS.iter().find(|tool| tool.name == name).unwrap_or(&TOOLS[0])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_goes_in_and_comes_out_is_json_once_it_is_filled_in() {
        for tool in TOOLS {
            for text in [tool.arguments, tool.result] {
                let filled = text.replace("\"$", "\"").replace(":$", ":1");
                let filled = filled.replace("1signal", "1").replace("1amount_point", "1");
                let filled = filled.replace("1price_point", "1");
                assert!(serde_json::from_str::<Value>(&filled).is_ok(), "{}: {filled}", tool.name);
            }
        }
    }
}
