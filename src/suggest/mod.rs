//! What the machine proposes. One trait with one method; engines change nothing.
//!
//! A [`Suggester`] reads a project and returns [`Suggestion`]s for one article, each with a score and a reason in words. Same
//! input, same output. What is shown of them (threshold, rejected ones, what is already annotated) is decided in `shown`.

pub mod analyse;
pub mod attribution;
pub mod coreference;
pub mod document;
pub mod fingerprint;
pub mod learn;
pub mod learnt;
pub mod lexicon;
pub mod linear;
pub mod model;
pub mod names;
pub mod net;
pub mod opinions;
pub mod quotes;
pub mod repeats;
pub mod scan;
pub mod score;
pub mod shown;
pub mod stance;
pub mod stances;
pub mod tagger;

pub use document::Document;
pub use learnt::Learnt;
pub use shown::{Order, Showing, Shown, Strength, shown};

use crate::model::{Article, LabelId, Project, Proposal, Scheme};
use std::sync::Arc;

/// A proposed mention or stance. It is no data until a person accepts or corrects it.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    pub proposal: Proposal,
    /// Confidence, 0 to 1, calibrated: of those with 0.8, eight in ten are right.
    pub score: f32,
    /// Name of the engine, one of [`ENGINES`].
    pub engine: &'static str,
    /// Why, in words: `said ‘real threat’ — cue “told”`.
    pub reason: String,
}

/// Something that proposes.
pub trait Suggester: Send + Sync {
    /// Suggestions for `article` of `project`, in text order.
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion>;
}

/// One line of the table of engines.
pub struct Engine {
    /// In files, decisions and on the command line; never changes.
    pub name: &'static str,
    /// On screen.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// What its scores count beside those of others for the same words: half for those that know the words alone.
    pub weight: f32,
    pub make: fn(&Arc<Learnt>) -> Box<dyn Suggester>,
}

/// All engines, in the order shown to people; of equal weight the first wins.
pub const ENGINES: &[Engine] = &[
    Engine {
        name: "repeats",
        title: "Marked before",
        help: "The same words that were marked before, in any article of the project.",
        weight: 0.5,
        make: |_| Box::new(repeats::Repeats),
    },
    Engine {
        name: "model",
        title: "Names by the model",
        help: "Names found by the model inside the program, which learns from each of your decisions.",
        weight: 1.0,
        make: |learnt| Box::new(tagger::engine::Trained(Arc::clone(learnt))),
    },
    Engine {
        name: "names",
        title: "Names by rule",
        help: "Names by capitals, titles and lists, for articles in languages that the model does not know.",
        weight: 0.5,
        make: |learnt| Box::new(names::Names(Arc::clone(learnt))),
    },
    Engine {
        name: "quotes",
        title: "Quotations",
        help: "Who said what: quotations and reported speech, with source and cue.",
        weight: 1.0,
        make: |learnt| Box::new(quotes::Quotes(Arc::clone(learnt))),
    },
    Engine {
        name: "stances",
        title: "Stances",
        help: "Who is for or against what, in which words.",
        weight: 1.0,
        make: |learnt| Box::new(stances::Stances(Arc::clone(learnt))),
    },
];

/// The engine with this name.
pub fn engine(name: &str) -> Option<&'static Engine> {
    ENGINES.iter().find(|engine| engine.name == name)
}

/// Suggestions of all engines for one article, by the model `learnt`.
pub fn suggest(learnt: &Arc<Learnt>, project: &Project, article: &Article) -> Vec<Suggestion> {
    ENGINES.iter().flat_map(|engine| (engine.make)(learnt).suggest(project, article)).collect()
}

/// The label of `scheme` for an OntoNotes name: the one with this name, or its like in a coarser scheme (PER, Person; LOC,
/// Place; MISC, Other). `None` for labels that are hidden, or that the scheme has nothing for.
pub fn label_for(scheme: &Scheme, name: &str) -> Option<LabelId> {
    let find = |name: &str| scheme.label_named(name).filter(|label| !label.hidden).map(|label| label.id);
    if scheme.label_named(name).is_some() || scheme.label_named("PERSON").is_some() {
        return find(name);
    }
    let others: &[&str] = match name {
        "PERSON" => &["PER", "Person"],
        "ORG" => &["Organisation", "Organization"],
        "GPE" | "LOC" | "FAC" => &["GPE", "LOC", "Place", "Location"],
        "NORP" | "EVENT" | "LAW" | "WORK_OF_ART" | "PRODUCT" | "LANGUAGE" | "MISC" => &["MISC", "Other"],
        _ => &[],
    };
    others.iter().find_map(|name| find(name))
}
