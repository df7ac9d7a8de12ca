//! Who gets to speak: each source with its share of all utterances, how it is quoted, and which sides it takes.

use super::parts::{Desk, ROW, Row, rule, section, share_bar, sides_cell, words};
use crate::analysis::coverage::{Fold, Source, directness, directness_word, sources};
use crate::analysis::{Share, Slice, Unit};
use crate::model::{Directness, Polarity};
use crate::say;
use crate::session::{Session, View};
use egui::{Align2, CornerRadius, Rect, Ui, pos2, vec2};

/// The most rows that are drawn; the table that is copied or exported has all.
const MOST: usize = 120;

pub(super) struct Page {
    sources: Vec<Source>,
    kinds: Vec<(Directness, Option<Share>, Slice)>,
    /// The longest whisker or bar.
    most: f64,
    most_sides: i64,
    total: i64,
}

impl Page {
    pub(super) fn new(session: &Session, view: &View) -> Self {
        let board = session.board();
        let sources = sources(board, session.project(), view.fold);
        let total = board.whole().utterances.max(1);
        let end = |source: &Source| {
            let share = source.share.map_or(0.0, |share| share.interval.high);
            share.max(source.share.map_or(0.0, |share| share.share) + source.suggested as f64 / total as f64)
        };
        let most = sources.iter().map(end).fold(0.0, f64::max);
        let sides = |source: &Source| source.voice.sides.of(Polarity::Favor).max(source.voice.sides.of(Polarity::Against));
        let most_sides = sources.iter().map(sides).max().unwrap_or(1);
        Self { kinds: directness(board), sources, most, most_sides, total }
    }
}

pub(super) fn ui(ui: &mut Ui, session: &Session, desk: &mut Desk<'_>, page: &Page, next: &mut View) {
    ui.horizontal(|ui| {
        let folds = Fold::ALL.map(|fold| (fold, crate::words::translated(fold.name())));
        if let Some(fold) = super::parts::choice(ui, desk.theme, say!("group-by"), next.fold, &folds) {
            (next.fold, next.picked) = (fold, None);
        }
    });
    if page.sources.is_empty() {
        crate::ui::widgets::empty(ui, desk.theme, say!("nobody-is-quoted-or-paraphrased-in-what"));
        return;
    }
    let painter = ui.painter().clone();
    let theme = desk.theme;
    let whole = ui.available_width();
    let wide = whole > 780.0;
    let fixed = 54.0 + 58.0 + if wide { 58.0 + 50.0 } else { 0.0 } + 108.0 + 128.0;
    let name = (whole * 0.22).clamp(130.0, 240.0);
    let bar = (whole - fixed - name).max(120.0);
    let mut head = Row::new(ui, &painter, 0, 24.0);
    head.over(name, crate::words::translated(next.fold.name()), theme);
    head.over(bar, say!("share-of-all-utterances-95-interval"), theme);
    head.over_numbers(54.0, say!("times"), theme);
    head.over_numbers(58.0, say!("articles-column"), theme);
    if wide {
        head.over_numbers(58.0, say!("words"), theme);
        head.over_numbers(50.0, say!("first"), theme);
    }
    head.over(108.0, say!("direct-indirect"), theme);
    head.over(128.0, say!("against-for-narrow"), theme);
    rule(ui, &painter, theme);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (source, at) in page.sources.iter().take(MOST).zip(1..) {
        let mut row = Row::new(ui, &painter, at, ROW);
        let voice = &source.voice;
        let title = crate::words::translated(&source.name);
        let named = row.text(name, title, 13.5, theme.ink);
        let place = row.next(bar);
        let room = Rect::from_min_max(place.min, pos2(place.right() - 84.0, place.bottom()));
        let suggested = source.suggested as f64 / page.total as f64;
        let end = share_bar(&painter, desk, room, source.share, suggested, page.most);
        let share = source.share.map_or(0.0, |share| share.share);
        let percent = format!("{:.1} %", share * 100.0);
        let shown = match (voice.utterances, source.suggested) {
            (0, open) if open > 0 => format!("+{open}"),
            (_, open) if open > 0 => format!("{percent} +{open}"),
            _ => percent.clone(),
        };
        words(&painter, pos2(end + 6.0, place.center().y), Align2::LEFT_CENTER, &shown, 12.5, theme.ink_soft, 82.0);
        let full = say!(
            "source-and-share",
            title = title,
            utterances = say!("n-utterances", n = voice.utterances),
            share = format!("{:.1}", share * 100.0)
        );
        let both = named.union(Rect::from_min_max(place.min, pos2(end.max(place.left() + 20.0), place.bottom())));
        if voice.utterances > 0 {
            desk.press(ui, both, row.key(), &full, || source.slice(Unit::Utterances));
        } else {
            let open = format!("{title}: {}", say!("n-open-suggestions", n = source.suggested));
            desk.press(ui, both, row.key(), &open, || Slice { suggested: true, ..source.slice(Unit::Utterances) });
        }
        let times = format!("{title}, {}", say!("n-utterances", n = voice.utterances));
        row.count(ui, desk, 54.0, voice.utterances, &times, || source.slice(Unit::Utterances));
        row.count(
            ui,
            desk,
            58.0,
            source.articles,
            &say!("source-in-articles", title = title, articles = say!("n-articles", n = source.articles)),
            || source.slice(Unit::Articles),
        );
        if wide {
            row.number(58.0, &voice.words.to_string(), theme.ink);
            row.count(
                ui,
                desk,
                50.0,
                voice.first,
                &say!("first-to-speak-in", title = title, first = say!("n-articles", n = voice.first)),
                || Slice { first: true, ..source.slice(Unit::Utterances) },
            );
        }
        how(ui, desk, &mut row, source);
        let slice = |polarity| source.slice(Unit::Stances).with_polarity(polarity);
        sides_cell(ui, desk, &mut row, (128.0, page.most_sides), &voice.sides, title, slice);
    }
    ui.spacing_mut().item_spacing.y = 5.0;
    if page.sources.len() > MOST {
        let rest = page.sources.len() - MOST;
        crate::ui::widgets::soft(ui, theme, say!("more-in-the-table-that-is-copied", rest = rest));
    }
    kinds(ui, session, desk, page);
}

