//! All of Farol's SQL: the migrator, batch writes and queries.
//!
//! Nothing outside this crate knows a table or a column. Functions take a connection and the caller
//! owns the transaction, except where a doc says that a function makes its own.

mod audit;
mod buckets;
mod connect;
mod copy;
mod dashboards;
mod error;
mod events;
mod executions;
mod jobs;
mod keys;
mod logs;
mod metrics;
mod overview;
mod partitions;
mod payload;
mod people;
mod privacy;
mod projects;
mod retention;
mod reviews;
mod scores;
mod snapshot;
mod spans;
mod statistics;
mod threads;
mod views;
mod write;

pub use audit::{
    Actor, AuditCursor, AuditEntry, AuditFilter, AuditRow, LEAST_AUDIT_DAYS, Origin, list_audit,
    record_audit, record_read, sweep_audit,
};
pub use buckets::bucket_start;
pub use connect::{ConnectSettings, MIGRATOR, connect, health, migrate, probe};
pub use dashboards::{
    ChangedDashboard, Dashboard, DashboardChange, DashboardRow, MadeDashboard, NewDashboard,
    change_dashboard, create_dashboard, delete_dashboard, find_dashboard, list_dashboards,
};
pub use error::StorageError;
pub use events::{
    EventCursor, EventFilter, EventName, EventNames, EventPage, EventProperty, RollupAnswer,
    RollupQuestion, RollupRow, StoredEvent, Wanted, fold_events, list_event_names,
    list_event_properties, list_events, list_trace_events, projects_with_event_deltas,
    read_rollups, sweep_event_keys, sweep_event_rollups,
};
pub use executions::{
    ExecutionChange, ExecutionCounts, ExecutionCursor, ExecutionFilter, ExecutionSort,
    ExecutionState, ScoreBounds, StatusCounts, count_executions, execution_bounds,
    execution_changes_after, execution_ids, execution_states, find_executions,
    is_known_execution_change, last_execution_change, list_executions, sweep_execution_changes,
};
pub use jobs::{
    JobEnd, JobRow, JobStatus, JobTurn, claim_job, finish_job, job_turns, list_jobs, register_job,
    release_job, renew_job, request_job,
};
pub use keys::{
    ApiKey, KeyLimits, Scope, StoredKey, create_api_key, find_api_key, list_keys, revoke_key,
};
pub use logs::{
    Arrival, AttributeCondition, CountBy, FieldSource, Histogram, HistogramOf, LevelSet, LogCursor,
    LogField, LogFields, LogFilter, LogPage, LogRow, MessageLog, PageOf, SampleOf, TextSearch,
    UnindexedDay, arrivals_after, build_text_index, count_logs, ensure_trigrams, find_log,
    find_logs, fold_log_counts, is_known_arrival, last_arrival, list_message_logs, log_bounds,
    read_arrival, sample_fields, sweep_log_arrivals, sweep_log_counts, unindexed_days,
};
pub use metrics::{
    MetricsAnswer, MetricsDataset, MetricsQuery, MetricsSource, measure_events, measure_rows,
};
pub use overview::{
    AgentFigures, ExecutionFigures, ModelFigures, Overview, OverviewOf, OverviewSource, is_hourly,
    overview_source, read_overview,
};
pub use partitions::{
    Dropped, PartitionSize, PartitionedTable, Partitions, begin_drop, begun_drops, date,
    finish_drop, list_partitions, projects_in,
};
pub use people::{
    Invitation, KnownUser, Member, NewInvitation, NewSession, Role, Session, SessionRow, User,
    count_owners, create_invitation, create_sign_in_link, create_user, delete_user,
    end_other_sessions, end_session, end_session_of, find_access, find_invitation, find_member,
    find_password_hash, find_session, find_user, list_access, list_invitations, list_members,
    list_memberships, list_sessions, list_users, remove_member, revoke_invitation, set_owner,
    set_password, set_role, someone_can_sign_in, start_session, use_sign_in_link,
};
pub use privacy::{
    ProjectPrivacy, find_privacy, list_privacy, recent_events, recent_logs, recent_spans,
    set_privacy,
};
pub use projects::{
    Project, ProjectOverview, create_project, ensure_project, list_overviews, list_projects,
};
pub use retention::{
    BoundNotMet, CollectionReport, KindUsage, Limits, ProjectUsage, RetentionPolicy,
    RetentionReport, count_usage, delete_rows, list_usage, load_policy, project_ids,
    project_limits, project_usage, set_project_limits, sweep_executions, usage_sizes,
};
pub use reviews::{
    ChangedReview, ConversationCopy, DeletedComment, Fed, Leased, MadeReview, MadeRule, NewReview,
    QueueCursor, QueueFilter, QueueItem, Removed, Review, ReviewChange, ReviewComment,
    ReviewCursor, ReviewFilter, ReviewHistory, ReviewRule, ReviewStats, RuleOf, TrainingRow,
    TrainingState, add_review_comment, change_review, change_review_rule, count_queue_items,
    create_review, create_review_rule, date_review, delete_review, delete_review_comment,
    delete_review_rule, feed_review_queue, find_queue_item, find_review, find_review_messages,
    find_review_of, find_review_rule, lease_next_item, lease_queue_item, list_queue_items,
    list_review_comments, list_review_history, list_review_rules, list_reviews, queue_execution,
    read_training, release_queue_item, remove_queue_item, review_stats, skip_queue_item,
    training_state,
};
pub use scores::{
    ScoreAgent, ScoreBand, ScoreCursor, ScoreFilter, ScoreLabel, ScoreName, ScoreRow,
    ScoreStatistics, ScoreTally, ScoresOf, delete_score, list_score_names, list_scores,
    read_score_statistics, sweep_scores,
};
pub use snapshot::begin_snapshot;
pub use spans::{
    Breakdown, BreakdownGroup, Patience, SpanCursor, SpanField, SpanFilter, SpanOutcome, SpanPage,
    SpanPayload, SpanRow, SpanScope, SpanSearch, break_down_spans, each_span, find_span,
    list_spans, missing_spans, search_spans, span_outcomes,
};
pub use statistics::{
    Counted, Interval, Statistics, StatisticsBy, StatisticsFilter, StatisticsGroup,
    fold_statistics, interval_starts, read_statistics, sweep_statistics,
};
pub use threads::{
    RecordedText, ThreadCursor, ThreadFilter, ThreadRow, find_thread, latest_recorded, list_threads,
};
pub use views::{
    MadeView, NewView, View, ViewChange, ViewsOf, change_view, create_view, delete_view, find_view,
    list_views,
};
pub use write::{
    WriteRequest, Writing, Written, empty_old_nodes, empty_old_request_hashes, forget_old_groups,
    write_requests,
};
