//! Metrics, which are only counted.

use super::reader::{Reader, Result};

/// The fields of a `Metric` that hold data points (gauge, sum, histogram, exponential histogram,
/// summary); each holds them in its field 1.
const DATA: [u32; 5] = [5, 7, 9, 10, 11];

/// Counts the data points of an `ExportMetricsServiceRequest`.
pub(crate) fn count_data_points(body: &[u8]) -> Result<u64> {
    let mut count = 0;
    each(Reader::new(body), &[1], &mut |resource| {
        each(resource, &[2], &mut |scope| {
            each(scope, &[2], &mut |metric| {
                each(metric, &DATA, &mut |data| {
                    each(data, &[1], &mut |_| {
                        count += 1;
                        Ok(())
                    })
                })
            })
        })
    })?;
    Ok(count)
}

fn each<'a>(
    mut reader: Reader<'a>,
    numbers: &[u32],
    visit: &mut dyn FnMut(Reader<'a>) -> Result<()>,
) -> Result<()> {
    while let Some(field) = reader.next()? {
        if numbers.contains(&field.number) {
            visit(field.message()?)?;
        }
    }
    Ok(())
}
