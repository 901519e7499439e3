//! Slow queries, counted where they are logged.

use prometheus_client::{metrics::counter::Counter, registry::Registry};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer};

/// Counts what the database driver warns of: queries over the limit.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlowQueries(Counter);

impl SlowQueries {
    pub(crate) fn register(&self, registry: &mut Registry) {
        let help = "Queries slower than database.slow_query_ms";
        registry.register("database_slow_queries", help, self.0.clone());
    }
}

impl<S: Subscriber> Layer<S> for SlowQueries {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let metadata = event.metadata();
        if metadata.target() == "sqlx::query" && *metadata.level() == Level::WARN {
            self.0.inc();
        }
    }
}
