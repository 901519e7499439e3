//! Requests that are committed together, and the ids that keep a second attempt from storing them
//! twice.

use farol_storage::WriteRequest;
use uuid::Uuid;

/// A group, as a writer took it or as it comes out of the spool.
#[derive(Debug)]
pub(crate) struct Group {
    /// Given before the first attempt.
    pub(crate) id: Uuid,
    pub(crate) requests: Vec<WriteRequest>,
    /// Whether the database has refused the whole for its data. What was committed since has ids of
    /// its own, so that the whole must never be tried again.
    pub(crate) divided: bool,
    /// Whether it was in the spool, and so may have been committed before.
    pub(crate) spooled: bool,
}

impl Group {
    pub(crate) fn new(requests: Vec<WriteRequest>) -> Self {
        Self { id: Uuid::new_v4(), requests, divided: false, spooled: false }
    }

    /// The id to remember with these requests; none where they tell a repetition by themselves.
    pub(crate) fn remembered(&self, requests: &[WriteRequest], id: Uuid) -> Option<Uuid> {
        let identified = requests.iter().all(WriteRequest::is_identified);
        (self.spooled || !identified).then_some(id)
    }

    /// The id of one request of a group that is divided.
    pub(crate) fn request_id(&self, index: usize) -> Uuid {
        Uuid::new_v5(&self.id, index.to_string().as_bytes())
    }
}

/// The id of a part of a request whose items are written one by one. The hash, which stands for the
/// whole request, names its parts too: then the same request sent again finds them.
pub(crate) fn part_id(whole: &WriteRequest, id: Uuid, first: usize, rows: usize) -> Uuid {
    let base = whole.hash.map_or(id, |hash| Uuid::new_v5(&Uuid::NAMESPACE_OID, &hash));
    Uuid::new_v5(&base, format!("{first}+{rows} of {}", whole.rows()).as_bytes())
}
