//! The log's file: closed by size and by age, gzipped, a number of old ones kept.

use std::{
    io::{self, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use file_rotate::{
    ContentLimit, FileRotate, compression::Compression, suffix::AppendTimestamp, suffix::FileLimit,
};
use tracing_subscriber::fmt::MakeWriter;

use crate::config::LogConfig;

/// A file that several threads write lines to.
#[derive(Clone)]
pub(super) struct RotatedFile(Arc<Mutex<State>>);

struct State {
    file: FileRotate<AppendTimestamp>,
    max_age: Duration,
    begun: Instant,
}

impl RotatedFile {
    pub(super) fn open(path: &Path, config: &LogConfig) -> io::Result<Self> {
        // Fails here and now where the path cannot be written, which the crate would not.
        std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        let kept = AppendTimestamp::default(FileLimit::MaxFiles(config.file_keep));
        let limit = ContentLimit::BytesSurpassed(config.file_max_bytes);
        // The newest old file stays plain, for whoever is reading it.
        let file = FileRotate::new(path, kept, limit, Compression::OnRotate(1), None);
        let max_age = Duration::from_hours(24 * config.file_max_age_days);
        Ok(Self(Arc::new(Mutex::new(State { file, max_age, begun: Instant::now() }))))
    }
}

impl Write for RotatedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.begun.elapsed() >= state.max_age {
            state.begun = Instant::now();
            state.file.rotate()?;
        }
        state.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).file.flush()
    }
}

impl<'a> MakeWriter<'a> for RotatedFile {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
