//! The way through a request: survey, items, report.

use farol_model::{LogRecord, Span};

use crate::{
    Context, DecodeError, Decoded, Encoding,
    assemble::{Desk, Record, cost_of},
    json, protobuf,
    raw::{RawLog, RawSpan},
    session::{LOGS, Names, Session, TRACES},
};

/// Reads an `ExportTraceServiceRequest`.
pub fn decode_traces(
    body: &[u8],
    encoding: Encoding,
    context: &mut Context<'_>,
) -> Result<Decoded<Span>, DecodeError> {
    decode::<RawSpan<'_>>(body, encoding, &TRACES, context)
}

/// Reads an `ExportLogsServiceRequest`.
pub fn decode_logs(
    body: &[u8],
    encoding: Encoding,
    context: &mut Context<'_>,
) -> Result<Decoded<LogRecord>, DecodeError> {
    decode::<RawLog<'_>>(body, encoding, &LOGS, context)
}

/// Counts the data points of an `ExportMetricsServiceRequest`.
pub fn count_metrics(body: &[u8], encoding: Encoding) -> Result<u64, DecodeError> {
    match encoding {
        Encoding::Protobuf => protobuf::count_data_points(body).map_err(DecodeError::from),
        Encoding::Json => json::count_data_points(body),
    }
}

fn decode<'a, R>(
    body: &'a [u8],
    encoding: Encoding,
    names: &'static Names,
    context: &mut Context<'_>,
) -> Result<Decoded<R::Item>, DecodeError>
where
    R: Record + protobuf::Message<'a> + json::Object<'a>,
{
    let mut session = Session::new(names, context);
    let survey = match encoding {
        Encoding::Protobuf => protobuf::survey(body, &mut session)?,
        Encoding::Json => json::survey(body, &mut session)?,
    };
    if survey.items > session.max_items {
        return Err(DecodeError::TooManyItems(session.max_items));
    }
    session.meter.take(survey.items.saturating_mul(cost_of::<R::Item>()));
    session.meter.settle()?;

    let mut desk = Desk::<R>::new(survey);
    match encoding {
        Encoding::Protobuf => protobuf::walk(body, &mut desk, &mut session)?,
        Encoding::Json => json::walk(body, &mut desk, &mut session)?,
    }
    session.meter.settle()?;
    let (rejected, warning) = session.notes.finish();
    Ok(Decoded {
        items: desk.items,
        logs: session.logs,
        scores: session.scores,
        rejected,
        warning,
        all_timed: session.all_timed,
        finer_than_millisecond: session.finer_than_millisecond,
    })
}
