//! Right-to-left text in visual order, which egui 0.37 does not know: it shapes each word rightly and then sets the words
//! from left to right. Here the glyphs of a laid-out text are moved to where the bidirectional algorithm (UAX #9) wants
//! them, row by row, after egui has broken the lines; parentheses are mirrored. Text without such letters is not touched.

use egui::epaint::text::{ByteRangeExt as _, Glyph, PlacedRow};
use egui::{Galley, Mesh};
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Does the text have letters or marks that are set from right to left?
pub fn has_rtl(text: &str) -> bool {
    // All of them are at U+0590 or later: in UTF-8, bytes from 0xD6 on.
    text.bytes().any(|byte| byte >= 0xd6) && text.chars().any(|c| is_rtl(c) || matches!(c, '\u{200f}' | '\u{2067}'))
}

fn is_rtl(c: char) -> bool {
    c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// What stands before and after some words, in the order in which a line of the window is laid out: turned round where the
/// text goes one way and the window the other.
pub fn around(before: String, words: &str, after: String) -> (String, String) {
    let letter = [before.as_str(), words, &after].iter().flat_map(|text| text.chars()).find_map(|c| match bidi_class(c) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    });
    let window = crate::words::spoken().is_rtl();
    if letter.unwrap_or(window) == window { (before, after) } else { (after, before) }
}

/// Where the caret before this character stands in a galley whose glyphs are in visual order: row, and points from its left.
pub fn caret(galley: &Galley, index: usize) -> Option<(usize, f32)> {
    let mut at = 0;
    for (number, placed) in galley.rows.iter().enumerate() {
        let held = chars(&placed.glyphs);
        let last = number + 1 == galley.rows.len();
        if index < at + held || (index == at + held && (last || placed.ends_with_newline)) {
            return Some((number, edge(&placed.glyphs, index - at)));
        }
        at += held + usize::from(placed.ends_with_newline);
    }
    None
}

/// Where a character is drawn in such a galley.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drawn {
    pub row: usize,
    /// Its sides, from the left of its row.
    pub left: f32,
    pub right: f32,
    /// Is it read from right to left?
    pub rtl: bool,
    /// The first of its four vertices in the row's mesh; `None` where there is nothing to see.
    pub vertex: Option<usize>,
}

/// Where the characters of such a galley are drawn, by their number.
pub fn drawn(galley: &Galley) -> Vec<(usize, Drawn)> {
    let mut found = Vec::new();
    let mut at = 0;
    for (row, placed) in galley.rows.iter().enumerate() {
        let mut before: Option<&Glyph> = None;
        for glyph in read(&placed.glyphs) {
            let (left, right) = (glyph.pos.x, glyph.pos.x + glyph.advance_width);
            let vertex = (!glyph.uv_rect.is_nothing()).then_some(glyph.first_vertex as usize);
            found.push((at, Drawn { row, left, right, rtl: is_backwards(glyph, before), vertex }));
            before = Some(glyph);
            at += 1;
        }
        at += usize::from(placed.ends_with_newline);
    }
    found
}

/// Is a glyph read from right to left, which comes after this one?
fn is_backwards(glyph: &Glyph, before: Option<&Glyph>) -> bool {
    match bidi_class(glyph.chr) {
        BidiClass::R | BidiClass::AL => true,
        BidiClass::L | BidiClass::EN | BidiClass::AN => false,
        _ => before.is_some_and(|other| glyph.pos.x < other.pos.x),
    }
}

/// The glyphs of a row in the order in which their characters are read.
fn read(glyphs: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    units(glyphs, 0, &[]).into_iter().flat_map(|unit| {
        let mut real: Vec<&Glyph> = glyphs[unit.glyphs].iter().filter(|glyph| !is_empty(glyph)).collect();
        if real.first().is_some_and(|glyph| is_rtl(glyph.chr)) {
            real.reverse();
        }
        real
    })
}

