//! The board's tables, for the report, for CSV and for the clipboard.

use super::Table;
use crate::analysis::coverage::{self, Fold};
use crate::analysis::effort::{Effort, EffortTable};
use crate::analysis::matrix::Matrix;
use crate::analysis::outlets::{self, Contrast, PartOf};
use crate::analysis::timeline::Bin;
use crate::analysis::{Board, Mentioned, Party, Share, Sides, frames};
use crate::model::{EntityId, Polarity, Project};
use std::collections::BTreeMap;

/// "41.0 %".
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// "34.6 to 47.8 %", empty without a share.
pub fn interval(share: Option<Share>) -> String {
    share.map_or_else(String::new, |share| format!("{:.1} to {:.1} %", share.interval.low * 100.0, share.interval.high * 100.0))
}

/// "3 for, 1 against", empty for none.
pub fn sides_in_words(sides: &Sides) -> String {
    let of = |polarity| sides.of(polarity);
    let named = [
        (of(Polarity::Favor), "for"),
        (of(Polarity::Against), "against"),
        (of(Polarity::Neutral), "neutral"),
        (of(Polarity::Mixed), "mixed"),
        (of(Polarity::Unclear), "unclear"),
        (of(Polarity::None), "no side"),
    ];
    let parts: Vec<_> = named.iter().filter(|(count, _)| *count != 0).map(|(count, name)| format!("{count} {name}")).collect();
    parts.join(", ")
}

fn named(outlet: &str) -> String {
    if outlet.is_empty() { "(no outlet)".to_owned() } else { outlet.to_owned() }
}

/// Who speaks, by `fold`.
pub fn sources(board: &Board, project: &Project, fold: Fold) -> Table {
    let headings = [
        fold.name(),
        "Utterances",
        "Share",
        "95 % interval",
        "Articles",
        "Words",
        "Direct",
        "Indirect",
        "First",
        "Mean place",
        "For",
        "Against",
    ];
    let mut table = Table::new(&format!("Sources by {}", fold.name().to_lowercase()), &headings);
    for source in coverage::sources(board, project, fold) {
        let voice = &source.voice;
        table.rows.push(vec![
            source.name.clone(),
            voice.utterances.to_string(),
            source.share.map_or_else(String::new, |share| percent(share.share)),
            interval(source.share),
            source.articles.to_string(),
            voice.words.to_string(),
            voice.quoted().to_string(),
            voice.paraphrased().to_string(),
            voice.first.to_string(),
            source.mean_place().map_or_else(String::new, |place| format!("{place:.1}")),
            voice.sides.of(Polarity::Favor).to_string(),
            voice.sides.of(Polarity::Against).to_string(),
        ]);
    }
    table
}

/// Holders against targets.
pub fn matrix(matrix: &Matrix) -> Table {
    let headings: Vec<&str> = std::iter::once("Holder").chain(matrix.columns.iter().map(|line| line.name.as_str())).collect();
    let mut table = Table::new("Stances of holders (rows) towards targets (columns)", &headings);
    for (line, cells) in matrix.rows.iter().zip(&matrix.cells) {
        table.rows.push(std::iter::once(line.name.clone()).chain(cells.iter().map(sides_in_words)).collect());
    }
    table
}

/// By time.
pub fn timeline(bins: &[Bin]) -> Table {
    let mut table = Table::new("By time", &["Time", "Articles", "Mentions", "Stances", "Utterances", "In favour", "Against"]);
    for bin in bins {
        let volume = bin.volume;
        let numbers = [volume.articles, volume.mentions, volume.stances, volume.utterances];
        let sides = [bin.sides.of(Polarity::Favor), bin.sides.of(Polarity::Against)];
        table.rows.push(std::iter::once(bin.name()).chain(numbers.iter().chain(&sides).map(i64::to_string)).collect());
    }
    table
}

/// Every entity with its profile; `counts` says how often it is mentioned, in how many articles it stands, and how many stances
/// it holds and receives.
pub fn entities(project: &Project, counts: impl Fn(EntityId) -> [i64; 4]) -> Table {
    let headings = [
        "Name",
        "Label",
        "Other names",
        "Wikidata",
        "Kind",
        "Named",
        "Gender",
        "Office",
        "Affiliation",
        "Status",
        "Mentions",
        "Articles",
        "Holds",
        "Receives",
    ];
    let mut table = Table::new("Entities", &headings);
    for entity in project.entities() {
        let profile = &entity.profile;
        let facts = [
            entity.name.clone(),
            entity.label.map_or_else(String::new, |label| project.scheme.label_name(label).to_owned()),
            entity.aliases.join("; "),
            entity.wikidata.clone().unwrap_or_default(),
            profile.category.clone(),
            coverage::naming_word(profile.naming).to_owned(),
            coverage::gender_word(profile.gender).to_owned(),
            profile.role.clone(),
            profile.affiliation.clone(),
            profile.status.clone(),
        ];
        table.rows.push(facts.into_iter().chain(counts(entity.id).iter().map(i64::to_string)).collect());
    }
    table
}

/// The same, counted under the board's filter. Articles are those in which it is mentioned.
pub fn entities_of(board: &Board, project: &Project) -> Table {
    let mentioned: BTreeMap<&Party, Mentioned> = board.mentioned().collect();
    let held: BTreeMap<&Party, i64> = board.voices().map(|(party, voice)| (party, voice.sides.total())).collect();
    let received: BTreeMap<&Party, i64> = board.targets().map(|(party, sides)| (party, sides.total())).collect();
    entities(project, |id| {
        let party = Party::Entity(id);
        let named = mentioned.get(&party).copied().unwrap_or_default();
        let count = |of: &BTreeMap<&Party, i64>| of.get(&party).copied().unwrap_or(0);
        [named.mentions, named.articles, count(&held), count(&received)]
    })
}

