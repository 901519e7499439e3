//! What a node of JSON ingest has beside a span's fields.

use serde::{Deserialize, Serialize};

use crate::{JsonText, TraceId};

/// A node's own ids, as they were sent, and what else only JSON ingest tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct JsonNode {
    /// `None` where none was told: then nothing else is the same node.
    pub id: Option<String>,
    pub parent_id: Option<String>,
    /// A JSON object.
    pub metadata: Option<JsonText>,
    /// Whether it told no start: another version of it may know one.
    pub start_guessed: bool,
    /// Where its execution is to be looked for, where the request does not tell.
    pub place: Option<Place>,
}

/// Where a node's execution is looked for among the nodes that came before its request.
///
/// Until something is found, the span belongs to the execution that its trace id names: that of
/// `parent`, or where there is none, of `top`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Place {
    /// The node's uppermost ancestor in its request, itself where that has none of its ancestors.
    pub top: Option<String>,
    /// The parent of that one, which is not in the request.
    pub parent: Option<String>,
}

impl JsonNode {
    /// Bytes that it takes, roughly.
    pub(crate) fn weight(&self) -> usize {
        let place = self.place.as_ref();
        let ids = [
            self.id.as_ref(),
            self.parent_id.as_ref(),
            place.and_then(|place| place.top.as_ref()),
            place.and_then(|place| place.parent.as_ref()),
        ];
        size_of::<Self>()
            + ids.into_iter().flatten().map(String::len).sum::<usize>()
            + self.metadata.as_ref().map_or(0, |text| text.as_str().len())
    }
}

impl Place {
    /// The id that names the execution as long as nothing is found; `None` for a new one.
    pub fn execution_id(&self) -> Option<&str> {
        self.parent.as_deref().or(self.top.as_deref())
    }

    /// The trace of that execution; `None` for a new one.
    pub fn trace_id(&self, project_id: i32) -> Option<TraceId> {
        self.execution_id().map(|id| TraceId::of_execution(project_id, id))
    }
}