/// The edge before the `index`th character of a row: the end of the character before it, the beginning of the first.
fn edge(glyphs: &[Glyph], index: usize) -> f32 {
    let mut before: Option<&Glyph> = None;
    let mut backwards = false;
    for (number, glyph) in read(glyphs).enumerate() {
        let rtl = is_backwards(glyph, before);
        if index == 0 {
            return if rtl { glyph.pos.x + glyph.advance_width } else { glyph.pos.x };
        }
        (before, backwards) = (Some(glyph), rtl);
        if number + 1 == index {
            break;
        }
    }
    before.map_or(0.0, |glyph| if backwards { glyph.pos.x } else { glyph.pos.x + glyph.advance_width })
}

/// A stretch of glyphs that moves as one: a right-to-left word, which the shaper has set already, or one glyph.
struct Unit {
    glyphs: Range<usize>,
    /// In the order in which it is read.
    text: String,
}

/// The galley with its glyphs in visual order; `None` where they stand so already. A paragraph goes the way its first letter
/// says, and `rtl` says where it has none.
pub fn visual(galley: &Galley, rtl: bool) -> Option<Galley> {
    if !has_rtl(&galley.job.text) {
        return None;
    }
    let mut ordered = galley.clone();
    let seams = seams(galley);
    let scale = galley.pixels_per_point.max(0.1);
    let (mut at, mut first) = (0, 0);
    if galley.elided {
        drop_cut_word(&mut ordered, &seams);
    }
    while first < ordered.rows.len() {
        let mut last = first;
        while last + 1 < ordered.rows.len() && !ordered.rows[last].ends_with_newline {
            last += 1;
        }
        at = order_paragraph(&mut ordered.rows[first..=last], at, &seams, (rtl, scale)) + 1;
        first = last + 1;
    }
    Some(ordered)
}

/// The characters at which a section of the job begins: a word with a seam in it was shaped in two pieces. Empty where
/// characters and glyphs do not go together.
fn seams(galley: &Galley) -> Vec<usize> {
    let text = &galley.job.text;
    let glyphs: usize = galley.rows.iter().map(|row| chars(&row.glyphs) + usize::from(row.ends_with_newline)).sum();
    if galley.job.sections.len() < 2 || glyphs != text.chars().count() {
        return Vec::new();
    }
    let starts = galley.job.sections.iter().filter_map(|section| text.get(..section.byte_range.as_usize().start));
    starts.map(|before| before.chars().count()).collect()
}

/// A right-to-left word that was cut has lost its beginning, because it was set backwards: it goes altogether, where there is
/// more on its line.
fn drop_cut_word(galley: &mut Galley, seams: &[usize]) {
    let before: usize = galley.rows.iter().rev().skip(1).map(|row| chars(&row.glyphs) + usize::from(row.ends_with_newline)).sum();
    let Some(placed) = galley.rows.last_mut() else { return };
    let units = units(&placed.glyphs, before, seams);
    let [rest @ .., word, dots] = units.as_slice() else { return };
    let goes_on = galley.job.text.chars().nth(before + chars(&placed.glyphs[..word.glyphs.end])).is_some_and(is_rtl);
    if rest.is_empty() || dots.text != "…" || !word.text.starts_with(is_rtl) || !goes_on {
        return;
    }
    let row = Arc::make_mut(&mut placed.row);
    let width = row.glyphs[dots.glyphs.start].pos.x - row.glyphs[word.glyphs.start].pos.x;
    for glyph in &mut row.glyphs[word.glyphs.clone()] {
        if !glyph.uv_rect.is_nothing()
            && let Some(vertices) =
                row.visuals.mesh.vertices.get_mut(glyph.first_vertex as usize..glyph.first_vertex as usize + 4)
        {
            vertices.iter_mut().for_each(|vertex| vertex.pos = egui::Pos2::ZERO);
        }
        glyph.uv_rect = Default::default();
    }
    let from = dots.glyphs.start;
    for glyph in &mut row.glyphs[from..] {
        shift(&mut row.visuals.mesh, glyph.first_vertex as usize, -width, None);
        glyph.pos.x -= width;
    }
    let start = row.glyphs[from].pos.x;
    for glyph in &mut row.glyphs[word.glyphs.clone()] {
        (glyph.pos.x, glyph.advance_width) = (start, 0.0);
    }
    row.size.x -= width;
}

