//! Where clicks and selections lie in a text field whose glyphs were put in visual order (`bidi`): egui knows its own order
//! only, so a press there is answered anew, and what is selected is painted anew.

use super::bidi::{self, Drawn};
use egui::style::Selection;
use egui::text::{CCursor, CCursorRange};
use egui::{Context, Galley, Id, PointerButton, Pos2, Rect, Shape, TextEdit, Vec2, pos2};
use std::ops::Range;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation as _;

/// What the pointer does to a text field in this frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Touch {
    Press,
    Drag,
    /// The second release at one place: the word.
    Word,
    /// The third: the paragraph.
    Paragraph,
}

/// Answers the pointer on the text field in use. `text` is what was drawn, with its left upper corner at `at`, and `real` tells
/// where on the screen a point of egui's is. Gives the character before which the caret is now.
pub(super) fn touched(ctx: &Context, field: Id, text: &Galley, at: Pos2, real: impl Fn(Pos2) -> Pos2) -> Option<usize> {
    let response = ctx.read_response(field)?;
    let (touch, pointer, extend) = ctx.input(|input| {
        let pointer = &input.pointer;
        let on = response.is_pointer_button_down_on();
        let touch = if pointer.button_triple_clicked(PointerButton::Primary) && response.clicked() {
            Touch::Paragraph
        } else if pointer.button_double_clicked(PointerButton::Primary) && response.clicked() {
            Touch::Word
        } else if on && pointer.primary_pressed() {
            Touch::Press
        } else if on && pointer.primary_down() && pointer.is_decidedly_dragging() {
            Touch::Drag
        } else {
            return None;
        };
        Some((touch, pointer.interact_pos()?, input.modifiers.shift))
    })?;
    let index = nearest(text, real(pointer) - at);
    let mut state = TextEdit::load_state(ctx, field)?;
    let before = state.cursor.char_range();
    let words = &text.job.text;
    let range = match touch {
        Touch::Press if !extend => CCursorRange::one(CCursor::new(index)),
        Touch::Press | Touch::Drag => {
            let held = before.map_or(CCursor::new(index), |range| range.secondary);
            CCursorRange { primary: CCursor::new(index), secondary: held, ..CCursorRange::one(held) }
        }
        Touch::Word => two(word(words, index)),
        Touch::Paragraph => two(paragraph(words, index)),
    };
    if before != Some(range) {
        state.cursor.set_char_range(Some(range));
        state.store(ctx, field);
        ctx.request_repaint();
    }
    Some(range.primary.index.0)
}

fn two(range: Range<usize>) -> CCursorRange {
    CCursorRange::two(CCursor::new(range.start), CCursor::new(range.end))
}

/// The character before which a press at this point of the galley puts the caret.
fn nearest(galley: &Galley, point: Vec2) -> usize {
    let far = |row: usize| {
        let placed = &galley.rows[row];
        (placed.pos.y - point.y).max(point.y - placed.pos.y - placed.row.size.y).max(0.0)
    };
    let Some(row) = (0..galley.rows.len()).min_by(|a, b| far(*a).total_cmp(&far(*b))) else { return 0 };
    let x = point.x - galley.rows[row].pos.x;
    let drawn = bidi::drawn(galley);
    let aside = |place: &Drawn| (place.left - x).max(x - place.right).max(0.0);
    let here = drawn.iter().filter(|(_, place)| place.row == row && place.right > place.left);
    let Some((index, place)) = here.min_by(|a, b| aside(&a.1).total_cmp(&aside(&b.1))) else {
        // A row without a character begins where those before it end.
        let before = drawn.iter().filter(|(_, place)| place.row < row).map(|(index, _)| index + 1).max();
        return before.map_or(0, |before| before + usize::from(galley.rows[..row].iter().any(|row| row.ends_with_newline)));
    };
    // The half that is read later leads behind the character.
    let later = (x > f32::midpoint(place.left, place.right)) != place.rtl;
    index + usize::from(later)
}

/// The word around a place, or before it where none begins there.
fn word(text: &str, index: usize) -> Range<usize> {
    let mut start = 0;
    let mut before = 0..0;
    for piece in text.split_word_bounds() {
        let range = start..start + piece.chars().count();
        let is_word = piece.chars().any(char::is_alphanumeric);
        if range.contains(&index) {
            return if is_word || before.end != index { range } else { before };
        }
        start = range.end;
        before = if is_word { range } else { start..start };
    }
    before
}

