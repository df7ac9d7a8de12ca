//! `standpoint bench reader`: CPU time of the article view's frames at every size, beside what it promises.
//!
//! Each figure is CPU time of one thread over the whole frame: the widget with labels, cards and suggestions, and the
//! tessellation of what it drew; not the graphics chip. Edits are timed from the key to the painted frame.

use super::workload::{Dice, Made, WORKLOADS, Workload, article, make};
use crate::edit::{Edit, History};
use crate::model::{Article, ArticleId, Mention, MentionId, Project, Provenance};
use crate::text::Span;
use crate::ui::reader::headless::Headless;
use crate::ui::reader::{MarkId, ShownKind, ShownMark, Strength};
use clap::Args;
use cpu_time::ThreadTime;
use std::process::ExitCode;
use std::sync::Arc;

const ARTICLE: ArticleId = ArticleId::new(1);
const SIZES: [(f32, f32); 2] = [(1280.0, 800.0), (2560.0, 1440.0)];

/// Time the article view: scrolling, annotating, undoing, opening
#[derive(Args, Debug)]
pub struct ReaderBench {
    /// Print JSON lines instead of a table
    #[arg(long)]
    json: bool,
    /// Frames per measurement
    #[arg(long, default_value_t = 600)]
    frames: usize,
    /// Seed of the made articles
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Only these workloads (W1, W2, W3, 10xW3)
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// One row of the table; times in milliseconds.
struct Row {
    workload: &'static str,
    window: String,
    what: &'static str,
    median: f64,
    p99: f64,
    /// What was promised: median and p99.
    promise: (f64, f64),
}

/// Runs all measurements; 1 where a promise was not kept.
pub fn run(arguments: &ReaderBench) -> ExitCode {
    let mut kept = true;
    if !arguments.json {
        println!("{:<7} {:<10} {:<28} {:>9} {:>9}   promised", "", "window", "CPU milliseconds", "median", "p99");
    }
    for workload in
        WORKLOADS.iter().filter(|workload| arguments.only.is_empty() || arguments.only.iter().any(|name| name == workload.name))
    {
        let made = make(workload, arguments.seed);
        for size in SIZES {
            for row in measure(workload, &made, size, arguments.frames) {
                kept &= row.median <= row.promise.0 && row.p99 <= row.promise.1;
                print(&row, arguments.json);
            }
        }
        if let Some(memory) = memory_stats::memory_stats() {
            let mebibytes = memory.physical_mem as f64 / 1_048_576.0;
            if arguments.json {
                println!("{{\"workload\":\"{}\",\"what\":\"resident memory, MiB\",\"value\":{mebibytes:.0}}}", workload.name);
            } else {
                println!("{:<7} {:<10} {:<28} {mebibytes:>9.0}", workload.name, "", "resident memory, MiB");
            }
        }
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn print(row: &Row, json: bool) {
    let Row { workload, window, what, median, p99, promise } = row;
    if json {
        println!(
            "{{\"workload\":\"{workload}\",\"window\":\"{window}\",\"what\":\"{what}\",\"median_ms\":{median:.3},\"p99_ms\":{p99:.3},\"promised_median_ms\":{},\"promised_p99_ms\":{}}}",
            promise.0, promise.1
        );
    } else {
        let mark = if *median <= promise.0 && *p99 <= promise.1 { "" } else { "  missed" };
        println!("{workload:<7} {window:<10} {what:<28} {median:>9.3} {p99:>9.3}   {} / {}{mark}", promise.0, promise.1);
    }
}

/// The project of a made article and its suggestions as they are shown.
fn open(made: &Made) -> (Project, Vec<ShownMark>) {
    let (article, entities) = article(made);
    let mut project = Project::default();
    let mut edits = vec![Edit::AddArticle { position: 0, article: Arc::new(article) }];
    edits.extend(entities.into_iter().map(|entity| Edit::PutEntity(Arc::new(entity))));
    crate::edit::apply(&mut project, Edit::Batch(edits)).expect("a made article fits");
    let shown = (1..).zip(&made.suggestions).map(|(id, suggested)| ShownMark {
        id,
        spans: suggested.span.into(),
        kind: ShownKind::Mention(suggested.label),
        strength: if suggested.score > 0.7 { Strength::Sure } else { Strength::Candidate },
        score: suggested.score,
    });
    (project, shown.collect())
}

/// A reader on a made article, with what is done to it.
struct Bench {
    headless: Headless,
    project: Project,
    history: History,
    shown: Vec<ShownMark>,
    focus: Option<MarkId>,
}

impl Bench {
    fn article(&self) -> Arc<Article> {
        self.project.article(ARTICLE).cloned().expect("the article that was added")
    }

    fn frame(&mut self) {
        let article = self.project.article(ARTICLE).expect("the article that was added");
        self.headless.frame(&self.project, article, &self.shown, self.focus);
    }

    /// CPU milliseconds of `act` and the frame after it.
    fn timed(&mut self, act: impl FnOnce(&mut Self)) -> f64 {
        let start = ThreadTime::now();
        act(self);
        self.frame();
        start.elapsed().as_secs_f64() * 1000.0
    }

    fn perform(&mut self, edit: Edit) {
        self.history.perform(&mut self.project, "Bench", Some(ARTICLE), edit).expect("an edit that fits");
    }

    /// A new mention of a word in sight.
    fn new_mention(&self, number: usize, dice: &mut Dice) -> Edit {
        let article = self.article();
        let seen = self.headless.reader.bytes_in_sight();
        let words = &article.text()[seen.clone()];
        let spaces: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).take(400).collect();
        let at = dice.below(spaces.len().saturating_sub(1));
        let word = seen.start + spaces[at] + 1..seen.start + spaces[at + 1];
        let span = Span::new(article.text(), word).expect("a word between two spaces");
        let label = self.project.scheme.labels[dice.below(8)].id;
        let id = MentionId::new(1_000_000_000 + number as u64);
        let mention = Mention::new(id, span.into(), label, self.project.annotators[0].id, Provenance::default());
        Edit::PutMention { article: ARTICLE, mention: Arc::new(mention) }
    }
}

fn measure(workload: &Workload, made: &Made, (width, height): (f32, f32), frames: usize) -> Vec<Row> {
    let twice = if workload.name == "10xW3" { 2.0 } else { 1.0 };
    let mut rows = Vec::new();
    let mut add = |what, mut times: Vec<f64>, promise: (f64, f64)| {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
        let promise = (promise.0 * twice, promise.1 * twice);
        rows.push(Row {
            workload: workload.name,
            window: format!("{width}x{height}"),
            what,
            median: at(0.5),
            p99: at(0.99),
            promise,
        });
    };
    let (project, shown) = open(made);
    let start = ThreadTime::now();
    let headless = Headless::new(width, height);
    let mut bench = Bench { headless, project, history: History::default(), shown, focus: None };
    bench.frame();
    add("open to first frame", vec![start.elapsed().as_secs_f64() * 1000.0], (100.0, 100.0));
    for _ in 0..200 {
        bench.frame();
    }
    add("nothing happens", (0..frames / 4).map(|_| bench.timed(|_| {})).collect(), (0.5, 2.0));
    let line = bench.headless.line_height();
    add(
        "scroll line by line",
        (0..frames).map(|_| bench.timed(|bench| bench.headless.reader.scroll_by(line))).collect(),
        (0.5, 2.0),
    );
    add(
        "scroll a screen per frame",
        (0..frames).map(|_| bench.timed(|bench| bench.headless.reader.scroll_by(height))).collect(),
        (4.0, 4.0),
    );
    let mut dice = Dice::new(3);
    let half = made.text.len() / 2;
    let middle = (0..=half).rev().find(|at| made.text.is_char_boundary(*at)).unwrap_or(0);
    bench.headless.reader.reveal(middle);
    (0..200).for_each(|_| bench.frame());
    let (mut adding, mut removing, mut accepting) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..frames / 2 {
        let edit = bench.new_mention(number, &mut dice);
        adding.push(bench.timed(|bench| bench.perform(edit)));
        if number % 2 == 0 {
            let mention = MentionId::new(1_000_000_000 + number as u64);
            removing.push(bench.timed(|bench| bench.perform(Edit::RemoveMention { article: ARTICLE, mention })));
        } else if !bench.shown.is_empty() {
            // Accepting turns the suggestion in sight into a mention.
            let seen = bench.headless.reader.bytes_in_sight().start;
            let at = bench.shown.partition_point(|mark| mark.spans.start() < seen).min(bench.shown.len() - 1);
            let label = bench.project.scheme.labels[0].id;
            accepting.push(bench.timed(|bench| {
                let mark = bench.shown.remove(at);
                let id = MentionId::new(2_000_000_000 + number as u64);
                let mention = Mention::new(id, mark.spans, label, bench.project.annotators[0].id, Provenance::default());
                bench.perform(Edit::PutMention { article: ARTICLE, mention: Arc::new(mention) });
            }));
        }
    }
    add("add a mention", adding, (1.0, 2.0));
    add("remove a mention", removing, (1.0, 2.0));
    if !accepting.is_empty() {
        add("accept a suggestion", accepting, (1.0, 2.0));
    }
    let many: Vec<Edit> = (0..1000).map(|number| bench.new_mention(3_000_000 + number, &mut dice)).collect();
    bench.perform(Edit::Batch(many));
    bench.frame();
    let undone = bench.timed(|bench| {
        bench.history.undo(&mut bench.project).expect("an edit that fits");
    });
    add("undo 1,000 at once", vec![undone], (20.0, 20.0));
    rows
}
