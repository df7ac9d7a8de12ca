//! Charts from numbers: bars with intervals, stacked columns, a matrix of tiles, a network of arrows.

use super::network::Network;
use super::picture::{Anchor, Face, Ink, Pen, Picture, Shape, WIDTH};
use super::{Sides, report::tables::sides_in_words};

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

/// At most so many characters, with an ellipsis.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// Lying bars with whiskers; `most` is the value at the right edge.
pub fn bars(title: &str, description: &str, bars: &[Bar], most: f64) -> Picture {
    let (left, right, step) = (190.0, 96.0, 26.0);
    let most = if most > 0.0 { most } else { 1.0 };
    let wide = |value: f64| (value / most).clamp(0.0, 1.0) * (WIDTH - left - right);
    let mut picture = Picture::new(title, description, step * bars.len() as f64 + 8.0);
    picture.line((left, 2.0), (left, picture.height - 4.0), Pen::Rule);
    for (at, bar) in bars.iter().enumerate() {
        let y = 4.0 + step * at as f64;
        picture.text((left - 10.0, y + 16.0), Anchor::End, Face::Plain, short(&bar.name, 27));
        picture.fill([left, y + 4.0, wide(bar.value), 16.0], Ink::Bar, 1.0, format!("{}: {}", bar.name, bar.note));
        let mut end = left + wide(bar.value);
        if bar.suggested > 0.0 {
            let more = wide(bar.suggested);
            let title = format!("{}: open suggestions", bar.name);
            picture.shapes.push(Shape::Hatched { at: [end, y + 4.0, more, 16.0], title });
            end += more;
        }
        if let Some((low, high)) = bar.interval {
            let middle = y + 12.0;
            let (low, high) = (left + wide(low), left + wide(high));
            picture.line((low, middle), (high, middle), Pen::Whisker);
            for x in [low, high] {
                picture.line((x, middle - 4.0), (x, middle + 4.0), Pen::Whisker);
            }
            end = end.max(high);
        }
        picture.text((end + 8.0, y + 16.0), Anchor::Start, Face::Soft, bar.note.clone());
    }
    picture
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
pub fn columns(title: &str, description: &str, columns: &[Column]) -> Picture {
    let high: f64 = columns.iter().map(|column| column.parts.iter().map(|part| part.1).sum::<f64>()).fold(0.0, f64::max);
    let deep: f64 = columns.iter().map(|column| column.below.iter().map(|part| part.1).sum::<f64>()).fold(0.0, f64::max);
    let (left, top, plot, foot) = (36.0, 14.0, 180.0, 34.0);
    let unit = plot / (high + deep).max(1.0);
    let ground = top + high * unit;
    let wide = (WIDTH - left - 8.0) / columns.len().max(1) as f64;
    let mut picture = Picture::new(title, description, top + plot + foot);
    picture.text((left - 8.0, top + 8.0), Anchor::End, Face::SmallSoft, format!("{high:.0}"));
    if deep > 0.0 {
        picture.text((left - 8.0, top + (high + deep) * unit), Anchor::End, Face::SmallSoft, format!("{deep:.0}"));
    }
    let every = (columns.len() as f64 * 62.0 / (WIDTH - left)).ceil().max(1.0) as usize;
    for (at, column) in columns.iter().enumerate() {
        let x = left + wide * at as f64;
        let inner = (wide - 3.0).clamp(1.0, 46.0);
        let x_bar = x + (wide - inner) / 2.0;
        let mut y = ground;
        for (ink, value, note) in &column.parts {
            y -= value * unit;
            picture.fill([x_bar, y, inner, value * unit], *ink, 1.0, format!("{}: {note}", column.name));
        }
        let mut y = ground;
        for (ink, value, note) in &column.below {
            picture.fill([x_bar, y, inner, value * unit], *ink, 1.0, format!("{}: {note}", column.name));
            y += value * unit;
        }
        if at % every == 0 {
            let place = (x + wide / 2.0, top + plot + 22.0);
            picture.text(place, Anchor::Middle, Face::SmallSoft, short(&column.name, 12));
        }
    }
    picture.line((left, ground), (WIDTH - 8.0, ground), Pen::Whisker);
    picture
}

/// One tile of a matrix: balance from -1 to 1 (`None` takes no side), weight from 0 to 1, what is written on it, its title.
pub type Tile = (Option<f64>, f64, String, String);

/// Tiles by row and column.
pub fn tiles(title: &str, description: &str, rows: &[String], columns: &[String], tiles: &[Vec<Tile>]) -> Picture {
    let (left, top) = (170.0, 118.0);
    let wide = ((WIDTH - left - 44.0) / columns.len().max(1) as f64).min(64.0);
    let tall = 28.0;
    let mut picture = Picture::new(title, description, top + tall * rows.len() as f64 + 8.0);
    for (at, name) in columns.iter().enumerate() {
        let place = (left + wide * (at as f64 + 0.5), top - 8.0);
        let text = short(name, 20);
        picture.shapes.push(Shape::Text { at: place, anchor: Anchor::Start, face: Face::Small, turned: true, text });
    }
    for (row, name) in rows.iter().enumerate() {
        let y = top + tall * row as f64;
        picture.text((left - 10.0, y + 18.0), Anchor::End, Face::Plain, short(name, 24));
        for (column, (balance, weight, written, title)) in tiles.get(row).into_iter().flatten().enumerate() {
            let x = left + wide * column as f64;
            let place = [x + 1.0, y + 1.0, wide - 2.0, tall - 2.0];
            if written.is_empty() {
                picture.fill(place, Ink::Quiet, 0.16, title.clone());
                continue;
            }
            // Mixed sides are paler, but never so pale that white figures vanish on them.
            let strength = balance.map_or(1.0, |balance| 0.55 + 0.45 * balance.abs()) * (0.82 + 0.18 * weight.clamp(0.0, 1.0));
            picture.fill(place, ink_of(*balance), strength, title.clone());
            picture.text((x + wide / 2.0, y + 18.0), Anchor::Middle, Face::On, written.clone());
        }
    }
    picture
}

fn ink_of(balance: Option<f64>) -> Ink {
    match balance {
        Some(balance) if balance > 0.0 => Ink::Favor,
        Some(balance) if balance < 0.0 => Ink::Against,
        _ => Ink::Neutral,
    }
}

/// Parties as discs, stances as arrows.
pub fn arrows(title: &str, description: &str, network: &Network) -> Picture {
    let height = 520.0;
    let mut picture = Picture::new(title, description, height);
    let place = |at: (f32, f32)| (70.0 + f64::from(at.0) * (WIDTH - 140.0), 30.0 + f64::from(at.1) * (height - 70.0));
    let radius = |at: usize| 4.0 + 11.0 * (network.nodes[at].weight as f64 / network.most_weight.max(1) as f64).sqrt();
    let most = network.edges.iter().map(|edge| edge.sides.total()).max().unwrap_or(1).max(1);
    for edge in &network.edges {
        if edge.from == edge.to {
            // Of itself: a loop over the disc.
            let (centre, r) = (place(network.nodes[edge.from].at), radius(edge.from));
            let (from, to) = ((centre.0 - r * 0.7, centre.1 - r * 0.7), (centre.0 + r * 0.7, centre.1 - r * 0.9));
            let bend = (centre.0, centre.1 - r * 2.0 - 30.0);
            let title = arrow_title(network, edge.from, edge.to, &edge.sides);
            picture.shapes.push(Shape::Arrow { from, bend, to, ink: ink_of(edge.sides.balance()), width: 1.5, title });
            continue;
        }
        let (from, to) = (place(network.nodes[edge.from].at), place(network.nodes[edge.to].at));
        let far = (to.0 - from.0).hypot(to.1 - from.1).max(1.0);
        let side = (far * 0.2).min(60.0) / far;
        // Two that take sides towards each other get two bent lines.
        let bend = ((from.0 + to.0) / 2.0 - (to.1 - from.1) * side, (from.1 + to.1) / 2.0 + (to.0 - from.0) * side);
        let (dx, dy) = (to.0 - bend.0, to.1 - bend.1);
        let last = dx.hypot(dy).max(1.0);
        let short = radius(edge.to) + 2.0;
        let tip = (to.0 - dx / last * short, to.1 - dy / last * short);
        let width = 1.0 + 3.0 * (edge.sides.total() as f64 / most as f64).sqrt();
        let title = arrow_title(network, edge.from, edge.to, &edge.sides);
        picture.shapes.push(Shape::Arrow { from, bend, to: tip, ink: ink_of(edge.sides.balance()), width, title });
    }
    for (at, node) in network.nodes.iter().enumerate() {
        let centre = place(node.at);
        let ink = if node.holds { Ink::Bar } else { Ink::Neutral };
        let title = format!("{}: {} stances held or received", node.name, node.weight);
        picture.shapes.push(Shape::Disc { at: centre, radius: radius(at), ink, title });
        picture.text((centre.0, centre.1 + radius(at) + 13.0), Anchor::Middle, Face::Rimmed, short(&node.name, 24));
    }
    picture
}

fn arrow_title(network: &Network, from: usize, to: usize, sides: &Sides) -> String {
    format!("{} on {}: {}", network.nodes[from].name, network.nodes[to].name, sides_in_words(sides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out_of_the_picture() {
        let bar =
            Bar { name: "<script>&\"".into(), note: "1\u{0}".into(), value: 1.0, interval: Some((0.2, 0.8)), suggested: 0.5 };
        let svg = bars("a < b", "…", &[bar], 1.0).svg();
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
        assert!(bars("", "", &[], 0.0).svg().ends_with("</svg>"));
        assert!(columns("", "", &[]).svg().ends_with("</svg>"));
        assert!(tiles("", "", &[], &[], &[]).svg().ends_with("</svg>"));
        assert!(arrows("", "", &Network::default()).svg().ends_with("</svg>"));
    }
}
