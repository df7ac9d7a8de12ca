//! Frames and issues where they were coded.

use super::parts::{Desk, ROW, Row, rule, section, share_bar, sides_cell, words};
use crate::analysis::frames::{FrameLine, frames, issues};
use crate::analysis::outlets::outlets;
use crate::analysis::{Party, Sides, Slice, Unit};
use crate::model::Polarity;
use crate::say;
use crate::session::Session;
use egui::{Align2, Rect, Ui, pos2};

pub(super) struct Page {
    frames: Vec<FrameLine>,
    outlets: Vec<String>,
    issues: Vec<(Party, String, Sides)>,
    most: f64,
}

impl Page {
    pub(super) fn new(session: &Session) -> Self {
        let board = session.board();
        let frames = frames(board);
        let most = frames.iter().filter_map(|line| line.share).map(|share| share.interval.high).fold(0.0, f64::max);
        let named = |(party, sides): (Party, Sides)| {
            let name = crate::words::translated(party.name(session.project())).to_owned();
            (party, name, sides)
        };
        Self {
            frames,
            outlets: outlets(board).into_iter().map(|(name, _)| name).collect(),
            issues: issues(board).into_iter().map(named).collect(),
            most,
        }
    }
}

pub(super) fn ui(ui: &mut Ui, _session: &Session, desk: &mut Desk<'_>, page: &Page) {
    let theme = desk.theme;
    section(ui, theme, say!("frames"), say!("share-of-all-framings-coded-on-stances"));
    if page.frames.is_empty() {
        crate::ui::widgets::soft(ui, theme, say!("no-frame-was-coded-in-what-is"));
    } else {
        let painter = ui.painter().clone();
        let whole = ui.available_width();
        let shown = page.outlets.len().min(6);
        let name = (whole * 0.22).clamp(140.0, 240.0);
        let column = 92.0;
        let bar = (whole - name - 64.0 - column * shown as f32).max(160.0);
        let mut head = Row::new(ui, &painter, 0, 24.0);
        head.over(name, say!("frame"), theme);
        head.over(bar, say!("share"), theme);
        head.over_numbers(64.0, say!("all"), theme);
        for outlet in &page.outlets[..shown] {
            head.over_numbers(column, if outlet.is_empty() { say!("no-outlet") } else { outlet }, theme);
        }
        rule(ui, &painter, theme);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (line, at) in page.frames.iter().zip(1..) {
            let mut row = Row::new(ui, &painter, at, ROW);
            let named = row.text(name, &line.code, 13.5, theme.ink);
            let place = row.next(bar);
            let room = Rect::from_min_max(place.min, pos2(place.right() - 58.0, place.bottom()));
            let end = share_bar(&painter, desk, room, line.share, 0.0, page.most);
            let share = line.share.map_or(0.0, |share| share.share);
            words(
                &painter,
                pos2(end + 6.0, place.center().y),
                Align2::LEFT_CENTER,
                &format!("{:.1} %", share * 100.0),
                12.5,
                theme.ink_soft,
                56.0,
            );
            let full = say!(
                "of-all",
                code = line.code,
                count = say!("n-framings", n = line.count),
                share = format!("{:.1}", share * 100.0)
            );
            let both = named.union(Rect::from_min_max(place.min, pos2(end, place.bottom())));
            desk.press(ui, both, row.key(), &full, || line.slice(None));
            row.count(ui, desk, 64.0, line.count, &format!("{}: {}", line.code, say!("n-framings", n = line.count)), || {
                line.slice(None)
            });
            for outlet in &page.outlets[..shown] {
                let count = line.by_outlet.get(outlet).copied().unwrap_or(0);
                row.count(
                    ui,
                    desk,
                    column,
                    count,
                    &say!("frame-in-outlet", code = line.code, outlet = outlet, count = count),
                    || line.slice(Some(outlet)),
                );
            }
        }
        ui.spacing_mut().item_spacing.y = 5.0;
    }
    section(ui, theme, say!("issues"), say!("stances-towards-the-target-list-the-most"));
    if page.issues.is_empty() {
        crate::ui::widgets::soft(ui, theme, say!("no-stance-is-about-an-issue-of"));
        return;
    }
    let painter = ui.painter().clone();
    let most =
        page.issues.iter().map(|(_, _, sides)| sides.of(Polarity::Favor).max(sides.of(Polarity::Against))).max().unwrap_or(1);
    let mut head = Row::new(ui, &painter, 20_000, 24.0);
    head.over(240.0, say!("issue"), theme);
    head.over_numbers(80.0, say!("stances"), theme);
    head.over_numbers(100.0, say!("no-side"), theme);
    head.over(280.0, say!("against-for"), theme);
    rule(ui, &painter, theme);
    ui.spacing_mut().item_spacing.y = 0.0;
    for ((party, name, sides), at) in page.issues.iter().zip(20_001..) {
        let slice = || Slice::all(Unit::Stances).towards(party);
        let mut row = Row::new(ui, &painter, at, ROW);
        row.text(240.0, name, 13.5, theme.ink);
        row.count(ui, desk, 80.0, sides.total(), &format!("{name}: {}", say!("n-stances", n = sides.total())), slice);
        let rest = sides.total() - sides.of(Polarity::Favor) - sides.of(Polarity::Against);
        row.count(ui, desk, 100.0, rest, &say!("taking-no-side", name = name, rest = rest), || {
            let no_side = [Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];
            no_side.into_iter().fold(slice(), Slice::with_polarity)
        });
        sides_cell(ui, desk, &mut row, (280.0, most), sides, name, |polarity| slice().with_polarity(polarity));
    }
    ui.spacing_mut().item_spacing.y = 5.0;
}
