//! Log records as rows: written, found, counted, followed.

mod arrivals;
mod candidates;
mod counts;
mod fields;
mod filter;
mod find;
mod histogram;
mod messages;
mod read;
mod rows;
mod tail;
mod text_index;
mod windows;

pub(crate) use arrivals::Tally;
pub(crate) use counts::{COUNTED_WIDTHS, is_counted_by};
pub use counts::{fold_log_counts, sweep_log_counts};
pub use fields::{FieldSource, LogField, LogFields, SampleOf, sample_fields};
pub use filter::{AttributeCondition, LevelSet, LogFilter, TextSearch};
pub(crate) use filter::{code as level_code, level_of};
pub use find::{LogPage, PageOf, find_log, find_logs};
pub use histogram::{CountBy, Histogram, HistogramOf, count_logs, log_bounds};
pub use messages::{MessageLog, list_message_logs};
pub(crate) use read::COLUMNS;
pub use read::{LogCursor, LogRow};
pub(crate) use rows::{ProjectLog, copy_logs};
pub use tail::{
    Arrival, arrivals_after, is_known_arrival, last_arrival, read_arrival, sweep_log_arrivals,
};
pub use text_index::{UnindexedDay, build_text_index, ensure_trigrams, unindexed_days};
