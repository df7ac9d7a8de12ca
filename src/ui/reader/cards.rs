//! Stance cards in the margin, beside their evidence, and the lines from a card to its holder and target.
//!
//! A card stands where its evidence begins; cards that would touch are pushed down, and where there are more than fit they
//! become single lines. Lines run between text lines and in the margin, and only for the card one looks at.

use super::marks::Source;
use super::palette::{Palette, Small, Words};
use super::paragraph::Engine;
use super::{MarkId, ReaderView, ShownKind, ShownMark};
use crate::model::{Actor, Directness, Polarity, Stance, TargetRef};
use crate::say;
use crate::text::SpanSet;
use crate::ui::theme::Theme;
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, TextureId, pos2, vec2};

/// A card, placed on the screen.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) mark: MarkId,
    pub(super) rect: Rect,
    title: String,
    line: String,
    polarity: Polarity,
    suggested: bool,
    /// Where its evidence begins on the screen.
    evidence: Rect,
    pub(super) holder: Option<SpanSet>,
    pub(super) target: Option<SpanSet>,
}

/// A stance in sight and the first rectangle of its evidence on the screen.
pub(super) struct Wanted {
    pub(super) source: Source,
    pub(super) evidence: Rect,
}

/// Places a card for each of `wanted` (from top to bottom) in the margin.
pub(super) fn arrange(view: &ReaderView<'_>, palette: &Palette, wanted: Vec<Wanted>, margin: Rect, size: f32) -> Vec<Card> {
    let tall = (46.0 * size).round();
    let short = (24.0 * size).round();
    let each = if wanted.len() as f32 * (tall + 6.0) > margin.height() { short } else { tall };
    let mut free = f32::MIN;
    let mut cards = Vec::with_capacity(wanted.len());
    for Wanted { source, evidence } in wanted {
        let top = (evidence.top() - 2.0).max(free);
        if top > margin.bottom() {
            break;
        }
        free = top + each + 6.0;
        let rect = Rect::from_min_size(pos2(margin.left(), top.round()), vec2(margin.width(), each));
        let Some(mut card) = describe(view, palette, &source, rect, evidence) else { continue };
        if each == short {
            card.line.clear();
        }
        cards.push(card);
    }
    cards
}

fn describe(view: &ReaderView<'_>, palette: &Palette, source: &Source, rect: Rect, evidence: Rect) -> Option<Card> {
    match source {
        Source::Stance(stance) => {
            let style = palette.polarity(stance.polarity);
            let (holder, target) = (holder_name(view, stance), target_name(view, stance));
            Some(Card {
                mark: MarkId::Stance(stance.id),
                rect,
                title: title(&holder, target.as_deref()),
                line: [style.word, directness(stance.attribution.directness)]
                    .iter()
                    .filter(|word| !word.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" · "),
                polarity: stance.polarity,
                suggested: false,
                evidence,
                holder: stance.holder.mention.clone().or_else(|| stance.attribution.source.clone()),
                target: stance.target.mention.clone(),
            })
        }
        Source::Suggested(ShownMark { id, kind: ShownKind::Stance { holder, target, polarity }, score, .. }) => Some(Card {
            mark: MarkId::Suggestion(*id),
            rect,
            title: title(holder, (!target.is_empty()).then_some(&**target)),
            line: say!("suggested-with-score", word = palette.polarity(*polarity).word, score = format!("{:.0}", score * 100.0)),
            polarity: *polarity,
            suggested: true,
            evidence,
            holder: None,
            target: None,
        }),
        Source::Mention(_) | Source::Suggested(_) => None,
    }
}

/// The bundled faces have this sign, and no arrow: for an arrow every window with a stance would ask the system for its fonts.
fn title(holder: &str, target: Option<&str>) -> String {
    target.map_or_else(|| holder.to_owned(), |target| format!("{holder} › {target}"))
}

/// Who holds a stance, in words.
pub(super) fn holder_name(view: &ReaderView<'_>, stance: &Stance) -> String {
    match stance.holder.actor {
        Actor::Entity(entity) => view.project.entity(entity).map_or_else(|| "?".to_owned(), |entity| entity.name.clone()),
        Actor::Author => say!("author").to_owned(),
        Actor::Outlet => say!("outlet").to_owned(),
        Actor::Implicit => say!("implied-holder").to_owned(),
        Actor::Unspecified => {
            let quote = stance.holder.mention.as_ref().map(|mention| mention.quote(view.article.text()));
            quote.unwrap_or_else(|| say!("somebody-first").to_owned())
        }
    }
}

/// What a stance is about, in words; `None` for a plain quotation.
pub(super) fn target_name(view: &ReaderView<'_>, stance: &Stance) -> Option<String> {
    match stance.target.reference {
        TargetRef::Entity(entity) => view.project.entity(entity).map(|entity| entity.name.clone()),
        TargetRef::Issue(issue) => view.project.scheme.issue(issue).map(|issue| issue.name.clone()),
        TargetRef::Stance(other) => view.article.stance(other).map(|other| say!("stance-of", other = holder_name(view, other))),
        TargetRef::Unlinked => stance.target.mention.as_ref().map(|mention| mention.quote(view.article.text())),
    }
}