/// Quoted word for word against paraphrased, as two parts of one bar.
fn how(ui: &Ui, desk: &mut Desk<'_>, row: &mut Row<'_>, source: &Source) {
    let rect = row.next(108.0).shrink2(vec2(10.0, 0.0));
    let (direct, indirect) = (source.voice.quoted(), source.voice.paraphrased());
    let all = (direct + indirect) as f32;
    if all == 0.0 {
        return;
    }
    let split = rect.left() + rect.width() * direct as f32 / all;
    let strip = |from: f32, to: f32| Rect::from_min_max(pos2(from, rect.center().y - 8.0), pos2(to, rect.center().y + 8.0));
    let parts = [
        (
            direct,
            strip(rect.left(), split),
            say!("quoted-word-for-word"),
            0.34,
            [Directness::Direct, Directness::Mixed].as_slice(),
        ),
        (indirect, strip(split, rect.right()), say!("paraphrased"), 0.12, [Directness::Indirect].as_slice()),
    ];
    for (count, place, word, ink, kinds) in parts {
        if count == 0 {
            continue;
        }
        let fill = crate::ui::theme::mix(desk.theme.paper, desk.theme.ink, ink);
        ui.painter().rect_filled(place.shrink2(vec2(0.5, 0.0)), CornerRadius::same(2), fill);
        words(
            ui.painter(),
            place.center(),
            Align2::CENTER_CENTER,
            &count.to_string(),
            11.5,
            desk.theme.ink,
            place.width().max(16.0),
        );
        let name = say!("source-with-count", source = crate::words::translated(&source.name), count = count, word = word);
        desk.press(ui, place, (row.key(), word), &name, || {
            kinds.iter().fold(source.slice(Unit::Utterances), |slice, kind| slice.with_directness(*kind))
        });
    }
}

/// How all sources are quoted.
fn kinds(ui: &mut Ui, _session: &Session, desk: &mut Desk<'_>, page: &Page) {
    let kinds: Vec<_> = page.kinds.iter().filter_map(|(kind, share, slice)| Some((*kind, (*share)?, slice))).collect();
    if kinds.iter().all(|(_, share, _)| share.hits == 0) {
        return;
    }
    section(ui, desk.theme, say!("how-they-are-quoted"), say!("all-utterances-by-directness"));
    let painter = ui.painter().clone();
    let most = kinds.iter().map(|(_, share, _)| share.interval.high).fold(0.0, f64::max);
    for ((kind, share, slice), at) in kinds.into_iter().zip(10_000..) {
        let mut row = Row::new(ui, &painter, at, ROW);
        let word = crate::words::translated(directness_word(kind));
        let named = row.text(130.0, word, 13.5, desk.theme.ink);
        let place = row.next(360.0);
        let room = Rect::from_min_max(place.min, pos2(place.right() - 100.0, place.bottom()));
        let end = share_bar(&painter, desk, room, Some(share), 0.0, most);
        let note = format!("{:.1} % ({})", share.share * 100.0, share.hits);
        words(&painter, pos2(end + 6.0, place.center().y), Align2::LEFT_CENTER, &note, 12.5, desk.theme.ink_soft, 100.0);
        if share.hits > 0 {
            let name = format!("{word}: {}", say!("n-utterances", n = share.hits as i64));
            let both = named.union(Rect::from_min_max(place.min, pos2(end, place.bottom())));
            desk.press(ui, both, row.key(), &name, || slice.clone());
        }
    }
}
