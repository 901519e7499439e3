//! The server's side of a connection, read message by message.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::Control;

/// A message's kind and its length, which counts itself.
const HEAD: usize = 5;
/// The end of a command, and what it says of a commit.
const COMMAND_COMPLETE: u8 = b'C';
const COMMIT: &[u8] = b"COMMIT\0";

/// Passes messages on until one of the sides ends, or an answer to a commit is to be lost; says
/// whether one was.
///
/// Messages are all that a server sends to a client that asks for no encryption.
pub(super) async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    control: &Control,
) -> bool {
    let mut buffer = Vec::with_capacity(64 * 1024);
    while let Ok(1..) = from.read_buf(&mut buffer).await {
        let mut whole = 0;
        while let Some(message) = first_message(&buffer[whole..]) {
            if is_commit(message) && control.lose_answer() {
                return true;
            }
            whole += message.len();
        }
        control.audible().await;
        if to.write_all(&buffer[..whole]).await.is_err() {
            return false;
        }
        buffer.drain(..whole);
    }
    false
}

/// The message that the bytes begin with, once it is there whole.
fn first_message(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.get(1..HEAD)?.try_into().map(u32::from_be_bytes).ok()?;
    bytes.get(..usize::try_from(length).ok()? + 1)
}

fn is_commit(message: &[u8]) -> bool {
    message[0] == COMMAND_COMPLETE && &message[HEAD..] == COMMIT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_told_from_other_commands() {
        let commit = b"C\0\0\0\x0bCOMMIT\0Z\0\0\0\x05I";
        let message = first_message(commit).expect("a whole message");
        assert!(is_commit(message));
        assert_eq!(first_message(&commit[message.len()..]), Some(&b"Z\0\0\0\x05I"[..]));
        assert!(!is_commit(b"C\0\0\0\x0dCOPY 512\0"));
        assert_eq!(first_message(&commit[..11]), None, "not there whole");
    }
}
