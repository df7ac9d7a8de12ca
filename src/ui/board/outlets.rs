//! Two outlets, or two stretches of time, side by side: differences with their intervals, read out in plain words.

use super::parts::{Desk, ROW, Row, rule, section, share_bar, words};
use crate::analysis::coverage::Fold;
use crate::analysis::outlets::{
    Across, Contrast, Key, PartOf, across_outlets, compare_sides, compare_sources, key_targets, key_words, outlets,
};
use crate::analysis::{Slice, Unit, Volume};
use crate::say;
use crate::session::{Command, Session, View};
use egui::{Align2, Rect, RichText, Ui, pos2, vec2};
use jiff::civil::Date;

/// What is typed into the two choices of a part.
#[derive(Default)]
pub(super) struct State {
    days: [(String, String); 2],
}

pub(super) struct Page {
    outlets: Vec<(String, Volume)>,
    parts: Option<[PartOf; 2]>,
    across: Vec<Across>,
    sources: Vec<Contrast>,
    sides: Vec<Contrast>,
    words: Vec<Key>,
    targets: Vec<Key>,
    most: f64,
}

impl Page {
    pub(super) fn new(session: &Session, view: &View) -> Self {
        let (board, project) = (session.board(), session.project());
        let outlets = outlets(board);
        let parts = session.board_parts();
        let mut page = Self {
            across: if outlets.len() > 1 { across_outlets(board, project, session.compared_by()) } else { Vec::new() },
            parts,
            sources: Vec::new(),
            sides: Vec::new(),
            words: Vec::new(),
            targets: Vec::new(),
            most: 0.0,
            outlets,
        };
        if let Some([a, b]) = &page.parts {
            page.sources = compare_sources(board, project, a, b, session.compared_by());
            page.sides = view.target.as_ref().map(|target| compare_sides(board, a, b, target)).unwrap_or_default();
            page.words = key_words(board, a, b, 600);
            page.targets = key_targets(board, project, a, b, 200);
        }
        let shares = page.sources.iter().chain(&page.sides).flat_map(|contrast| [contrast.a, contrast.b]).flatten();
        page.most = shares.map(|share| share.interval.high).fold(0.0, f64::max);
        page
    }
}

pub(super) fn ui(
    ui: &mut Ui,
    session: &Session,
    desk: &mut Desk<'_>,
    page: &Page,
    state: &mut State,
    (next, commands): (&mut View, &mut Vec<Command>),
) {
    let theme = desk.theme;
    table(ui, desk, page);
    grid(ui, desk, page);
    section(ui, theme, say!("side-by-side"), "");
    ui.horizontal(|ui| {
        for (at, word) in [(0, ""), (1, say!("against-outlets"))] {
            if !word.is_empty() {
                crate::ui::widgets::soft(ui, theme, word);
            }
            chosen(ui, desk, page, &mut state.days[at], at, next);
        }
        ui.add_space(12.0);
        let folds: Vec<_> = Fold::ALL
            .into_iter()
            .filter(|fold| *fold != Fold::Source)
            .map(|fold| (fold, crate::words::translated(fold.name())))
            .collect();
        let now = if next.fold == Fold::Source { Fold::Category } else { next.fold };
        if let Some(fold) = super::parts::choice(ui, theme, say!("sources-by"), now, &folds) {
            (next.fold, next.picked) = (fold, None);
        }
    });
    let Some([a, b]) = &page.parts else {
        crate::ui::widgets::soft(ui, theme, say!("two-outlets-are-needed-or-two-stretches"));
        return;
    };
    let clear: Vec<_> = page.sources.iter().chain(&page.sides).filter(|contrast| contrast.is_clear()).collect();
    ui.add_space(4.0);
    if clear.is_empty() {
        crate::ui::widgets::soft(ui, theme, say!("no-group-of-sources-differs-by-more"));
    }
    for contrast in clear.iter().take(5) {
        ui.label(RichText::new(&contrast.reading).size(14.5).family(egui::FontFamily::Name(crate::ui::fonts::READING.into())));
    }
    contrasts(ui, desk, page, &page.sources, (a, b), 2_000);
    if !page.sides.is_empty() {
        let name = next.target.as_ref().map_or("", |target| target.name(session.project()));
        section(ui, theme, &say!("sides-taken-towards", name = name), "");
        contrasts(ui, desk, page, &page.sides, (a, b), 3_000);
    }
    keyness(ui, desk, page, (a, b), commands);
}

