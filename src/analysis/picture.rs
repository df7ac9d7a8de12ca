//! A chart as a list of shapes, and as SVG text. Whoever has a painter can draw the same shapes as pixels.
//!
//! Sizes are in pixels of a 720 wide drawing. Colours in SVG are CSS variables with a fallback, so that a report can follow
//! light and dark while a saved picture stands alone.

use super::svg::escape;
use std::fmt::Write as _;

/// Width of every chart.
pub const WIDTH: f64 = 720.0;

/// A colour of the charts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    Favor,
    Against,
    Neutral,
    Bar,
    Quiet,
}

impl Ink {
    /// On white paper, as 0xRRGGBB.
    pub fn rgb(self) -> u32 {
        match self {
            Self::Favor => 0x2a_7f62,
            Self::Against => 0xb5_483a,
            Self::Neutral => 0x8d_93a1,
            Self::Bar => 0x46_68a8,
            Self::Quiet => 0xc3_c9d6,
        }
    }

    fn css(self) -> String {
        let name = match self {
            Self::Favor => "favor",
            Self::Against => "against",
            Self::Neutral => "neutral",
            Self::Bar => "bar",
            Self::Quiet => "quiet",
        };
        format!("var(--{name}, #{:06x})", self.rgb())
    }
}

/// What a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pen {
    /// Behind the data.
    Rule,
    /// Of the data: whiskers, axes.
    Whisker,
}

/// Where text stands to its point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// What text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    Plain,
    /// Secondary.
    Soft,
    Small,
    /// Small, with a rim of paper: over lines.
    Rimmed,
    SmallSoft,
    /// White, on a dark tile.
    On,
}

impl Face {
    /// Height of the letters in pixels.
    pub fn size(self) -> f64 {
        if matches!(self, Self::Plain | Self::Soft) { 13.0 } else { 11.0 }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Soft => "soft",
            Self::Small => "small",
            Self::Rimmed => "small rimmed",
            Self::SmallSoft => "soft small",
            Self::On => "on",
        }
    }
}

/// A part of a picture.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// A filled box: x, y, width, height.
    Box {
        at: [f64; 4],
        ink: Ink,
        opacity: f64,
        title: String,
    },
    /// A hatched box: open suggestions.
    Hatched {
        at: [f64; 4],
        title: String,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
        pen: Pen,
    },
    /// A bent line with an arrow at its end.
    Arrow {
        from: (f64, f64),
        bend: (f64, f64),
        to: (f64, f64),
        ink: Ink,
        width: f64,
        title: String,
    },
    Disc {
        at: (f64, f64),
        radius: f64,
        ink: Ink,
        title: String,
    },
    /// Text on its baseline; turned ones rise to the right.
    Text {
        at: (f64, f64),
        anchor: Anchor,
        face: Face,
        turned: bool,
        text: String,
    },
}

/// By how many degrees turned text is turned.
pub const TURN: f64 = -42.0;

/// A chart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Picture {
    pub height: f64,
    /// For those who do not see it.
    pub title: String,
    pub description: String,
    pub shapes: Vec<Shape>,
}

impl Picture {
    /// An empty picture.
    pub fn new(title: &str, description: &str, height: f64) -> Self {
        Self { height, title: title.to_owned(), description: description.to_owned(), shapes: Vec::new() }
    }

    pub(super) fn fill(&mut self, at: [f64; 4], ink: Ink, opacity: f64, title: String) {
        let at = [at[0], at[1], at[2].max(0.0), at[3].max(0.0)];
        self.shapes.push(Shape::Box { at, ink, opacity, title });
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, face: Face, text: impl Into<String>) {
        self.shapes.push(Shape::Text { at, anchor, face, turned: false, text: text.into() });
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), pen: Pen) {
        self.shapes.push(Shape::Line { from, to, pen });
    }

    /// As SVG, with a title and a description for those who do not see it; it carries its own style.
    pub fn svg(&self) -> String {
        let mut body = String::new();
        for shape in &self.shapes {
            write_shape(&mut body, shape);
        }
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" role="img" class="chart">"#,
                "<title>{title}</title><desc>{description}</desc>",
                "<style>.chart text{{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--ink,#23262e)}}",
                ".chart .rimmed{{paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3px;stroke-linejoin:round}}",
                ".chart .soft{{fill:var(--soft,#6b7280)}}.chart .small{{font-size:11px}}.chart .on{{fill:#fff;font-size:11px;font-weight:600}}",
                ".chart .whisker{{stroke:var(--ink,#23262e);stroke-width:1.25}}.chart .rule{{stroke:var(--rule,#dfe2e8);stroke-width:1}}</style>",
                r#"<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
                r#"<line x1="0" y1="0" x2="0" y2="6" style="stroke:var(--bar,#4668a8);stroke-width:2"/></pattern></defs>{body}</svg>"#
            ),
            width = WIDTH,
            height = self.height,
            title = escape(&self.title),
            description = escape(&self.description),
            body = body
        )
    }
}

fn write_shape(body: &mut String, shape: &Shape) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Box { at: [x, y, wide, high], ink, opacity, title } => write!(
            body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{wide:.1}" height="{high:.1}" rx="2" style="fill:{};fill-opacity:{opacity:.2}"><title>{}</title></rect>"#,
            ink.css(),
            escape(title)
        ),
        Shape::Hatched { at: [x, y, wide, high], title } => write!(
            body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{wide:.1}" height="{high:.1}" fill="url(#hatch)"><title>{}</title></rect>"#,
            escape(title)
        ),
        Shape::Line { from, to, pen } => {
            let class = if *pen == Pen::Rule { "rule" } else { "whisker" };
            let (x1, y1, x2, y2) = (from.0, from.1, to.0, to.1);
            write!(body, r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" class="{class}"/>"#)
        }
        Shape::Arrow { from, bend, to, ink, width, title } => {
            let [a, b] = wings(*bend, *to, *width);
            write!(
                body,
                r#"<g><title>{}</title><path d="M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}" style="fill:none;stroke:{c};stroke-width:{width:.1}"/><path d="M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z" style="fill:{c}"/></g>"#,
                escape(title),
                from.0,
                from.1,
                bend.0,
                bend.1,
                to.0,
                to.1,
                to.0,
                to.1,
                a.0,
                a.1,
                b.0,
                b.1,
                c = ink.css()
            )
        }
        Shape::Disc { at, radius, ink, title } => write!(
            body,
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" style="fill:{}"><title>{}</title></circle>"#,
            at.0,
            at.1,
            ink.css(),
            escape(title)
        ),
        Shape::Text { at: (x, y), anchor, face, turned, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let place = if *turned {
                format!(r#"transform="translate({x:.1} {y:.1}) rotate({TURN:.0})""#)
            } else {
                format!(r#"x="{x:.1}" y="{y:.1}""#)
            };
            write!(body, r#"<text {place} text-anchor="{anchor}" class="{}">{}</text>"#, face.class(), escape(text))
        }
    };
}

/// The two hind corners of an arrow's head.
pub fn wings(bend: (f64, f64), to: (f64, f64), width: f64) -> [(f64, f64); 2] {
    let (dx, dy) = (to.0 - bend.0, to.1 - bend.1);
    let long = dx.hypot(dy).max(1e-9);
    let (dx, dy) = (dx / long, dy / long);
    let (back, side) = (6.0 + width, 3.0 + width * 0.7);
    [1.0, -1.0].map(|hand| (to.0 - dx * back - dy * side * hand, to.1 - dy * back + dx * side * hand))
}
