//! The lines of the table and its keys: arrows, Space to choose, digits for the kind of source, N and G for naming and gender.

use super::{Column, Line, State, belonging};
use crate::model::{Entity, Gender, Naming};
use crate::say;
use crate::session::{Command, EntityChange, EntityCode, Session};
use crate::ui::board::words;
use crate::ui::theme::{Theme, mix};
use crate::ui::widgets;
use egui::{
    Align2, Color32, CornerRadius, EventFilter, Key, Modifiers, Painter, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

/// Height of a line.
const HIGH: f32 = 28.0;
/// Width of the tick at the left.
const TICK: f32 = 30.0;

/// A column, its heading, and how wide it is.
struct Place {
    column: Column,
    title: &'static str,
    wide: f32,
    number: bool,
}

/// The columns that fit; names take what is left.
fn places(width: f32) -> Vec<Place> {
    let text = |column, title, wide| Place { column, title, wide, number: false };
    let number = |column, title, wide| Place { column, title, wide, number: true };
    let mut places = vec![
        text(Column::Label, say!("label"), 96.0),
        text(Column::Kind, say!("kind-column"), 104.0),
        text(Column::Named, say!("named"), 88.0),
        text(Column::Gender, say!("gender-field"), 70.0),
        text(Column::Wikidata, say!("wikidata"), 80.0),
        number(Column::Mentions, say!("mentions-column"), 76.0),
        number(Column::Articles, say!("articles-column"), 68.0),
        number(Column::Holds, say!("holds"), 60.0),
        number(Column::Receives, say!("receives"), 74.0),
    ];
    let taken = |places: &[Place]| TICK + places.iter().map(|place| place.wide).sum::<f32>();
    if width - taken(&places) > 420.0 {
        places.insert(4, text(Column::Affiliation, say!("office-affiliation"), (width - taken(&places) - 240.0).min(260.0)));
    }
    // Where it gets narrow, what can be seen beside the table goes first.
    for least in [Column::Wikidata, Column::Gender, Column::Articles, Column::Named] {
        if width - taken(&places) < 170.0 {
            places.retain(|place| place.column != least);
        }
    }
    let name = (width - taken(&places)).max(120.0);
    places.insert(0, text(Column::Name, say!("name"), name));
    places
}

pub(super) fn ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    state: &mut State,
    lines: &[Line],
    fresh: bool,
    commands: &mut Vec<Command>,
) {
    let places = places(ui.available_width() - 14.0);
    heading(ui, theme, state, &places);
    if lines.is_empty() {
        let text = if session.project().entity_count() == 0 {
            say!("people-organisations-and-places-you-tag-are")
        } else {
            say!("no-entity-is-as-asked-for")
        };
        return widgets::empty(ui, theme, text);
    }
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("entities");
    let list = ui.interact(area, id, Sense::click());
    if fresh {
        crate::ui::widgets::take_keyboard(&list);
    }
    let focused = list.has_focus();
    let name = lines.get(state.at).map(|line| spoken(session, state, line, lines.len())).unwrap_or_default();
    list.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::ListBox, true, &name));
    if focused && !fresh && session.asking().is_none() {
        keys(ui, session, state, lines, id, area.height(), commands);
    }
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("entity rows");
    if std::mem::take(&mut state.reveal) {
        scroll = scroll.vertical_scroll_offset((state.at as f32 * HIGH - area.height() / 2.0).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    scroll.show_rows(ui, HIGH, lines.len(), |ui, rows| {
        for at in rows {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::CLICK);
            paint(
                ui,
                session,
                theme,
                rect,
                &places,
                &lines[at],
                &Shown {
                    current: at == state.at,
                    chosen: state.chosen.contains(&lines[at].entity.id),
                    focused,
                    hovered: response.hovered(),
                },
            );
            if response.clicked() {
                if response.interact_pointer_pos().is_some_and(|point| point.x < rect.left() + TICK) {
                    toggle(state, &lines[at]);
                }
                (state.at, state.from, state.same) = (at, at, false);
                crate::ui::widgets::take_keyboard(&list);
            }
        }
    });
}

