//! The column of paragraphs: which of them are in sight, and where.
//!
//! The scroll position is a paragraph and a distance into it, not a distance from the text's beginning. So nothing above ever
//! needs a height, guessed or true: what the eye rests on cannot jump, and two million words open as fast as two hundred. The
//! scroll bar counts bytes.

use super::marks::BlockMarks;
use super::paragraph::{Engine, Paragraph, TextStyle};
use crate::model::Direction;
use parley::BaseDirection;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Longer paragraphs are cut at a space: a book without line breaks must open fast too.
const LONGEST: usize = 4096;
/// Layouts this many blocks away from the screen are kept.
const KEPT: usize = 48;

/// A paragraph of the text, or a piece of a very long one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Block {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Does the next block belong to the same paragraph?
    cut: bool,
    heading: bool,
}

impl Block {
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A laid-out block and what was found out about it.
pub(super) struct Laid {
    pub(super) paragraph: Paragraph,
    pub(super) marks: BlockMarks,
    /// With the space after it.
    height: f32,
}

/// A block in sight.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Seen {
    pub(super) block: usize,
    /// Of its upper edge, from the viewport's upper edge.
    pub(super) y: f32,
}

/// What decides how text is broken into lines.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Setting {
    pub(super) style: TextStyle,
    pub(super) width: f32,
    pub(super) scale: f32,
    pub(super) generation: u64,
}

/// The paragraphs of one text and the place one is at.
#[derive(Default)]
pub(super) struct Column {
    text: Option<Arc<str>>,
    pub(super) blocks: Vec<Block>,
    laid: BTreeMap<usize, Laid>,
    setting: Option<Setting>,
    /// First block in sight and how much of it is above the viewport.
    top: (usize, f32),
    pub(super) seen: Vec<Seen>,
}

impl Column {
    /// Makes this the text; a text it already has costs nothing.
    pub(super) fn set_text(&mut self, text: &Arc<str>) {
        if self.text.as_ref().is_some_and(|old| Arc::ptr_eq(old, text)) {
            return;
        }
        *self = Self {
            text: Some(Arc::clone(text)),
            blocks: blocks(text),
            setting: self.setting,
            top: (0, -1000.0),
            ..Self::default()
        };
    }

    /// Drops the layouts if anything that decides them changed; the place one is at stays.
    pub(super) fn set_setting(&mut self, setting: Setting) {
        if self.setting != Some(setting) {
            if let Some((old, new)) = self.setting.map(|old| (old.style.line_height, setting.style.line_height)) {
                self.top.1 *= new / old.max(1.0);
            }
            self.setting = Some(setting);
            self.laid.clear();
        }
    }

    pub(super) fn laid(&self, block: usize) -> Option<&Laid> {
        self.laid.get(&block)
    }

    pub(super) fn laid_mut(&mut self, block: usize) -> Option<&mut Laid> {
        self.laid.get_mut(&block)
    }

    /// The block that holds a byte.
    pub(super) fn block_of(&self, byte: usize) -> usize {
        self.blocks.partition_point(|block| block.start as usize <= byte).saturating_sub(1)
    }

    /// Scrolls by this many points; down is positive.
    pub(super) fn scroll(&mut self, points: f32) {
        self.top.1 += points;
    }

    /// To this share (0 to 1) of the text's bytes.
    pub(super) fn jump_to_share(&mut self, engine: &mut Engine, share: f32) {
        let total = self.blocks.last().map_or(0, |block| block.end);
        let byte = (f64::from(share.clamp(0.0, 1.0)) * f64::from(total)) as usize;
        let block = self.block_of(byte);
        let Some(found) = self.blocks.get(block).copied() else { return };
        let within = (byte.saturating_sub(found.start as usize)) as f32 / (found.end - found.start).max(1) as f32;
        let height = self.ensure(engine, block);
        self.top = (block, within.min(1.0) * height);
    }

