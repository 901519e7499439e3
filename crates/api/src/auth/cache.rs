//! Keys that were verified a moment ago.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use farol_storage::ApiKey;

/// How long a verified key is believed before the database is asked again.
const FRESH: Duration = Duration::from_mins(1);

/// Keys that are remembered at most: more than a team has.
const CAPACITY: usize = 10_000;

/// Verified keys by their hash. Unknown keys are not remembered.
#[derive(Default)]
pub struct KeyCache {
    keys: Mutex<HashMap<[u8; 32], (Instant, ApiKey)>>,
}

impl KeyCache {
    pub(crate) fn get(&self, hash: &[u8; 32]) -> Option<ApiKey> {
        let keys = self.lock();
        let (verified, key) = keys.get(hash)?;
        (verified.elapsed() < FRESH).then(|| key.clone())
    }

    pub(crate) fn put(&self, hash: [u8; 32], key: ApiKey) {
        let mut keys = self.lock();
        if keys.len() >= CAPACITY {
            keys.retain(|_, (verified, _)| verified.elapsed() < FRESH);
        }
        if keys.len() < CAPACITY {
            keys.insert(hash, (Instant::now(), key));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], (Instant, ApiKey)>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