/// How much there is of each outlet.
fn table(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page) {
    let theme = desk.theme;
    section(ui, theme, say!("outlets"), "");
    let painter = ui.painter().clone();
    let mut head = Row::new(ui, &painter, 0, 24.0);
    head.over(240.0, say!("outlet"), theme);
    for text in [say!("articles-column"), say!("utterances"), say!("words-of-sources"), say!("stances"), say!("mentions-column")]
    {
        head.over_numbers(if text.len() > 12 { 130.0 } else { 96.0 }, text, theme);
    }
    rule(ui, &painter, theme);
    ui.spacing_mut().item_spacing.y = 0.0;
    for ((name, volume), at) in page.outlets.iter().take(40).zip(1..) {
        let shown = if name.is_empty() { say!("no-outlet") } else { name };
        let mut row = Row::new(ui, &painter, at, ROW);
        row.text(240.0, shown, 13.5, theme.ink);
        let slice = |unit| Slice::all(unit).in_outlet(name);
        row.count(ui, desk, 96.0, volume.articles, &format!("{shown}: {}", say!("n-articles", n = volume.articles)), || {
            slice(Unit::Articles)
        });
        row.count(
            ui,
            desk,
            96.0,
            volume.utterances,
            &format!("{shown}: {}", say!("n-utterances", n = volume.utterances)),
            || slice(Unit::Utterances),
        );
        row.number(130.0, &volume.words.to_string(), theme.ink);
        row.count(ui, desk, 96.0, volume.stances, &format!("{shown}: {}", say!("n-stances", n = volume.stances)), || {
            slice(Unit::Stances)
        });
        row.count(ui, desk, 96.0, volume.mentions, &format!("{shown}: {}", say!("n-mentions", n = volume.mentions)), || {
            slice(Unit::Mentions)
        });
    }
    ui.spacing_mut().item_spacing.y = 5.0;
}

/// Outlets beyond these are in the table above and can be chosen below.
const MOST: usize = 8;

/// Every group of sources in every outlet: shares as tiles, the darker the larger.
fn grid(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page) {
    if page.across.is_empty() {
        return;
    }
    let theme = desk.theme;
    section(ui, theme, say!("who-speaks-where"), say!("share-of-each-outlets-utterances"));
    let painter = ui.painter().clone();
    let shown = &page.outlets[..page.outlets.len().min(MOST)];
    let wide = ((ui.available_width() - 240.0) / shown.len() as f32).clamp(84.0, 132.0);
    let mut head = Row::new(ui, &painter, 800, 24.0);
    head.over(240.0, "", theme);
    for (name, _) in shown {
        head.over_numbers(wide, if name.is_empty() { say!("no-outlet") } else { name }, theme);
    }
    rule(ui, &painter, theme);
    let most = page.across.iter().flat_map(|line| line.shares.iter().flatten()).map(|share| share.share).fold(0.0, f64::max);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (line, key) in page.across.iter().take(14).zip(801..) {
        let mut row = Row::new(ui, &painter, key, ROW);
        row.text(240.0, &line.name, 13.5, theme.ink);
        for ((outlet, _), share) in shown.iter().zip(&line.shares) {
            let place = row.next(wide);
            let Some(share) = share.filter(|share| share.hits > 0) else { continue };
            let tile = place.shrink2(vec2(1.5, 1.0));
            let strength = 0.07 + 0.33 * (share.share / most.max(1e-9)) as f32;
            painter.rect_filled(tile, egui::CornerRadius::same(4), crate::ui::theme::mix(theme.paper, theme.accent, strength));
            let text = format!("{:.0} %", share.share * 100.0);
            let at = tile.right_center() - vec2(8.0, 0.0);
            words(&painter, at, Align2::RIGHT_CENTER, &text, 13.0, theme.ink, wide - 10.0);
            let interval = say!(
                "interval-percent",
                low = format!("{:.0}", share.interval.low * 100.0),
                high = format!("{:.0}", share.interval.high * 100.0)
            );
            let of = say!("n-utterances", n = share.hits as i64);
            let name = say!(
                "share-in-outlet",
                line = line.name,
                outlet = outlet,
                share = text,
                interval = interval,
                n = share.n as i64,
                of = of
            );
            desk.press(ui, tile, row.key(), &name, || Slice {
                holders: Some(line.parties.clone()),
                ..Slice::all(Unit::Utterances).in_outlet(outlet)
            });
        }
    }
    ui.spacing_mut().item_spacing.y = 5.0;
}

