//! Conversations: several turns of one customer, each an execution of its own, with pauses between.

use farol_model::UnixNano;

use super::{
    calls::{FLASH, GPT_4O, GPT_4O_MINI, SONNET},
    chat::{Desk, Failure, take_turn},
    clock::{HOUR, MINUTE, SECOND},
    corpus::{BILLING, HERO, ORDERS, RETENTION, SALES, SHOP, SUPPORT, Topic},
    facts::Facts,
    random::Random,
    scene::{Customer, Scene},
    trace::{Items, Luck, Trace, Who},
};

pub(super) const SUPPORT_DESK: Desk = Desk {
    agent: "support-agent",
    prompt: "Você é o atendente da operadora. Consulte a linha e os chamados antes de responder. Nunca prometa prazo sem consultar a agenda. Se o sinal estiver abaixo de −27 dBm, ofereça visita técnica sem custo. Responda no idioma do cliente, em até quatro frases.",
    model: GPT_4O,
    records: true,
    failures: (5, Failure::RateLimit),
};

const BILLING_DESK: Desk = Desk {
    agent: "billing-agent",
    prompt: "Você cuida de faturas e pagamentos. Confirme o valor e o vencimento antes de enviar um boleto. Não negocie acima de R$ 1.500,00: transfira.",
    model: GPT_4O_MINI,
    records: false,
    failures: (11, Failure::RateLimit),
};

const SALES_DESK: Desk = Desk {
    agent: "sales-agent",
    prompt: "Você apresenta planos. Pergunte quantas pessoas usam a internet antes de indicar um plano. Preços só os da consulta.",
    model: SONNET,
    records: false,
    failures: (9, Failure::Bug),
};

const ORDERS_DESK: Desk = Desk {
    agent: "order-tracker",
    prompt: "You tell customers where their orders are. Answer in their language. Never guess a date.",
    model: FLASH,
    records: false,
    failures: (13, Failure::RateLimit),
};

const SHOP_DESK: Desk = Desk {
    agent: "shop-agent",
    prompt: "Você atende a loja: trocas, devoluções e cupons. Siga a política que a busca trouxer.",
    model: GPT_4O,
    records: true,
    failures: (6, Failure::RateLimit),
};

const RETENTION_DESK: Desk = Desk {
    agent: "retention-agent",
    prompt: "Você fala com quem quer cancelar. Entenda o motivo, ofereça uma vez só, e respeite a decisão.",
    model: SONNET,
    records: true,
    failures: (12, Failure::RateLimit),
};

/// Who is written to.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Support,
    Billing,
    Sales,
    Orders,
    Shop,
    Retention,
}

impl Subject {
    const fn desk(self) -> (&'static Desk, &'static [Topic]) {
        match self {
            Self::Support => (&SUPPORT_DESK, SUPPORT),
            Self::Billing => (&BILLING_DESK, BILLING),
            Self::Sales => (&SALES_DESK, SALES),
            Self::Orders => (&ORDERS_DESK, ORDERS),
            Self::Shop => (&SHOP_DESK, SHOP),
            Self::Retention => (&RETENTION_DESK, RETENTION),
        }
    }
}

/// A conversation that begins at a moment.
pub(super) fn converse(
    scene: &Scene,
    random: &mut Random,
    start: UnixNano,
    subject: Subject,
    items: &mut Items,
) {
    let (desk, topics) = subject.desk();
    let index = usize::try_from(random.below(i64::try_from(topics.len()).unwrap_or(1)));
    let topic = &topics[index.unwrap_or_default()];
    let customer = Customer::draw(random);
    let facts = Facts::draw(random, &scene.clock, start, &customer);
    let thread = if random.chance(720) {
        format!("wa-{}", customer.digits)
    } else {
        format!("web-{:06x}", random.next() >> 40)
    };
    let who = who(desk, &customer, thread);
    let mut time = start;
    let mut history = Vec::new();
    for turn in topic.turns {
        if time > scene.clock.now {
            return;
        }
        let mut trace = Trace::new(scene, random, time, who.clone());
        take_turn(&mut trace, desk, &facts, turn, &mut history);
        trace.finish(items);
        let pause = if random.chance(60) {
            random.between(2 * HOUR, 20 * HOUR)
        } else {
            random.between(25 * SECOND, 4 * MINUTE)
        };
        time = UnixNano(time.0 + pause);
    }
}

/// The conversation that a demonstration is led through, which ended a moment ago.
pub(super) fn converse_as_hero(scene: &Scene, random: &mut Random, items: &mut Items) {
    let now = scene.clock.now.0;
    let customer = Customer {
        first_name: "Rafael",
        name: "Rafael T.".to_owned(),
        ..Customer::numbered("11", 431, "telenorte")
    };
    let mut facts = Facts::draw(random, &scene.clock, scene.clock.now, &customer);
    facts.set("line", "FTTH-88123");
    facts.set("signal", "-29.4");
    facts.set("signal_comma", "−29,4");
    let who = who(&SUPPORT_DESK, &customer, format!("wa-{}", customer.digits));
    let starts = [scene.clock.since_yesterday(18, 22), 226 * SECOND, 112 * SECOND, 73 * SECOND];
    let mut history = Vec::new();
    for (index, (turn, ago)) in HERO[0].turns.iter().zip(starts).enumerate() {
        let time = UnixNano(now - ago - 217_400_000);
        let mut trace = Trace::new(scene, random, time, who.clone());
        // The second is the one that shows what is wrong this morning.
        trace.luck = if index == 1 { Luck::Bad } else { Luck::Good };
        take_turn(&mut trace, &SUPPORT_DESK, &facts, turn, &mut history);
        trace.finish(items);
    }
}

fn who(desk: &Desk, customer: &Customer, thread: String) -> Who {
    Who {
        agent: Some(desk.agent),
        tenant: customer.tenant,
        session: None,
        thread: Some(thread),
        user: Some(customer.phone.clone()),
        entity: Some(("customer", customer.name.clone())),
        tags: Vec::new(),
    }
}
