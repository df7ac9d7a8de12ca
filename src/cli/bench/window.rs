//! `standpoint bench window`: the whole window without a display: panels, reader, session, from the key to the painted frame.
//!
//! CPU time of the window's thread over what the keys do, the layout of everything and its tessellation; not the graphics chip.
//! The suggesters work beside it, as they do for people. Opening is CPU time of all threads.

use super::reader;
use super::table::Table;
use super::workload::{WORKLOADS, Workload, article, make};
use crate::edit::{Edit, apply};
use crate::model::{ArticleId, Project};
use crate::session::{Clock, Command, Ids, Session, Settings};
use crate::ui::app::App;
use clap::Args;
use cpu_time::{ProcessTime, ThreadTime};
use egui::{Event, Key, Modifiers};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
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
    match measure(arguments) {
        Ok(table) => table.outcome(),
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &WindowBench) -> Result<Table, String> {
    let size = arguments
        .size
        .split_once('x')
        .and_then(|(width, height)| Some(egui::vec2(width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| format!("--size wants WIDTHxHEIGHT such as 1280x800, not {}", arguments.size))?;
    let wanted = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let mut table = Table::new(arguments.json);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for workload in WORKLOADS.iter().filter(|workload| wanted(workload.name)) {
        let (project, _) = reader::project(&make(workload, arguments.seed));
        let twice = if workload.name == "10xW3" { 2.0 } else { 1.0 };
        sit(workload.name, &project, folder.path(), size, arguments, twice, &mut table)?;
    }
    if wanted("W4") {
        sit("W4", &corpus(arguments.seed)?, folder.path(), size, arguments, 10.0, &mut table)?;
    }
    Ok(table)
}

/// Ten thousand articles of 600 words and 20 marks.
fn corpus(seed: u64) -> Result<Project, String> {
    let workload = Workload { name: "W4", words: 600, spans: 20 };
    let mut project = Project::default();
    for number in 0..10_000 {
        let (article, entities) = article(&make(&workload, seed + number), ArticleId::new(number + 1));
        if number == 0 {
            for entity in entities {
                apply(&mut project, Edit::PutEntity(Arc::new(entity))).map_err(|error| error.to_string())?;
            }
        }
        apply(&mut project, Edit::AddArticle { position: usize::MAX, article: Arc::new(article) })
            .map_err(|error| error.to_string())?;
    }
    Ok(project)
}

/// A window that is painted into nothing.
struct Sitting {
    ctx: egui::Context,
    app: App,
    size: egui::Vec2,
    time: f64,
}

impl Sitting {
    fn new(size: egui::Vec2) -> Self {
        let ctx = egui::Context::default();
        let mut session = Session::new(Settings::default(), Ids::seeded(7), Clock::System);
        session.use_threads(|| ());
        let app = App::new(&ctx, session);
        Self { ctx, app, size, time: 0.0 }
    }

    /// CPU milliseconds of a frame in which these events happen.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            max_texture_side: Some(8192),
            events,
            ..egui::RawInput::default()
        };
        let start = ThreadTime::now();
        self.app.hear(&self.ctx, &mut input);
        self.app.logic(&self.ctx);
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.ui(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let painted = self.ctx.tessellate(shapes, output.pixels_per_point);
        let time = start.elapsed().as_secs_f64() * 1000.0;
        drop(painted);
        output.drop_without_applying_deltas();
        time
    }

    /// CPU milliseconds from a key to the frame that shows what it did.
    fn press(&mut self, key: Key, modifiers: Modifiers, text: Option<&str>) -> f64 {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        let mut events = vec![event(true)];
        events.extend(text.map(|text| Event::Text(text.to_owned())));
        // Commands are performed at the end of the frame that hears them and painted in the next.
        let time = self.frame(events) + self.frame(Vec::new());
        self.frame(vec![event(false)]);
        time
    }
}

fn sit(
    name: &str,
    project: &Project,
    folder: &Path,
    size: egui::Vec2,
    arguments: &WindowBench,
    slack: f64,
    table: &mut Table,
) -> Result<(), String> {
    let window = &arguments.size;
    let path = folder.join(format!("{name}.standpoint.json"));
    crate::disk::write(&path, &crate::format::project::write(project)).map_err(|error| error.to_string())?;
    let mut sitting = Sitting::new(size);
    sitting.frame(Vec::new());
    let start = ProcessTime::now();
    sitting.app.perform(&sitting.ctx.clone(), [Command::Open(vec![path])]);
    while sitting.app.session().article().is_none() {
        std::thread::sleep(Duration::from_millis(1));
        sitting.frame(Vec::new());
    }
    sitting.frame(Vec::new());
    let opened = start.elapsed().as_secs_f64() * 1000.0;
    table.add(name, window, "open the file to first frame", vec![opened], Some((100.0 * slack, 100.0 * slack)));
    for _ in 0..200 {
        sitting.frame(Vec::new());
    }
    let still = (0..arguments.keys).map(|_| sitting.frame(Vec::new())).collect();
    table.add(name, window, "nothing happens", still, None);
    let (mut walked, mut added, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..arguments.keys {
        walked.push(sitting.press(Key::ArrowRight, Modifiers::CTRL, None));
        added.push(sitting.press(Key::Num1, Modifiers::NONE, Some("1")));
    }
    for _ in 0..arguments.keys {
        undone.push(sitting.press(Key::Z, Modifiers::CTRL, None));
    }
    table.add(name, window, "caret on by a word, two frames", walked, None);
    table.add(name, window, "key to painted mention, two frames", added, None);
    table.add(name, window, "key to undone, two frames", undone, None);
    let pages = (0..arguments.keys / 2).map(|_| sitting.press(Key::PageDown, Modifiers::NONE, None)).collect();
    table.add(name, window, "page down, two frames", pages, None);
    let list = egui::pos2(120.0, size.y / 2.0);
    sitting.frame(vec![Event::PointerMoved(list)]);
    let scrolled = (0..arguments.keys)
        .map(|_| {
            sitting.frame(vec![Event::MouseWheel {
                unit: egui::MouseWheelUnit::Line,
                delta: egui::vec2(0.0, -3.0),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
            }])
        })
        .collect();
    table.add(name, window, "the list of articles scrolls", scrolled, None);
    table.memory(name);
    Ok(())
}
