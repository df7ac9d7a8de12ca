//! A desk to play an annotator at: a project that the played decisions go into, and the engines for names that answer them.

use crate::edit::{Edit, apply};
use crate::model::presets::Preset;
use crate::model::{
    AnnotatorId, Article, ArticleId, Decision, DecisionId, Label, LabelId, Mention, MentionId, Metadata, Origin, Project,
    Proposal, Provenance, Status, Timestamp, Verdict,
};
use crate::suggest::score::effort::{Deed, Offer};
use crate::suggest::shown::candidates;
use crate::suggest::{Learnt, Showing, Strength, engine, fingerprint::fingerprint, shown};
use crate::text::{Span, SpanSet};
use cpu_time::ThreadTime;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Engines that propose names.
const ENGINES: [&str; 2] = ["repeats", "model"];

pub(super) struct Desk {
    learnt: Arc<Learnt>,
    project: Project,
    open: ArticleId,
    /// One for every deed: order of events, and ids.
    now: u64,
    /// CPU milliseconds from each decision to the suggestions that take account of it.
    pub(super) decisions: Vec<f64>,
    /// The same for what an article teaches when it is done, with the first suggestions for the next.
    pub(super) articles: Vec<f64>,
}

impl Desk {
    /// A desk with a project whose labels have these names.
    pub(super) fn new(learnt: &Arc<Learnt>, names: &BTreeSet<&str>) -> Self {
        let mut scheme = Preset::OntoNotes18.scheme();
        let pattern = scheme.labels[0].clone();
        for label in &mut scheme.labels {
            label.hidden = false;
        }
        scheme.labels.retain(|label| names.contains(label.name.as_str()));
        for name in names {
            if scheme.label_named(name).is_none() {
                let id = scheme.free_label_id();
                scheme.labels.push(Label { id, name: (*name).to_owned(), key: None, ..pattern.clone() });
            }
        }
        Self {
            learnt: Arc::clone(learnt),
            project: Project::new(scheme, "annotator"),
            open: ArticleId::new(0),
            now: 0,
            decisions: Vec::new(),
            articles: Vec::new(),
        }
    }

    /// Puts an article on the desk.
    pub(super) fn open(&mut self, text: &str) {
        self.now += 1;
        self.open = ArticleId::new(self.now);
        let article = Arc::new(Article::new(self.open, text, Metadata::default()));
        self.change(Edit::AddArticle { position: usize::MAX, article });
    }

    /// The article is done: what is not marked in it is no name.
    pub(super) fn finish(&mut self) {
        self.change(Edit::SetStatus { article: self.open, status: Status::Done });
    }

    /// Does these things and says what is proposed then.
    pub(super) fn after(&mut self, deeds: &[Deed]) -> Vec<Offer> {
        let start = ThreadTime::now();
        for deed in deeds {
            self.now += 1;
            match deed {
                Deed::Marked((span, label)) => self.mark(*span, label),
                Deed::Rejected((span, label)) => self.reject(*span, label),
            }
        }
        let Some(article) = self.project.article(self.open) else { return Vec::new() };
        let engines = ENGINES.iter().filter_map(|name| engine(name));
        let found = engines.flat_map(|engine| (engine.make)(&self.learnt).suggest(&self.project, article)).collect();
        let annotator = self.annotator();
        let found = candidates(article.text(), found);
        let open = shown(&self.project, article, annotator, &found, &Showing::default());
        let name = |shown: &crate::suggest::Shown| match &shown.suggestion.proposal {
            Proposal::Mention { spans, label } => Some(Offer {
                name: (spans.first(), self.project.scheme.label_name(*label).to_owned()),
                sure: shown.strength == Strength::Sure,
            }),
            Proposal::Stance(_) => None,
        };
        let offers = open.iter().filter_map(name).collect();
        let taken = if deeds.is_empty() { &mut self.articles } else { &mut self.decisions };
        taken.push(start.elapsed().as_secs_f64() * 1000.0);
        offers
    }

    fn annotator(&self) -> AnnotatorId {
        self.project.annotators[0].id
    }

    fn label(&self, name: &str) -> LabelId {
        self.project.scheme.label_named(name).map_or(LabelId::new(0), |label| label.id)
    }

    fn mark(&mut self, span: Span, label: &str) {
        let provenance = Provenance { origin: Origin::Manual, at: Timestamp(self.now as i64), ..Provenance::default() };
        let id = MentionId::new(self.now);
        let mention = Mention::new(id, SpanSet::from(span), self.label(label), self.annotator(), provenance);
        self.change(Edit::PutMention { article: self.open, mention: Arc::new(mention) });
    }

    fn reject(&mut self, span: Span, label: &str) {
        let proposal = Proposal::Mention { spans: SpanSet::from(span), label: self.label(label) };
        let text = self.project.article(self.open).map(|article| article.shared_text()).unwrap_or_default();
        let decision = Decision {
            id: DecisionId::new(self.now),
            verdict: Verdict::Rejected,
            fingerprint: fingerprint(&text, &proposal),
            proposal,
            annotator: self.annotator(),
            at: Timestamp(self.now as i64),
            suggester: "model".into(),
            score: 0.0,
            took_millis: None,
        };
        self.change(Edit::PutDecision { article: self.open, decision: Arc::new(decision) });
    }

    fn change(&mut self, edit: Edit) {
        let done = apply(&mut self.project, edit);
        debug_assert!(done.is_ok(), "{done:?}");
    }
}
