//! What the machine proposes. One trait with one method; engines change nothing.
//!
//! A [`Suggester`] reads a project and returns [`Suggestion`]s for one article, each with a score and a reason in words. Same
//! input, same output. What is shown of them (threshold, rejected ones, what is already annotated) is decided in `shown`.

pub mod document;

pub use document::Document;

use crate::model::{Article, Project, Proposal};

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
