//! The lines, aligned on the words found, and the keys that choose among them.

use super::State;
use crate::analysis::concordance::{Sort, entity_of, in_context};
use crate::analysis::query::Line;
use crate::analysis::{Passage, concordance::target_of};
use crate::model::Made;
use crate::say;
use crate::session::{Command, Session};
use crate::ui::board::{strong, words};
use crate::ui::theme::{Theme, mix};
use crate::ui::widgets;
use egui::{Align2, Color32, CornerRadius, EventFilter, FontId, Key, Modifiers, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a line.
const HIGH: f32 = 26.0;

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    // Taken out while it is drawn, for the state that goes with it changes meanwhile.
    let Some(found) = state.found.take() else { return };
    if let Ok(result) = &found.result {
        list(ui, session, theme, state, &result.lines, commands);
    }
    state.found = Some(found);
}

fn list(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, lines: &[Line], commands: &mut Vec<Command>) {
    if lines.is_empty() {
        let text = if state.query.trim().is_empty() { say!("type-what-to-look-for-how-to") } else { say!("nothing-was-found") };
        widgets::empty(ui, theme, text);
        return;
    }
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("lines");
    let list = ui.interact(area, id, Sense::click());
    let entering = std::mem::take(&mut state.list_focus);
    if entering {
        crate::ui::widgets::take_keyboard(&list);
    }
    let focused = list.has_focus();
    let said = lines.get(state.at).and_then(|line| in_context(session.project(), line, 60));
    let said = said.map_or_else(String::new, |line| format!("{}{}{}", line.left, line.hit, line.right));
    let chosen = if state.chosen.contains(&state.at) { say!("chosen") } else { "" };
    let name = say!("lines-of", state = state.at + 1, lines = lines.len(), chosen = chosen, said = said);
    list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::ListBox, true, &name));
    let mut opened = None;
    // The key that brought the keyboard here is not yet for the lines.
    if focused && !entering && session.asking().is_none() {
        keys(ui, state, lines, id, area.height(), &mut opened);
    }
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("kwic");
    if std::mem::take(&mut state.reveal) {
        scroll = scroll.vertical_scroll_offset((state.at as f32 * HIGH - area.height() / 2.0).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let by_entity = state.sort == Sort::Entity;
    scroll.show_rows(ui, HIGH, lines.len(), |ui, rows| {
        for at in rows {
            let group = by_entity.then(|| entity_of(session.project(), &lines[at]).unwrap_or("–").to_owned());
            let shown = Shown { current: at == state.at, focused, chosen: state.chosen.contains(&at), group };
            match line(ui, session, theme, &lines[at], &shown) {
                Pressed::Tick => {
                    toggle(state, at);
                    (state.at, state.from) = (at, at);
                    crate::ui::widgets::take_keyboard(&list);
                }
                Pressed::Line => {
                    if state.at == at {
                        opened = Some(at);
                    }
                    (state.at, state.from) = (at, at);
                    crate::ui::widgets::take_keyboard(&list);
                }
                Pressed::Nothing => {}
            }
        }
    });
    if let Some(line) = opened.and_then(|at| lines.get(at)) {
        let passage = Passage { article: line.article, spans: line.spans.clone(), made: line.made };
        commands.push(Command::OpenPassage(passage));
    }
}

fn toggle(state: &mut State, at: usize) {
    if !state.chosen.remove(&at) {
        state.chosen.insert(at);
    }
}

fn keys(ui: &Ui, state: &mut State, lines: &[Line], id: egui::Id, height: f32, opened: &mut Option<usize>) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let last = lines.len() - 1;
    let page = (height / HIGH).max(1.0) as usize;
    let shift = ui.input(|input| {
        input.modifiers.shift
            || input.events.iter().any(|event| matches!(event, egui::Event::Key { modifiers, .. } if modifiers.shift))
    });
    let before = state.at;
    let mut moved = false;
    for (key, to) in [
        (Key::ArrowDown, state.at + 1),
        (Key::ArrowUp, state.at.saturating_sub(1)),
        (Key::PageDown, state.at + page),
        (Key::PageUp, state.at.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if ui.input(|input| input.key_pressed(key)) {
            state.at = to.min(last);
            moved = true;
        }
    }
    if moved && shift {
        // What Shift walks over is chosen, from where it began.
        let (low, high) = (state.from.min(state.at), state.from.max(state.at));
        state.chosen.extend(low..=high);
    } else if moved {
        state.from = state.at;
    }
    state.reveal |= state.at != before;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Space) {
        toggle(state, state.at);
        state.from = state.at;
    }
    if pressed(Key::A) {
        if state.chosen.len() == lines.len() {
            state.chosen.clear();
        } else {
            state.chosen = (0..lines.len()).collect();
        }
    }
    if ui.input(|input| input.key_pressed(Key::Enter)) {
        *opened = Some(state.at);
    }
}

struct Shown {
    current: bool,
    focused: bool,
    chosen: bool,
    group: Option<String>,
}