    /// Brings a byte into sight: nowhere if it is, else to a third of the height.
    pub(super) fn reveal(&mut self, engine: &mut Engine, byte: usize, height: f32) {
        let block = self.block_of(byte);
        let Some(start) = self.blocks.get(block).map(|block| block.start as usize) else { return };
        self.ensure(engine, block);
        let Some(caret) = self.laid.get(&block).map(|laid| laid.paragraph.caret(byte.saturating_sub(start))) else { return };
        let margin = caret.height().min(height / 4.0);
        let at = self.seen.iter().find(|seen| seen.block == block).map(|seen| seen.y + caret.top());
        if at.is_none_or(|y| y < margin || y + caret.height() > height - margin) {
            self.top = (block, caret.center().y - height / 3.0);
        }
    }

    /// Lays out what is in sight, mends the place where it lies outside the text, and forgets what is far away.
    pub(super) fn look(&mut self, engine: &mut Engine, height: f32) {
        self.seen.clear();
        if self.blocks.is_empty() {
            self.top = (0, 0.0);
            return;
        }
        self.settle(engine, height);
        let (mut block, mut y) = (self.top.0, -self.top.1);
        while block < self.blocks.len() && y < height {
            let tall = self.ensure(engine, block);
            self.seen.push(Seen { block, y });
            y += tall;
            block += 1;
        }
        let (first, last) = (self.top.0.saturating_sub(KEPT), block + KEPT);
        self.laid.retain(|at, _| (first..last).contains(at));
    }

    /// Brings `top` into a block that holds it, and not beyond the end.
    fn settle(&mut self, engine: &mut Engine, height: f32) {
        self.top.0 = self.top.0.min(self.blocks.len() - 1);
        while self.top.1 < 0.0 && self.top.0 > 0 {
            self.top.0 -= 1;
            self.top.1 += self.ensure(engine, self.top.0);
        }
        self.top.1 = self.top.1.max(self.least());
        loop {
            let tall = self.ensure(engine, self.top.0);
            if self.top.1 < tall || self.top.0 + 1 == self.blocks.len() {
                break;
            }
            self.top.1 -= tall;
            self.top.0 += 1;
        }
        // The text's end may come up to the middle of the viewport, no further.
        let (mut below, mut block) = (-self.top.1, self.top.0);
        while block < self.blocks.len() && below < height {
            below += self.ensure(engine, block);
            block += 1;
        }
        let room = height * 0.6;
        if block == self.blocks.len() && below < room {
            self.top.1 -= room - below;
            while self.top.1 < 0.0 && self.top.0 > 0 {
                self.top.0 -= 1;
                self.top.1 += self.ensure(engine, self.top.0);
            }
            self.top.1 = self.top.1.max(self.least());
        }
    }

    /// The text's beginning keeps some distance from the upper edge.
    fn least(&self) -> f32 {
        let line = self.setting.map_or(0.0, |setting| setting.style.line_height);
        if self.top.0 == 0 { -(line * 0.8).round() } else { 0.0 }
    }

    /// Lays a block out unless it is; returns its height with the space after it.
    pub(super) fn ensure(&mut self, engine: &mut Engine, index: usize) -> f32 {
        if let Some(laid) = self.laid.get(&index) {
            return laid.height;
        }
        let (Some(text), Some(setting), Some(block)) = (&self.text, self.setting, self.blocks.get(index).copied()) else {
            return 0.0;
        };
        let words = text.get(block.range()).unwrap_or_default();
        let style = if block.heading { heading(setting.style) } else { setting.style };
        if words.trim().is_empty() {
            let style = TextStyle { line_height: setting.style.line_height * 0.5, ..style };
            let paragraph = engine.paragraph(words, &style, setting.width, setting.scale);
            let height = paragraph.size().y.max(style.line_height);
            self.laid.insert(index, Laid { paragraph, marks: BlockMarks::default(), height });
            return height;
        }
        let paragraph = engine.paragraph(words, &style, setting.width, setting.scale);
        let gap = if block.cut { 0.0 } else { setting.style.line_height * 0.42 };
        let height = (paragraph.size().y + gap).round().max(1.0);
        self.laid.insert(index, Laid { paragraph, marks: BlockMarks::default(), height });
        height
    }