/// Groups of sources in few columns.
pub fn groups(board: &Board, project: &Project, fold: Fold) -> Table {
    let caption = format!("Sources by {}", fold.name().to_lowercase());
    let mut table = Table::new(&caption, &[fold.name(), "Utterances", "Share", "95 % interval", "Articles", "Words"]);
    for source in coverage::sources(board, project, fold) {
        let share = source.share.map_or_else(String::new, |share| percent(share.share));
        let counts = [source.articles, source.voice.words].map(|count| count.to_string());
        let first = [source.name, source.voice.utterances.to_string(), share, interval(source.share)];
        table.rows.push(first.into_iter().chain(counts).collect());
    }
    table
}

/// Groups of sources in every outlet: shares of the outlet's utterances.
pub fn across(board: &Board, project: &Project, fold: Fold) -> Table {
    let all = outlets::outlets(board);
    let names: Vec<String> = all.iter().map(|(name, _)| named(name)).collect();
    let headings: Vec<&str> = std::iter::once(fold.name()).chain(names.iter().map(String::as_str)).collect();
    let mut table = Table::new("Share of each outlet’s utterances", &headings);
    for line in outlets::across_outlets(board, project, fold) {
        let cell = |share: &Option<Share>| {
            share.map_or_else(String::new, |share| format!("{} ({}/{})", percent(share.share), share.hits, share.n))
        };
        table.rows.push(std::iter::once(line.name.clone()).chain(line.shares.iter().map(cell)).collect());
    }
    table
}

/// By outlet.
pub fn outlets(board: &Board) -> Table {
    let mut table = Table::new("Outlets", &["Outlet", "Articles", "Utterances", "Words of sources", "Stances", "Mentions"]);
    for (name, volume) in outlets::outlets(board) {
        let numbers = [volume.articles, volume.utterances, volume.words, volume.stances, volume.mentions];
        table.rows.push(std::iter::once(named(&name)).chain(numbers.iter().map(i64::to_string)).collect());
    }
    table
}

/// Two parts side by side.
pub fn contrasts(contrasts: &[Contrast], a: &PartOf, b: &PartOf) -> Table {
    let (name_a, name_b) = (a.name(), b.name());
    let mut table = Table::new("Shares and their difference", &["Category", &name_a, &name_b, "Difference", "95 % interval"]);
    for contrast in contrasts {
        let share =
            |share: Option<Share>| share.map_or_else(String::new, |s| format!("{} ({}/{})", percent(s.share), s.hits, s.n));
        let (difference, interval) = contrast.difference.map_or_else(Default::default, |(d, interval)| {
            (format!("{:+.1} points", d * 100.0), format!("{:+.1} to {:+.1}", interval.low * 100.0, interval.high * 100.0))
        });
        table.rows.push(vec![contrast.name.clone(), share(contrast.a), share(contrast.b), difference, interval]);
    }
    table
}

/// Frames by outlet.
pub fn frames(board: &Board) -> Table {
    let all = outlets::outlets(board);
    let names: Vec<String> = all.iter().map(|(name, _)| named(name)).collect();
    let headings: Vec<&str> = ["Frame", "All"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let mut table = Table::new("Framings by outlet", &headings);
    for line in frames::frames(board) {
        let counts = all.iter().map(|(outlet, _)| line.by_outlet.get(outlet).copied().unwrap_or(0).to_string());
        table.rows.push([line.code.clone(), line.count.to_string()].into_iter().chain(counts).collect());
    }
    table
}

/// Stances towards issues.
pub fn issues(board: &Board, project: &Project) -> Table {
    let mut table = Table::new("Stances towards issues", &["Issue", "Stances", "In favour", "Against", "Neutral", "Mixed"]);
    for (party, sides) in &frames::issues(board) {
        let of = [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed]
            .map(|polarity| sides.of(polarity).to_string());
        table.rows.push([party.name(project).to_owned(), sides.total().to_string()].into_iter().chain(of).collect());
    }
    table
}

/// Decisions on suggestions: all, by engine, by label, by annotator.
pub fn effort(table: &EffortTable, project: &Project) -> Table {
    let headings = [
        "Whose",
        "Decisions",
        "Accepted",
        "Corrected",
        "Rejected",
        "Taken",
        "95 % interval",
        "Edges kept",
        "Seconds per decision",
        "Decisions per hour",
    ];
    let mut out = Table::new("Decisions on suggestions", &headings);
    let mut line = |name: String, effort: &Effort| {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}"));
        out.rows.push(vec![
            name,
            effort.decisions.to_string(),
            effort.accepted.to_string(),
            effort.corrected.to_string(),
            effort.rejected.to_string(),
            effort.acceptance().map_or_else(String::new, |share| percent(share.share)),
            interval(effort.acceptance()),
            effort.edges_unchanged().map_or_else(String::new, |share| percent(share.share)),
            number(effort.seconds_per_decision()),
            number(effort.per_hour()),
        ]);
    };
    line("all".to_owned(), &table.all);
    for (engine, effort) in &table.by_engine {
        line(format!("engine {engine}"), effort);
    }
    for (label, effort) in &table.by_label {
        line(format!("label {}", project.scheme.label_name(*label)), effort);
    }
    for (id, effort) in &table.by_annotator {
        line(format!("annotator {}", project.annotator(*id).map_or("?", |annotator| &annotator.name)), effort);
    }
    out
}
