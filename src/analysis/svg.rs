//! Charts as SVG text: bars with intervals, stacked columns, a matrix of tiles.
//!
//! Colours are CSS variables with a fallback, so that a report can follow light and dark while a saved picture stands alone.
//! Sizes are in pixels of a 720 wide drawing.

use std::fmt::Write as _;

/// Width of every chart.
pub const WIDTH: f64 = 720.0;

/// Text made safe for HTML and XML.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {} // no XML may hold them
            c => safe.push(c),
        }
    }
    safe
}

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
    fn css(self) -> &'static str {
        match self {
            Self::Favor => "var(--favor, #2a7f62)",
            Self::Against => "var(--against, #b5483a)",
            Self::Neutral => "var(--neutral, #8d93a1)",
            Self::Bar => "var(--bar, #4668a8)",
            Self::Quiet => "var(--quiet, #c3c9d6)",
        }
    }
}

/// One bar of a chart of shares.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    pub name: String,
    /// What is written at its end.
    pub note: String,
    pub value: f64,
    /// The whisker, where there is one.
    pub interval: Option<(f64, f64)>,
    /// Open suggestions, drawn hatched after the bar.
    pub suggested: f64,
}

/// A picture under way.
struct Picture {
    body: String,
    height: f64,
}

impl Picture {
    fn rect(&mut self, (x, y, wide, high): (f64, f64, f64, f64), ink: Ink, opacity: f64, title: &str) {
        let _ = write!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" rx="2" style="fill:{};fill-opacity:{opacity:.2}"><title>{}</title></rect>"#,
            wide.max(0.0),
            high.max(0.0),
            ink.css(),
            escape(title)
        );
    }

    fn text(&mut self, x: f64, y: f64, anchor: &str, class: &str, text: &str) {
        let _ =
            write!(self.body, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" class="{class}">{}</text>"#, escape(text));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let _ = write!(
            self.body,
            r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" class="{class}"/>"#,
            from.0, from.1, to.0, to.1
        );
    }

    /// The finished picture. It has a title and a description for those who do not see it, and carries its own style.
    fn finish(self, title: &str, description: &str) -> String {
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" role="img" class="chart">"#,
                "<title>{title}</title><desc>{description}</desc>",
                "<style>.chart text{{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--ink,#23262e)}}",
                ".chart .soft{{fill:var(--soft,#6b7280)}}.chart .small{{font-size:11px}}.chart .on{{fill:#fff;font-size:11px;font-weight:600}}",
                ".chart .whisker{{stroke:var(--ink,#23262e);stroke-width:1.25}}.chart .rule{{stroke:var(--rule,#dfe2e8);stroke-width:1}}</style>",
                r#"<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#,
                r#"<line x1="0" y1="0" x2="0" y2="6" style="stroke:var(--bar,#4668a8);stroke-width:2"/></pattern></defs>{body}</svg>"#
            ),
            width = WIDTH,
            height = self.height,
            title = escape(title),
            description = escape(description),
            body = self.body
        )
    }
}

/// At most so many characters, with an ellipsis.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// Lying bars with whiskers; `most` is the value at the right edge.
pub fn bars(title: &str, description: &str, bars: &[Bar], most: f64) -> String {
    let (left, right, step) = (190.0, 96.0, 26.0);
    let most = if most > 0.0 { most } else { 1.0 };
    let wide = |value: f64| (value / most).clamp(0.0, 1.0) * (WIDTH - left - right);
    let mut picture = Picture { body: String::new(), height: step * bars.len() as f64 + 8.0 };
    picture.line((left, 2.0), (left, picture.height - 4.0), "rule");
    for (at, bar) in bars.iter().enumerate() {
        let y = 4.0 + step * at as f64;
        picture.text(left - 10.0, y + 16.0, "end", "", &short(&bar.name, 27));
        picture.rect((left, y + 4.0, wide(bar.value), 16.0), Ink::Bar, 1.0, &format!("{}: {}", bar.name, bar.note));
        let mut end = left + wide(bar.value);
        if bar.suggested > 0.0 {
            let more = wide(bar.suggested);
            let _ = write!(
                picture.body,
                r#"<rect x="{end:.1}" y="{:.1}" width="{more:.1}" height="16" fill="url(#hatch)"><title>{}: open suggestions</title></rect>"#,
                y + 4.0,
                escape(&bar.name)
            );
            end += more;
        }
        if let Some((low, high)) = bar.interval {
            let middle = y + 12.0;
            let (low, high) = (left + wide(low), left + wide(high));
            picture.line((low, middle), (high, middle), "whisker");
            picture.line((low, middle - 4.0), (low, middle + 4.0), "whisker");
            picture.line((high, middle - 4.0), (high, middle + 4.0), "whisker");
            end = end.max(high);
        }
        picture.text(end + 8.0, y + 16.0, "start", "soft", &bar.note);
    }
    picture.finish(title, description)
}

/// One column of a stacked chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    pub name: String,
    /// From the ground up.
    pub parts: Vec<(Ink, f64, String)>,
    /// Below the ground, downwards.
    pub below: Vec<(Ink, f64, String)>,
}

