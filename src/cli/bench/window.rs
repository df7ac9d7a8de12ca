//! `standpoint bench window`: the whole window without a display: panels, reader, session, from the key to the painted frame.
//!
//! CPU time of the window's thread over what the keys do, the layout of everything and its tessellation; not the graphics chip.
//! The suggesters work beside it, as they do for people. Opening is CPU time of all threads.

use super::table::Table;
use super::workload::NAMES;
use crate::cli::ended;
use crate::session::{Clock, Command, Ids, Session, Settings};
use crate::ui::headless::Sitting;
use clap::Args;
use cpu_time::{ProcessTime, ThreadTime};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Time the whole window: opening from a file, tagging by key, undoing, scrolling lists
#[derive(Args, Debug)]
pub struct WindowBench {
    /// Print JSON lines instead of a table
    #[arg(long)]
    json: bool,
    /// Keys per measurement
    #[arg(long, default_value_t = 200)]
    keys: usize,
    /// Seed of the made articles
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Only these workloads (W1, W2, W3, 10xW3, W4)
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Width and height of the window in points
    #[arg(long, default_value = "1280x800")]
    size: String,
}

/// Runs all measurements; 1 where a promise was not kept.
pub fn run(arguments: &WindowBench) -> ExitCode {
    ended(measure(arguments))
}

fn measure(arguments: &WindowBench) -> Result<ExitCode, String> {
    let size = arguments
        .size
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| format!("--size wants WIDTHxHEIGHT such as 1280x800, not {}", arguments.size))?;
    let wanted = NAMES.into_iter().filter(|name| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name));
    let wanted: Vec<&str> = wanted.collect();
    if let [name] = wanted[..] {
        let mut table = Table::new(arguments.json);
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let path = folder.path().join(format!("{name}.standpoint.json"));
        let seed = arguments.seed.to_string();
        itself(["bench", "make", name, "--seed", &seed, "--output", &path.to_string_lossy()])?;
        sit(name, path, size, arguments, &mut table)?;
        return Ok(table.outcome());
    }
    // Each in a process of its own, so that none stands on another's memory.
    let mut kept = true;
    let (keys, seed) = (arguments.keys.to_string(), arguments.seed.to_string());
    for name in wanted {
        let mut command = vec!["bench", "window", "--only", name, "--keys", &keys, "--seed", &seed, "--size", &arguments.size];
        command.extend(arguments.json.then_some("--json"));
        kept &= itself(command)?;
    }
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs this program with other arguments; did it say that all went well?
fn itself<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<bool, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let status = std::process::Command::new(program).args(arguments).status().map_err(|error| error.to_string())?;
    Ok(status.success())
}

fn sit(name: &str, path: PathBuf, size: (f32, f32), arguments: &WindowBench, table: &mut Table) -> Result<(), String> {
    let window = &arguments.size;
    let slack = match name {
        "W4" => 10.0,
        "10xW3" => 2.0,
        _ => 1.0,
    };
    let mut session = Session::new(Settings::default(), Ids::seeded(7), Clock::System);
    session.use_threads(|| ());
    let mut sitting = Sitting::new(session, size);
    sitting.frame();
    let start = ProcessTime::now();
    sitting.perform(Command::Open(vec![path]));
    while sitting.session().article().is_none() {
        crate::task::pause(Duration::from_millis(20));
        sitting.frame();
    }
    let opened = start.elapsed().as_secs_f64() * 1000.0;
    table.add(name, window, "open the file to first frame", vec![opened], Some((100.0 * slack, 100.0 * slack)));
    for _ in 0..200 {
        sitting.frame();
    }
    let timed = |sitting: &mut Sitting, act: &mut dyn FnMut(&mut Sitting)| {
        let start = ThreadTime::now();
        act(sitting);
        start.elapsed().as_secs_f64() * 1000.0
    };
    let still = (0..arguments.keys).map(|_| timed(&mut sitting, &mut Sitting::frame)).collect();
    table.add(name, window, "nothing happens", still, None);
    // Commands are performed at the end of the frame that hears them and painted in the next.
    let press = |sitting: &mut Sitting, key: &str| {
        let time = timed(sitting, &mut |sitting| {
            sitting.press(key);
            sitting.frame();
        });
        sitting.release(key);
        time
    };
    let (mut walked, mut added) = (Vec::new(), Vec::new());
    for _ in 0..arguments.keys {
        walked.push(press(&mut sitting, "Ctrl+Right"));
        added.push(press(&mut sitting, "1"));
    }
    let undone = (0..arguments.keys).map(|_| press(&mut sitting, "Ctrl+Z")).collect();
    table.add(name, window, "caret on by a word, two frames", walked, None);
    table.add(name, window, "key to painted mention, two frames", added, None);
    table.add(name, window, "key to undone, two frames", undone, None);
    let pages = (0..arguments.keys / 2).map(|_| press(&mut sitting, "PageDown")).collect();
    table.add(name, window, "page down, two frames", pages, None);
    sitting.point(120.0, size.1 / 2.0);
    let scrolled = (0..arguments.keys).map(|_| timed(&mut sitting, &mut |sitting| sitting.wheel(-3.0))).collect();
    table.add(name, window, "the list of articles scrolls", scrolled, None);
    table.memory(name);
    Ok(())
}