/// What a screen reader says of the line in hand.
fn spoken(session: &Session, state: &State, line: &Line, all: usize) -> String {
    let entity = &line.entity;
    let label = entity.label.map_or(say!("no-label"), |label| session.project().scheme.label_name(label));
    let kind = if entity.profile.category.is_empty() { say!("not-coded") } else { &entity.profile.category };
    let chosen = if state.chosen.contains(&entity.id) { say!("chosen") } else { "" };
    say!(
        "entities-of-mentions",
        state = state.at + 1,
        all = all,
        chosen = chosen,
        entity = entity.name,
        label = label,
        kind = kind,
        n = line.mentions
    )
}

fn heading(ui: &mut Ui, theme: &Theme, state: &mut State, places: &[Place]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let mut x = rect.left() + TICK;
    for place in places {
        let cell = Rect::from_min_max(pos2(x, rect.top()), pos2(x + place.wide, rect.bottom()));
        x += place.wide;
        let response = ui.interact(cell, ui.scope_id().with(("sort", place.title)), Sense::click());
        let on = state.column == place.column;
        response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ColumnHeader, true, on, place.title));
        let colour = if on || response.hovered() { theme.accent } else { theme.ink_soft };
        let (at, anchor) = if place.number {
            (cell.right_center() - vec2(10.0, 0.0), Align2::RIGHT_CENTER)
        } else {
            (cell.left_center() + vec2(2.0, 0.0), Align2::LEFT_CENTER)
        };
        let text = words(ui.painter(), at, anchor, place.title, 12.0, colour, place.wide - 10.0);
        if on {
            // A small arrow under the heading: which way it is sorted.
            let foot = pos2(if place.number { text.left() - 7.0 } else { text.right() + 7.0 }, text.center().y);
            let down = if state.turned { -1.0 } else { 1.0 };
            let pen = Stroke::new(1.3, theme.accent);
            ui.painter()
                .line(vec![foot + vec2(-3.0, -1.5 * down), foot + vec2(0.0, 1.5 * down), foot + vec2(3.0, -1.5 * down)], pen);
        }
        if response.clicked() {
            state.turned = on && !state.turned;
            (state.column, state.reveal) = (place.column, true);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(cell, CornerRadius::same(4), Stroke::new(1.0, theme.accent), StrokeKind::Inside);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.rule));
}

fn toggle(state: &mut State, line: &Line) {
    if !state.chosen.remove(&line.entity.id) {
        state.chosen.insert(line.entity.id);
    }
}

fn keys(ui: &Ui, session: &Session, state: &mut State, lines: &[Line], id: egui::Id, height: f32, commands: &mut Vec<Command>) {
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
            (state.at, moved, state.same) = (to.min(last), true, false);
        }
    }
    if moved && shift {
        let (low, high) = (state.from.min(state.at), state.from.max(state.at));
        state.chosen.extend(lines[low..=high].iter().map(|line| line.entity.id));
    } else if moved {
        state.from = state.at;
    }
    state.reveal |= state.at != before;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Space) {
        toggle(state, &lines[state.at]);
        state.from = state.at;
    }
    if pressed(Key::A) {
        if state.chosen.len() == lines.len() {
            state.chosen.clear();
        } else {
            state.chosen = lines.iter().map(|line| line.entity.id).collect();
        }
    }
    let entities = state.targets(lines);
    let first = &lines[state.at].entity;
    for code in coded(ui, session, first) {
        commands.push(Command::CodeEntities { entities: entities.clone(), code });
    }
    if pressed(Key::M) && state.chosen.len() > 1 {
        // Into the one in hand where it is chosen too, else into the one that is used most.
        let into = Some(first.id).filter(|id| state.chosen.contains(id));
        let most =
            lines.iter().filter(|line| state.chosen.contains(&line.entity.id)).max_by_key(|line| line.mentions + line.holds);
        if let Some(into) = into.or(most.map(|line| line.entity.id)) {
            let from = entities.iter().copied().filter(|id| *id != into).collect();
            commands.push(Command::AskEntities(EntityChange::Merge { from, into }));
        }
    }
    if pressed(Key::Delete) {
        commands.push(Command::AskEntities(EntityChange::Delete(entities)));
    }
}