/// How directly the words are given, in one word.
pub(super) fn directness(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => say!("direct"),
        Directness::Mixed => say!("partly-direct"),
        Directness::Indirect => say!("indirect"),
        Directness::Narrated => say!("narrated"),
        Directness::None => "",
    }
}

/// What a card is painted with.
pub(super) struct CardPaint<'a> {
    pub(super) palette: &'a Palette,
    pub(super) theme: &'a Theme,
    pub(super) texture: TextureId,
    pub(super) size: f32,
    pub(super) hovered: Option<MarkId>,
    pub(super) focus: Option<MarkId>,
}

/// Paints the cards.
pub(super) fn paint(cards: &[Card], painter: &Painter, engine: &mut Engine, words: &mut Words, look: &CardPaint<'_>) {
    for card in cards {
        let lit = look.hovered == Some(card.mark) || look.focus == Some(card.mark);
        let theme = look.theme;
        let style = look.palette.polarity(card.polarity);
        let radius = CornerRadius::same(5);
        let fill = if card.suggested { theme.paper } else { theme.raised };
        painter.rect_filled(card.rect, radius, fill);
        let edge = if lit { style.colour } else { theme.rule };
        if card.suggested {
            super::paint::dashes(
                painter,
                card.rect,
                Stroke::new(1.0, if lit { style.colour } else { theme.ink_soft.gamma_multiply(0.6) }),
                [3.0, 3.0],
            );
        } else {
            painter.rect_stroke(card.rect, radius, Stroke::new(if lit { 1.5 } else { 1.0 }, edge), StrokeKind::Inside);
        }
        let bar = Rect::from_min_max(card.rect.min + vec2(0.0, 5.0), pos2(card.rect.left() + 3.0, card.rect.bottom() - 5.0));
        painter.rect_filled(bar, CornerRadius::same(1), style.colour);
        if lit {
            let thread = Stroke::new(1.0, style.colour.gamma_multiply(0.45));
            let (y, start) = (card.evidence.bottom() - 2.0, card.evidence.right());
            let gutter = card.rect.left() - 6.0;
            painter.hline(start.min(gutter)..=gutter, y, thread);
            painter.line_segment([pos2(gutter, y), pos2(card.rect.left(), card.rect.top() + 14.0)], thread);
        }
        let left = card.rect.left() + 11.0;
        let width = card.rect.width() - 17.0;
        let title = pos2(left, card.rect.top() + 4.0 * look.size);
        words.paint(engine, painter, look.texture, Small::CardTitle, &card.title, (title, width), theme.ink);
        if !card.line.is_empty() {
            let line = pos2(left, card.rect.top() + 24.0 * look.size);
            let sign =
                words.paint(engine, painter, look.texture, Small::Sign, style.sign, (line - vec2(0.0, 0.5), 40.0), style.colour);
            let line = line + vec2(sign.x + 5.0, 0.0);
            words.paint(engine, painter, look.texture, Small::CardLine, &card.line, (line, width - sign.x - 5.0), theme.ink_soft);
        }
    }
}

/// Paints the line from a card to one of its slots: out into the gutter, along it, and into the gap above the words.
pub(super) fn route(painter: &Painter, card: &Card, words: Rect, gutter: f32, colour: Color32, filled: bool, clip: Rect) {
    let start = pos2(card.rect.left(), card.rect.top() + 10.0);
    let gap = words.top() + 3.0;
    let end = pos2(words.center().x, words.top() + 5.0);
    let stroke = Stroke::new(1.3, colour);
    let y = gap.clamp(clip.top() + 2.0, clip.bottom() - 2.0);
    let path = [start, pos2(gutter, start.y), pos2(gutter, y), pos2(end.x, y)];
    for pair in path.windows(2) {
        painter.line_segment([pair[0], pair[1]], stroke);
    }
    if (y - gap).abs() < 0.5 {
        let tip = [pos2(end.x - 3.5, end.y - 1.0), pos2(end.x + 3.5, end.y - 1.0), pos2(end.x, end.y + 4.0)];
        if filled {
            painter.add(egui::Shape::convex_polygon(tip.to_vec(), colour, Stroke::NONE));
        } else {
            painter.circle_filled(pos2(end.x, y), 3.0, colour);
        }
    }
}

/// The card under a point.
pub(super) fn at(cards: &[Card], point: Pos2) -> Option<&Card> {
    cards.iter().find(|card| card.rect.contains(point))
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::TextStyle;
    use super::*;
    use crate::ui::fonts::Face;

    #[test]
    fn what_cards_say_needs_no_font_of_the_system() {
        let mut engine = Engine::new(false);
        let theme = Theme::new(false, Default::default());
        let all = [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];
        let signs: String = all.map(|polarity| theme.polarity(polarity).sign).concat();
        for face in [Face::Sans, Face::Serif] {
            let style = TextStyle {
                face,
                size: 13.0,
                line_height: 18.0,
                weight: 600.0,
                italic: false,
                direction: parley::BaseDirection::Auto,
            };
            for words in [title("Ada Brink", Some("Tram line 4")), format!("{signs} · 75 % …")] {
                assert_eq!(engine.paragraph(&words, &style, 300.0, 1.0).missing, None, "{words}");
            }
        }
    }
}
