//! The spool's part of `/health`.

use std::time::Duration;

use farol_ingest::SpoolStatus;
use farol_model::UnixNano;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;

use crate::AppState;

/// How long a look at the spool may take, which waits for a record that is being written.
const PATIENCE: Duration = Duration::from_secs(3);

/// What waits in the spool; without figures where it is switched off.
#[derive(Serialize, ToSchema)]
pub(super) struct SpoolCheck {
    /// `healthy` (empty), `degraded` (something waits, or could not be read), `unhealthy` or `disabled`.
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
    #[serde(flatten)]
    figures: Option<SpoolFigures>,
}

#[derive(Serialize, ToSchema)]
struct SpoolFigures {
    bytes: u64,
    limit_bytes: u64,
    /// Groups of requests that wait to be committed.
    records: u64,
    requests: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest_age_seconds: Option<i64>,
    /// Files with records that could not be read, kept for a human.
    set_aside: usize,
}

pub(super) async fn check_spool(state: &AppState) -> SpoolCheck {
    let Some(spool) = state.ingest.spool() else {
        return SpoolCheck { status: "disabled", detail: None, figures: None };
    };
    let Ok(Ok(status)) = timeout(PATIENCE, spool.status()).await else {
        let detail = Some("the spool's disk does not answer");
        return SpoolCheck { status: "unhealthy", detail, figures: None };
    };
    let (level, detail) = judge(&status);
    SpoolCheck { status: level, detail, figures: Some(SpoolFigures::of(&status)) }
}

fn judge(status: &SpoolStatus) -> (&'static str, Option<&'static str>) {
    if status.set_aside > 0 {
        return ("degraded", Some("records could not be read; their files are kept in the spool"));
    }
    if status.waiting.records > 0 {
        return ("degraded", Some("acknowledged requests wait to be committed"));
    }
    ("healthy", None)
}

impl SpoolFigures {
    fn of(status: &SpoolStatus) -> Self {
        let waiting = status.waiting;
        let age = |at: UnixNano| UnixNano::now().0.saturating_sub(at.0).max(0) / 1_000_000_000;
        Self {
            bytes: waiting.bytes,
            limit_bytes: status.max_bytes,
            records: waiting.records,
            requests: waiting.requests,
            oldest_age_seconds: waiting.oldest.map(age),
            set_aside: status.set_aside,
        }
    }
}
