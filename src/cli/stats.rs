//! `standpoint stats`: the figures of the board as JSON, or one of its tables as CSV.

use super::filtered::{Counted, open};
use crate::analysis::blind::{Side, blindness};
use crate::analysis::coverage::{Fold, directness, directness_word, sources};
use crate::analysis::effort::{Effort, effort};
use crate::analysis::matrix::{Layout, matrix};
use crate::analysis::report::Table;
use crate::analysis::timeline::{Step, timeline};
use crate::analysis::{Board, Share, Sides, agreement, frames, outlets, violations};
use crate::model::{Polarity, Project};
use serde_json::{Value, json};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the figures of a project: sources, stances, outlets, time, frames, agreement, effort
#[derive(clap::Args, Debug)]
pub struct Stats {
    /// The project, `*.standpoint.json`
    pub project: PathBuf,
    /// Everything as JSON (the default)
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// One table as CSV
    #[arg(long, value_name = "TABLE", num_args = 0..=1, default_missing_value = "sources")]
    pub csv: Option<Which>,
    #[command(flatten)]
    pub counted: Counted,
}

/// The tables that can be printed as CSV.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Sources,
    Categories,
    Matrix,
    Timeline,
    Outlets,
    /// Categories of sources in every outlet
    CategoriesByOutlet,
    Frames,
    Effort,
    Entities,
}

