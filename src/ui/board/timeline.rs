//! How much and which side, over time.

use super::parts::{Desk, choice, section, words};
use crate::analysis::timeline::{Bin, Step};
use crate::analysis::{Party, Sides, Slice, Unit};
use crate::model::Polarity;
use crate::say;
use crate::session::{Session, View};
use egui::{Align2, CornerRadius, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

pub(super) struct Page {
    step: Step,
    bins: Vec<Bin>,
    /// Who can be chosen, those with most stances first.
    targets: Vec<(Party, String, i64)>,
}

impl Page {
    pub(super) fn new(session: &Session) -> Self {
        let board = session.board();
        let step = session.board_step();
        let mut targets: Vec<_> = board
            .targets()
            .map(|(party, sides)| (party.clone(), party.name(session.project()).to_owned(), sides.total()))
            .collect();
        targets.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        targets.truncate(60);
        Self { step, bins: session.board_bins(), targets }
    }
}

pub(super) fn ui(ui: &mut Ui, session: &Session, desk: &mut Desk<'_>, page: &Page, next: &mut View) {
    let theme = desk.theme;
    ui.horizontal(|ui| {
        let steps = Step::ALL.map(|step| (step, crate::words::translated(step.name())));
        if let Some(step) = choice(ui, theme, say!("columns-of-a"), page.step, &steps) {
            (next.step, next.picked) = (Some(step), None);
        }
        let name = next.target.as_ref().map_or(say!("anybody-or-anything"), |target| target.name(session.project()));
        super::filter::menu(ui, theme, &say!("stances-towards", name = name), next.target.is_some(), |ui| {
            egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                if ui.selectable_label(next.target.is_none(), say!("anybody-or-anything")).clicked() {
                    (next.target, next.picked) = (None, None);
                }
                for (party, name, count) in &page.targets {
                    let on = next.target.as_ref() == Some(party);
                    if ui.selectable_label(on, RichText::new(format!("{name}  ({count})"))).clicked() {
                        (next.target, next.picked) = (Some(party.clone()), None);
                    }
                }
            });
        });
    });
    if page.bins.is_empty() {
        crate::ui::widgets::empty(ui, theme, say!("no-article-is-counted-here"));
        return;
    }
    let target = next.target.clone();
    section(ui, theme, say!("stances"), say!("in-favour-above-the-line-against-below"));
    stances(ui, desk, page, target.as_ref());
    section(ui, theme, say!("utterances"), say!("times-that-somebody-is-quoted-or-paraphrased"));
    volumes(ui, desk, page, |n| say!("n-utterances", n = n), Unit::Utterances, |bin| bin.volume.utterances);
    section(ui, theme, say!("articles-column"), "");
    volumes(ui, desk, page, |n| say!("n-articles", n = n), Unit::Articles, |bin| bin.volume.articles);
}

const LEFT: f32 = 40.0;

/// Width of one column of the plot.
fn width_of(ui: &Ui, page: &Page) -> f32 {
    ((ui.available_width() - LEFT - 10.0) / page.bins.len() as f32).clamp(7.0, 84.0)
}

/// Round numbers for the lines behind the columns.
fn stride(most: i64) -> i64 {
    let rough = (most as f64 / 3.0).max(1.0);
    let ten = 10_f64.powf(rough.log10().floor());
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * ten).find(|step| *step >= rough).unwrap_or(10.0 * ten);
    nice as i64
}

fn grid(ui: &Ui, desk: &Desk<'_>, rect: Rect, ground: f32, unit: f32, (up, down): (i64, i64)) {
    let step = stride(up.max(down));
    let mut value = -(down / step) * step;
    while value <= up {
        let y = ground - value as f32 * unit;
        let pen = if value == 0 {
            Stroke::new(1.2, crate::ui::theme::mix(desk.theme.paper, desk.theme.ink, 0.6))
        } else {
            Stroke::new(1.0, desk.theme.rule)
        };
        ui.painter().hline(rect.left() + LEFT..=rect.right(), y, pen);
        words(
            ui.painter(),
            pos2(rect.left() + LEFT - 8.0, y),
            Align2::RIGHT_CENTER,
            &value.abs().to_string(),
            11.5,
            desk.theme.ink_soft,
            36.0,
        );
        value += step;
    }
}

fn feet(ui: &Ui, desk: &Desk<'_>, page: &Page, rect: Rect, wide: f32) {
    let every = (76.0 / wide).ceil().max(1.0) as usize;
    for (at, bin) in page.bins.iter().enumerate().filter(|(at, _)| at % every == 0) {
        let x = rect.left() + LEFT + wide * (at as f32 + 0.5);
        words(
            ui.painter(),
            pos2(x, rect.bottom() - 8.0),
            Align2::CENTER_CENTER,
            &foot(bin, page.step),
            11.5,
            desk.theme.ink_soft,
            wide * every as f32 + 8.0,
        );
    }
}

/// The name of a bin where there is little room: "2 Mar", "Mar 2026", "no date".
fn foot(bin: &Bin, step: Step) -> String {
    match (bin.days, step) {
        (None, _) => crate::words::translated(&bin.name()).to_owned(),
        (Some((from, _)), Step::Month) => {
            format!("{} {}", crate::words::translated(&from.strftime("%b").to_string()), from.year())
        }
        (Some((from, _)), _) => format!("{} {}", from.day(), crate::words::translated(&from.strftime("%b").to_string())),
    }
}

