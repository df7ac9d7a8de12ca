//! A line of progress on standard error, where that is a terminal; nothing otherwise.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// Counts what is done.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Counts `things` ("texts", "articles") of an unknown number.
    pub fn new(things: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(4));
        if let Ok(style) = ProgressStyle::with_template(&format!("{{spinner}} {{pos}} {things} · {{per_sec}} · {{elapsed}}")) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// One more is done.
    pub fn step(&mut self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
