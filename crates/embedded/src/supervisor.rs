//! Keeps the cluster running for as long as Farol runs.

use std::time::{Duration, Instant};

use tokio::{sync::oneshot, time::sleep};

use crate::{Error, bring_up::Site, postmaster::Postmaster, socket_dir};

/// The pause before a start that follows a failure; doubled with each, up to the longest.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A Postgres that lived this long is started again without a pause.
const PROVEN: Duration = Duration::from_mins(1);

/// Starts Postgres again whenever it dies, until `stop` is sent or dropped; then stops it.
pub(crate) async fn supervise(
    site: Site,
    postmaster: Postmaster,
    mut stop: oneshot::Receiver<()>,
) -> Result<(), Error> {
    let mut slot = Some(postmaster);
    tokio::select! {
        () = keep_running(&site, &mut slot) => {}
        _ = &mut stop => {}
    }
    if let Some(postmaster) = slot {
        postmaster.stop(site.options.stop_patience).await?;
    }
    socket_dir::remove(&site.home);
    Ok(())
}

/// Never ends.
async fn keep_running(site: &Site, slot: &mut Option<Postmaster>) {
    let mut pause = Duration::ZERO;
    loop {
        if let Some(postmaster) = slot.as_mut() {
            let since = Instant::now();
            let status = postmaster.ended().await.map_or("lost".to_owned(), |how| how.to_string());
            tracing::error!(pid = postmaster.pid(), status, "Postgres died: starting it again");
            *slot = None;
            if since.elapsed() > PROVEN {
                pause = Duration::ZERO;
            }
        }
        sleep(pause).await;
        pause = (pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
        if let Err(error) = site.bring_up(slot).await {
            *slot = None;
            tracing::error!(%error, again_in = ?pause, "Postgres could not be started again");
        }
    }
}
