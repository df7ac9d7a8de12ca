//! `standpoint score`: how good the engines are on articles that people marked up.

use super::progress::Progress;
use super::teaching;
use super::{gold, model};
use crate::cli::ended;
use crate::format::audit::counted;
use crate::suggest::Learnt;
use crate::suggest::analyse::{self, Analysis};
use crate::suggest::score::entities::LabelScore;
use crate::suggest::score::{AttributionScore, Counts, EntityScore, Gold, LabelSet, PolarityScore, StanceScore};
use crate::suggest::shown::Showing;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Score the engines against articles that people marked up (JSON lines as in the news corpus, also gzipped)
#[derive(clap::Args, Debug)]
pub struct Score {
    /// The articles: `{"id", "text", "entities", "attributions", "stances"}` per line
    pub gold: PathBuf,
    /// Score this engine alone: `model` or `names`
    #[arg(long, value_name = "NAME")]
    pub engine: Option<String>,
    /// Labels that both sides are mapped to: ontonotes, conll4, six, three, any, or own for labels as they stand
    #[arg(long, value_name = "SET", default_value = "ontonotes", value_parser = label_set)]
    pub labels: LabelSet,
    /// Play an annotator over the articles and count keys and decisions
    #[arg(long, conflicts_with_all = ["engine", "learn"])]
    pub effort: bool,
    /// Teach the first sentences of this file as accepted decisions and score after each step
    #[arg(long, value_name = "TRAIN", conflicts_with = "engine")]
    pub learn: Option<PathBuf>,
    /// After how many sentences to score
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', default_value = "20,50,100,200", requires = "learn")]
    pub at: Vec<usize>,
    #[command(flatten)]
    pub model: model::Choice,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn label_set(name: &str) -> Result<LabelSet, String> {
    let known = || LabelSet::ALL.map(|(name, _)| name).join(", ");
    LabelSet::named(name).ok_or_else(|| format!("expected one of {}", known()))
}

/// Everything that was scored.
#[derive(Default)]
struct Figures {
    articles: usize,
    words: usize,
    entities: EntityScore,
    attributions: AttributionScore,
    stances: StanceScore,
    targets: PolarityScore,
}

/// Runs the subcommand.
pub fn run(arguments: &Score) -> ExitCode {
    ended(score(arguments).map(|text| {
        println!("{text}");
        ExitCode::SUCCESS
    }))
}

fn score(arguments: &Score) -> Result<String, String> {
    let engine = arguments.engine.as_deref();
    if !matches!(engine, None | Some("model" | "names")) {
        return Err("only the engines `model` and `names` can be scored alone; expected one of them".to_owned());
    }
    let learnt = arguments.model.learnt()?;
    let articles = gold::read(&arguments.gold)?;
    if arguments.effort {
        return Ok(teaching::effort(&learnt, &articles, arguments.json));
    }
    if let Some(train) = &arguments.learn {
        return teaching::learn(&learnt, train, &articles, &arguments.at, arguments.labels, arguments.json);
    }
    let mut figures = Figures::default();
    let mut progress = Progress::new("articles");
    for article in &articles {
        figures.add(arguments.labels, article, &analysis(&learnt, engine, article));
        progress.step();
    }
    drop(progress);
    Ok(if arguments.json { format!("{:#}", figures.json()) } else { figures.text() })
}

fn analysis(learnt: &Learnt, engine: Option<&str>, article: &Gold) -> Analysis {
    let targets: Vec<_> = article.targets.iter().map(|(span, _)| *span).collect();
    match engine {
        Some("names") => analyse::by_rule(&article.text),
        _ => analyse::analyse(learnt, &article.text, &targets),
    }
}

impl Figures {
    fn add(&mut self, set: LabelSet, gold: &Gold, found: &Analysis) {
        self.articles += 1;
        self.words += gold.text.split_whitespace().count();
        let proposed: Vec<_> = found.entities.iter().map(|entity| (entity.span, &*entity.label, entity.score)).collect();
        let names: Vec<_> = gold.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
        self.entities.add(set, &proposed, &names);
        self.attributions.add(&found.gold_attributions(), &gold.attributions);
        self.stances.add(&found.gold_stances(0.0), &gold.stances);
        self.stances.add_directed(&found.gold_stances(Showing::default().threshold), &gold.stances);
        for ((_, polarity), proposed) in gold.targets.iter().zip(&found.target_polarity) {
            self.targets.add(proposed.0, *polarity);
        }
    }

