//! The spool: groups that cannot be committed for now, on disk until they can be.
//!
//! Segments under the data directory, written at their end alone. A record is a group with its id; it
//! is on disk before anybody is answered, and deleted with its segment once all of that is committed.

mod files;
mod metrics;
mod payload;
mod record;
#[cfg(test)]
mod tests;

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use farol_model::UnixNano;

use self::files::Files;
pub use self::files::Holding;
pub(crate) use self::{metrics::SpoolMetrics, record::Record};
use crate::{IngestMetrics, group::Group};

/// Where the spool lies, and how large it may grow.
#[derive(Clone, Debug)]
pub struct SpoolSettings {
    pub directory: PathBuf,
    /// Bytes of all segments together; beyond them nothing is taken.
    pub max_bytes: u64,
}

/// Why a group was not spooled.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    #[error("the spool is full")]
    Full,
    #[error("another Farol uses it")]
    Locked,
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// An open spool; cheap to clone.
#[derive(Clone, Debug)]
pub struct Spool(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    max_bytes: u64,
    files: Mutex<Files>,
    metrics: SpoolMetrics,
    /// Whether what is left was tried, and passed over.
    passed_over: AtomicBool,
}

/// What waits in the spool.
#[derive(Clone, Copy, Debug)]
pub struct SpoolStatus {
    pub waiting: Holding,
    pub max_bytes: u64,
    /// Segments with records that could not be read, kept for a human.
    pub set_aside: usize,
}

/// A segment to be replayed.
pub(crate) struct Segment {
    pub(crate) number: u64,
    pub(crate) records: Vec<Record>,
    pub(crate) corrupt: usize,
    bytes: Arc<Vec<u8>>,
}

impl Spool {
    /// Opens the spool and takes over what an earlier run left in it. Blocks while it reads that.
    pub fn open(settings: &SpoolSettings, metrics: &IngestMetrics) -> Result<Self, SpoolError> {
        let files = Files::open(&settings.directory, settings.max_bytes)?;
        let metrics = metrics.spool.clone();
        let inner = Inner {
            max_bytes: settings.max_bytes,
            files: Mutex::new(files),
            metrics,
            passed_over: AtomicBool::new(false),
        };
        inner.metrics.limit(settings.max_bytes);
        let waiting = inner.files().total();
        inner.metrics.holds(&waiting);
        if waiting.records > 0 {
            tracing::info!(
                waiting.records,
                waiting.bytes,
                "the spool holds groups to be committed"
            );
        }
        Ok(Self(Arc::new(inner)))
    }

    /// Looks at what waits.
    pub async fn status(&self) -> Result<SpoolStatus, SpoolError> {
        self.with_files(|inner, files| {
            let (waiting, set_aside) = (files.total(), files.set_aside());
            Ok(SpoolStatus { waiting, max_bytes: inner.max_bytes, set_aside })
        })
        .await
    }

    /// Whether something waits that is about to be committed.
    pub(crate) fn is_moving(&self) -> bool {
        !self.0.metrics.is_empty() && !self.0.passed_over.load(Relaxed)
    }

    /// Notes whether all that is left could not be committed for reasons of its own.
    pub(crate) fn pass_over(&self, passed_over: bool) {
        self.0.passed_over.store(passed_over, Relaxed);
    }

    /// Takes a group, which is on disk when this returns.
    pub(crate) async fn append(&self, group: Group) -> Result<(), SpoolError> {
        let inner = Arc::clone(&self.0);
        let append = move || {
            // Before the files are locked: this is most of the work.
            let payload = payload::encode(&group)?;
            let (at, requests) = (UnixNano::now(), group.requests.len());
            let requests = u32::try_from(requests).unwrap_or(u32::MAX);
            let record = record::encode(group.id, at, requests, &payload);
            let mut files = inner.files();
            let appended = files.append(&record, at, requests);
            inner.metrics.appended(&appended, requests);
            inner.metrics.holds(&files.total());
            appended
        };
        tokio::task::spawn_blocking(append).await.map_err(io::Error::other)?
    }

    /// The first segment behind another, closed to new records; `None` when there are no more.
    pub(crate) async fn next_segment(&self, after: Option<u64>) -> Option<u64> {
        self.with_files(move |_, files| Ok(files.next_segment(after))).await.ok().flatten()
    }

    pub(crate) async fn read(&self, number: u64) -> Result<Segment, SpoolError> {
        self.with_files(move |_, files| {
            let bytes = files.read(number)?;
            let scan = record::scan(&bytes);
            let (records, corrupt) = (scan.records, scan.corrupt);
            Ok(Segment { number, records, corrupt, bytes: Arc::new(bytes) })
        })
        .await
    }

    /// Notes what is left of a segment after a replay; with nothing left, it goes.
    pub(crate) async fn settle(&self, segment: &Segment, left: Holding) -> Result<(), SpoolError> {
        let (number, corrupt) = (segment.number, segment.corrupt);
        self.with_files(move |inner, files| {
            files.settle(number, left, corrupt > 0)?;
            if left.records == 0 {
                inner.metrics.corrupt.inc_by(corrupt as u64);
            }
            inner.metrics.holds(&files.total());
            Ok(())
        })
        .await
    }

    pub(crate) fn metrics(&self) -> &SpoolMetrics {
        &self.0.metrics
    }

    /// Works on the files where that holds up nobody.
    async fn with_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner, &mut Files) -> Result<T, SpoolError> + Send + 'static,
    ) -> Result<T, SpoolError> {
        let inner = Arc::clone(&self.0);
        let work = move || work(&inner, &mut inner.files());
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
    }
}

impl Inner {
    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Segment {
    /// Reads a record's group.
    pub(crate) async fn group(&self, record: &Record) -> io::Result<Group> {
        let (bytes, id, place) = (Arc::clone(&self.bytes), record.id, record.payload.clone());
        let decode = move || payload::decode(id, &bytes[place]);
        tokio::task::spawn_blocking(decode).await.map_err(io::Error::other)?
    }
}

/// A group as it comes out of the spool.
#[cfg(test)]
pub(crate) fn copy_through_spool(group: &Group) -> Group {
    payload::decode(group.id, &payload::encode(group).expect("JSON")).expect("the same JSON")
}
