//! The sections of the report.

use super::tables::{self, interval, percent};
use super::{Options, Table, charts};
use crate::analysis::coverage::{self, Fold, directness_word};
use crate::analysis::matrix::{Layout, Order};
use crate::analysis::network::network;
use crate::analysis::outlets::{PartOf, compare_sources, key_words};
use crate::analysis::picture::Picture;
use crate::analysis::svg::escape;
use crate::analysis::timeline::Step;
use crate::analysis::{Board, agreement, frames, matrix, outlets, timeline};
use crate::model::{Origin, Project, Role};
use std::fmt::Write as _;

fn figure(chart: &Picture, caption: &str) -> String {
    format!("<figure>{}<figcaption>{}</figcaption></figure>\n", chart.svg(), escape(caption))
}

pub(super) fn summary(board: &Board, project: &Project, options: &Options) -> String {
    let whole = board.whole();
    let dates: Vec<_> = board.articles().filter_map(|article| article.metadata.date).collect();
    let span = match (dates.iter().min(), dates.iter().max()) {
        (Some(first), Some(last)) if first != last => format!(" from {first} to {last}"),
        (Some(day), _) => format!(" of {day}"),
        _ => String::new(),
    };
    let outlets = outlets::outlets(board).len();
    let top = coverage::sources(board, project, Fold::Source);
    let loudest = top.first().filter(|source| source.voice.utterances > 0).map_or_else(String::new, |source| {
        format!(
            " The most heard source is {}, quoted or paraphrased {} times in {} articles.",
            escape(&source.name),
            source.voice.utterances,
            source.articles
        )
    });
    format!(
        "<p class=\"lead\">{} article{} of {} outlet{}{span}: {} times somebody is quoted or paraphrased, {} stances, {} mentions.{loudest}</p>\n<p class=\"note\">Counted: {}.</p>\n",
        whole.articles,
        plural(whole.articles),
        outlets,
        plural(outlets as i64),
        whole.utterances,
        whole.stances,
        whole.mentions,
        escape(&options.filter.in_words(project)),
    )
}

/// Made safe, with figures tied to their signs so that no line breaks between them.
fn tied(text: &str) -> String {
    escape(text).replace(" %", "\u{a0}%").replace("n = ", "n\u{a0}=\u{a0}")
}