enum Pressed {
    Nothing,
    Tick,
    Line,
}

fn line(ui: &mut Ui, session: &Session, theme: &Theme, line: &Line, shown: &Shown) -> Pressed {
    let project = session.project();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::CLICK);
    let Some(article) = project.article(line.article) else { return Pressed::Nothing };
    let ground = match (shown.current, shown.chosen) {
        (true, _) => mix(theme.paper, theme.selection, if shown.focused { 1.0 } else { 0.55 }),
        (false, true) => mix(theme.paper, theme.selection, 0.38),
        (false, false) if response.hovered() => mix(theme.paper, theme.ink, 0.04),
        (false, false) => Color32::TRANSPARENT,
    };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, CornerRadius::same(4), ground);
    widgets::tick(&painter, theme, pos2(rect.left() + 14.0, rect.center().y), shown.chosen);
    let meta = article.metadata.date.map_or_else(String::new, |date| date.to_string());
    let source =
        [article.metadata.outlet.as_str(), &meta].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let first = shown.group.as_deref().unwrap_or(&source);
    words(&painter, pos2(rect.left() + 30.0, rect.center().y), Align2::LEFT_CENTER, first, 11.5, theme.ink_soft, 164.0);
    let from = rect.left() + 200.0;
    let extra = if rect.width() > 1100.0 { 210.0 } else { 150.0 };
    let node = from + (rect.right() - extra - from) * 0.44;
    let serif = FontId::new(14.0, egui::FontFamily::Name(crate::ui::fonts::READING.into()));
    if let Some(shown) = in_context(project, line, 130) {
        if line.spans.is_none() {
            let text = say!("whole-article-titled", display_title = article.display_title());
            words(
                &painter,
                pos2(from, rect.center().y),
                Align2::LEFT_CENTER,
                &text,
                13.0,
                theme.ink,
                rect.right() - from - extra,
            );
        } else {
            // The two faces stand on one line.
            let drop = vec2(0.0, 1.5);
            let (first, last) = crate::ui::bidi::around(shown.left.trim_start().to_owned(), &shown.hit, shown.right);
            let left = painter.layout_no_wrap(first, serif.clone(), theme.ink_soft);
            let clip = egui::Rect::from_min_max(pos2(from, rect.top()), pos2(node, rect.bottom()));
            painter.with_clip_rect(clip.intersect(painter.clip_rect())).galley(
                pos2(node - left.size().x, rect.center().y - left.size().y / 2.0),
                left,
                theme.ink_soft,
            );
            let end = rect.right() - extra - 10.0;
            let hit = strong(
                &painter,
                pos2(node, rect.center().y) + drop,
                Align2::LEFT_CENTER,
                &shown.hit,
                13.5,
                colour(session, theme, line),
                end - node,
            );
            let right = painter.layout_no_wrap(last, serif, theme.ink_soft);
            let clip = egui::Rect::from_min_max(pos2(hit.right(), rect.top()), pos2(end, rect.bottom()));
            painter.with_clip_rect(clip.intersect(painter.clip_rect())).galley(
                pos2(hit.right() + 1.0, rect.center().y - right.size().y / 2.0),
                right,
                theme.ink_soft,
            );
        }
    }
    let tail = tail(session, line);
    words(&painter, pos2(rect.right() - 8.0, rect.center().y), Align2::RIGHT_CENTER, &tail, 11.5, theme.ink_soft, extra - 12.0);
    if !response.clicked() {
        return Pressed::Nothing;
    }
    let on_tick = response.interact_pointer_pos().is_some_and(|at| at.x < rect.left() + 28.0);
    if on_tick { Pressed::Tick } else { Pressed::Line }
}

/// The colour of the words found: of the label, of the side taken, or of nothing yet.
fn colour(session: &Session, theme: &Theme, line: &Line) -> Color32 {
    let article = session.project().article(line.article);
    match (line.made, article) {
        (Some(Made::Mention(id)), Some(article)) => article
            .mention(id)
            .map_or(theme.ink, |mention| widgets::tint_of(theme, &session.project().scheme, mention.label).name),
        (Some(Made::Stance(id)), Some(article)) => {
            article.stance(id).map_or(theme.ink, |stance| theme.polarity(stance.polarity).colour)
        }
        _ => theme.accent,
    }
}

/// What is known of the annotation: its label, or holder, side and target.
fn tail(session: &Session, line: &Line) -> String {
    let project = session.project();
    let Some(article) = project.article(line.article) else { return String::new() };
    match line.made {
        Some(Made::Mention(id)) => {
            article.mention(id).map_or_else(String::new, |mention| project.scheme.label_name(mention.label).to_owned())
        }
        Some(Made::Stance(_)) => {
            let holder = entity_of(project, line).unwrap_or("–");
            match target_of(project, line) {
                Some(target) => say!("holder-on-target", holder = holder, target = target),
                None => holder.to_owned(),
            }
        }
        None => String::new(),
    }
}
