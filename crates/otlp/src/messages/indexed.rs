//! Values spread over attributes: `llm.input_messages.0.message.role` and the like.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The highest index that is taken for one.
const MAX_INDEX: usize = 10_000;
/// Names inside each other; what is deeper keeps its dots.
const MAX_DEPTH: usize = 12;

/// A value in the making.
enum Node {
    Leaf(Value),
    Branch(BTreeMap<Step, Node>),
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

/// Puts together what stands behind an index: the keys come without their prefix, in any order.
/// `None` where none begins with an index.
pub(super) fn compose<'k>(pairs: impl Iterator<Item = (&'k str, Value)>) -> Option<Value> {
    let mut root = BTreeMap::new();
    for (key, value) in pairs {
        let steps: Vec<&str> = key.splitn(MAX_DEPTH, '.').collect();
        let steps: Option<Vec<Step>> = steps.into_iter().map(step).collect();
        if let Some(steps) = steps
            && matches!(steps.first(), Some(Step::Index(_)))
        {
            insert(&mut root, steps, value);
        }
    }
    (!root.is_empty()).then(|| finish(Node::Branch(root)))
}

/// A step of a name; none where it is an index beyond what is taken for one.
fn step(text: &str) -> Option<Step> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Step::Name(text.to_owned()));
    }
    text.parse().ok().filter(|&index| index <= MAX_INDEX).map(Step::Index)
}

fn insert(branch: &mut BTreeMap<Step, Node>, steps: Vec<Step>, value: Value) {
    let mut steps = steps.into_iter().peekable();
    let mut branch = branch;
    while let Some(step) = steps.next() {
        if steps.peek().is_none() {
            // Where a name is both a value and a group, the group stays.
            branch.entry(step).or_insert(Node::Leaf(value));
            return;
        }
        let node = branch.entry(step).or_insert_with(|| Node::Branch(BTreeMap::new()));
        if matches!(node, Node::Leaf(_)) {
            *node = Node::Branch(BTreeMap::new());
        }
        let Node::Branch(inner) = node else { return };
        branch = inner;
    }
}

/// A list where all names are indexes, in their order and without gaps; else an object.
fn finish(node: Node) -> Value {
    match node {
        Node::Leaf(value) => value,
        Node::Branch(branch) if branch.keys().all(|step| matches!(step, Step::Index(_))) => {
            branch.into_values().map(finish).collect()
        }
        Node::Branch(branch) => {
            let named = branch.into_iter().map(|(step, node)| match step {
                Step::Index(index) => (index.to_string(), finish(node)),
                Step::Name(name) => (name, finish(node)),
            });
            Value::Object(named.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_put_together_in_the_order_of_their_indexes() {
        let pairs = [
            ("10.message.role", json!("assistant")),
            ("2.message.role", json!("user")),
            ("2.message.contents.0.text", json!("hi")),
            ("2.message", json!("both a value and a group")),
            ("10001.message.role", json!("beyond")),
            ("99999999999999999999.role", json!("beyond")),
            ("x.role", json!("no index")),
            ("__proto__.0.role", json!("no index")),
        ];
        assert_eq!(
            compose(pairs.into_iter()),
            Some(json!([
                {"message": {"role": "user", "contents": [{"text": "hi"}]}},
                {"message": {"role": "assistant"}},
            ]))
        );
        let deep = format!("0{}", ".a".repeat(100_000));
        assert!(compose([(deep.as_str(), json!(1))].into_iter()).is_some());
        assert_eq!(compose([("role", json!("user"))].into_iter()), None);
    }
}