/// The menu that chooses one part: an outlet, a stretch of time, or both.
fn chosen(ui: &mut Ui, desk: &Desk<'_>, page: &Page, days: &mut (String, String), at: usize, next: &mut View) {
    let current = page.parts.as_ref().map(|parts| parts[at].clone()).unwrap_or_default();
    super::filter::menu(ui, desk.theme, crate::words::translated(&current.name()), true, |ui| {
        let mut part = current.clone();
        if ui.selectable_label(part.outlet.is_none(), say!("all-outlets")).clicked() {
            part.outlet = None;
        }
        for (name, _) in page.outlets.iter().take(40) {
            let shown = if name.is_empty() { say!("no-outlet") } else { name };
            if ui.selectable_label(part.outlet.as_deref() == Some(name), shown).clicked() {
                part.outlet = Some(name.clone());
            }
        }
        ui.separator();
        let first = super::filter::date_field(ui, desk.theme, say!("first-day"), &mut days.0);
        let last = super::filter::date_field(ui, desk.theme, say!("last-day"), &mut days.1);
        if first.is_some() || last.is_some() {
            let day = |text: &str| text.trim().parse::<Date>().ok();
            part.days = day(&days.0).zip(day(&days.1)).filter(|(from, to)| from <= to);
        }
        if part != current {
            next.parts[at] = Some(part);
            next.picked = None;
        }
    });
}

/// One line for each group: its share in the one part and in the other, and the difference.
fn contrasts(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, all: &[Contrast], (a, b): (&PartOf, &PartOf), key: u64) {
    let theme = desk.theme;
    let painter = ui.painter().clone();
    let whole = ui.available_width();
    let name = (whole * 0.18).clamp(110.0, 200.0);
    let bar = ((whole - name - 180.0) / 2.0).clamp(150.0, 420.0);
    let mut head = Row::new(ui, &painter, key, 24.0);
    head.over(name, "", theme);
    head.over(bar, crate::words::translated(&a.name()), theme);
    head.over(bar, crate::words::translated(&b.name()), theme);
    head.over_numbers(180.0, say!("difference-95-interval"), theme);
    rule(ui, &painter, theme);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (contrast, at) in all.iter().zip(key + 1..) {
        let mut row = Row::new(ui, &painter, at, ROW);
        let ink = if contrast.is_clear() { theme.ink } else { theme.ink_soft };
        row.text(name, &contrast.name, 13.5, ink);
        for (share, slice, part) in [(contrast.a, &contrast.slice_a, a), (contrast.b, &contrast.slice_b, b)] {
            let place = row.next(bar);
            let room = Rect::from_min_max(place.min + vec2(4.0, 0.0), pos2(place.right() - 96.0, place.bottom()));
            let Some(share) = share else { continue };
            let end = share_bar(&painter, desk, room, Some(share), 0.0, page.most);
            let note = format!("{:.0} % ({}/{})", share.share * 100.0, share.hits, share.n);
            words(&painter, pos2(end + 6.0, place.center().y), Align2::LEFT_CENTER, &note, 12.5, theme.ink_soft, 92.0);
            if share.hits > 0 {
                let full = say!("contrast-in-part", contrast = contrast.name, part = part.name(), note = note);
                desk.press(
                    ui,
                    Rect::from_min_max(place.min, pos2(end.max(place.left() + 16.0), place.bottom())),
                    row.key(),
                    &full,
                    || slice.clone(),
                );
            }
        }
        if let Some((difference, interval)) = contrast.difference {
            let text = say!(
                "points-to",
                difference = format!("{:+.0}", difference * 100.0),
                low = format!("{:+.0}", interval.low * 100.0),
                high = format!("{:+.0}", interval.high * 100.0)
            );
            row.number(180.0, &text.replace("-0 ", "0 ").replace('-', "−"), ink);
        }
    }
    ui.spacing_mut().item_spacing.y = 5.0;
}

