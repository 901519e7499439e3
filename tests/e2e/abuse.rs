//! Clients that mean harm, or know no better.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use farol_tests::data_dir::DataDir;
use farol_tests::executions::assert_stored_once;
use farol_tests::payload::{flat_trace, now_ns, trace_request};
use farol_tests::process::{peak_resident_bytes, resident_bytes};
use farol_tests::server::{Server, create_key};
use farol_tests::wait::PATIENCE;
use flate2::{Compress, Compression, FlushCompress};

const MEBIBYTE: u64 = 1 << 20;

#[test]
fn slow_headers_and_bodies_are_cut_off_and_harm_nobody() {
    let data = DataDir::new();
    let config = data.write_config(
        "[server]\nheader_timeout_seconds = 2\nbody_timeout_seconds = 2\nmax_connections = 256\n",
    );
    let server = Server::start_with(&data, &["--config".as_ref(), config.as_os_str()]);
    let key = create_key(&data, "default", "ingest,read");
    let address = server.url.strip_prefix("http://").expect("a plain address").to_owned();

    let headers = "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\nx-slow: ";
    let body = "POST /v1/traces HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
                content-length: 100000\r\n\r\n{\"resourceSpans\":";
    let mut slow: Vec<_> = (0..50).map(|_| spawn_slow(&address, headers, true)).collect();
    slow.extend((0..50).map(|_| spawn_slow(&address, body, false)));

    let client = server.client().with_key(&key);
    for trace in 1..=20 {
        client.must_post("/v1/traces", &trace_request(trace, &flat_trace(2, now_ns())));
    }
    assert_stored_once(&client, &(1..=20).collect::<Vec<_>>(), 2);
    for connection in slow {
        let answer = connection.join().expect("cut off by the server");
        let closed = answer.is_empty();
        assert!(closed || answer.starts_with("HTTP/1.1 503"), "closed or 503: {answer}");
    }
}

#[test]
fn clients_that_never_pause_do_not_keep_others_out() {
    let data = DataDir::new();
    let config = data.write_config("[server]\nmax_connections = 8\n");
    let server = Server::start_with(&data, &["--config".as_ref(), config.as_os_str()]);
    let address = server.url.strip_prefix("http://").expect("a plain address").to_owned();
    let enough = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| ask_until(&address, &enough));
        }
        thread::sleep(Duration::from_secs(2));
        let answers: Vec<_> = (0..3).map(|_| ask_once(&address)).collect();
        enough.store(true, Relaxed);
        for answer in answers {
            assert!(answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")));
        }
    });
    assert!(server.terminate().success());
}

const ASK: &[u8] = b"GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Asks once, on a connection of its own.
fn ask_once(address: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.write_all(ASK)?;
    let mut answer = [0; 4096];
    let length = connection.read(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
}

/// Asks without a pause, on a new connection whenever the last one was closed.
fn ask_until(address: &str, enough: &AtomicBool) {
    while !enough.load(Relaxed) {
        let mut connection = TcpStream::connect(address).expect("a connection");
        connection.set_read_timeout(Some(Duration::from_millis(100))).expect("a timeout");
        let mut answer = [0; 4096];
        while !enough.load(Relaxed) && connection.write_all(ASK).is_ok() {
            match connection.read(&mut answer) {
                Ok(1..) => {}
                // It has no place yet.
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                _ => break,
            }
        }
    }
}

#[test]
fn bombs_are_refused_with_bounded_memory() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let bombs = [("gzip", gzip_of_zeros(4 << 10)), ("zstd", zstd_of_zeros(4 << 10))];
    let idle = resident_bytes(server.pid());
    let send = |content_type: &str, encoding: &str, bomb: &[u8]| {
        let headers = [("content-type", content_type), ("content-encoding", encoding)];
        server.client().post("/v1/traces", &headers, bomb).expect("an answer").status
    };
    for (encoding, bomb) in &bombs {
        assert_eq!(send("application/x-protobuf", encoding, bomb), 413, "{encoding}");
        assert_eq!(send("application/json", encoding, bomb), 413, "{encoding}");
    }
    let statuses: Vec<u16> = thread::scope(|scope| {
        let together =
            bombs.iter().cycle().take(16).map(|(encoding, bomb)| {
                scope.spawn(|| send("application/x-protobuf", encoding, bomb))
            });
        let threads: Vec<_> = together.collect();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    let refused = statuses.iter().all(|status| matches!(status, 413 | 503));
    assert!(refused, "too large, or no room for so many at once: {statuses:?}");
    let peak = peak_resident_bytes(server.pid());
    println!(
        "{} and {} KiB of bombs: {} MiB idle, {} MiB at most",
        bombs[0].1.len() >> 10,
        bombs[1].1.len() >> 10,
        idle / MEBIBYTE,
        peak / MEBIBYTE
    );
    assert!(peak < 300_000_000, "peak memory {peak}");
}

#[test]
fn a_foreign_page_cannot_reach_a_loopback_server() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let address = server.url.strip_prefix("http://").expect("a plain address");
    let port = address.rsplit(':').next().expect("a port");
    let ask = |host: &str| {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let request =
            format!("GET /health/live HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(ask(&format!("localhost:{port}")), "HTTP/1.1 200 OK");
    let rebound = ask(&format!("farol.attacker.example:{port}"));
    assert!(rebound.starts_with("HTTP/1.1 4"), "another name is refused: {rebound}");
}

/// Opens a connection that sends `start`, then (if `drips`) a byte now and then, and gives what the
/// server said before it closed it.
fn spawn_slow(address: &str, start: &str, drips: bool) -> thread::JoinHandle<String> {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(start.as_bytes()).expect("sent");
    thread::spawn(move || {
        stream.set_read_timeout(Some(Duration::from_millis(200))).expect("a timeout");
        let deadline = std::time::Instant::now() + PATIENCE;
        let mut answer = Vec::new();
        let mut buffer = [0; 1024];
        while std::time::Instant::now() < deadline {
            match stream.read(&mut buffer) {
                Ok(0) => return String::from_utf8_lossy(&answer).into_owned(),
                Ok(count) => answer.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    if drips && stream.write_all(b"x").is_err() {
                        return String::from_utf8_lossy(&answer).into_owned();
                    }
                }
                Err(_) => return String::from_utf8_lossy(&answer).into_owned(),
            }
        }
        panic!("the server kept a slow connection for {PATIENCE:?}");
    })
}

/// A gzip file of so many mebibytes of zeros. One mebibyte is deflated, ended at a byte boundary
/// that refers to nothing before it, and repeated; the checksum at the end is never reached.
fn gzip_of_zeros(mebibytes: usize) -> Vec<u8> {
    let mut deflate = Compress::new(Compression::best(), false);
    let mut block = Vec::with_capacity(64 << 10);
    deflate
        .compress_vec(&vec![0; 1 << 20], &mut block, FlushCompress::Full)
        .expect("zeros deflated");
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut bomb = header.to_vec();
    bomb.extend(block.iter().cycle().take(block.len() * mebibytes));
    bomb
}

/// A zstd frame of so many mebibytes of zeros, each as eight blocks that repeat one byte (RFC 8878).
fn zstd_of_zeros(mebibytes: u32) -> Vec<u8> {
    // No checksum and no size; a window of 8 MiB.
    let head = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (23 - 10) << 3];
    let block = |last: u32| {
        let [low, middle, high, _] = ((128 << 10) << 3 | 1 << 1 | last).to_le_bytes();
        [low, middle, high, 0]
    };
    let blocks = (0..mebibytes * 8).flat_map(|_| block(0));
    head.into_iter().chain(blocks).chain(block(1)).collect()
}