/// Orders the rows of one paragraph, whose first character is the `at`th of all; gives the character after its last.
fn order_paragraph(rows: &mut [PlacedRow], mut at: usize, seams: &[usize], (rtl, scale): (bool, f32)) -> usize {
    let mut text = String::new();
    let mut pieces = Vec::with_capacity(rows.len());
    for row in rows.iter() {
        let units = units(&row.glyphs, at, seams);
        at += chars(&row.glyphs);
        let start = text.len();
        let starts: Vec<usize> = units
            .iter()
            .map(|unit| {
                text.push_str(&unit.text);
                text.len() - unit.text.len()
            })
            .collect();
        pieces.push((start..text.len(), units, starts));
    }
    let level = direction(&text, rtl);
    let info = BidiInfo::new(&text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return at };
    for (placed, (range, units, starts)) in rows.iter_mut().zip(pieces) {
        if range.is_empty() || range.end > paragraph.range.end {
            continue;
        }
        let (levels, runs) = info.visual_runs(paragraph, range);
        let mut order = Vec::with_capacity(units.len());
        for run in runs {
            let inside = starts.partition_point(|start| *start < run.start)..starts.partition_point(|start| *start < run.end);
            let backwards = levels[run.start].is_rtl();
            let place = |unit| (unit, backwards);
            if backwards { order.extend(inside.rev().map(place)) } else { order.extend(inside.map(place)) }
        }
        place(placed, &units, &order, scale);
    }
    at
}

/// Does a text go from right to left, where `rtl` says what one without letters does?
pub fn runs_rtl(text: &str, rtl: bool) -> bool {
    direction(text, rtl).is_rtl()
}

/// The way of a paragraph: that of its first letter outside isolates.
fn direction(text: &str, rtl: bool) -> Level {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::FSI | BidiClass::LRI | BidiClass::RLI => isolates += 1,
            BidiClass::PDI => isolates = isolates.saturating_sub(1),
            BidiClass::L if isolates == 0 => return Level::ltr(),
            BidiClass::R | BidiClass::AL if isolates == 0 => return Level::rtl(),
            _ => {}
        }
    }
    if rtl { Level::rtl() } else { Level::ltr() }
}

/// For each letter of a right-to-left word but one, egui adds a glyph without width or picture, as if it were a ligature.
fn is_empty(glyph: &Glyph) -> bool {
    glyph.advance_width == 0.0 && glyph.uv_rect.is_nothing() && is_rtl(glyph.chr)
}

/// So many characters of the text.
fn chars(glyphs: &[Glyph]) -> usize {
    glyphs.iter().filter(|glyph| !is_empty(glyph)).count()
}

/// The units of a row whose first character is the `at`th of all.
fn units(glyphs: &[Glyph], mut at: usize, seams: &[usize]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(glyphs.len());
    let mut in_word = false;
    for (index, glyph) in glyphs.iter().enumerate() {
        if is_empty(glyph)
            && let Some(word) = units.last_mut()
        {
            word.glyphs.end = index + 1;
            continue;
        }
        let rtl = is_rtl(glyph.chr);
        let goes_on = in_word && (rtl || bidi_class(glyph.chr) == BidiClass::NSM) && !seams.contains(&at);
        at += 1;
        match units.last_mut() {
            Some(word) if goes_on => {
                word.glyphs.end = index + 1;
                word.text.insert(0, glyph.chr);
            }
            _ => {
                units.push(Unit { glyphs: index..index + 1, text: glyph.chr.to_string() });
                in_word = rtl;
            }
        }
    }
    units
}