/// Standing columns, stacked, some of it below the ground line.
pub fn columns(title: &str, description: &str, columns: &[Column]) -> String {
    let high: f64 = columns.iter().map(|column| column.parts.iter().map(|part| part.1).sum::<f64>()).fold(0.0, f64::max);
    let deep: f64 = columns.iter().map(|column| column.below.iter().map(|part| part.1).sum::<f64>()).fold(0.0, f64::max);
    let (left, top, plot, foot) = (36.0, 14.0, 180.0, 34.0);
    let unit = plot / (high + deep).max(1.0);
    let ground = top + high * unit;
    let wide = (WIDTH - left - 8.0) / columns.len().max(1) as f64;
    let mut picture = Picture { body: String::new(), height: top + plot + foot };
    picture.text(left - 8.0, top + 8.0, "end", "soft small", &format!("{high:.0}"));
    if deep > 0.0 {
        picture.text(left - 8.0, top + (high + deep) * unit, "end", "soft small", &format!("{deep:.0}"));
    }
    let every = (columns.len() as f64 * 62.0 / (WIDTH - left)).ceil().max(1.0) as usize;
    for (at, column) in columns.iter().enumerate() {
        let x = left + wide * at as f64;
        let inner = (wide - 3.0).clamp(1.0, 46.0);
        let x_bar = x + (wide - inner) / 2.0;
        let mut y = ground;
        for (ink, value, note) in &column.parts {
            y -= value * unit;
            picture.rect((x_bar, y, inner, value * unit), *ink, 1.0, &format!("{}: {note}", column.name));
        }
        let mut y = ground;
        for (ink, value, note) in &column.below {
            picture.rect((x_bar, y, inner, value * unit), *ink, 1.0, &format!("{}: {note}", column.name));
            y += value * unit;
        }
        if at % every == 0 {
            picture.text(x + wide / 2.0, top + plot + 22.0, "middle", "soft small", &short(&column.name, 12));
        }
    }
    picture.line((left, ground), (WIDTH - 8.0, ground), "whisker");
    picture.finish(title, description)
}

/// One tile of a matrix: balance from -1 to 1 (`None` takes no side), weight from 0 to 1, what is written on it, its title.
pub type Tile = (Option<f64>, f64, String, String);

/// Tiles by row and column.
pub fn tiles(title: &str, description: &str, rows: &[String], columns: &[String], tiles: &[Vec<Tile>]) -> String {
    let (left, top) = (170.0, 118.0);
    let wide = ((WIDTH - left - 8.0) / columns.len().max(1) as f64).min(64.0);
    let tall = 28.0;
    let mut picture = Picture { body: String::new(), height: top + tall * rows.len() as f64 + 8.0 };
    for (at, name) in columns.iter().enumerate() {
        let x = left + wide * (at as f64 + 0.5);
        let _ = write!(
            picture.body,
            r#"<text transform="translate({x:.1} {:.1}) rotate(-42)" text-anchor="start" class="small">{}</text>"#,
            top - 8.0,
            escape(&short(name, 20))
        );
    }
    for (row, name) in rows.iter().enumerate() {
        let y = top + tall * row as f64;
        picture.text(left - 10.0, y + 18.0, "end", "", &short(name, 24));
        for (column, (balance, weight, written, title)) in tiles.get(row).into_iter().flatten().enumerate() {
            let x = left + wide * column as f64;
            let place = (x + 1.0, y + 1.0, wide - 2.0, tall - 2.0);
            if written.is_empty() {
                picture.rect(place, Ink::Quiet, 0.16, title);
                continue;
            }
            let ink = match balance {
                Some(balance) if *balance > 0.0 => Ink::Favor,
                Some(balance) if *balance < 0.0 => Ink::Against,
                _ => Ink::Neutral,
            };
            // Mixed sides are paler, but never so pale that white figures vanish on them.
            let strength = balance.map_or(1.0, |balance| 0.55 + 0.45 * balance.abs()) * (0.82 + 0.18 * weight.clamp(0.0, 1.0));
            picture.rect(place, ink, strength, title);
            picture.text(x + wide / 2.0, y + 18.0, "middle", "on", written);
        }
    }
    picture.finish(title, description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out_of_the_picture() {
        let bar =
            Bar { name: "<script>&\"".into(), note: "1\u{0}".into(), value: 1.0, interval: Some((0.2, 0.8)), suggested: 0.5 };
        let svg = bars("a < b", "…", &[bar], 1.0);
        assert!(!svg.contains("<script>") && svg.contains("&lt;script&gt;&amp;&quot;") && !svg.contains('\u{0}'));
        let mut reader = quick_xml::Reader::from_str(&svg);
        loop {
            if reader.read_event().expect("the picture is well-formed XML") == quick_xml::events::Event::Eof {
                break;
            }
        }
    }

    #[test]
    fn empty_charts_are_pictures_too() {
        assert!(bars("", "", &[], 0.0).ends_with("</svg>"));
        assert!(columns("", "", &[]).ends_with("</svg>"));
        assert!(tiles("", "", &[], &[], &[]).ends_with("</svg>"));
    }
}
