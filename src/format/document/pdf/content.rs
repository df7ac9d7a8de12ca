//! What a page shows: its characters with their places, in the order in which they are drawn.
//!
//! Only text is looked at. Characters on their side (margins of scans, watermarks) are left out. After ISO 32000-1, clause 9.4.

use super::fonts::Font;
use super::objects::{Dict, File, Lexer, Object};
use std::collections::HashMap;
use std::rc::Rc;

/// A character on a page; points, from the lower left corner.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where it stands on its line.
    pub(super) base: f64,
    pub(super) size: f64,
}

/// Characters of one page beyond this are no newspaper's.
const MOST_GLYPHS: usize = 200_000;
/// Operations of one page and what it draws in turn.
const MOST_OPERATIONS: usize = 5_000_000;
const DEEPEST: usize = 6;

/// `[a b c d e f]` of a transformation.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct Text {
    to_page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Reads pages; fonts are read once.
pub(super) struct Reader<'f, 'b> {
    file: &'f File<'b>,
    fonts: HashMap<usize, Rc<Font>>,
    left: usize,
}

impl<'f, 'b> Reader<'f, 'b> {
    pub(super) fn new(file: &'f File<'b>) -> Self {
        Self { file, fonts: HashMap::new(), left: 0 }
    }

    /// The characters of a page.
    pub(super) fn page(&mut self, page: &Dict, resources: &Dict) -> Vec<Glyph> {
        let contents = self.file.get(page, "Contents");
        let parts = match contents {
            Object::Array(list) => list.iter().map(|part| self.file.resolve(part)).collect(),
            other => vec![other],
        };
        let mut data = Vec::new();
        for part in parts {
            data.extend(self.file.data(part).unwrap_or_default());
            data.push(b'\n');
        }
        self.left = MOST_OPERATIONS;
        let mut glyphs = Vec::new();
        self.run(&data, resources, IDENTITY, &mut glyphs, 0);
        glyphs
    }

