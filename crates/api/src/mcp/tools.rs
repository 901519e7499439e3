//! The tools, as a model is told of them.

/// What a model is told of a tool.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    /// Whether it changes something.
    pub(super) writes: bool,
    /// The route's operation, whose query and body are arguments.
    pub(super) operation: Option<&'static str>,
    /// Arguments beside these.
    pub(super) arguments: &'static [Argument],
    /// Whether it takes conditions on attributes.
    pub(super) by_attributes: bool,
    /// Parameters of the operation that are none of the tool's.
    pub(super) without: &'static [&'static str],
    /// What to do where it finds nothing.
    pub(super) when_absent: &'static str,
}

/// A text that a tool takes.
pub(super) struct Argument {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) required: bool,
}

const EXECUTION_ID: Argument = Argument {
    name: "executionId",
    description: "The execution, by its own id or its trace id",
    required: true,
};

const REVIEW_ID: Argument =
    Argument { name: "reviewId", description: "The review's id", required: true };

const FIND_EXECUTIONS: &str = "list_executions shows recent ones, search finds them by text.";
const FIND_REVIEWS: &str = "list_execution_reviews shows which reviews there are.";

/// A tool that reads, and has no arguments beside its operation's.
const READS: Tool = Tool {
    name: "",
    title: "",
    description: "",
    writes: false,
    operation: None,
    arguments: &[],
    by_attributes: false,
    without: &[],
    when_absent: FIND_EXECUTIONS,
};

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "list_executions",
        title: "List executions",
        description: "Lists what agents and workflows ran, the newest first: status, duration, tokens, cost, \
            agent, thread, previews of input and output. Every filter may be combined.",
        operation: Some("list_executions"),
        ..READS
    },
    Tool {
        name: "count_executions",
        title: "Count executions over time",
        description: "Counts executions by status, in all and over time, with the filters of list_executions: \
            how many failed, and when.",
        operation: Some("count_by_time"),
        ..READS
    },
    Tool {
        name: "search",
        title: "Search executions and logs",
        description: "Finds a text in executions (name, agent, ids, previews, error) and in log records (body, \
            attributes), without case, the newest first: five of each. list_executions and search_logs go on.",
        arguments: &[
            Argument { name: "text", description: "What to look for", required: true },
            Argument { name: "from", description: "RFC 3339, inclusive", required: false },
            Argument { name: "to", description: "RFC 3339, exclusive", required: false },
        ],
        ..READS
    },
    Tool {
        name: "get_execution",
        title: "Read an execution",
        description: "Reads one execution as a compact tree, a span a line: type, name, start, duration, tokens, \
            cost, error, span id; with its summary, its scores and its previews. With spanId: that span whole, \
            input, output and attributes included.",
        arguments: &[
            EXECUTION_ID,
            Argument {
                name: "spanId",
                description: "One of its spans, to be read whole",
                required: false,
            },
        ],
        ..READS
    },
    Tool {
        name: "get_conversation",
        title: "Read a conversation",
        description: "Reads what was said in an execution, in order: user, assistant, system and tool messages \
            with the calls of tools.",
        operation: Some("list_execution_messages"),
        arguments: &[EXECUTION_ID],
        ..READS
    },
    Tool {
        name: "search_logs",
        title: "Search log records",
        description: "Lists log records by time, the newest first, filtered by text, level, service, attributes, \
            execution or span. A search that meets its deadline says how far it came, and goes on by its cursor.",
        operation: Some("list_logs"),
        by_attributes: true,
        ..READS
    },
    Tool {
        name: "list_event_names",
        title: "List event names",
        description: "Lists the names of business events, the most frequent first, with how many there were by \
            day: what query_metrics can be asked about.",
        operation: Some("list_event_names"),
        ..READS
    },
    Tool {
        name: "list_event_properties",
        title: "List event properties",
        description: "Lists the properties that events of a name have: their types, and their most frequent \
            values.",
        arguments: &[Argument { name: "event", description: "The events' name", required: true }],
        when_absent: "list_event_names shows which events there are.",
        ..READS
    },
    Tool {
        name: "query_metrics",
        title: "Measure business events",
        description: "Counts and measures business events over time: count, rate, sum, avg, min, max, \
            distinct_count, p50, p95, p99 of a property, filtered, grouped, by hour, day, week or month.",
        operation: Some("query_metrics"),
        ..READS
    },
    Tool {
        name: "list_score_names",
        title: "List score names",
        description: "Lists the names under which executions were scored, with how many scores each has.",
        operation: Some("list_score_names"),
        ..READS
    },
    Tool {
        name: "score_stats",
        title: "Sum up scores",
        description: "Tells what the scores of a name come to: mean, count and distribution, by agent and over \
            time.",
        operation: Some("summarise_scores"),
        ..READS
    },
    Tool {
        name: "list_execution_reviews",
        title: "List reviews",
        description: "Lists reviews of executions, the newest first, filtered by agent, status, rating, priority, \
            tag, assignee, time, or words in Portuguese or English.",
        operation: Some("list_reviews"),
        ..READS
    },
    Tool {
        name: "get_execution_review",
        title: "Read a review",
        description: "Reads one review whole: rating, comment, corrected output, comments, history, and its copy \
            of the conversation.",
        arguments: &[REVIEW_ID],
        when_absent: FIND_REVIEWS,
        ..READS
    },
    Tool {
        name: "create_execution_review",
        title: "Review an execution",
        description: "Reviews an execution: rating, a comment of at least 10 characters, priority, tags, and what \
            its last answer should have been. An execution has one review.",
        writes: true,
        operation: Some("create_review"),
        ..READS
    },
    Tool {
        name: "update_execution_review",
        title: "Change a review",
        description: "Changes a review: status (resolving stamps who and when), what was done, notes, the \
            corrected output, assignee. What is absent stays.",
        writes: true,
        operation: Some("change_review"),
        arguments: &[REVIEW_ID],
        when_absent: FIND_REVIEWS,
        ..READS
    },
    Tool {
        name: "export_training_examples",
        title: "Export training examples",
        description: "Exports resolved reviews as examples for training, one a line: OpenAI's conversational \
            fine-tuning format, with the corrected output in place of the last answer.",
        operation: Some("export_reviews"),
        without: &["format"],
        ..READS
    },
    Tool {
        name: "review_stats",
        title: "Sum up reviews",
        description: "Counts reviews by status, rating and priority, and tells how long they take to be resolved.",
        operation: Some("read_review_stats"),
        ..READS
    },
];
