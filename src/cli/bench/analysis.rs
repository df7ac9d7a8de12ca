//! `standpoint bench analysis`: the board, the concordance and the report over a made corpus, beside what they promise.
//!
//! The corpus is W4: 10,000 articles of 600 words with 20 mentions and 5 stances each, of eight outlets over a year, two
//! annotators and 600 entities. Times are CPU milliseconds of one thread, the median of some runs; where something could be
//! answered from memory each run asks for something else.

use super::workload::{Dice, Workload, make};
use crate::analysis::concordance::{Sort, concordance};
use crate::analysis::coverage::{Fold, directness, sources};
use crate::analysis::frames::{frames, issues};
use crate::analysis::matrix::{Layout, Order, matrix};
use crate::analysis::network::network;
use crate::analysis::outlets::{PartOf, compare_sources, key_targets, key_words, outlets};
use crate::analysis::query::Query;
use crate::analysis::report::{Options, html};
use crate::analysis::timeline::{Step, timeline};
use crate::analysis::twins::twins;
use crate::analysis::{Board, Filter, Slice, Unit};
use crate::cli::ended;
use crate::edit::{Edit, apply};
use crate::model::{
    Actor, Annotator, AnnotatorId, Article, ArticleId, Directness, Entity, EntityId, Frame, LabelId, Mention, MentionId,
    Metadata, Polarity, Project, Provenance, Role, Stance, StanceId, TargetRef, Timestamp,
};
use clap::Args;
use cpu_time::ThreadTime;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;

/// Time the coverage board, the concordance and the report over a made corpus
#[derive(Args, Debug)]
pub struct AnalysisBench {
    /// How many articles of 600 words, 20 mentions and 5 stances
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// How often each thing is measured; the median is printed
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Print JSON lines instead of a table
    #[arg(long)]
    json: bool,
    /// Measure only what has this in its name
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
}

const OUTLETS: [&str; 8] = ["Post", "Lantern", "Tide", "Courier", "Mail", "Echo", "Star", "Gazette"];
const PEOPLE: u64 = 600;

