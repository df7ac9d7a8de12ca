//! The article view: what it shows, what it answers, and that it stays right and cheap.
//!
//! With `STANDPOINT_PICTURES=folder` the pictures are written there to be looked at.

use super::pixels::Pixels;
use eframe::egui::accesskit::Role;
use eframe::egui::{CentralPanel, Frame, Key, Modifiers, Pos2, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use standpoint::edit::{Edit, apply};
use standpoint::model::{
    Actor, Article, ArticleId, Attribution, Directness, Entity, EntityId, Holder, LabelId, Mention, MentionId, Metadata,
    Polarity, Project, Provenance, Stance, StanceId, Target, TargetKind, TargetRef,
};
use standpoint::text::{Span, SpanSet};
use standpoint::ui::reader::{
    LabelDisplay, MarkId, Mode, Reader, ReaderEvent, ReaderOptions, ReaderView, Selection, ShownKind, ShownMark, Strength,
};
use standpoint::ui::theme::{ColourSet, Theme};
use std::sync::Arc;

const ARTICLE: ArticleId = ArticleId::new(1);

/// A window with nothing but a reader.
struct Desk {
    project: Project,
    reader: Reader,
    suggestions: Vec<ShownMark>,
    selection: Option<Selection>,
    focus: Option<MarkId>,
    options: ReaderOptions,
    theme: Theme,
    events: Vec<ReaderEvent>,
}

impl Desk {
    fn new(text: &str) -> Self {
        let mut project = Project::default();
        let article = Arc::new(Article::new(ARTICLE, text, Metadata::default()));
        apply(&mut project, Edit::AddArticle { position: 0, article }).unwrap();
        Self {
            project,
            reader: Reader::default(),
            suggestions: Vec::new(),
            selection: None,
            focus: None,
            options: ReaderOptions::default(),
            theme: Theme::new(false, ColourSet::Calm),
            events: Vec::new(),
        }
    }

    fn text(&self) -> Arc<str> {
        self.project.article(ARTICLE).unwrap().shared_text()
    }

    fn edit(&mut self, edit: Edit) {
        apply(&mut self.project, edit).unwrap();
    }

    /// The `n`th place (from 0) of these words.
    fn find(&self, words: &str, n: usize) -> Span {
        let text = self.text();
        let at = text.match_indices(words).nth(n).unwrap_or_else(|| panic!("“{words}” is in the text")).0;
        Span::new(&text, at..at + words.len()).unwrap()
    }

    fn mention(&mut self, id: u64, spans: impl Into<SpanSet>, label: &str) -> MentionId {
        let label = self.project.scheme.label_named(label).unwrap().id;
        let annotator = self.project.annotators[0].id;
        let id = MentionId::new(id);
        let mention = Arc::new(Mention::new(id, spans.into(), label, annotator, Provenance::default()));
        self.edit(Edit::PutMention { article: ARTICLE, mention });
        id
    }

    fn ui(&mut self, ui: &mut eframe::egui::Ui) {
        let view = ReaderView {
            project: &self.project,
            article: self.project.article(ARTICLE).unwrap(),
            suggestions: &self.suggestions,
            selection: self.selection,
            focus: self.focus,
            hits: &[],
            current_hit: None,
            options: &self.options,
            theme: &self.theme,
        };
        let events = self.reader.ui(ui, &view);
        for event in &events {
            match event {
                ReaderEvent::Select(selection) => self.selection = Some(*selection),
                ReaderEvent::ClickMark(mark) | ReaderEvent::ClickCard(mark) => self.focus = Some(*mark),
                _ => {}
            }
        }
        self.events.extend(events);
    }

    fn open(self, size: Vec2, scale: f32) -> Harness<'static, Self> {
        let theme = self.theme.clone();
        let mut harness = Harness::builder()
            .with_size(size)
            .with_pixels_per_point(scale)
            .renderer(Pixels::default())
            .with_context_setup(move |ctx| {
                standpoint::ui::fonts::install(ctx);
                theme.apply(ctx);
            })
            .build_ui_state(
                |ui, desk: &mut Self| {
                    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| desk.ui(ui));
                },
                self,
            );
        harness.run_ok();
        harness
    }
}

fn picture(harness: &mut Harness<'_, Desk>, name: &str) {
    let Ok(folder) = std::env::var("STANDPOINT_PICTURES") else { return };
    harness.render().unwrap().save(format!("{folder}/{name}.png")).unwrap();
}

fn entity(desk: &mut Desk, id: u64, name: &str, label: &str) -> EntityId {
    let label = desk.project.scheme.label_named(label).map(|label| label.id);
    let entity = Entity::new(EntityId::new(id), name, label);
    desk.edit(Edit::PutEntity(Arc::new(entity)));
    EntityId::new(id)
}

