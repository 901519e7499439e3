//! The spool's segments on disk. Everything here blocks.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use farol_model::UnixNano;

use super::{
    SpoolError,
    record::{self, FILE_HEADER, Record},
};

/// Bytes after which a segment is closed: what has been replayed is deleted a segment at a time.
const SEGMENT: u64 = 16 << 20;

const EXTENSION: &str = "spool";
const SET_ASIDE: &str = "corrupt";

/// All segments, and the one that takes records.
#[derive(Debug)]
pub(super) struct Files {
    directory: PathBuf,
    max_bytes: u64,
    segments: BTreeMap<u64, Holding>,
    active: Option<(u64, File)>,
    next: u64,
    /// Segments that this run passed over.
    unreadable: usize,
    /// Held as long as the spool is open.
    _lock: File,
}

/// What a segment, or all of them, hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    pub bytes: u64,
    pub records: u64,
    /// Requests in those records.
    pub requests: u64,
    /// When the oldest record was written.
    pub oldest: Option<UnixNano>,
}

impl Holding {
    pub(crate) fn add(&mut self, at: UnixNano, requests: u32) {
        self.records += 1;
        self.requests += u64::from(requests);
        self.oldest = self.oldest.or(Some(at));
    }
}

impl Files {
    /// Opens a directory, which is made where absent, and finds what an earlier run left there.
    pub(super) fn open(directory: &Path, max_bytes: u64) -> Result<Self, SpoolError> {
        make_directory(directory)?;
        let lock = File::create(directory.join("lock"))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => SpoolError::Locked,
            TryLockError::Error(error) => error.into(),
        })?;
        let mut files = Self {
            directory: directory.to_owned(),
            max_bytes,
            segments: BTreeMap::new(),
            active: None,
            next: 1,
            unreadable: 0,
            _lock: lock,
        };
        for (number, extension) in numbered(directory)? {
            files.next = files.next.max(number + 1);
            if extension == EXTENSION
                && let Err(error) = files.find(number)
            {
                // The others are as good as they were, and so may this one be at the next start.
                tracing::error!(%error, number, "a segment cannot be read, and is passed over");
                files.unreadable += 1;
            }
        }
        Ok(files)
    }

    fn find(&mut self, number: u64) -> io::Result<()> {
        let path = self.path(number, EXTENSION);
        let bytes = fs::read(&path)?;
        let scan = record::scan(&bytes);
        let mut length = bytes.len();
        if let Some(torn) = scan.torn {
            tracing::warn!(path = %path.display(), at = torn, "a torn record is cut off");
            let file = File::options().write(true).open(&path)?;
            file.set_len(torn as u64)?;
            file.sync_all()?;
            length = torn;
        }
        if scan.records.is_empty() && scan.corrupt == 0 {
            return fs::remove_file(path);
        }
        let mut holding = Holding { bytes: length as u64, ..Holding::default() };
        scan.records.iter().for_each(|Record { at, requests, .. }| holding.add(*at, *requests));
        self.segments.insert(number, holding);
        Ok(())
    }

    /// Appends a record. When this returns, it is on disk, and stays there whatever happens; after an
    /// error it is not.
    pub(super) fn append(
        &mut self,
        record: &[u8],
        at: UnixNano,
        requests: u32,
    ) -> Result<(), SpoolError> {
        let length = record.len() as u64;
        // It may begin a segment.
        if self.total().bytes + length + FILE_HEADER.len() as u64 > self.max_bytes {
            return Err(SpoolError::Full);
        }
        let (number, mut file) = self.writable(length)?;
        let written = file.write_all(record).and_then(|()| file.sync_data());
        let holding = self.segments.entry(number).or_default();
        if let Err(error) = written {
            self.give_up(number);
            return Err(error.into());
        }
        holding.bytes += length;
        holding.add(at, requests);
        Ok(())
    }

    /// The segment that takes a record of this length; a new one where the last is full.
    fn writable(&mut self, length: u64) -> io::Result<(u64, &File)> {
        let size = SEGMENT.min(self.max_bytes / 4);
        let is_full = |number: &u64| {
            let holding = self.segments.get(number).copied().unwrap_or_default();
            holding.records > 0 && holding.bytes + length > size
        };
        if self.active.as_ref().is_none_or(|(number, _)| is_full(number)) {
            let number = self.next;
            // A file that could not be made may lie there: its number is not taken again.
            self.next += 1;
            let file = self.create(number)?;
            let bytes = FILE_HEADER.len() as u64;
            self.segments.insert(number, Holding { bytes, ..Holding::default() });
            self.active = Some((number, file));
        }
        let active = self.active.as_ref().ok_or(io::ErrorKind::NotFound)?;
        Ok((active.0, &active.1))
    }

    fn create(&self, number: u64) -> io::Result<File> {
        let path = self.path(number, EXTENSION);
        let mut file = File::options().write(true).create_new(true).open(&path)?;
        let made = file.write_all(FILE_HEADER).and_then(|()| file.sync_all());
        // Its name has to last as well.
        if let Err(error) = made.and_then(|()| File::open(&self.directory)?.sync_all()) {
            fs::remove_file(path).ok();
            return Err(error);
        }
        Ok(file)
    }

    /// Cuts off what a failed write left, and writes no more to that segment: what a file holds behind
    /// a failed fsync is anybody's guess.
    pub(super) fn give_up(&mut self, number: u64) {
        let Some((_, file)) = self.active.take() else { return };
        let holding = self.segments.get(&number).copied().unwrap_or_default();
        if let Err(error) = file.set_len(holding.bytes).and_then(|()| file.sync_all()) {
            tracing::error!(%error, segment = number, "a failed record could not be cut off");
        }
        if holding.records == 0 {
            self.segments.remove(&number);
            fs::remove_file(self.path(number, EXTENSION)).ok();
        }
    }

    /// Puts another file in the place of the one that takes records.
    #[cfg(test)]
    pub(super) fn write_to(&mut self, other: File) {
        self.active.as_mut().expect("a segment that takes records").1 = other;
    }

    /// The first segment behind another, closed to new records.
    pub(super) fn next_segment(&mut self, after: Option<u64>) -> Option<u64> {
        let next = self.segments.range(after.map_or(0, |after| after + 1)..).next();
        let number = *next?.0;
        if self.active.as_ref().is_some_and(|(active, _)| *active == number) {
            self.active = None;
        }
        Some(number)
    }

    /// What a segment holds, without what may lie behind its last good record.
    pub(super) fn read(&self, number: u64) -> io::Result<Vec<u8>> {
        let mut bytes = fs::read(self.path(number, EXTENSION))?;
        let good = self.segments.get(&number).map_or(0, |holding| holding.bytes);
        bytes.truncate(usize::try_from(good).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// Notes what a segment still holds; one with nothing left is deleted, or kept under another name
    /// where some of it could not be read.
    pub(super) fn settle(&mut self, number: u64, left: Holding, corrupt: bool) -> io::Result<()> {
        let Some(holding) = self.segments.get_mut(&number) else { return Ok(()) };
        if left.records > 0 {
            *holding = Holding { bytes: holding.bytes, ..left };
            return Ok(());
        }
        let path = self.path(number, EXTENSION);
        if corrupt {
            let aside = self.path(number, SET_ASIDE);
            fs::rename(path, &aside)?;
            tracing::error!(path = %aside.display(), "a segment with corrupt records is kept aside");
        } else {
            fs::remove_file(path)?;
        }
        self.segments.remove(&number);
        Ok(())
    }

    /// What all segments hold together.
    pub(super) fn total(&self) -> Holding {
        self.segments.values().fold(Holding::default(), |sum, of| Holding {
            bytes: sum.bytes + of.bytes,
            records: sum.records + of.records,
            requests: sum.requests + of.requests,
            oldest: sum.oldest.or(of.oldest),
        })
    }

    /// Segments that were kept aside and still lie there, or that could not be read.
    pub(super) fn set_aside(&self) -> usize {
        let all = numbered(&self.directory).unwrap_or_default();
        all.iter().filter(|(_, extension)| *extension == SET_ASIDE).count() + self.unreadable
    }

    fn path(&self, number: u64, extension: &str) -> PathBuf {
        self.directory.join(name(number, extension))
    }
}

/// Makes a directory that outlives a power cut, with the one above it, which may be new as well.
fn make_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    for above in directory.ancestors().skip(1).take(2) {
        // Where it may not be opened, it is not ours, and was there before.
        if let Ok(above) = File::open(above) {
            above.sync_all()?;
        }
    }
    Ok(())
}

fn name(number: u64, extension: &str) -> String {
    format!("{number:020}.{extension}")
}

/// The segments of a directory by number, in order, each with its extension.
fn numbered(directory: &Path) -> io::Result<Vec<(u64, String)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let file = entry?.file_name();
        let parts = file.to_str().and_then(|file| file.split_once('.'));
        if let Some((number, extension)) = parts
            && let Ok(number) = number.parse()
            && file.to_str() == Some(&name(number, extension))
        {
            found.push((number, extension.to_owned()));
        }
    }
    found.sort_unstable();
    Ok(found)
}
