//! Rows in the binary format of COPY.
//!
//! See "Binary Format" under COPY in the Postgres manual: a header, then for each row the number of
//! fields and each field as its length and its bytes, then a trailer.

use farol_model::JsonText;
use sqlx::{PgConnection, postgres::PgCopyIn};
use uuid::Uuid;

use crate::StorageError;

/// What is handed to the connection at a time.
const CHUNK: usize = 256 * 1024;

/// Writes fields, one call each, in the order of the columns.
pub(crate) struct RowWriter {
    buffer: Vec<u8>,
}

impl RowWriter {
    pub(crate) fn row(&mut self, fields: i16) {
        self.buffer.extend_from_slice(&fields.to_be_bytes());
    }

    fn bytes(&mut self, value: &[u8]) {
        // A value of 2 GiB cannot come: bodies are bounded far below.
        let length = i32::try_from(value.len()).unwrap_or(i32::MAX);
        self.buffer.extend_from_slice(&length.to_be_bytes());
        self.buffer.extend_from_slice(value);
    }

    fn null(&mut self) {
        self.buffer.extend_from_slice(&(-1_i32).to_be_bytes());
    }

    pub(crate) fn int2(&mut self, value: i16) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn int2_or_null(&mut self, value: Option<i16>) {
        match value {
            Some(value) => self.int2(value),
            None => self.null(),
        }
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.bytes(&[u8::from(value)]);
    }

    pub(crate) fn int4(&mut self, value: i32) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn int8(&mut self, value: i64) {
        self.bytes(&value.to_be_bytes());
    }

    pub(crate) fn int8_or_null(&mut self, value: Option<i64>) {
        match value {
            Some(value) => self.int8(value),
            None => self.null(),
        }
    }

    pub(crate) fn float8_or_null(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.bytes(&value.to_be_bytes()),
            None => self.null(),
        }
    }

    pub(crate) fn bool_or_null(&mut self, value: Option<bool>) {
        match value {
            Some(value) => self.bytes(&[u8::from(value)]),
            None => self.null(),
        }
    }

    pub(crate) fn bytea(&mut self, value: &[u8]) {
        self.bytes(value);
    }

    pub(crate) fn uuid(&mut self, value: Uuid) {
        self.bytes(value.as_bytes());
    }

    pub(crate) fn uuid_or_null(&mut self, value: Option<Uuid>) {
        match value {
            Some(value) => self.uuid(value),
            None => self.null(),
        }
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.bytes(value.as_bytes());
    }

    pub(crate) fn text_or_null(&mut self, value: Option<&str>) {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    /// An array of texts: its dimensions, whether it holds nulls, the type of its elements, the length and
    /// lowest index of its one dimension, the elements.
    pub(crate) fn texts(&mut self, values: &[String]) {
        /// Of `text`, in every Postgres.
        const OID: i32 = 25;
        let start = self.buffer.len();
        let count = i32::try_from(values.len()).unwrap_or(i32::MAX);
        let dimensions = i32::from(count > 0);
        for head in [0, dimensions, 0, OID] {
            self.buffer.extend_from_slice(&head.to_be_bytes());
        }
        if dimensions > 0 {
            self.buffer.extend_from_slice(&count.to_be_bytes());
            self.buffer.extend_from_slice(&1_i32.to_be_bytes());
        }
        for value in values {
            self.text(value);
        }
        let length =
            i32::try_from(self.buffer.len() - start - size_of::<i32>()).unwrap_or(i32::MAX);
        self.buffer[start..start + size_of::<i32>()].copy_from_slice(&length.to_be_bytes());
    }

    pub(crate) fn json_or_null(&mut self, value: Option<&JsonText>) {
        self.text_or_null(value.map(JsonText::as_str));
    }
}

/// A value that knows how it is written.
pub(crate) trait Field {
    fn write(self, row: &mut RowWriter);
}

macro_rules! fields {
    ($($kind:ty: $write:ident,)+) => {
        $(impl Field for $kind {
            fn write(self, row: &mut RowWriter) {
                row.$write(self);
            }
        })+
    };
}

fields! {
    i16: int2,
    i32: int4,
    i64: int8,
    bool: boolean,
    Option<i64>: int8_or_null,
    Option<f64>: float8_or_null,
    Uuid: uuid,
    &str: text,
    Option<&str>: text_or_null,
}

/// Copies rows into a table, whose name and columns are the crate's own.
///
/// `write_next` writes one row, or says that there are no more. (A plain iterator would be held
/// while waiting, with lifetimes that spawned tasks cannot have.)
pub(crate) async fn copy_rows(
    connection: &mut PgConnection,
    table: &str,
    columns: &str,
    write_next: &mut (dyn FnMut(&mut RowWriter) -> bool + Send),
) -> Result<u64, StorageError> {
    let statement = format!("copy {table} ({columns}) from stdin (format binary)");
    let mut copy = connection.copy_in_raw(&statement).await?;
    let mut writer = RowWriter { buffer: Vec::with_capacity(CHUNK + CHUNK / 4) };
    writer.buffer.extend_from_slice(b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0");
    while write_next(&mut writer) {
        if writer.buffer.len() >= CHUNK {
            send(&mut copy, &mut writer).await?;
        }
    }
    writer.buffer.extend_from_slice(&(-1_i16).to_be_bytes());
    send(&mut copy, &mut writer).await?;
    Ok(copy.finish().await?)
}

async fn send(
    copy: &mut PgCopyIn<&mut PgConnection>,
    writer: &mut RowWriter,
) -> Result<(), StorageError> {
    // The connection makes a copy of what it is handed: of a large row, a piece at a time.
    for piece in writer.buffer.chunks(2 * CHUNK) {
        copy.send(piece).await?;
    }
    writer.buffer.clear();
    writer.buffer.shrink_to(2 * CHUNK);
    Ok(())
}