fn stances(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, target: Option<&Party>) {
    let pale = |sides: &Sides| sides.total() - sides.of(Polarity::Favor) - sides.of(Polarity::Against);
    let against = |bin: &Bin| bin.sides.of(Polarity::Against) + bin.suggested.of(Polarity::Against);
    let above = |bin: &Bin| bin.sides.total() + bin.suggested.total() - against(bin);
    let up = page.bins.iter().map(above).max().unwrap_or(0).max(1);
    let down = page.bins.iter().map(against).max().unwrap_or(0);
    let wide = width_of(ui, page);
    let plot = 220.0;
    let size = vec2(LEFT + wide * page.bins.len() as f32 + 8.0, plot + 34.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let unit = plot / (up + down) as f32;
    let ground = rect.top() + 8.0 + up as f32 * unit;
    grid(ui, desk, rect, ground, unit, (up, down));
    for (at, bin) in page.bins.iter().enumerate() {
        let x = rect.left() + LEFT + wide * (at as f32 + 0.5);
        let half = ((wide - 3.0) / 2.0).clamp(2.0, 20.0);
        let name = crate::words::translated(&bin.name()).to_owned();
        let (favor, against, rest) = (bin.sides.of(Polarity::Favor), bin.sides.of(Polarity::Against), pale(&bin.sides));
        let part = |from: i64, to: i64| {
            Rect::from_min_max(pos2(x - half, ground - to as f32 * unit), pos2(x + half, ground - from as f32 * unit))
        };
        let parts = [
            (favor, part(0, favor), desk.side(Polarity::Favor), say!("in-favour"), &[Polarity::Favor][..]),
            (
                rest,
                part(favor, favor + rest),
                crate::ui::theme::mix(desk.theme.paper, desk.theme.ink_soft, 0.28),
                say!("taking-no-side-band"),
                &[Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None],
            ),
            (against, part(-against, 0), desk.side(Polarity::Against), say!("against"), &[Polarity::Against]),
        ];
        for (count, place, colour, word, polarities) in parts {
            if count == 0 {
                continue;
            }
            ui.painter().rect_filled(place.shrink2(vec2(0.0, 0.5)), CornerRadius::same(2), colour);
            desk.press(ui, place, ("side", at, word), &say!("day-with-count", name = name, count = count, word = word), || {
                let slice = bin.slice_sides(target, polarities[0]);
                polarities[1..].iter().fold(slice, |slice, polarity| slice.with_polarity(*polarity))
            });
        }
        suggested(ui, desk, bin, at, target, part);
    }
    feet(ui, desk, page, rect, wide);
}

/// Open suggestions, hatched beyond what is marked: in favour or without a side on top, against below.
fn suggested(ui: &Ui, desk: &mut Desk<'_>, bin: &Bin, at: usize, target: Option<&Party>, part: impl Fn(i64, i64) -> Rect) {
    let over = bin.sides.total() - bin.sides.of(Polarity::Against);
    let under = bin.sides.of(Polarity::Against);
    let against = bin.suggested.of(Polarity::Against);
    let rest = bin.suggested.total() - against;
    let others = [Polarity::Favor, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];
    let parts = [
        (rest, part(over, over + rest), desk.side(Polarity::Favor), say!("not-against"), &others[..]),
        (against, part(-under - against, -under), desk.side(Polarity::Against), say!("against"), &[Polarity::Against][..]),
    ];
    for (count, place, colour, word, polarities) in parts {
        if count == 0 {
            continue;
        }
        super::parts::hatch(ui.painter(), place.shrink2(vec2(0.0, 0.5)), colour);
        let name =
            format!("{}: {} {word}", crate::words::translated(&bin.name()).to_owned(), say!("n-open-suggestions", n = count));
        desk.press(ui, place, ("suggested", at, word), &name, || {
            let slice = bin.slice_sides(target, polarities[0]);
            let slice = polarities[1..].iter().fold(slice, |slice, polarity| slice.with_polarity(*polarity));
            Slice { suggested: true, ..slice }
        });
    }
}

fn volumes(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, said: fn(i64) -> String, what: Unit, count: impl Fn(&Bin) -> i64) {
    let most = page.bins.iter().map(&count).max().unwrap_or(0).max(1);
    let wide = width_of(ui, page);
    let plot = 84.0;
    let size = vec2(LEFT + wide * page.bins.len() as f32 + 8.0, plot + 34.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let unit = plot / most as f32;
    let ground = rect.top() + 8.0 + plot;
    grid(ui, desk, rect, ground, unit, (most, 0));
    for (at, bin) in page.bins.iter().enumerate() {
        let n = count(bin);
        if n == 0 {
            continue;
        }
        let x = rect.left() + LEFT + wide * (at as f32 + 0.5);
        let half = ((wide - 3.0) / 2.0).clamp(2.0, 20.0);
        let place = Rect::from_min_max(pos2(x - half, ground - n as f32 * unit), pos2(x + half, ground));
        ui.painter().rect_filled(place, CornerRadius::same(2), desk.bar());
        desk.press(
            ui,
            place,
            (what as u8, at),
            &format!("{}: {}", crate::words::translated(&bin.name()).to_owned(), said(n)),
            || bin.slice(what, None),
        );
    }
    feet(ui, desk, page, rect, wide);
}
