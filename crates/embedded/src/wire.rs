//! As much of Postgres' protocol as it takes to know that a server answers.
//!
//! See <https://www.postgresql.org/docs/current/protocol-message-formats.html>.

use std::{io, path::Path, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    time::timeout,
};

use crate::connection::{Connection, ROLE};

const PROTOCOL_3_0: i32 = 196_608;
/// A live server greets within milliseconds; a stopped process never does.
const HANDSHAKE: Duration = Duration::from_secs(5);
const STATEMENT: Duration = Duration::from_mins(1);
/// No answer to what is asked here comes near this.
const MESSAGE_LIMIT: usize = 1 << 20;

/// Why there is no session.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Nobody listens, or the line went dead.
    Io(io::Error),
    /// The server said no.
    Server { code: String, message: String },
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => error.fmt(formatter),
            Self::Server { code, message } => write!(formatter, "{message} ({code})"),
        }
    }
}

/// An open session.
pub(crate) struct Session {
    stream: UnixStream,
}

impl Session {
    /// Connects to a database as Farol's role.
    pub async fn open(connection: &Connection, database: &str) -> Result<Self, Refusal> {
        within(HANDSHAKE, Self::shake_hands(&connection.socket(), database)).await
    }

    async fn shake_hands(socket: &Path, database: &str) -> Result<Self, Refusal> {
        let mut stream = UnixStream::connect(socket).await?;
        let mut body = PROTOCOL_3_0.to_be_bytes().to_vec();
        for text in ["user", ROLE, "database", database, "application_name", "farol"] {
            body.extend_from_slice(text.as_bytes());
            body.push(0);
        }
        body.push(0);
        stream.write_all(&length_of(&body)).await?;
        stream.write_all(&body).await?;
        let mut session = Self { stream };
        session.until_ready().await?;
        Ok(session)
    }

    /// Runs one statement and forgets its rows.
    pub async fn execute(&mut self, statement: &str) -> Result<(), Refusal> {
        let mut body = statement.as_bytes().to_vec();
        body.push(0);
        within(STATEMENT, async {
            self.stream.write_all(b"Q").await?;
            self.stream.write_all(&length_of(&body)).await?;
            self.stream.write_all(&body).await?;
            self.until_ready().await
        })
        .await
    }

    /// Says goodbye, so that the server's log has no broken connection.
    pub async fn close(mut self) {
        self.stream.write_all(b"X\0\0\0\x04").await.ok();
    }

    async fn until_ready(&mut self) -> Result<(), Refusal> {
        let mut failure = None;
        loop {
            let kind = match self.stream.read_u8().await {
                Ok(kind) => kind,
                // The server closes right after an error of the start.
                Err(error) => return Err(failure.unwrap_or(Refusal::Io(error))),
            };
            let length = usize::try_from(self.stream.read_i32().await?).unwrap_or(0);
            if !(4..MESSAGE_LIMIT).contains(&length) {
                return Err(io::Error::from(io::ErrorKind::InvalidData).into());
            }
            let mut body = vec![0; length - 4];
            self.stream.read_exact(&mut body).await?;
            match kind {
                b'Z' => return failure.map_or(Ok(()), Err),
                b'E' => failure = Some(error_of(&body)),
                b'R' if body != [0; 4] => {
                    return Err(io::Error::other("the server asks for a password").into());
                }
                _ => {}
            }
        }
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}

/// A message's length, which counts itself.
fn length_of(body: &[u8]) -> [u8; 4] {
    i32::try_from(body.len() + 4).unwrap_or(i32::MAX).to_be_bytes()
}

fn error_of(body: &[u8]) -> Refusal {
    let field = |kind: u8| {
        body.split(|byte| *byte == 0)
            .find(|field| field.first() == Some(&kind))
            .map(|field| String::from_utf8_lossy(&field[1..]).into_owned())
            .unwrap_or_default()
    };
    Refusal::Server { code: field(b'C'), message: field(b'M') }
}
