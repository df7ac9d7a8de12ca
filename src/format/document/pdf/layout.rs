//! From characters with places to paragraphs in reading order.
//!
//! Characters that follow each other on a line make a segment. A page is cut where white space runs through it: into columns
//! first, else into bands (the recursive cut of Nagy and Seth, 1984). Lines become paragraphs by their distances, indents and
//! sizes; words divided at line ends are joined.

use super::content::Glyph;

/// Words that follow each other on a line.
#[derive(Clone, PartialEq, Debug)]
struct Segment {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

/// A line of a column.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    /// Number of the column or band of the page it stands in.
    block: usize,
}

/// A gap of this many sizes is between columns, not words.
const COLUMN_GAP: f64 = 1.0;
/// A gap of this many sizes is a blank.
const BLANK: f64 = 0.17;

/// The lines of a page in reading order.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let segments = segments(glyphs);
    let mut lines = Vec::new();
    let mut blocks = 0;
    cut(segments, &mut lines, &mut blocks, 0);
    lines
}

fn segments(glyphs: &[Glyph]) -> Vec<Segment> {
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by(|a, b| b.base.total_cmp(&a.base));
    for glyph in sorted {
        match rows.last_mut() {
            Some(row) if (row[0].base - glyph.base).abs() < 0.35 * row[0].size.min(glyph.size).max(1.0) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().flat_map(row_segments).collect()
}

fn row_segments(mut row: Vec<&Glyph>) -> Vec<Segment> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut all = Vec::new();
    let mut now: Vec<&Glyph> = Vec::new();
    for glyph in row {
        let gap = now.last().map_or(0.0, |last| glyph.left - last.right);
        if gap > COLUMN_GAP * glyph.size.max(1.0) {
            all.extend(segment(&now));
            now.clear();
        }
        // The same character again in nearly the same place is bold type made of two.
        let twice = now.last().is_some_and(|last| last.text == glyph.text && (glyph.left - last.left).abs() < 0.1 * glyph.size);
        if !twice {
            now.push(glyph);
        }
    }
    all.extend(segment(&now));
    all
}

fn segment(glyphs: &[&Glyph]) -> Option<Segment> {
    let first = glyphs.iter().find(|glyph| !glyph.text.trim().is_empty())?;
    let from_right = {
        let count = |is: fn(char) -> bool| glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|c| is(*c)).count();
        count(is_right_to_left) > count(|c| c.is_alphabetic() && !is_right_to_left(c))
    };
    let mut pieces: Vec<String> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let gap = at.checked_sub(1).map_or(0.0, |before| glyph.left - glyphs[before].right);
        let blank = |text: &str| text.ends_with(' ');
        if gap > BLANK * glyph.size && !pieces.last().is_some_and(|last| blank(last)) && glyph.text != " " {
            pieces.push(" ".to_owned());
        }
        if glyph.text != " " || !pieces.last().is_some_and(|last| blank(last)) {
            pieces.push(glyph.text.clone());
        }
    }
    if from_right {
        pieces = as_read(pieces);
    }
    let text = pieces.concat().trim().to_owned();
    let right = glyphs.iter().map(|glyph| glyph.right).fold(first.right, f64::max);
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    (!text.is_empty()).then_some(Segment { text, left: first.left, right, base: first.base, size })
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// From the order on paper to the order of reading, for a line from right to left: numbers and Latin words keep theirs.
fn as_read(pieces: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(pieces.len());
    let mut run: Vec<String> = Vec::new();
    for piece in pieces.into_iter().rev() {
        let keeps = piece.chars().any(|c| c.is_numeric() || (c.is_alphabetic() && !is_right_to_left(c)));
        if keeps || (!run.is_empty() && matches!(piece.as_str(), "." | "," | ":" | "%" | "-")) {
            run.push(piece);
        } else {
            all.extend(run.drain(..).rev());
            all.push(piece);
        }
    }
    all.extend(run.drain(..).rev());
    all
}