fn plural(count: i64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

pub(super) fn sources(board: &Board, project: &Project) -> String {
    let mut html = String::from("<section><h2>Who gets to speak</h2>\n");
    if board.whole().utterances == 0 {
        html.push_str("<p>Nobody is quoted or paraphrased in what is counted here.</p></section>\n");
        return html;
    }
    let chart = charts::sources(board, project, Fold::Source);
    let all = coverage::sources(board, project, Fold::Source).len();
    let drawn = if all > charts::BARS { format!(" The {} most heard of {all} sources.", charts::BARS) } else { String::new() };
    html.push_str(&figure(
        &chart,
        &format!("Share of all times somebody is quoted or paraphrased.{drawn} The whiskers are 95 % Wilson intervals."),
    ));
    html.push_str(&tables::sources(board, project, Fold::Source).folded());
    html.push_str("</section>\n");
    html
}

pub(super) fn groups(board: &Board, project: &Project) -> String {
    if board.whole().utterances == 0 {
        return String::new();
    }
    let mut html = String::from("<section><h2>What kind of sources, and how</h2>\n");
    let chart = charts::sources(board, project, Fold::Category);
    html.push_str(&figure(&chart, "Share of utterances by category of the source, as coded in the source profiles."));
    html.push_str(&tables::sources(board, project, Fold::Category).folded());
    for fold in [Fold::Gender, Fold::Naming] {
        html.push_str(&tables::groups(board, project, fold).html());
    }
    let mut table = Table::new("How sources are quoted", &["Directness", "Utterances", "Share", "95 % interval"]);
    for (kind, share, _) in coverage::directness(board) {
        let Some(share) = share.filter(|share| share.hits > 0) else { continue };
        let row = [directness_word(kind).to_owned(), share.hits.to_string(), percent(share.share), interval(Some(share))];
        table.rows.push(row.to_vec());
    }
    html.push_str(&table.html());
    html.push_str("</section>\n");
    html
}

pub(super) fn matrix(board: &Board, project: &Project) -> String {
    let layout = Layout { order: Order::Cluster, most_rows: 20, most_columns: 10, ..Layout::default() };
    let matrix = matrix::matrix(board, project, layout);
    if matrix.rows.is_empty() {
        return String::new();
    }
    let mut html = String::from("<section><h2>For and against</h2>\n");
    html.push_str("<p class=\"key\"><b style=\"background:var(--favor)\"></b>in favour<b style=\"background:var(--against)\"></b>against<b style=\"background:var(--neutral)\"></b>takes no side; the figure is the number of stances</p>\n");
    html.push_str(&figure(
        &charts::matrix(&matrix),
        "Who takes which side towards whom. Those who take like sides stand together.",
    ));
    html.push_str(&tables::matrix(&matrix).folded());
    html.push_str(&figure(
        &charts::network(&network(&matrix)),
        "The same as a network: an arrow from each holder to each target, green in favour and red against; who only receives is grey.",
    ));
    html.push_str("</section>\n");
    html
}

pub(super) fn timeline(board: &Board) -> String {
    let dates: Vec<_> = board.articles().filter_map(|article| article.metadata.date).collect();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else { return String::new() };
    let days = first.until(*last).map_or(0, |span| i64::from(span.get_days()));
    let bins = timeline::timeline(board, Step::fitting(days), None);
    format!(
        "<section><h2>Over time</h2>\n{}{}</section>\n",
        figure(&charts::timeline(&bins), "Stances towards any target: above the line in favour, below it against."),
        tables::timeline(&bins).folded()
    )
}

pub(super) fn outlets(board: &Board, project: &Project) -> String {
    let all = outlets::outlets(board);
    let mut html = String::from("<section><h2>Outlet against outlet</h2>\n");
    html.push_str(&tables::outlets(board).html());
    if all.len() > 1 {
        html.push_str(&tables::across(board, project, Fold::Category).html());
    }
    // The three largest in pairs: more pairs would be read as findings by chance alone.
    let largest: Vec<_> = all.iter().take(3).map(|(name, _)| PartOf::outlet(name)).collect();
    for (at, a) in largest.iter().enumerate() {
        for b in &largest[at + 1..] {
            let contrasts = compare_sources(board, project, a, b, Fold::Category);
            let _ = write!(html, "<h3>{} and {}</h3>\n<ul class=\"readings\">", escape(&a.name()), escape(&b.name()));
            let clear: Vec<_> = contrasts.iter().filter(|contrast| contrast.is_clear()).collect();
            if clear.is_empty() {
                html.push_str("<li>No category of sources differs by more than chance would.</li>");
            }
            for contrast in clear.iter().take(4) {
                let _ = write!(html, "<li>{}</li>", tied(&contrast.reading));
            }
            html.push_str("</ul>\n");
            html.push_str(&tables::contrasts(&contrasts, a, b).folded());
            let keys = key_words(board, a, b, 400);
            let of = |mine: bool| {
                let words = keys.iter().filter(|key| (key.log_ratio > 0.0) == mine && key.g2 >= 6.63).take(10);
                words.map(|key| key.name.clone()).collect::<Vec<_>>().join(", ")
            };
            let (mine, theirs) = (of(true), of(false));
            if !mine.is_empty() || !theirs.is_empty() {
                let dash = |words: String| if words.is_empty() { "–".to_owned() } else { escape(&words) };
                let _ = writeln!(
                    html,
                    "<p class=\"note\">Words that stand out (log-likelihood, p &lt; 0.01). {}: {}. {}: {}.</p>",
                    escape(&a.name()),
                    dash(mine),
                    escape(&b.name()),
                    dash(theirs)
                );
            }
        }
    }
    html.push_str("</section>\n");
    html
}

pub(super) fn frames(board: &Board, project: &Project) -> String {
    let (frames, issues) = (frames::frames(board), frames::issues(board));
    if frames.is_empty() && issues.is_empty() {
        return String::new();
    }
    let mut html = String::from("<section><h2>Frames and issues</h2>\n");
    if !frames.is_empty() {
        html.push_str(&figure(&charts::frames(&frames), "Share of all framings coded on stances."));
        html.push_str(&tables::frames(board).folded());
    }
    if !issues.is_empty() {
        html.push_str(&tables::issues(board, project).html());
    }
    html.push_str("</section>\n");
    html
}

/// "60 by hand, 12 accepted from suggestions, 3 corrected from suggestions".
fn origins(board: &Board) -> String {
    let mut counts = [0_u64; 4];
    for article in board.articles() {
        let mentions = article.mentions_by_id().map(|mention| mention.provenance.origin);
        let stances = article.stances_by_id().map(|stance| stance.provenance.origin);
        mentions.chain(stances).for_each(|origin| counts[origin as usize] += 1);
    }
    let kinds = [
        (Origin::Manual, "by hand"),
        (Origin::Accepted, "accepted from suggestions"),
        (Origin::Corrected, "corrected from suggestions"),
        (Origin::Imported, "imported"),
    ];
    let told: Vec<String> = kinds
        .into_iter()
        .map(|(origin, words)| (counts[origin as usize], words))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if told.is_empty() { "nothing is marked".to_owned() } else { format!("mentions and stances: {}", told.join(", ")) }
}

pub(super) fn method(board: &Board, project: &Project, options: &Options) -> String {
    let scheme = &project.scheme;
    let whole = board.whole();
    let mut facts: Vec<(&str, String)> = Vec::new();
    let labels: Vec<_> = scheme.labels.iter().filter(|label| !label.hidden).map(|label| label.name.as_str()).collect();
    let name = if scheme.name.is_empty() { "codebook" } else { &scheme.name };
    facts.push(("Scheme", format!("{name}, version {}: {}", scheme.version, labels.join(", "))));
    let issues: Vec<_> = scheme.issues.iter().map(|issue| issue.name.as_str()).collect();
    if !issues.is_empty() {
        facts.push(("Target list", issues.join(", ")));
    }
    let annotators: Vec<_> = project
        .annotators
        .iter()
        .map(
            |annotator| {
                if annotator.role == Role::Curator { format!("{} (curation)", annotator.name) } else { annotator.name.clone() }
            },
        )
        .collect();
    facts.push(("Annotators", annotators.join(", ")));
    let dates = || board.articles().filter_map(|article| article.metadata.date);
    if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
        let undated = board.articles().filter(|article| article.metadata.date.is_none()).count();
        let rest = if undated > 0 { format!("; {undated} articles without a date") } else { String::new() };
        facts.push(("Dates of the articles", format!("{first} to {last}{rest}")));
    }
    facts.push(("How it was marked", origins(board)));
    if project.blind_percent > 0 {
        facts.push(("Blind passages", format!("{} % of paragraphs, marked without suggestions", project.blind_percent)));
    }
    facts.push(("Counted", options.filter.in_words(project)));
    facts.push((
        "Counts",
        format!(
            "{} articles, {} mentions, {} stances, {} utterances, {} words of sources",
            whole.articles, whole.mentions, whole.stances, whole.utterances, whole.words
        ),
    ));
    if !options.date.is_empty() {
        facts.push(("Date of this report", options.date.clone()));
    }
    if !options.version.is_empty() {
        facts.push(("Made with", format!("Standpoint {}", options.version)));
    }
    let mut html = String::from("<section><h2>Method</h2>\n<dl>");
    for (term, fact) in &facts {
        let _ = write!(html, "<dt>{term}</dt><dd>{}</dd>", escape(fact));
    }
    html.push_str("</dl>\n<p>A <em>source</em> is anybody but the author and the outlet who is quoted or paraphrased. An <em>utterance</em> is one stretch of words attributed to a source; several stances in the same words are one utterance. Acts told by the reporter count as stances but not as utterances. Shares carry 95 % Wilson intervals, differences of shares Newcombe intervals; words that stand out are ranked by log-likelihood. The balance of a cell is stances in favour minus stances against.</p>\n");
    if board.doubly_annotated() > 0 {
        let _ = writeln!(
            html,
            "<p><strong>{} articles were worked on by more than one annotator.</strong> What several of them marked is counted more than once here; a filter on one annotator or on the curated layer avoids that.</p>",
            board.doubly_annotated()
        );
    }
    let pairs = agreement::pairs(project, &options.filter);
    if pairs.is_empty() {
        html.push_str(
            "<p class=\"note\">Agreement between annotators is not reported: no article was worked on by two annotators.</p>\n",
        );
    } else {
        let mut table = Table::new(
            "Agreement between annotators",
            &["Pair", "Articles", "Mentions F1", "Label κ", "Stances F1", "Polarity α"],
        );
        for pair in &pairs {
            let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
            table.rows.push(vec![
                format!("{} and {}", pair.names.0, pair.names.1),
                pair.articles.to_string(),
                number(pair.mentions.f1()),
                number(pair.label_kappa),
                number(pair.stances.f1()),
                number(pair.polarity_alpha),
            ]);
        }
        html.push_str(&table.html());
    }
    html.push_str("</section>\n");
    html
}