/// Runs all measurements; 1 where a promise was not kept.
pub fn run(arguments: &AnalysisBench) -> ExitCode {
    ended(measure(arguments).map(|kept| if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}

/// The made project.
pub fn corpus(articles: usize) -> Result<Project, String> {
    let mut project = Project::default();
    let mut edits = vec![Edit::SetAnnotators(vec![
        project.annotators[0].clone(),
        Annotator { id: AnnotatorId::new(2), name: "curated".to_owned(), role: Role::Curator },
    ])];
    let categories = project.scheme.source_categories.clone();
    let first = ["Ada", "Tom", "Zoe", "Nils", "Ruth", "Saul", "Lena", "Jonas", "Priya", "Bert", "Greta", "Ivo"];
    let last = ["Brink", "Hale", "Osei", "Weir", "Nand", "Quill", "Arden", "Calder", "Marlow", "Pettick"];
    for number in 1..=PEOPLE {
        let name = format!("{} {}{number}", first[number as usize % first.len()], last[number as usize % last.len()]);
        let mut entity = Entity::new(EntityId::new(number), name, Some(LabelId::new(1 + number % 4)));
        entity.profile.category.clone_from(&categories[number as usize % categories.len()]);
        edits.push(Edit::PutEntity(Arc::new(entity)));
    }
    let made = Workload { name: "W4", words: 600, spans: 28 };
    for number in 0..articles {
        edits.push(Edit::AddArticle { position: usize::MAX, article: Arc::new(article(&made, number)?) });
    }
    apply(&mut project, Edit::Batch(edits)).map_err(|error| error.to_string())?;
    Ok(project)
}

fn article(workload: &Workload, number: usize) -> Result<Article, String> {
    let made = make(workload, number as u64 + 1);
    let mut dice = Dice::new(number as u64 ^ 0x5eed);
    let day = i16::try_from(number % 365).unwrap_or(0);
    let date = jiff::civil::date(2025, 1, 1).checked_add(jiff::Span::new().days(day)).map_err(|error| error.to_string())?;
    let outlet = OUTLETS[dice.below(OUTLETS.len())].to_owned();
    let metadata = Metadata { outlet, date: Some(date), title: format!("Article {number}"), ..Metadata::default() };
    let mut article = Article::new(ArticleId::new(number as u64 + 1), made.text.as_str(), metadata);
    // A few speak often, most seldom.
    let somebody = |dice: &mut Dice| {
        let (a, b) = (dice.below(PEOPLE as usize), dice.below(PEOPLE as usize));
        EntityId::new(1 + (a * b / PEOPLE as usize) as u64)
    };
    let annotator = |dice: &mut Dice| AnnotatorId::new(if dice.below(10) == 0 { 2 } else { 1 });
    let mut spans = made.mentions.iter().map(|(span, label)| (*span, *label));
    for (id, (span, label)) in (1..).zip(spans.by_ref().take(20)) {
        let at = Provenance::manual(Timestamp(1));
        let mut mention = Mention::new(MentionId::new(id), span.into(), label, annotator(&mut dice), at);
        mention.entity = (dice.below(4) > 0).then(|| somebody(&mut dice));
        article.put_mention(Arc::new(mention));
    }
    let polarities = [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::None];
    let kinds = [Directness::Direct, Directness::Indirect, Directness::Mixed, Directness::Narrated];
    for id in 1..=5 {
        let span = made.mentions[dice.below(made.mentions.len())].0;
        let mut stance = Stance::new(StanceId::new(id), annotator(&mut dice), Provenance::manual(Timestamp(1)));
        stance.holder.actor = if dice.below(12) == 0 { Actor::Author } else { Actor::Entity(somebody(&mut dice)) };
        stance.polarity = polarities[dice.below(polarities.len())];
        if stance.polarity != Polarity::None {
            stance.target.reference = TargetRef::Entity(somebody(&mut dice));
        }
        stance.attribution.directness = kinds[dice.below(kinds.len())];
        stance.evidence = Some(span.into());
        if dice.below(3) == 0 {
            stance.frames.push(Frame { code: format!("frame {}", dice.below(15)), evidence: None });
        }
        article.put_stance(Arc::new(stance));
    }
    Ok(article)
}

/// Takes times, prints rows and remembers whether promises were kept.
struct Report {
    runs: usize,
    json: bool,
    only: String,
    kept: bool,
}

impl Report {
    /// The median of `work` over the runs; each gets its number.
    fn row(&mut self, what: &str, promise: Option<f64>, mut work: impl FnMut(usize)) {
        if !what.contains(&self.only) {
            return;
        }
        let mut times: Vec<f64> = (0..self.runs.max(1))
            .map(|run| {
                let start = ThreadTime::now();
                work(run);
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        let kept = promise.is_none_or(|promise| median <= promise);
        self.kept &= kept;
        if self.json {
            let promise = promise.map_or_else(|| "null".to_owned(), |promise| promise.to_string());
            println!("{{\"what\":\"{what}\",\"median_ms\":{median:.3},\"promised_ms\":{promise}}}");
        } else {
            let promise = promise.map_or_else(String::new, |promise| format!("{promise}"));
            println!("{what:<58} {median:>10.2}   {promise:<6}{}", if kept { "" } else { "  missed" });
        }
    }
}

fn filters(project: &Project) -> Vec<Filter> {
    let outlet = |name: &str| Filter { outlets: [name.to_owned()].into(), ..Filter::default() };
    let label = project.scheme.labels[0].id;
    vec![
        outlet("Post"),
        Filter { from: Some(jiff::civil::date(2025, 3, 1)), to: Some(jiff::civil::date(2025, 8, 31)), ..Filter::default() },
        Filter::default(),
        Filter { labels: [label].into(), ..Filter::default() },
        Filter { annotators: [AnnotatorId::new(1)].into(), ..Filter::default() },
        Filter { curated_only: true, ..Filter::default() },
        outlet("Tide"),
        Filter { outlets: OUTLETS[..6].iter().map(|&name| name.to_owned()).collect(), ..Filter::default() },
        Filter::default(),
    ]
}

/// A page of the board: its name, and making it.
type Page<'b> = (&'static str, Box<dyn Fn() + 'b>);

/// What each page of the board shows.
fn pages<'b>(board: &'b Board, project: &'b Project) -> [Page<'b>; 5] {
    let parts = || {
        let found = outlets(board);
        let part = |at: usize| found.get(at).map_or_else(PartOf::default, |(name, _)| PartOf::outlet(name));
        (part(0), part(1))
    };
    [
        ("sources", Box::new(|| _ = black_box((sources(board, project, Fold::Source), directness(board))))),
        (
            "stances",
            Box::new(|| {
                let layout = Layout { order: Order::Cluster, ..Layout::default() };
                _ = black_box(network(&matrix(board, project, layout)));
            }),
        ),
        ("timeline", Box::new(|| _ = black_box(timeline(board, Step::Week, None)))),
        (
            "outlets",
            Box::new(move || {
                let (a, b) = parts();
                _ = black_box(compare_sources(board, project, &a, &b, Fold::Category));
                _ = black_box((key_words(board, &a, &b, 600), key_targets(board, project, &a, &b, 200)));
            }),
        ),
        ("frames", Box::new(|| _ = black_box((frames(board), issues(board))))),
    ]
}

fn measure(arguments: &AnalysisBench) -> Result<bool, String> {
    let project = corpus(arguments.articles)?;
    let mut report =
        Report { runs: arguments.runs, json: arguments.json, only: arguments.only.clone().unwrap_or_default(), kept: true };
    let mut board = Board::new(&project, &Filter::default());
    let whole = board.whole();
    if !arguments.json {
        println!(
            "{} articles, {} mentions, {} stances, {} entities; CPU milliseconds, median of {}; what is promised",
            whole.articles,
            whole.mentions,
            whole.stances,
            project.entity_count(),
            arguments.runs
        );
    }
    report.row("board from nothing", None, |_| _ = black_box(Board::new(&project, &Filter::default())));
    let filters = filters(&project);
    report.row("the same with the words of all articles", None, |_| {
        let fresh = Board::new(&project, &Filter::default());
        _ = black_box(key_words(&fresh, &PartOf::default(), &PartOf::default(), 600));
    });
    for page in 0..5 {
        let name = pages(&board, &project)[page].0;
        report.row(&format!("another filter, page {name}"), Some(100.0), |run| {
            board.update(&project, &filters[run % filters.len()]);
            pages(&board, &project)[page].1();
        });
    }
    let (mut project, mut number) = (project, 0);
    for (what, filter) in [("everything counts", Filter::default()), ("some labels count", filters[3].clone())] {
        board.update(&project, &filter);
        let mut changed = project.clone();
        report.row(&format!("one more annotation, {what}"), Some(5.0), |_| {
            number += 1;
            let place = number * 37 % arguments.articles.max(1);
            if let Some(article) = changed.article_at(place).cloned()
                && let Some(mention) = article.mentions().next()
            {
                let more = Mention { id: MentionId::new(1_000 + number as u64), ..Mention::clone(mention) };
                let edit = Edit::PutMention { article: article.id, mention: Arc::new(more) };
                if apply(&mut changed, edit).is_ok() {
                    board.update(&changed, &filter);
                }
            }
        });
        project = changed;
    }
    let loudest = sources(&board, &project, Fold::Source).first().map(|source| source.slice(Unit::Utterances));
    let slice = loudest.unwrap_or_else(|| Slice::all(Unit::Utterances));
    report.row("passages behind a number", Some(100.0), |_| _ = black_box(board.passages(&slice)));
    report.row("report", Some(3_000.0), |run| {
        let filter = filters[(run + 2) % filters.len()].clone();
        _ = black_box(html(&project, &Options { filter, ..Options::default() }));
    });
    for query in [
        "proposal",
        "hospital",
        "=European",
        "\"climate agreement\"",
        "opp*",
        "/farm\\w+ w/",
        "tax NEAR/3 voters",
        "river NEAR/s school",
        "entity:Brink10 label:PERSON",
        "holder:Brink10 polarity:against",
        "outlet:Post date:2025-02..2025-03 crisis",
        "crisis IN polarity:favor",
        "nowhere",
    ] {
        let parsed = Query::parse(query).map_err(|error| format!("{query}: {error}"))?;
        let name = query.replace('"', "'").replace('\\', "");
        report.row(&format!("query {name}"), Some(50.0), |_| {
            _ = black_box(concordance(&project, &parsed, Sort::Right, 20_000));
        });
    }
    report.row("entities that may be one", None, |_| _ = black_box(twins(&project, |_| 1)));
    Ok(report.kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_made_corpus_is_the_size_that_is_named() {
        let project = corpus(40).unwrap();
        let board = Board::new(&project, &Filter::default());
        let whole = board.whole();
        assert_eq!((whole.articles, whole.mentions, whole.stances), (40, 800, 200));
        assert_eq!(corpus(40).unwrap(), project, "the same on every machine");
    }
}
