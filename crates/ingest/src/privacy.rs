//! The projects' policies, applied to what comes before anything else sees it.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use farol_redaction::{Policy, Redactor, Verbosity};
use farol_storage::{ProjectPrivacy, StorageError, WriteRequest, list_privacy};
use sqlx::PgConnection;

/// Bytes of a request from which on it is redacted in a thread of its own: it takes long enough that
/// others would notice.
const REDACTED_INLINE: usize = 256 * 1024;

/// The policies that hold, shared by all who apply them; those of projects that keep everything are not
/// among them. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Privacy(Arc<RwLock<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// As they were read: what has not changed is not compiled again.
    read: Vec<ProjectPrivacy>,
    redactors: HashMap<i32, Arc<Redactor>>,
}

impl Privacy {
    /// Reads all policies anew. What was read last stays where that fails.
    pub async fn load(&self, connection: &mut PgConnection) -> Result<(), StorageError> {
        let read = list_privacy(connection).await?;
        if self.0.read().unwrap_or_else(PoisonError::into_inner).read == read {
            return Ok(());
        }
        let redactors = read.iter().filter_map(|of| Some((of.project_id, compile(of)?))).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Known { read, redactors };
        Ok(())
    }

    /// Takes out of a request what its project does not want stored; `None` where that could not be done.
    pub(crate) async fn apply(&self, mut request: WriteRequest) -> Option<WriteRequest> {
        let Some(redactor) = self.of(request.project_id) else { return Some(request) };
        let is_small = request.weight() <= REDACTED_INLINE;
        let redact = move || {
            redactor.request(&mut request.spans, &mut request.logs, &mut request.events);
            request.scores.iter_mut().for_each(|score| redactor.score(score));
            request
        };
        if is_small {
            return Some(redact());
        }
        tokio::task::spawn_blocking(redact).await.ok()
    }

    fn of(&self, project_id: i32) -> Option<Arc<Redactor>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.redactors.get(&project_id).cloned()
    }
}

/// Compiles a policy; `None` for one that changes nothing. One that this Farol does not understand, a
/// later one's, is taken for the strictest.
fn compile(of: &ProjectPrivacy) -> Option<Arc<Redactor>> {
    let policy: Result<Policy, _> = serde_json::from_value(of.policy.clone());
    let redactor = match policy {
        Ok(policy) if policy.is_nothing() => return None,
        Ok(policy) => Redactor::new(&policy, &of.salt).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let redactor = redactor.or_else(|error| {
        let project_id = of.project_id;
        tracing::error!(
            project_id,
            error,
            "a privacy policy is not understood: no payloads are kept"
        );
        let strictest = Policy { verbosity: Verbosity::Metadata, ..Policy::default() };
        Redactor::new(&strictest, &of.salt)
    });
    redactor.ok().map(Arc::new)
}