/// Moves the units to their places, and their vertices with them, by whole pixels.
fn place(placed: &mut PlacedRow, units: &[Unit], order: &[(usize, bool)], scale: f32) {
    let Some(first) = placed.glyphs.first().map(|glyph| glyph.pos.x) else { return };
    let row = Arc::make_mut(&mut placed.row);
    // Where the pen was before each unit: a glyph itself may stand beside it.
    let mut pens = Vec::with_capacity(units.len() + 1);
    pens.push(first);
    for unit in units {
        let width: f32 = row.glyphs[unit.glyphs.clone()].iter().map(|glyph| glyph.advance_width).sum();
        pens.push(pens[pens.len() - 1] + width);
    }
    let mut x = first;
    let mut moves = Vec::with_capacity(order.len());
    for &(unit, backwards) in order {
        moves.push((unit, ((x - pens[unit]) * scale).round() / scale, backwards));
        x += pens[unit + 1] - pens[unit];
    }
    if moves.iter().any(|(_, by, _)| *by != 0.0) {
        // A ground behind some of the words would stay behind others; the colour of the letters tells them apart too.
        let grounds = row.visuals.glyph_vertex_range.start;
        row.visuals.mesh.vertices[..grounds].iter_mut().for_each(|vertex| vertex.pos = egui::Pos2::ZERO);
    }
    for (unit, by, backwards) in moves {
        for glyph in &mut row.glyphs[units[unit].glyphs.clone()] {
            if !glyph.uv_rect.is_nothing() {
                let middle = glyph.pos.x + glyph.advance_width / 2.0;
                let turned = backwards && is_paired(glyph.chr);
                shift(&mut row.visuals.mesh, glyph.first_vertex as usize, by, turned.then_some(middle));
            }
            glyph.pos.x += by;
        }
    }
}

/// Moves the four vertices of a glyph, turned about `middle` where that is given.
fn shift(mesh: &mut Mesh, first: usize, by: f32, middle: Option<f32>) {
    let Some(vertices) = mesh.vertices.get_mut(first..first + 4) else { return };
    for vertex in vertices {
        if let Some(middle) = middle {
            vertex.pos.x = middle * 2.0 - vertex.pos.x;
        }
        vertex.pos.x += by;
    }
}

