//! `score --effort` and `score --learn`: what suggestions save, and how fast a project's own labels are learnt.

use super::desk::Desk;
use super::gold;
use super::progress::Progress;
use crate::suggest::learn::Learner;
use crate::suggest::score::effort::{Name, Way};
use crate::suggest::score::{Effort, EntityScore, Gold, LabelSet};
use crate::suggest::shown::SHOWN;
use crate::suggest::tagger::{Tagged, Tagger};
use crate::suggest::{Document, Learnt};
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// How long learning takes.
#[derive(Default)]
struct Times {
    decision: Spread,
    article: Spread,
}

/// Median, 99th percentile and most of some times in milliseconds.
#[derive(Default)]
struct Spread([f64; 3]);

impl Spread {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get(((times.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or_default();
        Self([at(0.5), at(0.99), at(1.0)])
    }

    fn json(&self) -> Value {
        json!({"median": self.0[0], "p99": self.0[1], "max": self.0[2]})
    }

    fn text(&self) -> String {
        let [median, p99, most] = self.0;
        format!("median {median:.1} ms, 99 in 100 under {p99:.1} ms, most {most:.1} ms")
    }
}

/// Plays the annotator over the articles in order: by hand, with the fixed model, with one that learns from every decision.
pub(super) fn effort(learnt: &Arc<Learnt>, articles: &[Gold], as_json: bool) -> String {
    let base = &learnt.tagger.clone().unwrap_or_default();
    // As in a project: what the scheme has no label for is not suggested.
    let labels: BTreeSet<&str> = articles.iter().flat_map(|article| &article.entities).map(|(_, label)| label.as_str()).collect();
    let shown = |found: Vec<Tagged>| -> Vec<Name> {
        let open = found.into_iter().filter(|name| name.score >= SHOWN && labels.contains(&*name.label));
        open.map(|name| (name.span, name.label.to_string())).collect()
    };
    let mut times = Times::default();
    let [mut by_hand, mut fixed, mut learning, mut at_once] = [Effort::default(); 4];
    let mut progress = Progress::new("articles");
    for article in articles {
        let document = Document::new(&article.text);
        by_hand.add(Effort::without(&article.text, &article.entities));
        fixed.add(Effort::with(&article.text, &article.entities, &shown(base.tag(&document))));
        progress.step();
    }
    // One desk after the other: the learner of a project is kept only as long as no other project asks.
    for (way, effort) in [(Way::Stepwise, &mut learning), (Way::SureAtOnce, &mut at_once)] {
        let mut desk = Desk::new(learnt, &labels);
        for article in articles {
            desk.open(&article.text);
            effort.add(Effort::play(&article.text, &article.entities, way, &mut |deeds| desk.after(deeds)));
            desk.finish();
            progress.step();
        }
        if way == Way::Stepwise {
            times = Times { decision: Spread::of(desk.decisions), article: Spread::of(desk.articles) };
        }
    }
    drop(progress);
    let rows = [("by hand", by_hand), ("fixed model", fixed), ("learning model", learning), ("learning, sure at once", at_once)];
    let saved = |effort: &Effort| 1.0 - effort.keystrokes as f64 / by_hand.keystrokes.max(1) as f64;
    if as_json {
        let row = |(name, effort): &(&str, Effort)| {
            let value = json!({
                "keystrokes": effort.keystrokes, "decisions": effort.decisions, "accepted": effort.accepted,
                "corrected": effort.corrected, "rejected": effort.rejected, "by_hand": effort.by_hand, "saved": saved(effort),
            });
            (name.replace(',', "").replace(' ', "_"), value)
        };
        let times = [("decision_ms".to_owned(), times.decision.json()), ("article_done_ms".to_owned(), times.article.json())];
        return format!("{:#}", Value::Object(rows.iter().map(row).chain(times).collect()));
    }
    let mut lines = vec![format!(
        "{:<23}{:>12}{:>11}{:>10}{:>11}{:>10}{:>9}{:>8}",
        "names", "keystrokes", "decisions", "accepted", "corrected", "rejected", "by hand", "saved"
    )];
    lines.extend(rows.iter().map(|(name, effort)| {
        let Effort { keystrokes, decisions, accepted, corrected, rejected, by_hand } = effort;
        let saved = saved(effort) * 100.0;
        format!("{name:<23}{keystrokes:>12}{decisions:>11}{accepted:>10}{corrected:>11}{rejected:>10}{by_hand:>9}{saved:>7.1}%")
    }));
    lines.push(format!(
        "CPU from a decision to the suggestions after it: {}; with all that a finished article teaches: {}",
        times.decision.text(),
        times.article.text()
    ));
    lines.join("\n")
}

/// Teaches the first sentences of `train` as accepted decisions and scores `test` after each of the numbers `at`.
///
/// # Errors
/// Where `train` cannot be read.
pub(super) fn learn(
    learnt: &Learnt,
    train: &Path,
    test: &[Gold],
    at: &[usize],
    set: LabelSet,
    as_json: bool,
) -> Result<String, String> {
    let base = &learnt.tagger.clone().unwrap_or_default();
    let lessons = gold::read(train)?;
    let mut learner = guarded(learnt, base, &lessons);
    let mut steps: Vec<usize> = std::iter::once(0).chain(at.iter().copied()).collect();
    steps.sort_unstable();
    steps.dedup();
    let mut results: Vec<(usize, EntityScore)> = Vec::new();
    let mut taught = 0;
    let mut progress = Progress::new("sentences taught");
    for step in steps {
        for lesson in lessons.iter().take(step).skip(taught) {
            teach(&mut learner, base, lesson);
            progress.step();
        }
        taught = step.min(lessons.len());
        let mut score = EntityScore::default();
        for article in test {
            let document = Document::new(&article.text);
            let found = base.tag_with(&document, &base.read(&document), &learner);
            let proposed: Vec<(Span, &str, f32)> = found.iter().map(|name| (name.span, &*name.label, name.score)).collect();
            let gold: Vec<(Span, &str)> = article.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
            score.add(set, &proposed, &gold);
        }
        results.push((taught, score));
    }
    drop(progress);
    if as_json {
        let row = |(taught, score): &(usize, EntityScore)| {
            let labels: serde_json::Map<String, Value> =
                score.labels.iter().map(|(name, label)| (name.clone(), json!(label.exact.f1()))).collect();
            json!({"sentences": taught, "f1": score.exact.f1(), "precision": score.exact.precision(), "recall": score.exact.recall(), "labels": labels})
        };
        return Ok(format!("{:#}", Value::Array(results.iter().map(row).collect())));
    }
    let lines: Vec<String> = results
        .iter()
        .map(|(taught, score)| {
            let labels: Vec<String> =
                score.labels.iter().map(|(name, label)| format!("{name} {:.1}", label.exact.f1() * 100.0)).collect();
            format!("{taught:>5} sentences: F1 {:.1}   {}", score.exact.f1() * 100.0, labels.join("  "))
        })
        .collect();
    Ok(lines.join("\n"))
}

/// A learner that knows which labels there are, as it does in a project.
fn guarded(learnt: &Learnt, base: &Tagger, articles: &[Gold]) -> Learner {
    let mut learner = Learner::new(base, learnt.guards());
    let all: Vec<(Span, &str)> =
        articles.iter().flat_map(|article| &article.entities).map(|(span, label)| (*span, label.as_str())).collect();
    learner.teach_sentence(base, "", &all); // no words, only the labels' names
    learner
}

fn teach(learner: &mut Learner, base: &Tagger, article: &Gold) {
    let gold: Vec<(Span, &str)> = article.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
    learner.teach_sentence(base, &article.text, &gold);
}