    /// The bytes in sight.
    pub(super) fn bytes_seen(&self) -> Range<usize> {
        let (Some(first), Some(last)) = (self.seen.first(), self.seen.last()) else { return 0..0 };
        self.blocks[first.block].start as usize..self.blocks[last.block].end as usize
    }

    /// The shares of the text's bytes at the viewport's upper and lower edge.
    pub(super) fn shares_seen(&self, height: f32) -> (f32, f32) {
        let total = self.blocks.last().map_or(1, |block| block.end).max(1) as f32;
        let at = |y: f32| {
            let after = self.seen.partition_point(|seen| seen.y <= y);
            let Some(seen) = self.seen.get(after.saturating_sub(1)) else { return 0.0 };
            let block = self.blocks[seen.block];
            let tall = self.laid.get(&seen.block).map_or(1.0, |laid| laid.height);
            let within = ((y - seen.y) / tall).clamp(0.0, 1.0);
            (block.start as f32 + within * (block.end - block.start) as f32) / total
        };
        (at(0.0), at(height))
    }
}

/// Headlines are larger and semibold.
fn heading(style: TextStyle) -> TextStyle {
    TextStyle { size: (style.size * 1.45).round(), line_height: (style.line_height * 1.2).round(), weight: 600.0, ..style }
}

/// Cuts a text into blocks. The first line is a headline if it is short and ends like one.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / 400 + 1);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for end in ends {
        let mut stop = end;
        if stop > start && text.as_bytes()[stop - 1] == b'\r' {
            stop -= 1;
        }
        while stop - start > LONGEST {
            let at = cut(text, start, start + LONGEST);
            blocks.push(Block { start: start as u32, end: at as u32, cut: true, heading: false });
            start = at;
        }
        if !(start == text.len() && start == stop && !blocks.is_empty()) {
            blocks.push(Block { start: start as u32, end: stop as u32, cut: false, heading: false });
        }
        start = end + 1;
    }
    let headline = blocks.iter().position(|block| !text[block.range()].trim().is_empty());
    if let (Some(at), true) = (headline, blocks.len() > 2) {
        let words = text[blocks[at].range()].trim();
        blocks[at].heading = words.len() <= 160 && !words.ends_with(['.', ':', ',', ';', '。', '।', '؟', '।']);
    }
    blocks
}

/// A good place to cut at or before `most`: after a space, else at a character.
fn cut(text: &str, start: usize, most: usize) -> usize {
    let mut most = most;
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let piece = &text[start..most];
    let sentence = piece.rfind(". ").map(|at| at + 2).filter(|at| *at > LONGEST / 2);
    sentence
        .or_else(|| piece.rfind(char::is_whitespace).map(|at| at + piece[at..].chars().next().map_or(1, char::len_utf8)))
        .map_or(most, |at| start + at)
}

impl From<Direction> for BaseDirection {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Auto => Self::Auto,
            Direction::LeftToRight => Self::Ltr,
            Direction::RightToLeft => Self::Rtl,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(text: &str) -> Vec<&str> {
        blocks(text).into_iter().map(|block| &text[block.range()]).collect()
    }

    #[test]
    fn paragraphs_are_lines() {
        assert_eq!(cut_up("One.\r\nTwo\n\nThree\n"), ["One.", "Two", "", "Three"]);
        assert_eq!(cut_up(""), [""]);
    }

    #[test]
    fn a_paragraph_without_end_is_cut_at_sentences_and_characters() {
        let text = "A sentence of words. ".repeat(1000);
        assert!(cut_up(&text).iter().all(|block| block.len() <= LONGEST && (block.ends_with(". ") || block.is_empty())));
        let text = "日".repeat(9000);
        assert_eq!(cut_up(&text).concat(), text);
    }
}