/// Somebody's stance, with evidence.
fn stance(desk: &mut Desk, id: u64, holder: (EntityId, Span), target: (EntityId, Span), polarity: Polarity, evidence: Span) {
    let mut stance = Stance::new(StanceId::new(id), desk.project.annotators[0].id, Provenance::default());
    stance.holder = Holder { actor: Actor::Entity(holder.0), mention: Some(holder.1.into()), path: Vec::new() };
    stance.target = Target { kind: TargetKind::Entity, reference: TargetRef::Entity(target.0), mention: Some(target.1.into()) };
    stance.polarity = polarity;
    stance.evidence = Some(evidence.into());
    stance.attribution = Attribution { directness: Directness::Direct, ..Attribution::default() };
    desk.edit(Edit::PutStance { article: ARTICLE, stance: Arc::new(stance) });
}

/// The real article, marked up; `None` where it is not there.
fn interview() -> Option<Desk> {
    let Ok(text) = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/petro-interview.txt")) else {
        println!("skipped: the shared article is not there");
        return None;
    };
    let mut desk = Desk::new(&text);
    let mut id = 1;
    let marks = [
        ("Gustavo Petro", "PERSON", 1),
        ("BBC", "ORG", 2),
        ("Colombian", "NORP", 1),
        ("Colombia,", "GPE", 0),
        ("Trump", "PERSON", 3),
        ("Immigration and Customs Enforcement (ICE)", "ORG", 1),
        ("U.S. Immigration", "GPE", 0),
        ("Venezuela", "GPE", 1),
        ("Nicolás Maduro", "PERSON", 1),
        ("White House", "ORG", 1),
    ];
    for (words, label, count) in marks {
        for n in 0..count {
            let span = desk.find(words, n);
            desk.mention(id, span, label);
            id += 1;
        }
    }
    let long = desk.find("U.S. Immigration and Customs Enforcement (ICE) agents", 0);
    desk.mention(90, long, "NORP");
    let ice = desk.find("ICE", 0);
    desk.mention(91, ice, "LAW");
    let petro = entity(&mut desk, 1, "Gustavo Petro", "PERSON");
    let us = entity(&mut desk, 2, "United States", "GPE");
    let agency = entity(&mut desk, 3, "ICE", "ORG");
    let trump = entity(&mut desk, 4, "Donald Trump", "PERSON");
    let petro_at = desk.find("Petro", 0);
    let empire = desk.find("US “empire”", 0);
    let us_at = desk.find("US", 2);
    stance(&mut desk, 1, (petro, petro_at), (us, us_at), Polarity::Against, empire);
    let brigades = desk.find("acting like “Nazi brigades.”", 0);
    stance(&mut desk, 2, (petro, petro_at), (agency, ice), Polarity::Against, brigades);
    let honor = desk.find("a “Great Honor.”", 0);
    let trump_at = desk.find("Trump", 4);
    stance(&mut desk, 3, (trump, trump_at), (petro, petro_at), Polarity::Favor, honor);
    let label = |name: &str| desk.project.scheme.label_named(name).map_or(LabelId::new(1), |label| label.id);
    let mut shown: Vec<(Span, ShownKind, Strength, f32)> = vec![
        (desk.find("Trump", 3), ShownKind::Mention(label("PERSON")), Strength::Sure, 0.97),
        (desk.find("Petro", 4), ShownKind::Mention(label("PERSON")), Strength::Sure, 0.95),
        (desk.find("Truth Social", 0), ShownKind::Mention(label("WORK_OF_ART")), Strength::Candidate, 0.41),
        (desk.find("United States", 0), ShownKind::Mention(label("GPE")), Strength::Sure, 0.99),
    ];
    let kind = ShownKind::Stance { holder: "Petro".into(), target: "Trump".into(), polarity: Polarity::Against };
    shown.push((desk.find("strongly condemned this", 0), kind, Strength::Candidate, 0.63));
    shown.sort_by_key(|row| row.0);
    desk.suggestions = (1..)
        .zip(shown)
        .map(|(id, (span, kind, strength, score))| ShownMark { id, spans: span.into(), kind, strength, score })
        .collect();
    Some(desk)
}

#[test]
fn the_real_article_is_shown_with_everything_in_it() {
    for (dark, name) in [(false, "petro-light"), (true, "petro-dark")] {
        let Some(mut desk) = interview() else { return };
        desk.theme = Theme::new(dark, ColourSet::Calm);
        desk.focus = Some(MarkId::Stance(StanceId::new(2)));
        let mut harness = desk.open(vec2(1280.0, 800.0), 1.0);
        picture(&mut harness, name);
        harness.get_by_role_and_label(Role::Mark, "Gustavo Petro, person");
        harness.get_by_role_and_label(Role::Mark, "Gustavo Petro against ICE, stance, direct");
        harness.get_by_role_and_label(Role::Mark, "United States, suggested gpe, sure");
    }
}
