//! What the database alone can do: the very same rows, copied by two connections into a clone of
//! the same table.

use std::ops::Range;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;

use crate::database::{Address, Database};
use crate::machine::{busy_time, cpu_time};
use crate::statistics::median;
use crate::subject::Subject;

const RUNS: usize = 3;
const DAY: u64 = 86_400_000_000_000;
/// The signature, no flags and no extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: &[u8] = &(-1_i16).to_be_bytes();
/// What is handed to a connection at a time, as Farol does.
const CHUNK: usize = 256 * 1024;

/// A partitioned table, and the column that it is partitioned by.
#[derive(Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub time: &'static str,
}

/// The bare COPY's figures: medians.
pub struct Copied {
    rows: usize,
    pub took: Duration,
    /// CPU time of Postgres.
    pub postgres: Duration,
    /// CPU time of whatever else ran, the copying client included.
    pub others: Duration,
}

impl Copied {
    /// Copies a table's rows of some time, all of it in one day.
    pub fn measure(subject: &mut Subject, table: Table, times: &Range<u64>) -> Self {
        let rows = Rows::fetch(&mut subject.database, table, times);
        clone_table(&mut subject.database, table, times.start / DAY);
        let mut took = Vec::new();
        let (mut postgres, mut others) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            subject.database.execute("truncate bench_rows; checkpoint");
            let (postgres_before, before) = (cpu_time(subject.postmaster()), busy_time());
            took.push(rows.copy_in_halves(&subject.address));
            let of_postgres = cpu_time(subject.postmaster()).saturating_sub(postgres_before);
            others.push(busy_time().saturating_sub(before + of_postgres));
            postgres.push(of_postgres);
        }
        let copied: i64 = subject.database.value("select count(*) from bench_rows");
        assert_eq!(usize::try_from(copied), Ok(rows.count), "the same rows");
        subject.database.execute("drop table bench_rows");
        let [took, postgres, others] = [took, postgres, others].map(|times| median(&times));
        Self { rows: rows.count, took, postgres, others }
    }

    pub fn rate(&self) -> f64 {
        crate::ingest::as_float(self.rows) / self.took.as_secs_f64()
    }
}

/// The day is made as Farol makes its own.
fn clone_table(database: &mut Database, Table { name, time }: Table, day: u64) {
    let (from, to) = (day * DAY, (day + 1) * DAY);
    database.execute(&format!(
        "create table bench_rows (like {name} including all) partition by range ({time});
         create table bench_rows_day (like bench_rows including defaults including constraints);
         alter table bench_rows attach partition bench_rows_day for values from ({from}) to ({to})"
    ));
}

/// Rows in the binary format of COPY, without header and trailer.
struct Rows {
    bytes: Vec<u8>,
    count: usize,
    /// Where the second half begins.
    middle: usize,
}

impl Rows {
    fn fetch(database: &mut Database, Table { name, time }: Table, times: &Range<u64>) -> Self {
        let Range { start, end } = times;
        let query = format!(
            "copy (select * from {name} where {time} >= {start} and {time} < {end}) \
             to stdout (format binary)"
        );
        let bytes = database.run(async |connection| {
            let mut stream = connection.copy_out_raw(&query).await?;
            let mut bytes = Vec::new();
            while let Some(part) = stream.try_next().await? {
                bytes.extend_from_slice(&part);
            }
            Ok(bytes)
        });
        assert!(bytes.starts_with(HEADER) && bytes.ends_with(TRAILER), "binary COPY");
        Self::of(bytes[HEADER.len()..bytes.len() - TRAILER.len()].to_vec())
    }

    fn of(bytes: Vec<u8>) -> Self {
        let mut ends = Vec::new();
        let mut place = 0;
        while place < bytes.len() {
            place = row_end(&bytes, place);
            ends.push(place);
        }
        let count = ends.len();
        Self { bytes, count, middle: ends[count / 2] }
    }

    /// How long two connections take, from the first byte to the second commit.
    fn copy_in_halves(&self, address: &Address) -> Duration {
        let (first, second) = self.bytes.split_at(self.middle);
        let start = Barrier::new(3);
        thread::scope(|scope| {
            let copies = [first, second].map(|half| {
                let start = &start;
                scope.spawn(move || {
                    let mut database = Database::connect(address);
                    start.wait();
                    copy(&mut database, half);
                })
            });
            start.wait();
            let begun = Instant::now();
            for copy in copies {
                copy.join().expect("a copy");
            }
            begun.elapsed()
        })
    }
}

fn copy(database: &mut Database, rows: &[u8]) {
    database.run(async |connection| {
        let statement = "copy bench_rows_day from stdin (format binary)";
        let mut copy = connection.copy_in_raw(statement).await?;
        copy.send(HEADER).await?;
        for chunk in rows.chunks(CHUNK) {
            copy.send(chunk).await?;
        }
        copy.send(TRAILER).await?;
        copy.finish().await
    });
}

/// The end of the row that begins at `place`: a count of fields, then each with its length, which
/// is -1 for null.
fn row_end(bytes: &[u8], place: usize) -> usize {
    let fields = i16::from_be_bytes([bytes[place], bytes[place + 1]]);
    let mut place = place + 2;
    for _ in 0..fields {
        let length = bytes[place..place + 4].try_into().expect("four bytes");
        let length = usize::try_from(i32::from_be_bytes(length)).unwrap_or(0);
        place += 4 + length;
    }
    place
}
