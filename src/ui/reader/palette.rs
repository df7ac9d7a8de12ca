//! The scheme's labels as they look, and small texts as they are set: worked out once, not per frame.

use super::paragraph::{Engine, Paragraph, TextStyle};
use crate::model::{LabelId, Polarity, Scheme};
use crate::ui::fonts::Face;
use crate::ui::theme::{Line, PolarityStyle, Theme, Tint};
use crate::words::{Language, spoken};
use egui::{Color32, Painter, Pos2, Shape, TextureId, Vec2};
use parley::BaseDirection;
use std::collections::HashMap;
use std::sync::Arc;

/// Colours and names of all labels.
#[derive(Default)]
pub(super) struct Palette {
    made_for: Option<(Arc<Scheme>, Theme, Language)>,
    labels: Vec<(LabelId, Tint, Arc<str>)>,
    unknown: Option<Tint>,
    polarities: Vec<PolarityStyle>,
    speakers: Vec<Tint>,
}

/// How many speakers' colours there are.
const SPEAKERS: usize = 7;

const POLARITIES: [Polarity; 6] =
    [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];

impl Palette {
    /// Works out the looks again if scheme, theme or language changed.
    pub(super) fn update(&mut self, scheme: &Arc<Scheme>, theme: &Theme) {
        if self
            .made_for
            .as_ref()
            .is_some_and(|(old, look, language)| Arc::ptr_eq(old, scheme) && look == theme && *language == spoken())
        {
            return;
        }
        let looks = scheme.labels.iter().enumerate();
        self.labels = looks.map(|(at, label)| (label.id, theme.label(label.colour, at), label_words(&label.name))).collect();
        self.unknown = Some(theme.speaker(6));
        self.speakers = (0..SPEAKERS).map(|at| theme.speaker(at)).collect();
        self.polarities = POLARITIES.map(|polarity| theme.polarity(polarity)).to_vec();
        self.made_for = Some((Arc::clone(scheme), theme.clone(), spoken()));
    }

    pub(super) fn tint(&self, label: LabelId) -> Tint {
        let known = self.labels.iter().find(|row| row.0 == label).map(|row| row.1);
        known.or(self.unknown).unwrap_or(Tint { fill: Color32::TRANSPARENT, edge: Color32::GRAY, name: Color32::GRAY })
    }

    /// The colours of somebody's words; there are [`SPEAKERS`].
    pub(super) fn speaker(&self, position: usize) -> Tint {
        self.speakers[position % SPEAKERS]
    }

    /// The look of a polarity.
    pub(super) fn polarity(&self, polarity: Polarity) -> PolarityStyle {
        let at = POLARITIES.iter().position(|known| *known == polarity).unwrap_or(0);
        self.polarities[at]
    }

    /// The label's name as it is shown.
    pub(super) fn name(&self, label: LabelId) -> Arc<str> {
        self.labels.iter().find(|row| row.0 == label).map_or_else(|| "?".into(), |row| Arc::clone(&row.2))
    }

    /// A line that tells the label from its neighbours without colour.
    pub(super) fn pattern(&self, label: LabelId) -> Line {
        let at = self.labels.iter().position(|row| row.0 == label).unwrap_or(0);
        [Line::Solid, Line::Dashed, Line::Dotted, Line::Double, Line::Thin][at % 5]
    }
}

/// `WORK_OF_ART` as people write it.
fn label_words(name: &str) -> Arc<str> {
    name.replace('_', " ").to_lowercase().into()
}

/// The kinds of small text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Small {
    Label,
    CardTitle,
    CardLine,
    Sign,
}

/// Small texts, set once. Names may be in any script, so they are set like the article.
#[derive(Default)]
pub(super) struct Words {
    made_for: (u32, u32, u64),
    set: HashMap<(Small, u16), HashMap<Box<str>, Paragraph>>,
    count: usize,
    /// Factor on all sizes.
    size: f32,
    scale: f32,
}

impl Words {
    /// Forgets what was set for another zoom or atlas.
    pub(super) fn update(&mut self, size: f32, scale: f32, generation: u64) {
        let key = (size.to_bits(), scale.to_bits(), generation);
        if self.made_for != key || self.count > 4000 {
            self.set.clear();
            (self.made_for, self.count, self.size, self.scale) = (key, 0, size, scale);
        }
    }

    /// A text on one line of at most `width` points, shortened with an ellipsis where it is longer.
    pub(super) fn set(&mut self, engine: &mut Engine, small: Small, text: &str, width: f32) -> &Paragraph {
        let key = (small, width.clamp(1.0, 60_000.0) as u16);
        let texts = self.set.entry(key).or_default();
        if !texts.contains_key(text) {
            self.count += 1;
            let style = style(small, self.size);
            let paragraph = fitted(engine, text, &style, width, self.scale);
            texts.insert(text.into(), paragraph);
        }
        &texts[text]
    }

    /// Sets and paints; returns the size.
    #[expect(clippy::too_many_arguments, reason = "a text, its look and its place")]
    pub(super) fn paint(
        &mut self,
        engine: &mut Engine,
        painter: &Painter,
        texture: TextureId,
        small: Small,
        text: &str,
        (origin, width): (Pos2, f32),
        ink: Color32,
    ) -> Vec2 {
        self.set(engine, small, text, width);
        let paragraph = &self.set[&(small, width.clamp(1.0, 60_000.0) as u16)][text];
        painter.add(Shape::mesh(engine.place(paragraph, origin, ink, texture)));
        paragraph.size()
    }
}

fn style(small: Small, size: f32) -> TextStyle {
    let (points, weight) = match small {
        Small::Label => (9.2, 400.0),
        Small::CardTitle => (12.5, 600.0),
        Small::CardLine => (11.5, 400.0),
        Small::Sign => (12.5, 600.0),
    };
    let points = points * size;
    TextStyle {
        face: Face::Sans,
        size: points,
        line_height: (points * 1.35).round(),
        weight,
        italic: false,
        direction: BaseDirection::Auto,
    }
}

fn fitted(engine: &mut Engine, text: &str, style: &TextStyle, width: f32, scale: f32) -> Paragraph {
    const ANY: f32 = 100_000.0;
    let text = text.replace(['\n', '\r'], " ");
    // Set without a limit first: right-to-left text would else stand at the far end of its line.
    let natural = engine.paragraph(&text, style, ANY, scale).size().x.ceil();
    if natural <= width {
        return engine.paragraph(&text, style, natural + 1.0, scale);
    }
    let count = text.chars().count();
    let mut keep = ((width / natural.max(1.0)) * count as f32) as usize;
    loop {
        let shorter: String = text.chars().take(keep).chain(['…']).collect();
        let natural = engine.paragraph(&shorter, style, ANY, scale).size().x.ceil();
        if natural <= width || keep == 0 {
            return engine.paragraph(&shorter, style, natural + 1.0, scale);
        }
        keep -= 1;
    }
}