/// Is the sign's mirror image the one that is meant in right-to-left text?
fn is_paired(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '«' | '»' | '‹' | '›')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glyphs of one line from left to right, after a window with our fonts has laid it out.
    fn seen(text: &str) -> String {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let mut line = String::new();
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let galley = ui.painter().layout_no_wrap(text.to_owned(), egui::FontId::proportional(14.0), egui::Color32::BLACK);
            let ordered = visual(&galley, true).unwrap_or_else(|| (*galley).clone());
            let mut glyphs: Vec<_> = ordered.rows[0].glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).collect();
            glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
            line = glyphs.iter().map(|glyph| glyph.chr).collect();
        });
        output.drop_without_applying_deltas();
        line
    }

    /// Hebrew letters as they are seen from left to right.
    fn check(text: &str, from_left: &str) {
        assert_eq!(seen(text), from_left, "{text}");
    }

    #[test]
    fn words_numbers_and_names_stand_where_a_reader_of_hebrew_expects_them() {
        check("שלום עולם", "םלוע םולש");
        check("12 כתבות", "תובתכ 12");
        check("נמצאו 345 מקומות", "תומוקמ 345 ואצמנ");
        check("מתוך Reuters News היום", "םויה Reuters News ךותמ");
        check("הצעה (אחת) כאן", "ןאכ )תחא( העצה");
        check("בשנת 2026.", ".2026 תנשב");
        check("כתבה \u{2068}1\u{2069} מתוך \u{2068}14\u{2069}", "14 ךותמ 1 הבתכ");
    }

    #[test]
    fn the_gaps_between_words_stay_as_wide_as_they_were() {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let text = "הצעה פתוחה אחת".to_owned();
            let galley = ui.painter().layout_no_wrap(text, egui::FontId::proportional(13.0), egui::Color32::BLACK);
            let ordered = visual(&galley, true).unwrap();
            let mut glyphs: Vec<_> = ordered.rows[0].glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).collect();
            glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
            // Each glyph begins where the one before it ends, but for what pixels and kerning take.
            for pair in glyphs.windows(2) {
                let gap = pair[1].pos.x - (pair[0].pos.x + pair[0].advance_width);
                assert!(gap.abs() <= 1.6, "{gap} between {} and {}", pair[0].chr, pair[1].chr);
            }
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn the_caret_follows_what_is_typed() {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let lay = |text: &str| {
                let font = egui::FontId::proportional(14.0);
                let galley = ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::BLACK);
                visual(&galley, true).unwrap_or_else(|| (*galley).clone())
            };
            let carets = |text: &str| {
                let galley = lay(text);
                (0..=text.chars().count()).map(|at| caret(&galley, at).unwrap().1).collect::<Vec<_>>()
            };
            let hebrew = carets("שלום עולם");
            assert!(hebrew.windows(2).all(|pair| pair[0] > pair[1]), "from right to left: {hebrew:?}");
            assert!(hebrew[0] > 50.0 && hebrew[9].abs() < 1.0, "{hebrew:?}");
            let english = carets("Hello you");
            assert!(english.windows(2).all(|pair| pair[0] < pair[1]), "from left to right: {english:?}");
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn a_word_in_two_colours_stays_one_word() {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let format = |colour| egui::TextFormat::simple(egui::FontId::proportional(13.0), colour);
            let mut job = egui::text::LayoutJob::default();
            job.append("שלום עו", 0.0, format(egui::Color32::BLACK));
            job.append("לם", 0.0, format(egui::Color32::RED));
            let ordered = visual(&ui.painter().layout_job(job), true).unwrap();
            let glyphs = ordered.rows[0].glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
            let mut glyphs: Vec<_> = glyphs.collect();
            glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
            assert_eq!(glyphs.iter().map(|glyph| glyph.chr).collect::<String>(), "םלוע םולש");
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn parentheses_open_to_the_left_in_hebrew_and_to_the_right_in_english() {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            // Is the picture of the first parenthesis turned?
            let turned = |text: &str| {
                let font = egui::FontId::proportional(14.0);
                let galley = ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::BLACK);
                let ordered = visual(&galley, true).unwrap_or_else(|| (*galley).clone());
                let row = &ordered.rows[0];
                let first = row.glyphs.iter().find(|glyph| glyph.chr == '(').unwrap().first_vertex as usize;
                let [a, b] = [row.visuals.mesh.vertices[first], row.visuals.mesh.vertices[first + 3]];
                (a.pos.x < b.pos.x) != (a.uv.x < b.uv.x)
            };
            assert!(turned("הצעה (אחת) כאן"));
            assert!(!turned("one (or two) here"));
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn a_word_that_was_cut_off_goes_altogether() {
        let ctx = egui::Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = egui::FontId::proportional(13.0);
            let mut job = egui::text::LayoutJob::simple_singleline("כותרת או כלי תקשורת".to_owned(), font, egui::Color32::BLACK);
            job.wrap = egui::text::TextWrapping::truncate_at_width(105.0);
            let galley = ui.painter().layout_job(job);
            assert!(galley.elided);
            let ordered = visual(&galley, true).unwrap();
            let glyphs = ordered.rows[0].glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
            let mut glyphs: Vec<_> = glyphs.collect();
            glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
            assert_eq!(glyphs.iter().map(|glyph| glyph.chr).collect::<String>(), "… ילכ וא תרתוכ");
        });
        output.drop_without_applying_deltas();
    }

    #[test]
    fn an_english_line_keeps_its_direction_and_turns_only_the_hebrew_words() {
        check("The word שלום עולם here", "The word םלוע םולש here");
        check("No Hebrew (at all)", "No Hebrew (at all)");
    }

    #[test]
    fn an_isolated_name_at_the_beginning_does_not_turn_the_sentence() {
        check("\u{2068}Reuters\u{2069}: 3 כתבות", "תובתכ 3 :Reuters");
    }

    #[test]
    fn nothing_is_done_for_text_without_such_letters() {
        assert!(!has_rtl("Zoë – “naïve” 日本 ☂") && has_rtl("a ש"));
    }
}
