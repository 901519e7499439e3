//! Clients that send a byte now and then, half of them in a head and half in a body, and come again
//! when they are cut off.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const HEAD: &str = "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\nx-slow: ";
const BODY: &str = "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
                    content-length: 10000000\r\n\r\n{\"resourceSpans\":";

pub struct SlowClients {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    opened: AtomicUsize,
}

impl SlowClients {
    pub fn start(url: &str, count: usize) -> Self {
        let address = url.strip_prefix("http://").expect("a plain address");
        let shared = Arc::new(Shared::default());
        let client = |number: usize| {
            let (shared, address) = (Arc::clone(&shared), address.to_owned());
            let begins = if number.is_multiple_of(2) { HEAD } else { BODY };
            thread::spawn(move || {
                while !shared.stop.load(Ordering::Relaxed) {
                    shared.drip(&address, begins);
                }
            })
        };
        let threads = (0..count).map(client).collect();
        Self { shared, threads }
    }

    /// Connections that were opened so far.
    pub fn opened(&self) -> usize {
        self.shared.opened.load(Ordering::Relaxed)
    }

    pub fn stop(self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().expect("a slow client");
        }
    }
}

impl Shared {
    /// Sends one request slowly until the server has had enough.
    fn drip(&self, address: &str, begins: &str) {
        let mut stream = TcpStream::connect(address).expect("a connection");
        self.opened.fetch_add(1, Ordering::Relaxed);
        stream.set_read_timeout(Some(Duration::from_millis(200))).expect("a timeout");
        let mut sent = stream.write_all(begins.as_bytes());
        while sent.is_ok() && !self.stop.load(Ordering::Relaxed) {
            match stream.read(&mut [0; 1024]) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    sent = stream.write_all(b"x");
                }
                _ => return,
            }
        }
    }
}