    fn text(&self) -> String {
        let mut lines = vec![format!("{}, {} words", counted(self.articles, "article"), self.words)];
        let row = |name: &str, exact: &Counts, overlap: &Counts| {
            let percent = |share: f64| format!("{:>7.1}", share * 100.0);
            let (p, r, f) = (percent(exact.precision()), percent(exact.recall()), percent(exact.f1()));
            format!("{name:<14}{p}{r}{f}{:>9}{:>9.1}", exact.gold, overlap.f1() * 100.0)
        };
        // Texts that are marked for something else have none: nothing can be said of the names that are found there.
        if self.entities.exact.gold > 0 {
            let head = format!("{:<14}{:>7}{:>7}{:>7}{:>9}{:>9}", "names", "P", "R", "F1", "gold", "overlap");
            lines.extend([String::new(), head]);
            lines.extend(self.entities.labels.iter().map(|(name, LabelScore { exact, overlap })| row(name, exact, overlap)));
            lines.push(row("all", &self.entities.exact, &self.entities.overlap));
            lines.push(row("edges alone", &self.entities.unlabelled, &self.entities.unlabelled));
            let off = self.entities.calibration.error() * 100.0;
            lines.push(format!("scores are off by {off:.1} points on average (expected calibration error)"));
        }
        if self.attributions.cue.overlap.gold > 0 {
            lines.extend([
                String::new(),
                format!("{:<14}{:>7}{:>7}{:>7}{:>9}{:>9}", "attributions", "P", "R", "F1", "gold", "exact"),
            ]);
            for (name, slot) in self.slots() {
                lines.push(row(name, &slot.overlap, &slot.exact));
            }
            lines.push(row("all three", &self.attributions.whole, &self.attributions.whole));
        }
        if self.stances.triple.gold > 0 {
            lines.extend([String::new(), format!("{:<14}{:>7}{:>7}{:>7}{:>9}", "stances", "P", "R", "F1", "gold")]);
            for (name, counts) in self.stance_rows() {
                let line = row(name, &counts, &counts);
                lines.push(line[..line.len() - 9].to_owned());
            }
        }
        if self.targets.count() > 0 {
            let (f1, accuracy) = (self.targets.macro_f1() * 100.0, self.targets.accuracy() * 100.0);
            lines.extend([String::new(), format!("{} targets: macro F1 {f1:.1}, accuracy {accuracy:.1}", self.targets.count())]);
        }
        lines.join("\n")
    }

    fn slots(&self) -> [(&'static str, crate::suggest::score::attribution::Slot); 3] {
        [("source", self.attributions.source), ("cue", self.attributions.cue), ("content", self.attributions.content)]
    }

    fn stance_rows(&self) -> [(&'static str, Counts); 6] {
        let stances = &self.stances;
        [
            ("triple", stances.triple),
            ("without side", stances.pair),
            ("holder", stances.holder),
            ("target", stances.target),
            ("evidence", stances.evidence),
            ("as shown", stances.directed),
        ]
    }

    fn json(&self) -> Value {
        let labels: serde_json::Map<String, Value> = self
            .entities
            .labels
            .iter()
            .map(|(name, label)| (name.clone(), json!({"exact": counts(&label.exact), "overlap": counts(&label.overlap)})))
            .collect();
        let bins: Vec<Value> = self
            .entities
            .calibration
            .bins()
            .iter()
            .map(|bin| json!({"count": bin.count, "score": bin.expected(), "right": bin.observed()}))
            .collect();
        let slots: serde_json::Map<String, Value> = self
            .slots()
            .into_iter()
            .map(|(name, slot)| (name.to_owned(), json!({"overlap": counts(&slot.overlap), "exact": counts(&slot.exact)})))
            .chain([("all".to_owned(), counts(&self.attributions.whole))])
            .collect();
        let stances: serde_json::Map<String, Value> =
            self.stance_rows().into_iter().map(|(name, row)| (name.replace(' ', "_"), counts(&row))).collect();
        let [favor, against, neutral] = self.targets.classes();
        json!({
            "articles": self.articles,
            "words": self.words,
            "entities": {
                "labels": labels,
                "exact": counts(&self.entities.exact),
                "overlap": counts(&self.entities.overlap),
                "unlabelled": counts(&self.entities.unlabelled),
                "calibration": {"error": self.entities.calibration.error(), "bins": bins},
            },
            "attributions": slots,
            "stances": stances,
            "target_polarity": {
                "count": self.targets.count(),
                "macro_f1": self.targets.macro_f1(),
                "accuracy": self.targets.accuracy(),
                "favor": counts(&favor), "against": counts(&against), "neutral": counts(&neutral),
            },
        })
    }
}

fn counts(counts: &Counts) -> Value {
    json!({
        "precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1(),
        "proposed": counts.proposed, "right": counts.right, "gold": counts.gold, "found": counts.found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Polarity;
    use crate::text::Span;

    #[test]
    fn names_are_scored_where_some_are_marked() {
        let text = "Ana Ruiz praised the ferry.".to_owned();
        let ruiz = Span::new(&text, 0..8).unwrap();
        let found = analyse::by_rule(&text);
        let told = |gold: &Gold| {
            let mut figures = Figures::default();
            figures.add(LabelSet::default(), gold, &found);
            figures.text()
        };
        let gold = Gold { text, targets: vec![(ruiz, Polarity::Favor)], ..Gold::default() };
        assert_eq!(told(&gold), "1 article, 5 words");
        let text = told(&Gold { entities: vec![(ruiz, "PERSON".into())], ..gold });
        assert!(text.contains("names") && text.contains("expected calibration error"), "{text}");
    }
}
