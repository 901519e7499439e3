//! The executions of nodes that do not tell theirs, as far as their request knows.

use std::collections::HashMap;

use farol_model::{Place, Span, SpanId, TraceId};
use sha2::{Digest, Sha256};

/// What becomes of a node without an execution of its own.
#[derive(Clone)]
enum Found {
    /// The execution of a node of the request.
    With(TraceId, Option<String>),
    /// To be looked for among earlier nodes.
    Elsewhere(Place),
}

/// Puts each node into its parent's execution, where that is in the request, and else names the execution
/// after the parent that is not, or after the node itself. Nodes without an id get one: the same again where
/// `seed` tells the same request again.
pub(super) fn place(spans: &mut [Span], project_id: i32, seed: Option<&[u8; 32]>) {
    let family = Family::of(spans);
    let mut found: Vec<Option<Found>> = vec![None; spans.len()];
    for index in 0..spans.len() {
        family.find(index, spans, &mut found);
    }
    for (index, (span, found)) in spans.iter_mut().zip(found).enumerate() {
        let anonymous = seed
            .map(|seed| Sha256::new_with_prefix(seed).chain_update(index.to_be_bytes()).finalize());
        if span.span_id == SpanId::default() {
            let id = anonymous.as_ref().map(|hash| SpanId::of_hash(hash));
            span.span_id = id.unwrap_or_else(SpanId::random);
        }
        match found {
            _ if span.trace_id != TraceId::default() => {}
            Some(Found::With(trace_id, execution_id)) => {
                (span.trace_id, span.execution_id) = (trace_id, execution_id);
            }
            Some(Found::Elsewhere(place)) if place.execution_id().is_some() => {
                span.execution_id = place.execution_id().map(str::to_owned);
                span.trace_id = place.trace_id(project_id).unwrap_or_default();
                if let Some(node) = &mut span.node {
                    node.place = Some(place);
                }
            }
            Some(Found::Elsewhere(_)) | None => {
                span.trace_id =
                    anonymous.map_or_else(TraceId::random, |hash| TraceId::of_hash(&hash));
            }
        }
    }
}

/// The nodes of a request by their own ids.
struct Family(HashMap<String, usize>);

impl Family {
    /// Of several versions of a node that one counts which tells most of where it belongs.
    fn of(spans: &[Span]) -> Self {
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for (index, span) in spans.iter().enumerate() {
            let Some(id) = own_id(span) else { continue };
            let place = by_id.entry(id.to_owned()).or_insert(index);
            if rank(span) > rank(&spans[*place]) {
                *place = index;
            }
        }
        Self(by_id)
    }

    fn get(&self, id: Option<&str>) -> Option<usize> {
        self.0.get(id?).copied()
    }

    /// Follows parents until one is known, or there is none; all on the way belong there.
    fn find(&self, index: usize, spans: &[Span], found: &mut [Option<Found>]) {
        let mut way = Vec::new();
        let mut at = index;
        let end = loop {
            if let Some(found) = &found[at] {
                break found.clone();
            }
            let span = &spans[at];
            if span.trace_id != TraceId::default() {
                break Found::With(span.trace_id, span.execution_id.clone());
            }
            let top = own_id(span);
            way.push(at);
            // Marked, so that a circle of parents ends where it began.
            found[at] = Some(Found::Elsewhere(Place { top: top.map(str::to_owned), parent: None }));
            let version = self.get(top).filter(|&version| version != at);
            let parent = parent_id(span).filter(|parent| Some(*parent) != top);
            match (version, parent, self.get(parent)) {
                (Some(version), _, _) if rank(&spans[version]) > rank(span) => at = version,
                (_, Some(_), Some(place)) => at = place,
                (_, Some(parent), None) => {
                    let (top, parent) = (top.map(str::to_owned), Some(parent.to_owned()));
                    break Found::Elsewhere(Place { top, parent });
                }
                (_, None, _) => {
                    break Found::Elsewhere(Place { top: top.map(str::to_owned), parent: None });
                }
            }
        };
        for at in way {
            found[at] = Some(end.clone());
        }
    }
}

fn own_id(span: &Span) -> Option<&str> {
    span.node.as_ref()?.id.as_deref()
}

fn parent_id(span: &Span) -> Option<&str> {
    span.node.as_ref()?.parent_id.as_deref()
}

/// How much a version tells of where the node belongs.
fn rank(span: &Span) -> (bool, bool) {
    (span.trace_id != TraceId::default(), parent_id(span).is_some())
}

#[cfg(test)]
mod tests {
    use farol_model::JsonNode;

    use super::*;

    fn node(id: &str, parent: &str, execution: &str) -> Span {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let node = JsonNode { id: told(id), parent_id: told(parent), ..JsonNode::default() };
        let trace_id = told(execution).map(|id| TraceId::of_execution(1, &id));
        Span {
            trace_id: trace_id.unwrap_or_default(),
            span_id: told(id).as_deref().map(SpanId::of_text).unwrap_or_default(),
            execution_id: told(execution),
            node: Some(Box::new(node)),
            ..Span::default()
        }
    }

    fn executions(of: &[(&str, &str, &str)]) -> Vec<String> {
        let mut spans: Vec<Span> =
            of.iter().map(|(id, parent, execution)| node(id, parent, execution)).collect();
        place(&mut spans, 1, None);
        for span in &spans {
            let named = span.execution_id.as_deref().map(|id| TraceId::of_execution(1, id));
            assert!(named.is_none_or(|named| named == span.trace_id));
            assert!(span.span_id != SpanId::default() && span.trace_id != TraceId::default());
        }
        spans.into_iter().map(|span| span.execution_id.unwrap_or_default()).collect()
    }

    #[test]
    fn children_belong_to_their_parents_before_and_after_them() {
        let nodes = [("c", "b", ""), ("b", "a", ""), ("a", "", "order-7"), ("", "c", "")];
        assert_eq!(executions(&nodes), ["order-7"; 4]);
    }

    #[test]
    fn a_parent_elsewhere_or_the_node_itself_names_the_execution() {
        assert_eq!(executions(&[("b", "a", ""), ("c", "b", "")]), ["a", "a"]);
        assert_eq!(executions(&[("a", "", ""), ("b", "a", "")]), ["a", "a"]);
        assert_eq!(executions(&[("", "", ""), ("x", "x", "")]), ["", "x"]);
    }

    #[test]
    fn versions_of_a_node_belong_together_and_circles_end() {
        assert_eq!(executions(&[("a", "", "order-7"), ("a", "", "")]), ["order-7", "order-7"]);
        assert_eq!(executions(&[("a", "", ""), ("a", "root", "")]), ["root", "root"]);
        let circle = executions(&[("a", "b", ""), ("b", "a", ""), ("c", "a", "")]);
        assert!(circle.iter().all(|id| *id == circle[0]), "{circle:?}");
    }

    #[test]
    fn what_is_sent_again_gets_the_same_ids() {
        let ids = |seed: u8| {
            let mut spans = vec![node("", "", ""), node("", "", "")];
            place(&mut spans, 1, Some(&[seed; 32]));
            spans.into_iter().map(|span| (span.trace_id, span.span_id)).collect::<Vec<_>>()
        };
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1), ids(2));
        assert_ne!(ids(1)[0], ids(1)[1]);
    }
}
