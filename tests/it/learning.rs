//! What decisions teach: rejections, taking back, labels of the user's own.

use standpoint::edit::{Edit, apply};
use standpoint::model::presets::Preset;
use standpoint::model::{
    Article, ArticleId, Decision, DecisionId, Gold, Label, Mention, MentionId, Metadata, Project, Proposal, Provenance, Status,
    Timestamp, Verdict,
};
use standpoint::session::{Action, Clock, Command, Ids, Session, Settings};
use standpoint::suggest::model::Model;
use standpoint::suggest::score::{EntityScore, LabelSet};
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
        let document = Document::new(text);
        let found = base().tag_with(&document, &base().read(&document), &self.learner);
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
fn a_label_of_ones_own_starts_from_what_its_words_were_taken_for() {
    let mut class = Class::new(&["party"]);
    let article = class.article("She joined the Liberal Union Party in 1990.");
    class.mark(article, "Liberal Union Party", "party");
    // Other words in another place: that parties were taken for ORG tells where this one begins and ends.
    let new = "A spokesman for the Movement for Democratic Change said so.";
    let score = class.score(new, "Movement for Democratic Change", "party");
    assert!(score > 0.5, "{score}");
}

#[test]
fn a_learner_that_was_taught_nothing_changes_nothing() {
    let learner = Learner::new(base(), Learnt::embedded().guards());
    let articles = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gold/own.jsonl");
    for article in standpoint::cli::gold::read(&articles).unwrap() {
        let document = Document::new(&article.text);
        let found = base().tag_with(&document, &base().read(&document), &learner);
        assert_eq!(found, base().tag(&document), "{}", article.id);
    }
}

#[test]
fn suggestions_are_those_of_the_article_asked_for() {
    let mut class = Class::new(&[]);
    let texts = [TEXT, "Oslo and Kyiv signed a treaty."];
    let articles = texts.map(|text| class.article(text));
    let engine = (standpoint::suggest::engine("model").unwrap().make)(Learnt::embedded());
    let words = |article: usize| -> Vec<String> {
        let found = engine.suggest(&class.project, class.project.article(articles[article]).unwrap());
        found.iter().map(|it| it.proposal.place().quote(texts[article])).collect()
    };
    assert_eq!(words(0), ["Ana Ruiz", "Lima"]);
    assert_eq!(words(1), ["Oslo", "Kyiv"]);
    assert_eq!(words(0), ["Ana Ruiz", "Lima"]);
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

#[test]
fn what_was_taught_can_become_a_model_of_its_own() {
    let mut class = Class::new(&[]);
    for place in ["Bern", "Oslo", "Kyiv", "Quito"] {
        let article = class.article(&format!("Zorvex opened an office in {place}."));
        class.mark(article, "Zorvex", "ORG");
        class.mark(article, place, "GPE");
        class.change(Edit::SetStatus { article, status: Status::Done });
    }
    let text = "Zorvex opened an office in Paris.";
    let before = base().tag(&Document::new(text));
    let score = |tagged: &[standpoint::suggest::tagger::Tagged]| {
        tagged.iter().find(|name| name.span.slice(text) == "Zorvex" && &*name.label == "ORG").map_or(0.0, |name| name.score)
    };
    let merged = class.learner.merged(base());
    let again = Tagger::from_bytes(&merged.to_bytes()).unwrap();
    let after = again.tag(&Document::new(text));
    assert!(score(&after) > score(&before), "{} → {}", score(&before), score(&after));
}

#[test]
fn a_project_is_gold() {
    let mut class = Class::new(&[]);
    let article = class.article(TEXT);
    class.mark(article, "Ana Ruiz", "PERSON");
    class.article("Nothing is marked here.");
    assert_eq!(Gold::of_project(&class.project).len(), 2);
    class.change(Edit::SetStatus { article, status: Status::Done });
    let gold = Gold::of_project(&class.project);
    assert_eq!(gold.len(), 1);
    assert_eq!(gold[0].entities, [(class.span(article, "Ana Ruiz"), "PERSON".to_owned())]);
}

#[test]
fn a_model_is_chosen_by_a_command_and_a_file_that_is_none_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("mine.model"), folder.path().join("text.model"));
    std::fs::write(&good, Learnt::with_tagger(Model::embedded(), base())).unwrap();
    std::fs::write(&bad, "no model").unwrap();
    let mut session = Session::new(Settings::default(), Ids::seeded(3), Clock::Fixed(0));
    session.perform(Command::UseModel(Some(bad)));
    assert_eq!(session.settings().model, None);
    session.perform(Command::UseModel(Some(good.clone())));
    assert_eq!(session.settings().model, Some(good));
    session.perform(Action::UsualModel.into());
    assert_eq!(session.settings().model, None);
}

/// The first articles of the dev split, to be quick; the whole of it stands in the model's card.
#[test]
fn a_floor_for_names_in_news() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/news/dev.jsonl.gz");
    if !path.exists() {
        return;
    }
    let set = LabelSet::named("six").unwrap();
    let mut score = EntityScore::default();
    for article in standpoint::cli::gold::read(&path).unwrap().iter().take(12) {
        let found = standpoint::suggest::analyse::analyse(Learnt::embedded(), &article.text, &[]);
        let proposed: Vec<_> = found.entities.iter().map(|name| (name.span, &*name.label, name.score)).collect();
        let gold: Vec<_> = article.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
        score.add(set, &proposed, &gold);
    }
    let (f1, off) = (score.exact.f1(), score.calibration.error());
    assert!(f1 > 0.84 && off < 0.08, "F1 {f1}, calibration error {off}");
}
