//! The article view: what it shows, what it answers, and that it stays right and cheap.
//!
//! With `STANDPOINT_PICTURES=folder` the pictures are written there to be looked at.

use super::pixels::Pixels;
use eframe::egui::accesskit::Role;
use eframe::egui::{CentralPanel, Frame, Pos2, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use standpoint::cli::bench::workload::{WORKLOADS, article, make};
use standpoint::edit::{Edit, apply};
use standpoint::model::{
    Actor, Article, ArticleId, Attribution, Directness, Entity, EntityId, Holder, LabelId, Mention, MentionId, Metadata,
    Polarity, Project, Provenance, Stance, StanceId, Target, TargetKind, TargetRef,
};
use standpoint::session::{Colours, LabelDisplay, Mode, Way};
use standpoint::text::{Span, SpanSet};
use standpoint::ui::reader::headless::Headless;
use standpoint::ui::reader::{MarkId, Reader, ReaderEvent, ReaderOptions, ReaderView, Selection, ShownKind, ShownMark, Strength};
use standpoint::ui::theme::Theme;
use std::sync::Arc;

const ARTICLE: ArticleId = ArticleId::new(1);

/// A window with nothing but a reader.
pub(super) struct Desk {
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
    pub(super) fn new(text: &str) -> Self {
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
            theme: Theme::new(false, Colours::Calm),
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
    pub(super) fn find(&self, words: &str, n: usize) -> Span {
        let text = self.text();
        let at = text.match_indices(words).nth(n).unwrap_or_else(|| panic!("“{words}” is in the text")).0;
        Span::new(&text, at..at + words.len()).unwrap()
    }

    pub(super) fn mention(&mut self, id: u64, spans: impl Into<SpanSet>, label: &str) -> MentionId {
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

    /// Moves the caret as the window does.
    fn walk(&mut self, way: Way, extend: bool) {
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
        self.selection = self.reader.motion(&view, way, extend).or(self.selection);
    }

    pub(super) fn open(self, size: Vec2, scale: f32) -> Harness<'static, Self> {
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
        desk.theme = Theme::new(dark, Colours::Calm);
        desk.focus = Some(MarkId::Stance(StanceId::new(2)));
        let mut harness = desk.open(vec2(1280.0, 800.0), 1.0);
        picture(&mut harness, name);
        harness.get_by_role_and_label(Role::Mark, "Gustavo Petro, person");
        harness.get_by_role_and_label(Role::Mark, "Gustavo Petro against ICE, stance, direct");
        harness.get_by_role_and_label(Role::Mark, "United States, suggested gpe, sure");
    }
}

/// Small, plain, quick to draw.
fn small(text: &str) -> Harness<'static, Desk> {
    let mut desk = Desk::new(text);
    desk.reader = Reader::with_fonts(false);
    desk.open(vec2(420.0, 260.0), 1.0)
}

/// Where the caret before a byte stands.
fn place(harness: &Harness<'_, Desk>, byte: usize) -> Pos2 {
    harness.state().reader.position_of(byte).map(|rect: Rect| rect.center()).unwrap()
}

fn selected(harness: &Harness<'_, Desk>) -> String {
    let text = harness.state().text();
    harness.state().selection.map(|selection| text[selection.range()].to_owned()).unwrap_or_default()
}

fn drag(harness: &mut Harness<'_, Desk>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.drag_at(from);
    harness.hover_at(from + (to - from) * 0.5);
    harness.hover_at(to);
    harness.drop_at(to);
    harness.run_ok();
}

#[test]
fn dragging_selects_whole_words_in_both_directions_and_across_paragraphs() {
    let text = "Petro told the BBC he believes it.\nTrump said no.";
    let mut harness = small(text);
    let (from, to) = (place(&harness, text.find("old").unwrap()), place(&harness, text.find("C he").unwrap()));
    drag(&mut harness, from, to);
    assert_eq!(selected(&harness), "told the BBC");
    drag(&mut harness, to, from);
    assert_eq!(selected(&harness), "told the BBC");
    let selection = harness.state().selection.unwrap();
    assert!(selection.caret < selection.anchor);
    let across = place(&harness, text.find("aid no").unwrap());
    drag(&mut harness, from, across);
    assert_eq!(selected(&harness), "told the BBC he believes it.\nTrump said");
}

/// The pointer goes over what is drawn: in a line of both directions, words that stand apart in the text may stand side by side.
#[test]
fn dragging_through_both_directions_selects_the_words_between_in_the_text() {
    let text = "One שלום עולם two, three.\nראש הממשלה אמר New Deal היום.";
    let mut harness = small(text);
    let byte = |words: &str| text.find(words).unwrap() + words.chars().next().unwrap().len_utf8();
    for (from, to, expected) in [
        ("שלום", "עולם", "שלום עולם"),
        ("One", "עולם", "One שלום עולם"),
        ("שלום", "two", "שלום עולם two"),
        ("הממשלה", "New", "הממשלה אמר New"),
        ("Deal", "אמר", "אמר New Deal"),
        ("New", "Deal", "New Deal"),
        ("three", "ראש", "three.\nראש"),
    ] {
        for (from, to) in [(from, to), (to, from)] {
            let (start, end) = (place(&harness, byte(from)), place(&harness, byte(to)));
            drag(&mut harness, start, end);
            assert_eq!(selected(&harness), expected, "from {from} to {to}");
        }
    }
    // A mark over both directions is heard in each of its pieces, and nowhere between them.
    let mut desk = Desk::new(text);
    desk.reader = Reader::with_fonts(false);
    let span = desk.find("עולם two", 0);
    let mark = desk.mention(1, span, "ORG");
    let mut harness = desk.open(vec2(420.0, 260.0), 1.0);
    for (words, focus) in [("עולם", Some(MarkId::Mention(mark))), ("שלום", None), ("two", Some(MarkId::Mention(mark)))] {
        harness.state_mut().focus = None;
        let at = place(&harness, byte(words));
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run_ok();
        assert_eq!(harness.state().focus, focus, "a click on {words}");
    }
}

#[test]
fn a_click_on_a_mark_says_which_and_the_innermost_wins() {
    let mut desk = Desk::new("The University of Bogota said so.\nSecond line.");
    desk.reader = Reader::with_fonts(false);
    let outer = desk.find("University of Bogota", 0);
    let inner = desk.find("Bogota", 0);
    desk.mention(1, outer, "ORG");
    let bogota = desk.mention(2, inner, "GPE");
    let mut harness = desk.open(vec2(420.0, 260.0), 1.0);
    let at = place(&harness, inner.start() + 3);
    harness.hover_at(at);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run_ok();
    assert_eq!(harness.state().focus, Some(MarkId::Mention(bogota)));
    harness.get_by_role_and_label(Role::Mark, "University of Bogota, org");
}

#[test]
fn the_caret_walks_as_seen_on_the_screen() {
    let text = "One two.\nNext שלום עולם.\nשלום two עולם";
    let mut harness = small(text);
    let mut walk = |way, extend| {
        harness.state_mut().walk(way, extend);
        harness.run_ok();
        harness.state().selection.unwrap()
    };
    assert_eq!(walk(Way::Right, false), Selection { anchor: 0, caret: 0 }, "the first step shows where one is");
    assert_eq!(walk(Way::WordRight, false).caret, 4);
    assert_eq!(walk(Way::LineEnd, true), Selection { anchor: 4, caret: 8 });
    let next = text.find("Next").unwrap();
    assert!((next..=next + 25).contains(&walk(Way::Down, false).caret));
    assert_eq!(walk(Way::LineStart, false).caret, next);
    // To the right through Hebrew words is backwards in the text.
    let hebrew = text.find('ש').unwrap();
    let steps: Vec<usize> = (0..14).map(|_| walk(Way::Right, false).caret).collect();
    assert!(steps.windows(2).any(|pair| pair[0] > hebrew && pair[1] < pair[0]), "{steps:?}");
    let mut seen: Vec<usize> = steps.clone();
    seen.dedup();
    assert_eq!(seen.len(), steps.len(), "every step moves: {steps:?}");
    // In a paragraph from right to left a word to the left is a word on.
    walk(Way::Down, false);
    let line = text.rfind('\n').unwrap() + 1;
    assert_eq!(walk(Way::LineStart, false).caret, line);
    assert_eq!(walk(Way::WordLeft, false).caret, text.rfind("two").unwrap());
}

#[test]
fn annotating_lays_out_no_text_again() {
    let mut harness = small("Petro told the BBC he believes it.\nTrump said no to the BBC.");
    let span = harness.state().find("Petro", 0);
    harness.state_mut().mention(1, span, "PERSON");
    harness.run_ok();
    let before = harness.state().reader.layouts_made();
    let span = harness.state().find("Trump", 0);
    harness.state_mut().mention(2, span, "PERSON");
    harness.run_ok();
    assert_eq!(harness.state().reader.layouts_made(), before);
}

#[test]
fn two_hundred_thousand_words_cost_what_a_thousand_cost() {
    let mut costs = Vec::new();
    for workload in [&WORKLOADS[0], &WORKLOADS[2]] {
        let (article, _) = article(&make(workload, 42), ARTICLE);
        let (project, article) = (Project::default(), Arc::new(article));
        let mut headless = Headless::new(1280.0, 800.0);
        let mut vertices = headless.frame(&project, &article, &[], None).0;
        for _ in 0..20 {
            headless.reader.scroll_by(headless.line_height());
            vertices += headless.frame(&project, &article, &[], None).0;
        }
        costs.push((vertices, headless.reader.layouts_made()));
    }
    let (small, large) = (costs[0], costs[1]);
    assert!(large.0 as f64 <= small.0 as f64 * 1.5, "vertices {large:?} against {small:?}");
    assert!(large.1 as f64 <= small.1 as f64 * 1.5, "layouts {large:?} against {small:?}");
}

#[test]
fn what_one_looks_at_stays_where_it_is_when_the_width_changes() {
    let (article, _) = article(&make(&WORKLOADS[1], 42), ARTICLE);
    let (project, article) = (Project::default(), Arc::new(article));
    let mut headless = Headless::new(1280.0, 800.0);
    headless.frame(&project, &article, &[], None);
    headless.reader.reveal(60_000);
    headless.frame(&project, &article, &[], None);
    let before = headless.reader.bytes_in_sight();
    assert!(before.contains(&60_000));
    headless.resize(700.0, 800.0);
    headless.frame(&project, &article, &[], None);
    assert_eq!(headless.reader.bytes_in_sight().start, before.start);
}

#[test]
fn every_script_is_set_right() {
    let text = "Every script, set and marked\n\
        President Macron criticised the العربية السلام عليكم proposal of the European Commission; efficient.\n\
        قال الرئيس يوم الثلاثاء إن الحكومة ستدعم المزارعين (15% في عام 2024) بعد الفيضانات التي ضربت المنطقة، وأضاف Emmanuel Macron أن المساعدات ستصل قريبا.\n\
        ראש הממשלה אמר היום (שלישי) כי התוכנית החדשה, New Deal, תסייע לתושבי הצפון.\n\
        प्रधानमंत्री ने कहा कि क्षत्रिय विद्यार्थी आर्थिक सुधारों का समर्थन करेंगे।\n\
        ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีนและออกเสียงแยกคำต่อคำ น้ำ\n\
        日本語の文章は、単語の間に空白を置かずに書かれる。「行頭禁則」という規則があり、句読点は行頭に来ない。美国总统特朗普说。한국어 텍스트.\n\
        Ελληνικά · Кириллица · e\u{301} a\u{308}\u{301} s\u{323}\u{307} · 😀 👩‍👩‍👧‍👦 🇸🇪 👍🏽 ❤️ · বাংলা ক্ষ · தமிழ் கொ · ភាសាខ្មែរ";
    let mut desk = Desk::new(text);
    let marks = [
        ("Macron", "PERSON"),
        ("the العربية السلام", "ORG"),
        ("عليكم proposal", "LAW"),
        ("الرئيس", "PERSON"),
        ("الحكومة ستدعم", "ORG"),
        ("عام 2024) بعد", "EVENT"),
        ("وأضاف Emmanuel", "PERSON"),
        ("זארע", "ORG"),
        ("אמר היום (שלישי)", "EVENT"),
        ("New Deal, תסייע", "LAW"),
        ("क्षत्रिय विद्यार्थी", "NORP"),
        ("วรรณยุกต์", "LAW"),
        ("行頭禁則", "LAW"),
        ("特朗普", "PERSON"),
        ("한국어 텍스트", "NORP"),
        ("👩‍👩‍👧‍👦 🇸🇪", "GPE"),
    ];
    for (id, (words, label)) in (1..).zip(marks) {
        if text.contains(words) {
            let span = desk.find(words, 0);
            desk.mention(id, span, label);
        }
    }
    let mut harness = desk.open(vec2(900.0, 640.0), 1.25);
    picture(&mut harness, "scripts");
    harness.get_by_role_and_label(Role::Mark, "الرئيس, person");
}

#[test]
fn five_marks_deep_stay_readable() {
    for (labels, name) in [(LabelDisplay::Above, "deep-above"), (LabelDisplay::Chip, "deep-chips")] {
        let mut desk = Desk::new(
            "Overlaps\nThe spokesperson of the Ministry of Transport of North and South Korea in Seoul said that nothing else was planned this year.\nAnother line of text follows here.",
        );
        let marks = [
            ("spokesperson of the Ministry of Transport of North and South Korea in Seoul", "PERSON"),
            ("Ministry of Transport of North and South Korea in Seoul", "ORG"),
            ("Transport of North and South Korea", "LAW"),
            ("North and South Korea", "GPE"),
            ("South", "LOC"),
            ("Seoul said that nothing", "EVENT"),
        ];
        for (id, (words, label)) in (1..).zip(marks) {
            let span = desk.find(words, 0);
            desk.mention(id, span, label);
        }
        let (north, korea) = (desk.find("planned", 0), desk.find("year", 0));
        let split = SpanSet::new([north, korea]).unwrap();
        desk.mention(20, split, "WORK_OF_ART");
        desk.options.labels = labels;
        desk.options.mode = Mode::All;
        desk.reader = Reader::with_fonts(false);
        desk.focus = Some(MarkId::Mention(MentionId::new(4)));
        desk.theme = Theme::new(false, Colours::ColourBlind);
        desk.options.patterns = labels == LabelDisplay::Chip;
        let mut harness = desk.open(vec2(620.0, 300.0), 1.5);
        picture(&mut harness, name);
        harness.get_by_role_and_label(Role::Mark, "South, loc");
        harness.get_by_role_and_label(Role::Mark, "planned … year, work of art");
    }
}
