//! Keys that were verified before.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use farol_storage::ApiKey;

/// How long a verified key is believed before the database is asked again.
const FRESH: Duration = Duration::from_mins(1);

/// How long it is believed while the database cannot be asked.
const REMEMBERED: Duration = Duration::from_hours(24);

/// Keys that are remembered at most: more than a team has.
const CAPACITY: usize = 10_000;

/// Verified keys by their hash. Unknown keys are not remembered.
#[derive(Default)]
pub struct KeyCache {
    keys: Mutex<HashMap<[u8; 32], (Instant, ApiKey)>>,
}

impl KeyCache {
    /// A key that was verified a moment ago.
    pub(crate) fn fresh(&self, hash: &[u8; 32]) -> Option<ApiKey> {
        self.get(hash, FRESH)
    }

    /// A key that was verified within a day.
    pub(crate) fn remembered(&self, hash: &[u8; 32]) -> Option<ApiKey> {
        self.get(hash, REMEMBERED)
    }

    fn get(&self, hash: &[u8; 32], age: Duration) -> Option<ApiKey> {
        let keys = self.lock();
        let (verified, key) = keys.get(hash)?;
        (verified.elapsed() < age).then(|| key.clone())
    }

    pub(crate) fn put(&self, hash: [u8; 32], key: ApiKey) {
        let mut keys = self.lock();
        for age in [REMEMBERED, FRESH] {
            if keys.len() >= CAPACITY {
                keys.retain(|_, (verified, _)| verified.elapsed() < age);
            }
        }
        if keys.len() < CAPACITY {
            keys.insert(hash, (Instant::now(), key));
        }
    }

    /// Forgets a key that is known no longer.
    pub(crate) fn forget(&self, hash: &[u8; 32]) {
        self.lock().remove(hash);
    }

    /// Forgets a key that was revoked.
    pub(crate) fn forget_id(&self, id: i64) {
        self.lock().retain(|_, (_, key)| key.id != id);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], (Instant, ApiKey)>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use farol_storage::{KeyLimits, Project};

    use super::*;

    /// A cache with one key that was verified so long ago.
    fn verified(ago: Duration) -> KeyCache {
        let project = Project { id: 1, name: "default".to_owned() };
        let (label, scopes, limits) = ("test".to_owned(), Vec::new(), KeyLimits::default());
        let key = ApiKey { id: 1, project, label, scopes, limits };
        let cache = KeyCache::default();
        let when = Instant::now().checked_sub(ago).expect("a clock that began before");
        cache.lock().insert([1; 32], (when, key));
        cache
    }

    #[test]
    fn a_key_is_believed_for_a_minute_and_for_a_day_while_nobody_can_be_asked() {
        let minutes = |count| verified(Duration::from_mins(count));
        let believed = |cache: &KeyCache| {
            (cache.fresh(&[1; 32]).is_some(), cache.remembered(&[1; 32]).is_some())
        };
        assert_eq!(believed(&minutes(0)), (true, true));
        assert_eq!(believed(&minutes(2)), (false, true));
        assert_eq!(believed(&minutes(24 * 60 + 1)), (false, false));
        let cache = minutes(0);
        cache.forget(&[1; 32]);
        assert_eq!(believed(&cache), (false, false));
    }
}
