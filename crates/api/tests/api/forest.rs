//! The shapes of a trace: nested and flat, however deep, whatever the parents say.

use farol_testkit::otlp::{proto::trace::v1::Span, span};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use sqlx::PgPool;

use crate::support::{Farol, START};

const TRACE: &str = "/api/v1/observability/executions/00000000000000000000000000000001";

fn child(id: u64, parent: u64) -> Span {
    let parent_span_id = if parent == 0 { Vec::new() } else { parent.to_be_bytes().to_vec() };
    Span { parent_span_id, ..span(1, id, "step", START + id) }
}

fn id(node: &Value) -> u64 {
    u64::from_str_radix(node["spanId"].as_str().unwrap(), 16).unwrap()
}

/// Nodes side by side, read one level at a time: readers of JSON stop at some depth, most at less
/// than this one's.
#[derive(Deserialize)]
struct Level<'a> {
    #[serde(borrow, rename = "traces")]
    nodes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node<'a> {
    span_id: &'a str,
    depth: u64,
    #[serde(borrow)]
    children: Option<Vec<&'a RawValue>>,
}

impl<'a> Level<'a> {
    fn only_node(&self) -> Node<'a> {
        serde_json::from_str(self.nodes[0].get()).unwrap()
    }
}

impl Node<'_> {
    fn place(&self) -> (u64, u64) {
        (u64::from_str_radix(self.span_id, 16).unwrap(), self.depth)
    }
}

fn children(node: &Value) -> &[Value] {
    node["children"].as_array().unwrap()
}

/// Ids and depths in pre-order, of a flat answer.
fn flat(answer: &Value) -> Vec<(u64, u64)> {
    let nodes = answer["traces"].as_array().unwrap().iter();
    nodes
        .map(|node| {
            assert_eq!(node.get("children"), None, "a flat node has none");
            (id(node), node["depth"].as_u64().unwrap())
        })
        .collect()
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn both_shapes_hold_the_same_nodes_in_pre_order(pool: PgPool) {
    let farol = Farol::new(pool).await;
    let spans = [(1, 0), (2, 1), (3, 2), (4, 1), (5, 2), (6, 0)];
    farol.store_spans(spans.map(|(id, parent)| child(id, parent)).to_vec()).await;
    let expected = [(1, 0), (2, 1), (3, 2), (5, 2), (4, 1), (6, 0)];
    let answer = farol.find(&format!("{TRACE}?shape=flat")).await;
    assert_eq!(flat(&answer), expected);
    let tree = farol.find(TRACE).await;
    let mut nodes: Vec<&Value> = tree["traces"].as_array().unwrap().iter().rev().collect();
    let mut walked = Vec::new();
    while let Some(node) = nodes.pop() {
        walked.push((id(node), node["depth"].as_u64().unwrap()));
        nodes.extend(children(node).iter().rev());
    }
    assert_eq!(walked, expected);
    assert_eq!(farol.find(&format!("{TRACE}?shape=tree")).await, tree);
    farol.read(&format!("{TRACE}?shape=round")).await.names_field("shape");
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn below_a_depth_of_200_descendants_stand_side_by_side(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // A chain of 250, and a branch from the 203rd.
    let mut spans: Vec<Span> = (1..=250).map(|id| child(id, id - 1)).collect();
    spans.extend([child(300, 203), child(301, 300), child(302, 150)]);
    farol.store_spans(spans).await;
    let text = farol.read(TRACE).await.expect(200).text();
    let mut level: Level<'_> = serde_json::from_str(&text).unwrap();
    for depth in 0..=200 {
        let node = level.only_node();
        assert_eq!(node.place(), (depth + 1, depth));
        level = Level { nodes: node.children.unwrap() };
    }
    let below = level.nodes.iter().map(|text| {
        let node: Node<'_> = serde_json::from_str(text.get()).unwrap();
        assert!(node.children.is_none());
        node.place()
    });
    let below: Vec<(u64, u64)> = below.collect();
    let chain = (202..=250).map(|id| (id, id - 1));
    let expected: Vec<(u64, u64)> = chain.chain([(300, 203), (301, 204)]).collect();
    assert_eq!(below, expected, "in pre-order, with their true depths");
    let whole = farol.find(&format!("{TRACE}?shape=flat")).await;
    assert_eq!(flat(&whole).len(), 253);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn a_chain_of_ten_thousand_is_answered(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans((1..=10_000).rev().map(|id| child(id, id - 1)).collect()).await;
    for shape in ["tree", "flat"] {
        let path = format!("{TRACE}?shape={shape}&payloads=false");
        let answer = farol.read(&path).await.expect(200);
        let text = answer.text();
        assert_eq!(text.matches("\"spanId\"").count(), 10_000, "{shape}");
        let deepest = text.bytes().scan(0_usize, |depth, byte| {
            match byte {
                b'[' => *depth += 1,
                b']' => *depth -= 1,
                _ => {}
            }
            Some(*depth)
        });
        assert!(deepest.max().unwrap() <= 210, "{shape}");
    }
    let path = format!("{TRACE}/export");
    assert_eq!(farol.read(&path).await.expect(200).text().matches("\"spanId\"").count(), 10_000);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn orphans_are_shown_until_their_parent_comes(pool: PgPool) {
    let farol = Farol::new(pool).await;
    farol.store_spans(vec![child(1, 0), child(2, 7), child(3, 2)]).await;
    let tree = farol.find(TRACE).await;
    let roots = tree["traces"].as_array().unwrap();
    assert_eq!(roots.iter().map(id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(roots[0].get("orphan"), None);
    assert_eq!((&roots[1]["orphan"], &roots[1]["depth"]), (&true.into(), &0.into()));
    assert_eq!(roots[1]["parentId"], "0000000000000007");
    assert_eq!(id(&children(&roots[1])[0]), 3);
    assert_eq!(children(&roots[1])[0].get("orphan"), None);
    let one = farol.find(&format!("{TRACE}/spans/0000000000000002")).await;
    assert_eq!(one["orphan"], true);

    farol.store_spans(vec![child(7, 1)]).await;
    let whole = farol.find(&format!("{TRACE}?shape=flat")).await;
    assert_eq!(flat(&whole), [(1, 0), (7, 1), (2, 2), (3, 3)]);
    assert!(!farol.read(TRACE).await.text().contains("orphan"));
    assert_eq!(farol.find(&format!("{TRACE}/spans/0000000000000002")).await.get("orphan"), None);
}

#[sqlx::test(migrator = "farol_storage::MIGRATOR")]
async fn cycles_come_out_once(pool: PgPool) {
    let farol = Farol::new(pool).await;
    // Its own parent; three that are each other's; one that hangs from them.
    let spans = [child(1, 1), child(2, 4), child(3, 2), child(4, 3), child(5, 3)];
    farol.store_spans(spans.to_vec()).await;
    let whole = farol.find(&format!("{TRACE}?shape=flat")).await;
    let mut ids: Vec<u64> = flat(&whole).into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert!(!farol.read(TRACE).await.text().contains("orphan"), "every parent is there");
    assert_eq!(whole["execution"]["spanCount"], 5);
}
