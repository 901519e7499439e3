//! What Farol counts beside the items, against counts of the items themselves.

mod events;
mod logs;
mod statistics;

use std::collections::BTreeMap;
use std::fmt::Debug;

use farol_tests::client::Client;

use super::Findings;
use super::rows::Stored;

/// Compares all of it. Events are asked for by the clients of the projects: only Farol reads how these are
/// counted.
pub(super) fn compare(
    stored: &Stored,
    projects: &[i32],
    clients: &[Client],
    findings: &mut Findings,
) {
    agree("statistics", &statistics::told(stored), &statistics::counted(stored), findings);
    agree("log counts", &logs::told(stored), &logs::counted(stored), findings);
    for (project, reader) in projects.iter().zip(clients) {
        let counted = events::counted(stored, *project);
        match events::told(&counted, reader) {
            Ok(told) => agree(&format!("events in project {project}"), &told, &counted, findings),
            Err(difference) => findings.note(difference),
        }
    }
}

/// Notes each key of which something else is told than was counted. What is 0 need not be told.
fn agree<K: Ord + Debug, V: PartialEq + Debug + Default>(
    what: &str,
    told: &BTreeMap<K, V>,
    counted: &BTreeMap<K, V>,
    findings: &mut Findings,
) {
    let nothing = V::default();
    let untold = counted.keys().filter(|key| !told.contains_key(key));
    for key in told.keys().chain(untold) {
        let of = |map: &'_ BTreeMap<K, V>| format!("{:?}", map.get(key).unwrap_or(&nothing));
        if told.get(key).unwrap_or(&nothing) != counted.get(key).unwrap_or(&nothing) {
            findings.note(format!("{what} of {key:?}: {} instead of {}", of(told), of(counted)));
        }
    }
}
