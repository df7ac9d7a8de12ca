//! What decisions teach: rejections, taking back, labels of the user's own.

use standpoint::edit::{Edit, apply};
use standpoint::model::presets::Preset;
use standpoint::model::{
    Article, ArticleId, Decision, DecisionId, Label, Mention, MentionId, Metadata, Project, Proposal, Provenance, Status,
    Timestamp, Verdict,
};
use standpoint::suggest::{Document, Learnt, fingerprint::fingerprint, learn::Learner, tagger::Tagger};
use standpoint::text::{Span, SpanSet};
use std::sync::Arc;

/// A project with a label of the user's own, and the learner that follows it.
struct Class {
    project: Project,
    learner: Learner,
    now: u64,
}

fn base() -> &'static Tagger {
    Learnt::embedded().tagger.as_ref().unwrap()
}

impl Class {
    fn new(own: &[&str]) -> Self {
        let mut scheme = Preset::News8.scheme();
        let pattern = scheme.labels[0].clone();
        for name in own {
            scheme.labels.push(Label { id: scheme.free_label_id(), name: (*name).to_owned(), key: None, ..pattern.clone() });
        }
        Self { project: Project::new(scheme, "a"), learner: Learner::new(base(), Learnt::embedded().guards()), now: 0 }
    }

    fn change(&mut self, edit: Edit) -> Edit {
        let undo = apply(&mut self.project, edit).unwrap();
        self.learner.follow(&self.project, base());
        undo
    }

    fn article(&mut self, text: &str) -> ArticleId {
        self.now += 1;
        let id = ArticleId::new(self.now);
        let article = Arc::new(Article::new(id, text, Metadata::default()));
        self.change(Edit::AddArticle { position: usize::MAX, article });
        id
    }

    fn span(&self, article: ArticleId, words: &str) -> Span {
        let text = self.project.article(article).unwrap().text();
        let start = text.find(words).unwrap();
        Span::new(text, start..start + words.len()).unwrap()
    }

    fn mark(&mut self, article: ArticleId, words: &str, label: &str) -> Edit {
        self.now += 1;
        let label = self.project.scheme.label_named(label).unwrap().id;
        let provenance = Provenance { at: Timestamp(self.now as i64), ..Provenance::default() };
        let spans = SpanSet::from(self.span(article, words));
        let mention = Mention::new(MentionId::new(self.now), spans, label, self.project.annotators[0].id, provenance);
        self.change(Edit::PutMention { article, mention: Arc::new(mention) })
    }

    fn reject(&mut self, article: ArticleId, words: &str, label: &str) {
        self.now += 1;
        let proposal = Proposal::Mention {
            spans: SpanSet::from(self.span(article, words)),
            label: self.project.scheme.label_named(label).unwrap().id,
        };
        let decision = Decision {
            id: DecisionId::new(self.now),
            verdict: Verdict::Rejected,
            fingerprint: fingerprint(self.project.article(article).unwrap().text(), &proposal),
            proposal,
            annotator: self.project.annotators[0].id,
            at: Timestamp(self.now as i64),
            suggester: "model".into(),
            score: 0.5,
            took_millis: None,
        };
        self.change(Edit::PutDecision { article, decision: Arc::new(decision) });
    }

    /// The score of these words under this label; 0 where they are not suggested.
    fn score(&self, text: &str, words: &str, label: &str) -> f32 {
        let found = base().tag_with(&Document::new(text), &self.learner);
        found.iter().find(|name| name.span.slice(text) == words && &*name.label == label).map_or(0.0, |name| name.score)
    }
}

const TEXT: &str = "The minister met Ana Ruiz in Lima on Monday.";

#[test]
fn a_rejected_span_is_proposed_less_there() {
    let mut class = Class::new(&[]);
    let article = class.article(TEXT);
    let before = class.score(TEXT, "Lima", "GPE");
    assert!(before > 0.5, "{before}");
    for _ in 0..3 {
        class.reject(article, "Lima", "GPE");
    }
    let after = class.score(TEXT, "Lima", "GPE");
    assert!(after < before - 0.2, "{before} → {after}");
    // The rest of the sentence was not judged.
    assert!(class.score(TEXT, "Ana Ruiz", "PERSON") > 0.5);
}

#[test]
fn taking_back_unteaches() {
    let mut class = Class::new(&["WEAPON"]);
    let article = class.article("The army showed its Qadr missile on Monday. The Qadr flew far.");
    let fresh = class.score(TEXT, "Lima", "GPE");
    let undo = class.mark(article, "Qadr", "WEAPON");
    assert_eq!(class.learner.taught(), 1);
    class.change(undo);
    assert_eq!(class.learner.taught(), 0);
    assert!((class.score(TEXT, "Lima", "GPE") - fresh).abs() < 1e-6);
}

#[test]
fn a_label_of_ones_own_is_suggested_after_a_handful() {
    let mut class = Class::new(&["election"]);
    for year in ["1997", "2001", "2005", "2010", "2015"] {
        let article = class.article(&format!("He lost his seat in the {year} general election to a rival."));
        class.mark(article, &format!("{year} general election"), "election");
        class.change(Edit::SetStatus { article, status: Status::Done });
    }
    let new = "She won the seat at the 2019 general election in May.";
    assert!(class.score(new, "2019 general election", "election") > 0.4);
    // The old labels are still there.
    let old = "Angela Merkel met reporters in Berlin on Monday.";
    let (person, place) = (class.score(old, "Angela Merkel", "PERSON"), class.score(old, "Berlin", "GPE"));
    assert!(person > 0.5 && place > 0.5, "{person} {place}");
}

#[test]
fn a_label_that_is_gone_is_suggested_no_more() {
    let mut class = Class::new(&["election"]);
    for year in ["1997", "2001", "2005"] {
        let article = class.article(&format!("He lost his seat in the {year} general election to a rival."));
        class.mark(article, &format!("{year} general election"), "election");
        class.change(Edit::SetStatus { article, status: Status::Done });
    }
    let mut scheme = (*class.project.scheme).clone();
    let label = scheme.labels.iter_mut().find(|label| label.name == "election").unwrap();
    label.name = "vote".to_owned();
    class.change(Edit::SetScheme(Arc::new(scheme)));
    let new = "She won the seat at the 2001 general election in May.";
    assert_eq!(class.score(new, "2001 general election", "election"), 0.0);
    assert!(class.score(new, "2001 general election", "vote") > 0.3);
}