/// The query that finds a word in a part of the corpus.
fn query_of(word: &str, part: &PartOf) -> String {
    let outlet = part.outlet.as_ref().filter(|outlet| !outlet.is_empty());
    let outlet = outlet.map(|outlet| format!(" outlet:\"{outlet}\"")).unwrap_or_default();
    let days = part.days.map(|(from, to)| format!(" date:{from}..{to}")).unwrap_or_default();
    format!("\"{word}\"{outlet}{days}")
}

/// The words and targets that set the two apart; a word opens its lines, a target its stances.
fn keyness(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, parts: (&PartOf, &PartOf), commands: &mut Vec<Command>) {
    let theme = desk.theme;
    section(ui, theme, say!("what-sets-them-apart"), say!("log-likelihood-p-0-01-how-often"));
    let lists = [(say!("words"), &page.words), (say!("targets-of-stances"), &page.targets)];
    let wide = (ui.available_width() / 2.0 - 12.0).min(440.0);
    let painter = ui.painter().clone();
    for ((title, keys), base) in lists.into_iter().zip([5_000_u64, 6_000]) {
        let side = |mine: bool| {
            keys.iter().filter(move |key| (key.log_ratio > 0.0) == mine && key.g2 >= 6.63).take(12).collect::<Vec<_>>()
        };
        let (mine, theirs) = (side(true), side(false));
        let mut head = Row::new(ui, &painter, base, 26.0);
        head.over(wide, &say!("column-of-part", title = title, parts = parts.0.name()), theme);
        head.over(wide, &say!("column-of-part", title = title, parts = parts.1.name()), theme);
        rule(ui, &painter, theme);
        ui.spacing_mut().item_spacing.y = 0.0;
        if mine.is_empty() && theirs.is_empty() {
            crate::ui::widgets::soft(ui, theme, say!("none-full"));
        }
        for at in 0..mine.len().max(theirs.len()) {
            let mut row = Row::new(ui, &painter, base + 1 + at as u64, 24.0);
            for (keys, part, first) in [(&mine, parts.0, true), (&theirs, parts.1, false)] {
                let place = row.next(wide);
                let Some(key) = keys.get(at) else { continue };
                let cell = |x: f32, anchor, text: &str, size, colour, most| {
                    words(&painter, place.left_center() + vec2(x, 0.0), anchor, text, size, colour, most);
                };
                cell(4.0, Align2::LEFT_CENTER, &key.name, 13.5, theme.ink, 180.0);
                cell(250.0, Align2::RIGHT_CENTER, &format!("{} : {}", key.a, key.b), 12.5, theme.ink_soft, 70.0);
                cell(330.0, Align2::RIGHT_CENTER, &format!("G² {:.1}", key.g2), 12.5, theme.ink_soft, 80.0);
                let room = Rect::from_min_size(place.min, vec2(336.0, place.height()));
                if key.parties.is_empty() {
                    if link(ui, desk, room, row.key(), &say!("its-lines-in", key = key.name, part = part.name())) {
                        commands.push(Command::LookFor(query_of(&key.name, part)));
                    }
                } else {
                    let count = if first { key.a } else { key.b };
                    let name =
                        say!("key-in-part", key = key.name, part = part.name(), count = say!("n-stances", n = count as i64));
                    let all = Slice { targets: Some(key.parties.clone()), ..Slice::all(Unit::Stances) };
                    desk.press(ui, room, row.key(), &name, || part.of(all));
                }
            }
        }
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.add_space(8.0);
    }
}

/// A place to press that leads elsewhere; true when pressed.
fn link(ui: &Ui, desk: &Desk<'_>, rect: Rect, key: (u64, u64), name: &str) -> bool {
    let response = ui.interact(rect, ui.scope_id().with(("link", key)), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Link, true, name));
    if response.hovered() || response.has_focus() {
        let pen = egui::Stroke::new(1.0, desk.theme.accent);
        ui.painter().rect_stroke(rect, egui::CornerRadius::same(4), pen, egui::StrokeKind::Inside);
    }
    let pressed = response.clicked();
    response.on_hover_text(name).on_hover_cursor(egui::CursorIcon::PointingHand);
    pressed
}
