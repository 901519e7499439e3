//! Nodes of JSON ingest that are stored already, in another version.

use std::collections::{BTreeMap, HashMap};

use farol_model::{PriceTable, Span, SpanId, TraceId, UnixNano};
use sqlx::PgConnection;

use crate::{
    StorageError,
    executions::{Key, StoredScope},
    spans::{ProjectSpan, SpanKey, delete_versions, read_versions},
};

type SpanName = (i32, TraceId, SpanId);

/// What came of nodes that were looked for.
#[derive(Default)]
pub(super) struct Settled {
    /// The nodes that were stored in another version, merged with it; `None` where they say nothing new.
    merged: HashMap<SpanName, Option<Span>>,
    /// What was taken away for them, with its projects.
    pub(super) gone: Vec<(i32, Span)>,
}

impl Settled {
    /// Whether something that was stored is replaced.
    pub(super) fn replaces(&self) -> bool {
        self.merged.values().any(Option::is_some)
    }

    /// The nodes as they are to be written.
    pub(super) fn apply<'s>(&'s self, nodes: &[ProjectSpan<'s>]) -> Vec<ProjectSpan<'s>> {
        let settled = |of: &ProjectSpan<'s>| match self.merged.get(&of.key()) {
            None => Some(*of),
            Some(merged) => Some(ProjectSpan { project_id: of.project_id, span: merged.as_ref()? }),
        };
        nodes.iter().filter_map(settled).collect()
    }
}

/// Merges nodes with what is stored of them, which is taken away, so that the caller writes them as if
/// they were new. The caller holds the locks of their executions, those that were there before.
pub(super) async fn settle(
    connection: &mut PgConnection,
    prices: &PriceTable,
    nodes: &[ProjectSpan<'_>],
    scopes: &[StoredScope],
) -> Result<Settled, StorageError> {
    let mut settled = Settled::default();
    let bounds: HashMap<Key, (i64, i64)> = scopes
        .iter()
        .map(|scope| ((scope.project_id, scope.trace_id), (scope.start_ns, scope.last_start_ns)))
        .collect();
    for of_project in nodes.chunk_by(|one, next| one.project_id == next.project_id) {
        let project_id = of_project[0].project_id;
        let keys = of_project.iter().filter_map(|of| {
            let (from, to) = bounds.get(&(project_id, of.span.trace_id.0))?;
            Some(SpanKey::of(of.span, UnixNano(*from), UnixNano(*to)))
        });
        let keys: Vec<SpanKey> = keys.collect();
        if keys.is_empty() {
            continue;
        }
        let stored = read_versions(connection, project_id, &keys).await?;
        let gone = settled.merge(prices, of_project, stored);
        delete_versions(connection, project_id, &gone).await?;
        settled.gone.extend(gone.into_iter().map(|span| (project_id, span)));
    }
    Ok(settled)
}

impl Settled {
    /// Merges the nodes of a project, in the order of their keys, with stored versions; returns those
    /// that have to go.
    fn merge(
        &mut self,
        prices: &PriceTable,
        nodes: &[ProjectSpan<'_>],
        stored: Vec<Span>,
    ) -> Vec<Span> {
        let mut versions: BTreeMap<SpanName, Vec<Span>> = BTreeMap::new();
        for span in stored {
            let name = (nodes[0].project_id, span.trace_id, span.span_id);
            versions.entry(name).or_default().push(span);
        }
        let mut gone = Vec::new();
        for of in nodes {
            let Some(versions) = versions.remove(&of.key()) else { continue };
            let mut merged = versions.iter().cloned().fold(of.span.clone(), Span::merge);
            prices.estimate(&mut merged);
            let is_new = !matches!(&versions[..], [only] if says_the_same(only, &merged));
            self.merged.insert(of.key(), is_new.then_some(merged));
            if is_new {
                gone.extend(versions);
            }
        }
        gone
    }
}

/// Whether a merged version is what is stored, so that a mere retry costs no row version.
fn says_the_same(stored: &Span, merged: &Span) -> bool {
    let as_stored = Span {
        version_arrival: stored.version_arrival,
        node: merged.node.clone().map(|mut node| {
            node.place = None;
            node
        }),
        resource: stored.resource.clone(),
        ..merged.clone()
    };
    let same_origin = stored.resource.service == merged.resource.service
        && stored.resource.resource == merged.resource.resource;
    same_origin && *stored == as_stored
}
