//! The passages behind a number, in context. Enter or a click opens the article there.

use super::parts::{strong, words};
use crate::analysis::concordance::in_context;
use crate::analysis::query::Line;
use crate::analysis::{Passage, Slice};
use crate::model::Made;
use crate::say;
use crate::session::{Command, Picked, Session};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, mix};
use egui::{Align2, CornerRadius, EventFilter, Key, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of one passage: where it stands, and three lines of words.
const HIGH: f32 = 92.0;

/// The list, and which passage is in hand.
#[derive(Default)]
pub(super) struct State {
    made: Option<(u64, Slice, Vec<Passage>)>,
    at: usize,
    /// Another number was pressed: the list takes the keyboard.
    begun: bool,
    reveal: bool,
}

impl State {
    /// Another number was pressed.
    pub(super) fn begin(&mut self) {
        (self.at, self.begun, self.reveal) = (0, true, true);
    }
}

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, picked: &Picked, state: &mut State, commands: &mut Vec<Command>) {
    let stamp = session.board_stamp();
    if state.made.as_ref().is_none_or(|(made, slice, _)| *made != stamp || *slice != picked.slice) {
        state.made = Some((stamp, picked.slice.clone(), session.board().passages(&picked.slice)));
    }
    let Some((_, _, passages)) = &state.made else { return };
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Cross, say!("close-the-passages-escape")).clicked() {
                commands.push(Command::StepBack);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(&picked.name).strong().size(14.0)).truncate()).on_hover_text(&picked.name);
            });
        });
    });
    let articles = passages.iter().map(|passage| passage.article).collect::<std::collections::BTreeSet<_>>().len();
    let count = say!(
        "passages-in-articles",
        passages = say!("n-passages", n = passages.len() as i64),
        articles = say!("n-articles", n = articles as i64)
    );
    crate::ui::widgets::soft(ui, theme, say!("arrows-choose-enter-opens", count = count));
    ui.add_space(4.0);
    let last = passages.len().saturating_sub(1);
    state.at = state.at.min(last);
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("list");
    let list = ui.interact(area, id, Sense::click());
    let said = passages.get(state.at).map(|passage| spoken(session, passage)).unwrap_or_default();
    let name = say!("passages-of", state = state.at + 1, passages = passages.len(), said = said);
    list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::ListBox, true, &name));
    if std::mem::take(&mut state.begun) {
        crate::ui::widgets::take_keyboard(&list);
    }
    let mut opened = None;
    if list.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let page = (area.height() / HIGH).max(1.0) as usize;
        let before = state.at;
        for (key, to) in [
            (Key::ArrowDown, state.at + 1),
            (Key::ArrowUp, state.at.saturating_sub(1)),
            (Key::PageDown, state.at + page),
            (Key::PageUp, state.at.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(key) {
                state.at = to.min(last);
            }
        }
        state.reveal |= state.at != before;
        if pressed(Key::Enter) {
            opened = passages.get(state.at);
        }
    }
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("passages");
    if std::mem::take(&mut state.reveal) {
        let row = HIGH + ui.spacing().item_spacing.y;
        scroll = scroll.vertical_scroll_offset((state.at as f32 * row - area.height() / 2.0 + row / 2.0).max(0.0));
    }
    let focused = list.has_focus();
    scroll.show_rows(ui, HIGH, passages.len(), |ui, rows| {
        for at in rows {
            let passage = &passages[at];
            let response = card(ui, session, theme, passage, at == state.at, focused);
            if response {
                opened = Some(passage);
                state.at = at;
            }
        }
    });
    if let Some(passage) = opened {
        commands.push(Command::OpenPassage(passage.clone()));
    }
}

fn line(passage: &Passage) -> Line {
    Line { article: passage.article, spans: passage.spans.clone(), made: passage.made }
}

/// A passage as a screen reader says it.
fn spoken(session: &Session, passage: &Passage) -> String {
    let Some(shown) = in_context(session.project(), &line(passage), 60) else { return String::new() };
    let title = session.project().article(passage.article).map_or("", |article| article.display_title());
    format!("{}{}{}, {title}", shown.left, shown.hit, shown.right)
}

/// One passage; true where it was pressed.
fn card(ui: &mut Ui, session: &Session, theme: &Theme, passage: &Passage, current: bool, focused: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::CLICK);
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let Some(article) = session.project().article(passage.article) else { return false };
    let ground = if current { mix(theme.panel, theme.selection, if focused { 1.0 } else { 0.55 }) } else { theme.raised };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, CornerRadius::same(6), ground);
    if response.hovered() {
        painter.rect_stroke(rect, CornerRadius::same(6), egui::Stroke::new(1.0, theme.accent), egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(vec2(10.0, 7.0));
    let mut meta: Vec<String> = Vec::new();
    meta.extend(Some(article.metadata.outlet.clone()).filter(|outlet| !outlet.is_empty()));
    meta.extend(article.metadata.date.map(|date| date.to_string()));
    let mut x = inner.left();
    if let Some(Made::Stance(id)) = passage.made
        && let Some(stance) = article.stance(id)
    {
        let style = theme.polarity(stance.polarity);
        let sign = strong(&painter, pos2(x, inner.top() + 8.0), Align2::LEFT_CENTER, style.sign, 14.0, style.colour, 16.0);
        x = sign.right() + 6.0;
    }
    let right = words(
        &painter,
        pos2(inner.right(), inner.top() + 8.0),
        Align2::RIGHT_CENTER,
        &meta.join(" · "),
        11.5,
        theme.ink_soft,
        inner.width() * 0.55,
    );
    strong(
        &painter,
        pos2(x, inner.top() + 8.0),
        Align2::LEFT_CENTER,
        article.display_title(),
        12.5,
        theme.ink,
        right.left() - x - 8.0,
    );
    if let Some(shown) = in_context(session.project(), &line(passage), 110).filter(|_| passage.spans.is_some()) {
        let mut job = egui::text::LayoutJob::default();
        let font = egui::FontId::new(13.5, egui::FontFamily::Name(crate::ui::fonts::READING.into()));
        let plain = egui::TextFormat::simple(font.clone(), theme.ink_soft);
        let hit = egui::TextFormat { background: mix(ground, theme.hit, 0.8), ..egui::TextFormat::simple(font, theme.ink) };
        // The words found stand at the beginning, so that they are always in sight.
        let left: Vec<char> = shown.left.chars().collect();
        let left: String = left[left.len().saturating_sub(42)..].iter().collect();
        let left = if left.chars().count() < 42 { left.as_str() } else { left.split_once(' ').map_or("", |(_, rest)| rest) };
        job.append(left, 0.0, plain.clone());
        job.append(&shown.hit, 0.0, hit);
        job.append(&shown.right, 0.0, plain);
        job.wrap.max_width = inner.width();
        job.wrap.max_rows = 3;
        let galley = painter.layout_job(job);
        painter.galley(pos2(inner.left(), inner.top() + 20.0), galley, theme.ink);
    } else {
        let text = if passage.made.is_some() { say!("inferred-no-words-stand-for-it") } else { say!("the-whole-article") };
        words(&painter, pos2(inner.left(), inner.top() + 32.0), Align2::LEFT_CENTER, text, 13.0, theme.ink_soft, inner.width());
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