/// The paragraph around a place.
fn paragraph(text: &str, index: usize) -> Range<usize> {
    let ends = |c: &(usize, char)| c.1 == '\n';
    let start = text.chars().enumerate().take(index).filter(ends).last().map_or(0, |(at, _)| at + 1);
    let end = text.chars().enumerate().skip(index).find(ends).map_or_else(|| text.chars().count(), |(at, _)| at);
    start..end
}

/// The text with the characters of `selected` on a ground and in the colour of a selection, instead of those that egui painted.
pub(super) fn on_ground(galley: &Galley, at: Pos2, selected: Range<usize>, look: &Selection) -> (Vec<Shape>, Arc<Galley>) {
    let mut bare = galley.clone();
    let plain = galley.job.sections.first().map(|section| section.format.color);
    for placed in &mut bare.rows {
        let visuals = &mut Arc::make_mut(&mut placed.row).visuals;
        let letters = visuals.glyph_vertex_range.clone();
        for (number, vertex) in visuals.mesh.vertices.iter_mut().enumerate() {
            match plain {
                Some(colour) if letters.contains(&number) && vertex.color == look.stroke.color => vertex.color = colour,
                _ if !letters.contains(&number) => vertex.pos = Pos2::ZERO,
                _ => {}
            }
        }
    }
    let mut grounds = Vec::new();
    for (_, place) in bidi::drawn(galley).into_iter().filter(|(index, _)| selected.contains(index)) {
        let placed = &mut bare.rows[place.row];
        let top = at + placed.pos.to_vec2();
        let rect = Rect::from_min_max(pos2(top.x + place.left, top.y), pos2(top.x + place.right, top.y + placed.row.size.y));
        grounds.push(Shape::rect_filled(rect, 0.0, look.bg_fill));
        let mesh = &mut Arc::make_mut(&mut placed.row).visuals.mesh;
        if let Some(letter) = place.vertex.and_then(|first| mesh.vertices.get_mut(first..first + 4)) {
            letter.iter_mut().for_each(|vertex| vertex.color = look.stroke.color);
        }
    }
    (grounds, Arc::new(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    #[test]
    fn a_double_click_takes_the_word_at_the_place_or_before_it() {
        for (text, index, found) in [
            ("שלום עולם", 0, 0..4),
            ("שלום עולם", 4, 0..4),
            ("שלום עולם", 5, 5..9),
            ("שלום עולם", 9, 5..9),
            ("New שלום", 2, 0..3),
            ("", 0, 0..0),
        ] {
            assert_eq!(word(text, index), found, "{text} {index}");
        }
    }

    #[test]
    fn a_triple_click_takes_the_paragraph() {
        assert_eq!(paragraph("שלום\nעולם two\nthree", 6), 5..13);
        assert_eq!(paragraph("one", 3), 0..3);
    }

    #[test]
    fn a_click_where_a_character_is_drawn_finds_it_in_every_mixture() {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for text in ["שלום עולם", "New שלום Deal", "הצעה (אחת) New Deal 345 כאן", "plain", "קו\nשני קווים and one"]
            {
                let font = egui::FontId::proportional(14.0);
                let galley = ui.painter().layout(text.to_owned(), font, Color32::BLACK, 400.0);
                let drawn = bidi::visual(&galley, true).unwrap_or_else(|| (*galley).clone());
                for (index, place) in bidi::drawn(&drawn).into_iter().filter(|(_, place)| place.right - place.left > 1.0) {
                    let placed = &drawn.rows[place.row];
                    let point = |part: f32| {
                        let x = placed.pos.x + place.left + (place.right - place.left) * part;
                        nearest(&drawn, egui::vec2(x, placed.pos.y + placed.row.size.y / 2.0))
                    };
                    let (first, last) = if place.rtl { (point(0.75), point(0.25)) } else { (point(0.25), point(0.75)) };
                    assert_eq!((first, last), (index, index + 1), "{text:?}");
                    let letter = text.chars().nth(index).unwrap();
                    assert!(!letter.is_alphabetic() || place.rtl != letter.is_ascii(), "{text:?} {letter}");
                }
            }
        });
        output.drop_without_applying_deltas();
    }
}
