//! A real connection, byte by byte.

use axum::Router;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    /// Serves the router on a loopback port until the test ends, and connects to it so many times.
    pub async fn open<const COUNT: usize>(router: &Router) -> [Self; COUNT] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(axum::serve(listener, router.clone()).into_future());
        let mut connections = Vec::new();
        for _ in 0..COUNT {
            let stream = TcpStream::connect(address).await.unwrap();
            connections.push(Self { stream, read: Vec::new() });
        }
        connections.try_into().ok().unwrap()
    }

    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.unwrap();
    }

    /// Reads one answer that tells its length: its status and its body.
    pub async fn read(&mut self) -> (u16, Vec<u8>) {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            self.read_more().await;
        };
        let head = String::from_utf8(self.read[..end].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        let whole = end + 4 + length;
        while self.read.len() < whole {
            self.read_more().await;
        }
        let body = self.read[end + 4..whole].to_vec();
        self.read.drain(..whole);
        (status, body)
    }

    async fn read_more(&mut self) {
        assert!(self.stream.read_buf(&mut self.read).await.unwrap() > 0, "the connection ended");
    }
}
