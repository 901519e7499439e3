//! How the allocator keeps memory that was freed.

use std::{env, os::unix::process::CommandExt, process::Command};

/// What glibc reads when a process starts. Left alone, it learns from the first large block that is
/// freed to keep blocks of up to 32 MiB, in as many places as there are threads, for others that
/// seldom fit: under requests of many sizes the process came to twice the memory that was in use.
const SETTINGS: [(&str, &str); 2] =
    [("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_TRIM_THRESHOLD_", "33554432")];

/// Starts this program anew in the same process, once, with these settings in its environment. Does
/// nothing where somebody has set them.
pub(crate) fn configure() {
    if !cfg!(target_env = "gnu") || SETTINGS.iter().any(|(name, _)| env::var_os(name).is_some()) {
        return;
    }
    let mut arguments = env::args_os();
    if let (Ok(program), Some(name)) = (env::current_exe(), arguments.next()) {
        // Where that cannot be, it goes on as it is.
        let _error = Command::new(program).arg0(name).args(arguments).envs(SETTINGS).exec();
    }
}