/// Cuts segments into columns and bands, and puts the lines of what cannot be cut in order.
fn cut(segments: Vec<Segment>, lines: &mut Vec<Line>, blocks: &mut usize, depth: usize) {
    if segments.is_empty() {
        return;
    }
    if depth < 24 {
        if let Some(at) = column_gap(&segments) {
            let (left, right): (Vec<Segment>, Vec<Segment>) = segments.into_iter().partition(|segment| segment.left < at);
            let from_right = left.iter().chain(&right).filter(|segment| segment.text.chars().any(is_right_to_left)).count() * 2
                > left.len() + right.len();
            let (first, second) = if from_right { (right, left) } else { (left, right) };
            cut(first, lines, blocks, depth + 1);
            cut(second, lines, blocks, depth + 1);
            return;
        }
        if let Some(at) = band_gap(&segments) {
            let (above, below) = segments.into_iter().partition(|segment| segment.base > at);
            cut(above, lines, blocks, depth + 1);
            cut(below, lines, blocks, depth + 1);
            return;
        }
    }
    *blocks += 1;
    put_lines(segments, *blocks, lines);
}

/// The middle of the widest white strip from top to bottom that has enough on both sides to be between columns.
fn column_gap(segments: &[Segment]) -> Option<f64> {
    let mut order: Vec<&Segment> = segments.iter().collect();
    order.sort_by(|a, b| a.left.total_cmp(&b.left));
    let size = median(segments.iter().map(|segment| segment.size));
    let mut best: Option<(f64, f64)> = None;
    let mut right = f64::MIN;
    for (at, segment) in order.iter().enumerate() {
        let gap = segment.left - right;
        let tall = |part: &[&Segment]| {
            let bases = part.iter().map(|segment| segment.base);
            bases.clone().fold(f64::MIN, f64::max) - bases.fold(f64::MAX, f64::min) > 2.0 * size
        };
        if at > 0 && gap > 0.8 * size && best.is_none_or(|best| gap > best.0) && tall(&order[..at]) && tall(&order[at..]) {
            best = Some((gap, segment.left - gap / 2.0));
        }
        right = right.max(segment.right);
    }
    best.map(|best| best.1)
}

/// The middle of the tallest white band from side to side, where it is taller than the others.
fn band_gap(segments: &[Segment]) -> Option<f64> {
    let mut order: Vec<&Segment> = segments.iter().collect();
    order.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut gaps: Vec<(f64, f64)> = Vec::new();
    for pair in order.windows(2) {
        let gap = pair[0].base - (pair[1].base + 0.75 * pair[1].size);
        gaps.push((gap, pair[1].base + 0.75 * pair[1].size + gap / 2.0));
    }
    // Only where segments stand beside each other does it matter.
    let beside = order.windows(2).any(|pair| (pair[0].base - pair[1].base).abs() < 0.3 * pair[0].size);
    let best = gaps.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    (beside && best.0 > 0.0).then_some(best.1)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(1.0)
}

fn put_lines(mut segments: Vec<Segment>, block: usize, lines: &mut Vec<Line>) {
    segments.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let start = lines.len();
    for segment in segments {
        match lines[start..].last_mut() {
            Some(line) if (line.base - segment.base).abs() < 0.4 * line.size.min(segment.size) => {
                let from_right = segment.text.chars().any(is_right_to_left) && line.text.chars().any(is_right_to_left);
                line.text = if from_right {
                    format!("{} {}", segment.text, line.text)
                } else {
                    format!("{} {}", line.text, segment.text)
                };
                line.right = line.right.max(segment.right);
                line.size = line.size.max(segment.size);
            }
            _ => lines.push(Line {
                text: segment.text,
                left: segment.left,
                right: segment.right,
                base: segment.base,
                size: segment.size,
                block,
            }),
        }
    }
}

/// The lines of all pages as paragraphs.
pub(super) fn paragraphs(pages: &[Vec<Line>]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for page in pages {
        let mut first_of_page = true;
        let mut at = 0;
        while at < page.len() {
            let end = page[at..].iter().position(|line| line.block != page[at].block).map_or(page.len(), |next| at + next);
            let block = &page[at..end];
            let leading = median(block.windows(2).map(|pair| pair[0].base - pair[1].base));
            let (left, right) = (
                block.iter().map(|line| line.left).fold(f64::MAX, f64::min),
                block.iter().map(|line| line.right).fold(f64::MIN, f64::max),
            );
            for (number, line) in block.iter().enumerate() {
                let begins = match number.checked_sub(1).map(|before| &block[before]) {
                    Some(before) => begins_paragraph(before, line, leading, left, right),
                    // A column or page may go on where the one before it ended.
                    None => {
                        !all.last().is_some_and(|last| goes_on(last, &line.text)) || (first_of_page && line.size > 1.3 * 12.0)
                    }
                };
                match all.last_mut() {
                    Some(last) if !begins => join(last, &line.text),
                    _ => all.push(line.text.clone()),
                }
                first_of_page = false;
            }
            at = end;
        }
    }
    all
}

