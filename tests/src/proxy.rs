//! A TCP proxy before a Postgres, for what networks do to a database's clients.

mod answers;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::net::sockopt::set_tcp_quickack;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::tcp::ReadHalf;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

/// How often a port is tried again that a dying connection still holds.
const PAUSE: Duration = Duration::from_millis(20);

/// Passes on what comes to its port until it is told otherwise. Gone when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    control: Control,
    /// What runs on it ends with it.
    _runtime: Runtime,
}

/// What becomes of bytes and of connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    Open,
    /// Nothing passes and nothing is said, as if packets vanished, until it is open again.
    Silent,
    /// Connections are reset, and new ones refused.
    Closed,
}

#[derive(Clone, Debug)]
struct Control {
    server: PathBuf,
    state: watch::Sender<State>,
    answers_to_lose: Arc<AtomicUsize>,
    answers_lost: Arc<AtomicUsize>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    line: Line,
    /// How often all connections were reset.
    cuts: u64,
}

impl Proxy {
    /// Listens on a free port for a server that listens on this Unix socket.
    #[must_use]
    pub fn start(server: PathBuf) -> Self {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let control = Control {
            server,
            state: watch::Sender::default(),
            answers_to_lose: Arc::default(),
            answers_lost: Arc::default(),
        };
        runtime.spawn(listen(Some(listener), address, control.clone()));
        Self { address, control, _runtime: runtime }
    }

    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set_line(&self, line: Line) {
        self.control.state.send_modify(|state| {
            state.line = line;
            state.cuts += u64::from(line == Line::Closed);
        });
    }

    /// Resets every connection; new ones are taken.
    pub fn cut(&self) {
        self.control.state.send_modify(|state| state.cuts += 1);
    }

    /// Keeps back the answers to the next so many commits, and resets their connections instead.
    pub fn lose_answers(&self, count: usize) {
        self.control.answers_to_lose.store(count, Ordering::Relaxed);
    }

    /// Answers that were kept back so far.
    #[must_use]
    pub fn answers_lost(&self) -> usize {
        self.control.answers_lost.load(Ordering::Relaxed)
    }
}

/// Accepts connections; while the line is closed, the port is given up.
async fn listen(mut listener: Option<TcpListener>, address: SocketAddr, control: Control) {
    let mut state = control.state.subscribe();
    loop {
        if state.borrow_and_update().line == Line::Closed {
            listener = None;
        } else if listener.is_none() {
            listener = TcpListener::bind(address).await.ok();
        }
        tokio::select! {
            changed = state.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            client = accept(listener.as_ref()) => {
                if let Some(client) = client {
                    tokio::spawn(serve(client, control.clone()));
                }
            }
        }
    }
}

/// The next connection; without a listener nobody, after a moment.
async fn accept(listener: Option<&TcpListener>) -> Option<TcpStream> {
    let Some(listener) = listener else {
        tokio::time::sleep(PAUSE).await;
        return None;
    };
    listener.accept().await.ok().map(|(client, _)| client)
}

async fn serve(mut client: TcpStream, control: Control) {
    let mut state = control.state.subscribe();
    let cuts = state.borrow_and_update().cuts;
    client.set_nodelay(true).ok();
    let reset = if let Ok(mut server) = UnixStream::connect(&control.server).await {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        tokio::select! {
            biased;
            _ = state.wait_for(|state| state.cuts > cuts) => true,
            () = pass_questions(from_client, to_server, &control) => false,
            answer_lost = answers::pass(from_server, to_client, &control) => answer_lost,
        }
    } else {
        true
    };
    if reset {
        client.set_zero_linger().ok();
    }
}

async fn pass_questions(
    mut from: ReadHalf<'_>,
    mut to: impl AsyncWrite + Unpin,
    control: &Control,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        // sqlx leaves Nagle's algorithm on: what follows would wait 40 ms for a delayed ACK.
        set_tcp_quickack(from.as_ref(), true).ok();
        control.audible().await;
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

impl Control {
    /// Waits for the end of a silence.
    async fn audible(&self) {
        // Fails only where the proxy is gone, and with it whoever asks.
        self.state.subscribe().wait_for(|state| state.line != Line::Silent).await.ok();
    }

    /// Takes one of the answers that are to be lost.
    fn lose_answer(&self) -> bool {
        let take = |left: usize| left.checked_sub(1);
        let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
        let lost = self.answers_to_lose.fetch_update(set, get, take).is_ok();
        self.answers_lost.fetch_add(usize::from(lost), Ordering::Relaxed);
        lost
    }
}
