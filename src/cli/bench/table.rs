//! The table of a measurement: what, how long, and what was promised.

use std::process::ExitCode;

/// Memory that the process holds now, in MiB; `None` where the system does not say.
pub(super) fn resident() -> Option<f64> {
    memory_stats::memory_stats().map(|memory| memory.physical_mem as f64 / 1_048_576.0)
}

/// Prints rows as they come and remembers whether every promise was kept. Times are CPU milliseconds.
#[derive(Debug)]
pub(super) struct Table {
    json: bool,
    kept: bool,
}

impl Table {
    /// A table for people, or JSON lines for machines.
    pub(super) fn new(json: bool) -> Self {
        if !json {
            println!("{:<7} {:<10} {:<34} {:>9} {:>9}   promised", "", "window", "CPU milliseconds", "median", "p99");
        }
        Self { json, kept: true }
    }

    /// A row of these times; `promise` is the most that median and 99th percentile may be.
    pub(super) fn add(&mut self, workload: &str, window: &str, what: &str, mut times: Vec<f64>, promise: Option<(f64, f64)>) {
        if times.is_empty() {
            return;
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
        let (median, p99) = (at(0.5), at(0.99));
        let good = promise.is_none_or(|promise| median <= promise.0 && p99 <= promise.1);
        self.kept &= good;
        if self.json {
            let promised = promise
                .map(|(median, p99)| format!(",\"promised_median_ms\":{median},\"promised_p99_ms\":{p99}"))
                .unwrap_or_default();
            println!(
                "{{\"workload\":\"{workload}\",\"window\":\"{window}\",\"what\":\"{what}\",\"median_ms\":{median:.3},\"p99_ms\":{p99:.3}{promised}}}"
            );
        } else {
            let promised = promise.map(|(median, p99)| format!("{median} / {p99}")).unwrap_or_default();
            let mark = if good { "" } else { "  missed" };
            println!("{workload:<7} {window:<10} {what:<34} {median:>9.3} {p99:>9.3}   {promised}{mark}");
        }
    }

    /// A row with the memory the process holds now.
    pub(super) fn memory(&self, workload: &str) {
        let Some(mebibytes) = resident() else { return };
        if self.json {
            println!("{{\"workload\":\"{workload}\",\"what\":\"resident memory, MiB\",\"value\":{mebibytes:.0}}}");
        } else {
            println!("{workload:<7} {:<10} {:<34} {mebibytes:>9.0}", "", "resident memory, MiB");
        }
    }

    /// 1 where a promise was not kept.
    pub(super) fn outcome(&self) -> ExitCode {
        if self.kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