fn begins_paragraph(before: &Line, line: &Line, leading: f64, left: f64, right: f64) -> bool {
    let gap = before.base - line.base;
    let resized = (before.size - line.size).abs() > 0.15 * before.size;
    let indented = line.left - left > 0.8 * line.size && before.left - left < 0.5 * line.size;
    let ended = before.text.ends_with(['.', '!', '?', '”', '"', ':', '»', '…']);
    let short = right - before.right > 0.18 * (right - left);
    gap > 1.35 * leading.max(line.size) || resized || indented || (ended && short) || is_item(&line.text)
}

/// A line of a list.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '◦', '‣']) || text.starts_with("– ")
}

fn goes_on(before: &str, next: &str) -> bool {
    let open = !before.ends_with(['.', '!', '?', '”', '"', ':', '»', '…']);
    open && (before.ends_with(['-', '\u{ad}', ',']) || next.starts_with(char::is_lowercase))
}

/// Adds a line; a word that was divided is one again.
fn join(text: &mut String, line: &str) {
    let hyphen = text.ends_with(['-', '\u{2010}']);
    let divided = hyphen && text.chars().rev().nth(1).is_some_and(char::is_lowercase) && line.starts_with(char::is_lowercase);
    if divided || text.ends_with('\u{ad}') {
        text.pop();
    } else if !(hyphen || text.ends_with(['—', '/'])) || text.ends_with(" -") {
        text.push(' ');
    }
    text.push_str(line);
}

/// Takes off what stands over or under every page: running heads and page numbers.
pub(super) fn without_margins(pages: &mut [Vec<Line>]) {
    let shape = |line: &Line| line.text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect::<String>();
    let pick = |page: &[Line], top: bool| {
        let by = |a: &&Line, b: &&Line| a.base.total_cmp(&b.base);
        if top { page.iter().max_by(by).cloned() } else { page.iter().min_by(by).cloned() }
    };
    for _ in 0..2 {
        for top in [true, false] {
            let found: Vec<Option<Line>> = pages.iter().map(|page| pick(page, top)).collect();
            let shapes: Vec<String> = found.iter().map(|line| line.as_ref().map(&shape).unwrap_or_default()).collect();
            for (at, page) in pages.iter_mut().enumerate() {
                let Some(line) = &found[at] else { continue };
                let same = shapes.iter().filter(|other| **other == shapes[at]).count();
                let number = line.text.chars().all(|c| c.is_numeric() || matches!(c, ' ' | '-' | '–' | '/'));
                if page.len() > 1 && (same >= 3 && same * 3 >= shapes.len() || number && line.text.len() < 8) {
                    page.retain(|other| other != line);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str, left: f64, base: f64) -> Vec<Glyph> {
        let place = |at: usize| left + 5.0 * at as f64;
        text.chars()
            .enumerate()
            .map(|(at, c)| Glyph { text: c.to_string(), left: place(at), right: place(at) + 5.0, base, size: 10.0 })
            .collect()
    }

    fn read(page: &[(&str, f64, f64)]) -> Vec<String> {
        let glyphs: Vec<Glyph> = page.iter().flat_map(|(text, left, base)| write(text, *left, *base)).collect();
        paragraphs(&[lines(&glyphs)])
    }

    #[test]
    fn columns_are_read_one_after_the_other_and_divided_words_joined() {
        let page = [
            ("A headline over both of the columns", 0.0, 200.0),
            ("The first col-", 0.0, 150.0),
            ("second column", 120.0, 150.0),
            ("umn goes on", 0.0, 138.0),
            ("ends here.", 120.0, 138.0),
            ("and on to the", 0.0, 126.0),
            ("Then a last", 130.0, 126.0),
            ("foot of it, the", 0.0, 114.0),
            ("paragraph.", 120.0, 114.0),
        ];
        let read = read(&page);
        assert_eq!(
            read,
            [
                "A headline over both of the columns",
                "The first column goes on and on to the foot of it, the second column ends here.",
                "Then a last paragraph."
            ]
        );
    }

    #[test]
    fn a_line_from_right_to_left_keeps_its_numbers() {
        assert_eq!(read(&[("26 לכ", 0.0, 100.0)]), ["כל 26"]);
    }
}
