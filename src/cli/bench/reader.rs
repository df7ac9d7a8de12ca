//! `standpoint bench reader`: CPU time of the article view's frames at every size, beside what it promises.
//!
//! Each figure is CPU time of one thread over the whole frame: the widget with labels, cards and suggestions, and the
//! tessellation of what it drew; not the graphics chip. Edits are timed from the key to the painted frame.

use super::bar;
use super::table::Table;
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
    /// Only compare the largest with the smallest article: fails where a frame or an edit costs over half as much again
    #[arg(long, conflicts_with_all = ["json", "only"])]
    bar: bool,
}

/// Runs all measurements; 1 where a promise was not kept.
pub fn run(arguments: &ReaderBench) -> ExitCode {
    if arguments.bar {
        return bar::run(arguments.frames.min(200), arguments.seed);
    }
    let mut table = Table::new(arguments.json);
    for workload in
        WORKLOADS.iter().filter(|workload| arguments.only.is_empty() || arguments.only.iter().any(|name| name == workload.name))
    {
        let made = make(workload, arguments.seed);
        for size in SIZES {
            measure(workload, &made, size, arguments.frames, &mut table);
        }
        table.memory(workload.name);
    }
    table.outcome()
}

/// The project of a made article and its suggestions as they are shown.
pub(super) fn project(made: &Made) -> (Project, Vec<ShownMark>) {
    let (article, entities) = article(made, ARTICLE);
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
pub(super) struct Bench {
    pub(super) headless: Headless,
    project: Project,
    history: History,
    shown: Vec<ShownMark>,
    focus: Option<MarkId>,
}

impl Bench {
    /// A reader of this size that has painted the article once.
    pub(super) fn open(made: &Made, (width, height): (f32, f32)) -> Self {
        let (project, shown) = project(made);
        Self::on(Headless::new(width, height), project, shown)
    }

    fn on(headless: Headless, project: Project, shown: Vec<ShownMark>) -> Self {
        let mut bench = Self { headless, project, history: History::default(), shown, focus: None };
        bench.frame();
        bench
    }

    /// Frames until nothing is left to do in the background.
    pub(super) fn settle(&mut self) {
        (0..200).for_each(|_| self.frame());
    }

    /// Goes to the middle of the article, where edits are measured.
    pub(super) fn show_the_middle(&mut self, made: &Made) {
        let half = made.text.len() / 2;
        let middle = (0..=half).rev().find(|at| made.text.is_char_boundary(*at)).unwrap_or(0);
        self.headless.reader.reveal(middle);
        self.settle();
    }

    fn article(&self) -> Arc<Article> {
        self.project.article(ARTICLE).cloned().expect("the article that was added")
    }

    fn frame(&mut self) {
        let article = self.project.article(ARTICLE).expect("the article that was added");
        self.headless.frame(&self.project, article, &self.shown, self.focus);
    }

    /// CPU milliseconds of `act` and the frame after it.
    pub(super) fn timed(&mut self, act: impl FnOnce(&mut Self)) -> f64 {
        let start = ThreadTime::now();
        act(self);
        self.frame();
        start.elapsed().as_secs_f64() * 1000.0
    }

    pub(super) fn perform(&mut self, edit: Edit) {
        self.history.perform(&mut self.project, "Bench", Some(ARTICLE), edit).expect("an edit that fits");
    }

    /// A new mention of a word in sight.
    pub(super) fn new_mention(&self, number: usize, dice: &mut Dice) -> Edit {
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

fn measure(workload: &Workload, made: &Made, size: (f32, f32), frames: usize, table: &mut Table) {
    let (width, height) = size;
    let twice = if workload.name == "10xW3" { 2.0 } else { 1.0 };
    let window = format!("{width}x{height}");
    let mut add = |what, times: Vec<f64>, (median, p99): (f64, f64)| {
        table.add(workload.name, &window, what, times, Some((median * twice, p99 * twice)));
    };
    let (project, shown) = project(made);
    let start = ThreadTime::now();
    let mut bench = Bench::on(Headless::new(width, height), project, shown);
    add("open to first frame", vec![start.elapsed().as_secs_f64() * 1000.0], (100.0, 100.0));
    bench.settle();
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
    bench.show_the_middle(made);
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
}