    fn run(&mut self, data: &[u8], resources: &Dict, to_page: Matrix, glyphs: &mut Vec<Glyph>, depth: usize) {
        let start =
            Text { to_page, font: None, size: 1.0, char_space: 0.0, word_space: 0.0, scale: 1.0, leading: 0.0, rise: 0.0 };
        let (mut text, mut saved) = (start, Vec::new());
        let (mut line, mut here) = (IDENTITY, IDENTITY);
        let mut operands: Vec<Object> = Vec::new();
        let mut lexer = Lexer::new(data, 0);
        while self.left > 0 && glyphs.len() < MOST_GLYPHS {
            self.left -= 1;
            if let Some(object) = lexer.object(0) {
                operands.push(object);
                continue;
            }
            let word = lexer.word();
            if word.is_empty() {
                if lexer.at >= data.len() {
                    break;
                }
                lexer.at += 1;
                continue;
            }
            let of = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
            let matrix = || [of(0), of(1), of(2), of(3), of(4), of(5)];
            match word {
                b"q" if saved.len() < 256 => saved.push(text.clone()),
                b"Q" => text = saved.pop().unwrap_or(text),
                b"cm" => text.to_page = times(matrix(), text.to_page),
                b"BT" => (line, here) = (IDENTITY, IDENTITY),
                b"Tf" => {
                    text.font = operands.first().and_then(Object::name).and_then(|name| self.font(resources, name));
                    text.size = of(1);
                }
                b"Tc" => text.char_space = of(0),
                b"Tw" => text.word_space = of(0),
                b"Tz" => text.scale = of(0) / 100.0,
                b"TL" => text.leading = of(0),
                b"Ts" => text.rise = of(0),
                b"Tm" => (line, here) = (matrix(), matrix()),
                b"Td" | b"TD" => {
                    if word == b"TD" {
                        text.leading = -of(1);
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, of(0), of(1)], line);
                    here = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if word == b"\"" {
                        (text.word_space, text.char_space) = (of(0), of(1));
                    }
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -text.leading], line);
                    here = line;
                    if let Some(Object::Text(codes)) = operands.last() {
                        show(&text, &mut here, codes, glyphs);
                    }
                }
                b"Tj" => {
                    if let Some(Object::Text(codes)) = operands.last() {
                        show(&text, &mut here, codes, glyphs);
                    }
                }
                b"TJ" => {
                    for item in operands.last().and_then(Object::array).unwrap_or_default() {
                        match item {
                            Object::Text(codes) => show(&text, &mut here, codes, glyphs),
                            Object::Number(back) => {
                                let step = -back / 1000.0 * text.size * text.scale;
                                here = times([1.0, 0.0, 0.0, 1.0, step, 0.0], here);
                            }
                            _ => {}
                        }
                    }
                }
                b"Do" if depth < DEEPEST => {
                    if let Some(name) = operands.last().and_then(Object::name) {
                        self.form(resources, name, text.to_page, glyphs, depth);
                    }
                }
                b"ID" => {
                    // The data of a picture: nothing to read in it.
                    let end = memchr::memmem::find(data.get(lexer.at..).unwrap_or_default(), b"EI")
                        .map_or(data.len(), |at| lexer.at + at + 2);
                    lexer.at = end;
                }
                _ => {}
            }
            operands.clear();
        }
    }

    /// Text that is kept apart and drawn where it is named.
    fn form(&mut self, resources: &Dict, name: &str, to_page: Matrix, glyphs: &mut Vec<Glyph>, depth: usize) {
        let file = self.file;
        let Some(forms) = file.get(resources, "XObject").dict() else { return };
        let form = file.get(forms, name);
        let Some(dict) = form.dict().filter(|dict| file.get(dict, "Subtype").name() == Some("Form")) else { return };
        let Some(data) = file.data(form) else { return };
        let mut own = IDENTITY;
        for (slot, value) in own.iter_mut().zip(file.get(dict, "Matrix").array().unwrap_or_default()) {
            *slot = file.resolve(value).number().unwrap_or(*slot);
        }
        let inner = file.get(dict, "Resources").dict().unwrap_or(resources);
        self.run(&data, inner, times(own, to_page), glyphs, depth + 1);
    }

    fn font(&mut self, resources: &Dict, name: &str) -> Option<Rc<Font>> {
        let fonts = self.file.get(resources, "Font").dict()?;
        let dict = self.file.get(fonts, name).dict()?;
        let key = std::ptr::from_ref(dict) as usize; // one object, one place in memory
        let file = self.file;
        Some(Rc::clone(self.fonts.entry(key).or_insert_with(|| Rc::new(Font::new(file, dict)))))
    }
}

fn show(text: &Text, here: &mut Matrix, codes: &[u8], glyphs: &mut Vec<Glyph>) {
    let Some(font) = &text.font else { return };
    for shown in font.show(codes) {
        let space = text.char_space + if shown.is_blank { text.word_space } else { 0.0 };
        let width = shown.width / 1000.0 * text.size;
        let place = times([text.size * text.scale, 0.0, 0.0, text.size, 0.0, text.rise], times(*here, text.to_page));
        let all = times(*here, text.to_page);
        let size = (place[2].powi(2) + place[3].powi(2)).sqrt();
        let upright = all[0].abs() > 4.0 * all[1].abs();
        let step = (width + space) * text.scale;
        if upright && !shown.text.is_empty() && size > 0.5 && size < 2000.0 && place.iter().all(|value| value.is_finite()) {
            let (a, b) = (place[4], place[4] + width * text.scale * all[0]);
            glyphs.push(Glyph { text: shown.text, left: a.min(b), right: a.max(b), base: place[5], size });
        }
        *here = times([1.0, 0.0, 0.0, 1.0, step, 0.0], *here);
    }
}