/// Runs the subcommand.
pub fn run(arguments: &Stats) -> ExitCode {
    let (project, filter) = match open(&arguments.project, &arguments.counted) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let board = Board::new(&project, &filter);
    let mut text = match arguments.csv {
        Some(which) => table(&board, &project, which).csv(),
        None => format!("{:#}", figures(&board, &project)),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("the figures could not be written: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS, // a reader that has had enough is no failure
    }
}

fn share(share: Option<Share>) -> Value {
    share.map_or(Value::Null, |share| json!({"share": share.share, "low": share.interval.low, "high": share.interval.high, "hits": share.hits, "n": share.n}))
}

fn sides(sides: &Sides) -> Value {
    json!({
        "favor": sides.of(Polarity::Favor),
        "against": sides.of(Polarity::Against),
        "neutral": sides.of(Polarity::Neutral),
        "mixed": sides.of(Polarity::Mixed),
        "unclear": sides.of(Polarity::Unclear),
        "none": sides.of(Polarity::None),
        "balance": sides.balance(),
    })
}

fn figures(board: &Board, project: &Project) -> Value {
    let whole = board.whole();
    let folded = |fold: Fold| -> Value {
        let rows = sources(board, project, fold).into_iter().map(|source| {
            json!({
                "name": source.name,
                "utterances": source.voice.utterances,
                "share": share(source.share),
                "articles": source.articles,
                "words": source.voice.words,
                "word_share": source.word_share,
                "quoted": source.voice.quoted(),
                "paraphrased": source.voice.paraphrased(),
                "first": source.voice.first,
                "mean_place": source.mean_place(),
                "stances": sides(&source.voice.sides),
            })
        });
        rows.collect()
    };
    let layout = Layout { most_rows: usize::MAX, most_columns: usize::MAX, ..Layout::default() };
    let matrix = matrix(board, project, layout);
    let cells: Vec<Value> = matrix
        .rows
        .iter()
        .zip(&matrix.cells)
        .flat_map(|(row, cells)| {
            let filled = matrix.columns.iter().zip(cells).filter(|(_, cell)| cell.total() != 0);
            filled.map(move |(column, cell)| json!({"holder": row.name, "target": column.name, "stances": sides(cell)}))
        })
        .collect();
    let filter = board.filter();
    let pairs: Vec<Value> = agreement::pairs(project, filter)
        .into_iter()
        .map(|pair| {
            json!({
                "annotators": [pair.names.0, pair.names.1],
                "articles": pair.articles,
                "mentions_f1": pair.mentions.f1(),
                "mentions_overlapping_f1": pair.mentions_overlapping.f1(),
                "label_kappa": pair.label_kappa,
                "stances_f1": pair.stances.f1(),
                "polarity_alpha": pair.polarity_alpha,
                "holder_alpha": pair.holder_alpha,
                "target_alpha": pair.target_alpha,
                "directness_alpha": pair.directness_alpha,
            })
        })
        .collect();
    let effort = effort(project, filter);
    let by_engine: serde_json::Map<String, Value> =
        effort.by_engine.iter().map(|(engine, effort)| (engine.clone(), effort_value(effort))).collect();
    let by_label: serde_json::Map<String, Value> = effort
        .by_label
        .iter()
        .map(|(label, effort)| (project.scheme.label_name(*label).to_owned(), effort_value(effort)))
        .collect();
    let blindness = blindness(project, filter, &[]);
    let side = |side: Side| {
        json!({"paragraphs": side.paragraphs, "characters": side.characters, "mentions": side.mentions, "stances": side.stances,
            "from_suggestions": side.from_suggestions, "mentions_per_1000_characters": side.density(), "seconds_per_mark": side.seconds(),
            "between_annotators_f1": side.between.f1()})
    };
    let bins: Vec<Value> = timeline(board, Step::Day, None)
        .iter()
        .filter(|bin| bin.volume.articles != 0)
        .map(|bin| json!({"day": bin.name(), "articles": bin.volume.articles, "mentions": bin.volume.mentions, "stances": sides(&bin.sides)}))
        .collect();
    let across: Vec<Value> = outlets::across_outlets(board, project, Fold::Category)
        .into_iter()
        .map(|line| {
            let names = outlets::outlets(board).into_iter().map(|(name, _)| name);
            let shares: serde_json::Map<String, Value> = names.zip(line.shares.into_iter().map(share)).collect();
            json!({"category": line.name, "by_outlet": shares})
        })
        .collect();
    let outlets: Vec<Value> = outlets::outlets(board)
        .into_iter()
        .map(|(name, volume)| {
            json!({"name": name, "articles": volume.articles, "utterances": volume.utterances, "words": volume.words,
                "stances": volume.stances, "mentions": volume.mentions})
        })
        .collect();
    let frames: Vec<Value> = frames::frames(board)
        .into_iter()
        .map(|line| json!({"code": line.code, "count": line.count, "share": share(line.share), "by_outlet": line.by_outlet}))
        .collect();
    let issues: Vec<Value> = frames::issues(board)
        .into_iter()
        .map(|(party, issue)| json!({"name": party.name(project), "stances": sides(&issue)}))
        .collect();
    let directness: Vec<Value> = directness(board)
        .into_iter()
        .map(|(kind, of_all, _)| json!({"directness": directness_word(kind), "share": share(of_all)}))
        .collect();
    let violations = violations::violations(project);
    json!({
        "project": project.name,
        "counted": filter.in_words(project),
        "scheme": {"name": project.scheme.name, "version": project.scheme.version},
        "articles": whole.articles,
        "mentions": whole.mentions,
        "stances": whole.stances,
        "utterances": whole.utterances,
        "source_words": whole.words,
        "articles_of_several_annotators": board.doubly_annotated(),
        "sources": folded(Fold::Source),
        "categories": folded(Fold::Category),
        "naming": folded(Fold::Naming),
        "gender": folded(Fold::Gender),
        "directness": directness,
        "matrix": cells,
        "timeline": bins,
        "outlets": outlets,
        "categories_by_outlet": across,
        "frames": frames,
        "issues": issues,
        "agreement": pairs,
        "effort": {"all": effort_value(&effort.all), "by_engine": by_engine, "by_label": by_label},
        "blind_passages": {"percent": project.blind_percent, "blind": side(blindness.blind), "shown": side(blindness.shown)},
        "codebook_violations": violations.len(),
    })
}

fn effort_value(effort: &Effort) -> Value {
    json!({
        "decisions": effort.decisions,
        "accepted": effort.accepted,
        "corrected": effort.corrected,
        "rejected": effort.rejected,
        "acceptance": share(effort.acceptance()),
        "edges_unchanged": share(effort.edges_unchanged()),
        "seconds_per_decision": effort.seconds_per_decision(),
        "decisions_per_hour": effort.per_hour(),
    })
}

fn table(board: &Board, project: &Project, which: Which) -> Table {
    use crate::analysis::report::tables;
    match which {
        Which::Sources => tables::sources(board, project, Fold::Source),
        Which::Categories => tables::sources(board, project, Fold::Category),
        Which::Matrix => {
            let layout = Layout { most_rows: usize::MAX, most_columns: usize::MAX, ..Layout::default() };
            tables::matrix(&matrix(board, project, layout))
        }
        Which::Timeline => tables::timeline(&timeline(board, Step::Day, None)),
        Which::Outlets => tables::outlets(board),
        Which::CategoriesByOutlet => tables::across(board, project, Fold::Category),
        Which::Frames => tables::frames(board),
        Which::Effort => tables::effort(&effort(project, board.filter()), project),
        Which::Entities => tables::entities_of(board, project),
    }
}
