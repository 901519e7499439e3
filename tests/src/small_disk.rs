//! A disk that is small enough to be filled.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system in memory with a bound. Dropping it takes it away, with all that it holds.
#[derive(Debug)]
pub struct SmallDisk {
    path: PathBuf,
}

impl SmallDisk {
    /// Mounts a new one on a directory, which is made; `None` where the system does not allow that.
    #[must_use]
    pub fn mount(path: &Path, mebibytes: u32) -> Option<Self> {
        fs::create_dir_all(path).expect("a directory");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mebibytes}m,mode=755"), "tmpfs"])
            .arg(path)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then(|| Self { path: path.to_owned() })
    }

    /// Fills it up, all but so many kibibytes.
    pub fn fill(&self, spare_kibibytes: usize) {
        let mut file = File::create(self.filler()).expect("a file");
        let chunk = vec![0; 64 * 1024];
        while file.write_all(&chunk).is_ok() {}
        let length = file.metadata().expect("its length").len();
        let spare = u64::try_from(spare_kibibytes * 1024).expect("a small number");
        file.set_len(length.saturating_sub(spare)).expect("a shorter file");
    }

    /// Gives the room back.
    pub fn free(&self) {
        fs::remove_file(self.filler()).ok();
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, so that a process that still stands in it does not keep it.
        let _ = Command::new("umount").arg("--lazy").arg(&self.path).status();
    }
}
