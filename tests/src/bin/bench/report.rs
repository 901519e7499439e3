//! The one table that is printed.

use std::fmt;
use std::time::Duration;

const HEADINGS: [&str; 5] = ["", "Farol", "reference, same run", "ratio", "aim"];

/// What was measured, in order.
#[derive(Default)]
pub struct Report {
    notes: Vec<(String, String)>,
    lines: Vec<Line>,
}

enum Line {
    Section(String),
    Row(Row),
}

/// One figure, what it is held against, and what it is meant to be.
pub struct Row([String; 5]);

impl Row {
    pub fn new(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self([what.into(), figure.into(), String::new(), String::new(), String::new()])
    }

    /// The reference and Farol's figure as a multiple of it.
    pub fn against(mut self, reference: impl Into<String>, ratio: f64) -> Self {
        self.0[2] = reference.into();
        self.0[3] = format!("{ratio:.2}");
        self
    }

    /// A reference that no ratio is made of.
    pub fn beside(mut self, reference: impl Into<String>) -> Self {
        self.0[2] = reference.into();
        self
    }

    pub fn aim(mut self, aim: &str) -> Self {
        aim.clone_into(&mut self.0[4]);
        self
    }
}

impl Report {
    /// A line above the table: the machine, the versions.
    pub fn note(&mut self, name: &str, text: impl Into<String>) {
        self.notes.push((name.to_owned(), text.into()));
    }

    pub fn section(&mut self, title: impl Into<String>) {
        let title = title.into();
        eprintln!("{title} …");
        self.lines.push(Line::Section(title));
    }

    pub fn row(&mut self, row: Row) {
        self.lines.push(Line::Row(row));
    }

    fn widths(&self) -> [usize; 5] {
        let mut widths = HEADINGS.map(|heading| heading.chars().count());
        for line in &self.lines {
            if let Line::Row(row) = line {
                for (width, cell) in widths.iter_mut().zip(&row.0) {
                    *width = (*width).max(cell.chars().count() + 2);
                }
            }
        }
        widths
    }
}

impl fmt::Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, text) in &self.notes {
            writeln!(to, "{name:<10}{text}")?;
        }
        let widths = self.widths();
        let rule = "─".repeat(widths.iter().sum::<usize>() + 8);
        writeln!(to, "\n{}\n{rule}", cells(&HEADINGS.map(str::to_owned), widths))?;
        for line in &self.lines {
            match line {
                Line::Section(title) => writeln!(to, "{title}")?,
                Line::Row(row) => {
                    let mut row = row.0.clone();
                    row[0].insert_str(0, "  ");
                    writeln!(to, "{}", cells(&row, widths))?;
                }
            }
        }
        writeln!(to, "{rule}")
    }
}

/// One line: what is measured to the left, figures to the right.
fn cells(row: &[String; 5], widths: [usize; 5]) -> String {
    let [first, figure, reference, ratio, aim] = row;
    let [a, b, c, d, _] = widths;
    let line = format!("{first:<a$}  {figure:>b$}  {reference:>c$}  {ratio:>d$}  {aim}");
    line.trim_end().to_owned()
}

/// Milliseconds: `0.84 ms`, `12.3 ms`, `1,204 ms`.
pub fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1e3;
    let digits = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{} ms", number(value, digits))
}

/// Mebibytes.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / 1_048_576.0)
}

/// A number with commas between thousands.
pub fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let (whole, fraction) = text.find('.').map_or((text.as_str(), ""), |dot| text.split_at(dot));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}
