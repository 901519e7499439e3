//! Times as producers tell them, or do not.

use farol_model::UnixNano;
use farol_otlp::{Encoding, decode_traces};
use farol_testkit::otlp::{log, logs, protobuf_bytes, span, traces};

use crate::support::{
    BOTH, RECEIVED, START, decode_request, one_log, one_span, try_logs, with_context,
};

#[test]
fn case_41_a_start_of_zero_is_the_time_of_receipt() {
    let mut sent = span(1, 1, "a", START);
    sent.start_time_unix_nano = 0;
    sent.end_time_unix_nano = 0;
    for encoding in BOTH {
        let decoded = decode_request(&traces("service", vec![sent.clone()]), encoding);
        assert_eq!(decoded.items[0].start, RECEIVED);
        assert_eq!(decoded.items[0].end, Some(RECEIVED));
        assert!(!decoded.all_timed);
    }
}

#[test]
fn case_41_an_end_of_zero_is_the_start_and_an_earlier_end_is_kept() {
    let mut sent = span(1, 1, "a", START);
    sent.end_time_unix_nano = 0;
    assert_eq!(one_span(sent.clone()).end, Some(UnixNano(START.cast_signed())));
    sent.end_time_unix_nano = START - 5;
    assert_eq!(one_span(sent).end, Some(UnixNano(START.cast_signed() - 5)));
}

#[test]
fn case_41_times_beyond_64_signed_bits_reject_their_span_alone() {
    let mut start = span(1, 1, "a", START);
    start.start_time_unix_nano = u64::MAX;
    let mut end = span(1, 2, "a", START);
    end.end_time_unix_nano = 1 << 63;
    let good = span(1, 3, "good", START);
    for encoding in BOTH {
        let request = traces("service", vec![start.clone(), end.clone(), good.clone()]);
        let decoded = decode_request(&request, encoding);
        assert_eq!((decoded.rejected.count, decoded.items.len()), (2, 1));
        assert!(decoded.rejected.message.contains("startTimeUnixNano"));
        assert!(decoded.rejected.message.contains("endTimeUnixNano"));
    }
}

#[test]
fn case_41_items_outside_the_window_are_rejected_with_a_reason() {
    let spans =
        vec![span(1, 1, "old", START - 1), span(1, 2, "good", START), span(1, 3, "far", START + 2)];
    let body = protobuf_bytes(&traces("service", spans));
    let decoded = with_context(|context| {
        context.oldest = UnixNano(START.cast_signed());
        context.newest = UnixNano(START.cast_signed() + 1);
        decode_traces(&body, Encoding::Protobuf, context).unwrap()
    });
    assert_eq!(decoded.items.len(), 1);
    assert!(decoded.rejected.message.contains("span 0: its time 2025-11-21T"));
    assert!(decoded.rejected.message.contains("older"));
    assert!(decoded.rejected.message.contains("span 2"));
    assert!(decoded.rejected.message.contains("future"));
}

#[test]
fn case_41_a_log_takes_its_time_then_the_observed_then_the_received_one() {
    let mut record = log(0, "x");
    record.observed_time_unix_nano = START;
    let observed = one_log(record.clone());
    assert_eq!(observed.time.0, START.cast_signed());
    assert_eq!(observed.observed, Some(observed.time));

    record.observed_time_unix_nano = 0;
    let body = protobuf_bytes(&logs("service", vec![record]));
    let decoded = try_logs(&body, Encoding::Protobuf).unwrap();
    assert_eq!((decoded.items[0].time, decoded.items[0].observed), (RECEIVED, None));
    assert!(!decoded.all_timed);

    let mut late = log(u64::MAX, "x");
    late.observed_time_unix_nano = START;
    let body = protobuf_bytes(&logs("service", vec![late, log(START, "good")]));
    let decoded = try_logs(&body, Encoding::Protobuf).unwrap();
    assert_eq!((decoded.rejected.count, decoded.items.len()), (1, 1));
}

#[test]
fn requests_tell_how_fine_their_times_are() {
    let at = |start| {
        let decoded = decode_request(
            &traces("service", vec![span(1, 1, "a", START), span(1, 2, "b", start)]),
            Encoding::Protobuf,
        );
        (decoded.all_timed, decoded.finer_than_millisecond)
    };
    assert_eq!(at(START), (true, false));
    assert_eq!(at(START + 1), (true, true));
    assert_eq!(at(0), (false, false), "the time of receipt is not the item's own");
}
