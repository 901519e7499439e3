//! What a process writes, line by line, kept for waiting on and for the report of a failure.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use crate::wait::PATIENCE;

/// The lines of one stream so far.
#[derive(Debug, Default)]
pub struct Output {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    lines: Vec<String>,
    ended: bool,
}

impl Output {
    /// Reads `stream` to its end on a thread of its own.
    pub fn capture(stream: impl Read + Send + 'static) -> Arc<Self> {
        let output = Arc::new(Self::default());
        let writer = Arc::clone(&output);
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                writer.change(|state| state.lines.push(line));
            }
            writer.change(|state| state.ended = true);
        });
        output
    }

    /// Waits for the first line that `find` knows; `None` when the stream ends or time runs out.
    pub fn wait_for<T>(&self, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let state = self.state.lock().expect("lines");
        let first = |state: &State| state.lines.iter().find_map(|line| find(line));
        let (state, _) = self
            .changed
            .wait_timeout_while(state, PATIENCE, |state| first(state).is_none() && !state.ended)
            .expect("lines");
        first(&state)
    }

    /// Everything written so far.
    #[must_use]
    pub fn text(&self) -> String {
        self.state.lock().expect("lines").lines.join("\n")
    }

    /// Everything written, once the stream has ended.
    #[must_use]
    pub fn text_at_end(&self) -> String {
        let state = self.state.lock().expect("lines");
        let (state, _) =
            self.changed.wait_timeout_while(state, PATIENCE, |state| !state.ended).expect("lines");
        state.lines.join("\n")
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().expect("lines"));
        self.changed.notify_all();
    }
}
