//! HTTP/1.1 over one kept connection, as cheap as can be: the load shares the machine with the
//! server, so what it spends is missing there.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// A connection that is used again and again.
pub struct Connection {
    stream: TcpStream,
    /// Room for an answer; only the first `filled` bytes count.
    buffer: Vec<u8>,
    filled: usize,
}

/// The status and the place of the body in the buffer.
struct Head {
    status: u16,
    start: usize,
    length: usize,
}

impl Connection {
    /// Connects to `host:port`.
    pub fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 64 * 1024], filled: 0 })
    }

    /// Sends a whole request and reads the whole answer: its status and its body.
    pub fn send(&mut self, request: &[u8]) -> io::Result<(u16, &[u8])> {
        self.filled = 0;
        self.stream.write_all(request)?;
        let head = loop {
            self.fill()?;
            if let Some(head) = head(&self.buffer[..self.filled])? {
                break head;
            }
        };
        let end = head.start + head.length;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        while self.filled < end {
            self.fill()?;
        }
        Ok((head.status, &self.buffer[head.start..end]))
    }

    /// The body of an answer that has to be a 200.
    pub fn must(&mut self, request: &[u8]) -> &[u8] {
        let (status, body) = self.send(request).expect("an answer");
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
        body
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        match self.stream.read(&mut self.buffer[self.filled..])? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                self.filled += read;
                Ok(())
            }
        }
    }
}

/// Reads a head, once it is there whole.
fn head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes[..end]);
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let value = name.eq_ignore_ascii_case("content-length").then(|| value.trim())?;
        value.parse().ok()
    });
    match (status, length) {
        (Some(status), Some(length)) => Ok(Some(Head { status, start: end + 4, length })),
        _ => Err(io::Error::other(format!("not an answer with a length: {text}"))),
    }
}

/// A GET with a key.
pub fn get(path: &str, key: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\r\n").into()
}

/// A POST of OTLP protobuf.
pub fn post_protobuf(path: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-protobuf\r\n\
         content-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A POST of JSON, with a key where one is needed.
pub fn post_json(path: &str, body: &[u8], key: Option<&str>) -> Vec<u8> {
    let length = body.len();
    let key = key.map_or_else(String::new, |key| format!("authorization: Bearer {key}\r\n"));
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{key}\
         content-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}