/// The codes that the keys of this frame give; N and G go on from what the entity in hand has.
fn coded(ui: &Ui, session: &Session, in_hand: &Entity) -> Vec<EntityCode> {
    let categories = &session.project().scheme.source_categories;
    let mut codes = Vec::new();
    let typed: Vec<String> = ui.input(|input| {
        let texts = input.events.iter().filter_map(|event| match event {
            egui::Event::Text(text) => Some(text.to_lowercase()),
            _ => None,
        });
        texts.collect()
    });
    for text in typed {
        match text.as_str() {
            "n" => codes.push(EntityCode::Naming(match in_hand.profile.naming {
                Naming::Uncoded => Naming::Named,
                Naming::Named => Naming::Anonymous,
                Naming::Anonymous => Naming::Uncoded,
            })),
            "g" => codes.push(EntityCode::Gender(match in_hand.profile.gender {
                Gender::Uncoded => Gender::Female,
                Gender::Female => Gender::Male,
                Gender::Male => Gender::Other,
                Gender::Other => Gender::Uncoded,
            })),
            "0" => codes.push(EntityCode::Category(String::new())),
            digit => {
                let number = digit.parse::<usize>().ok().and_then(|digit| digit.checked_sub(1));
                codes.extend(number.and_then(|at| categories.get(at)).cloned().map(EntityCode::Category));
            }
        }
    }
    codes
}

struct Shown {
    current: bool,
    chosen: bool,
    focused: bool,
    hovered: bool,
}

fn paint(ui: &Ui, session: &Session, theme: &Theme, rect: Rect, places: &[Place], line: &Line, shown: &Shown) {
    let ground = match (shown.current, shown.chosen) {
        (true, _) => mix(theme.paper, theme.selection, if shown.focused { 1.0 } else { 0.55 }),
        (false, true) => mix(theme.paper, theme.selection, 0.38),
        (false, false) if shown.hovered => mix(theme.paper, theme.ink, 0.04),
        (false, false) => Color32::TRANSPARENT,
    };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect.shrink2(vec2(0.0, 0.5)), CornerRadius::same(4), ground);
    widgets::tick(&painter, theme, pos2(rect.left() + 14.0, rect.center().y), shown.chosen);
    let mut x = rect.left() + TICK;
    for place in places {
        let cell = Rect::from_min_max(pos2(x, rect.top()), pos2(x + place.wide, rect.bottom()));
        x += place.wide;
        cell_of(&painter, session, theme, place, cell, line);
    }
}

fn cell_of(painter: &Painter, session: &Session, theme: &Theme, place: &Place, cell: Rect, line: &Line) {
    let entity = &line.entity;
    let scheme = &session.project().scheme;
    let profile = &entity.profile;
    let left = cell.left_center() + vec2(2.0, 0.0);
    let text = |text: &str, colour| _ = words(painter, left, Align2::LEFT_CENTER, text, 13.0, colour, place.wide - 10.0);
    let number = |count: usize| {
        let colour = if count == 0 { theme.ink_soft } else { theme.ink };
        words(painter, cell.right_center() - vec2(10.0, 0.0), Align2::RIGHT_CENTER, &count.to_string(), 13.0, colour, place.wide);
    };
    let soft = |word: &str| text(word, theme.ink_soft);
    match place.column {
        Column::Name => {
            let room = place.wide - 10.0;
            let name = words(painter, left, Align2::LEFT_CENTER, &entity.name, 13.5, theme.ink, room);
            let rest = room - name.width() - 10.0;
            if rest > 40.0 && !entity.aliases.is_empty() {
                let at = pos2(name.right() + 9.0, name.center().y + 0.5);
                words(painter, at, Align2::LEFT_CENTER, &entity.aliases.join(", "), 12.0, theme.ink_soft, rest);
            }
        }
        Column::Label => {
            if let Some(label) = entity.label {
                text(scheme.label_name(label), widgets::tint_of(theme, scheme, label).name);
            }
        }
        Column::Kind if profile.category.is_empty() => soft("–"),
        Column::Kind => text(&profile.category, theme.ink),
        Column::Named => match profile.naming {
            Naming::Uncoded => soft("–"),
            naming => text(crate::words::translated(crate::analysis::coverage::naming_word(naming)), theme.ink),
        },
        Column::Gender => match profile.gender {
            Gender::Uncoded => soft("–"),
            gender => text(crate::words::translated(crate::analysis::coverage::gender_word(gender)), theme.ink),
        },
        Column::Affiliation => soft(&belonging(entity)),
        Column::Wikidata => soft(entity.wikidata.as_deref().unwrap_or_default()),
        Column::Mentions => number(line.mentions),
        Column::Articles => number(line.articles),
        Column::Holds => number(line.holds),
        Column::Receives => number(line.receives),
    }
}
