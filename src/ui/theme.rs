//! Every colour of the window: light and dark, three colour sets, label tints and polarity styles.
//!
//! Colours live only here. A label's stored colour is a wish: what is painted is derived from it so that text on a tint, and
//! a label's name on paper, keep a contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).

use crate::model::{Polarity, Rgb};
use crate::say;
use crate::session::Colours;
use egui::Color32;

/// Colours of one label or speaker.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tint {
    /// Behind text.
    pub fill: Color32,
    /// Around it.
    pub edge: Color32,
    /// The label's name, on paper.
    pub name: Color32,
}

/// How a polarity's line is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    Solid,
    Double,
    Dashed,
    Dotted,
    Thin,
}

/// The look of one polarity; the sign and the line tell it without colour.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PolarityStyle {
    pub colour: Color32,
    pub line: Line,
    pub sign: &'static str,
    pub word: &'static str,
}

/// All colours of one look.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    pub dark: bool,
    pub set: Colours,
    /// Behind the article.
    pub paper: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Behind cards, fields and menus.
    pub raised: Color32,
    pub ink: Color32,
    /// Secondary text; 4.5:1 on paper and panel.
    pub ink_soft: Color32,
    /// Rules and borders.
    pub rule: Color32,
    /// Focus, links, the primary button.
    pub accent: Color32,
    pub selection: Color32,
    pub hit: Color32,
    pub current_hit: Color32,
    pub warning: Color32,
    pub error: Color32,
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Okabe and Ito (2008), without black and the pale yellow.
const COLOUR_BLIND: [u32; 7] = [0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x7a6a00];

impl Theme {
    /// The theme of these choices.
    pub fn new(dark: bool, set: Colours) -> Self {
        let mut theme = if dark { Self::dark() } else { Self::light() };
        theme.set = set;
        if set == Colours::HighContrast {
            let (paper, ink) = if dark { (Color32::BLACK, Color32::WHITE) } else { (Color32::WHITE, Color32::BLACK) };
            (theme.paper, theme.panel, theme.raised) = (paper, paper, paper);
            (theme.ink, theme.ink_soft, theme.rule) = (ink, ink, ink);
            theme.accent = if dark { rgb(0x8fd0ff) } else { rgb(0x0040a0) };
        }
        theme
    }

    fn light() -> Self {
        Self {
            dark: false,
            set: Colours::Calm,
            paper: rgb(0xfdfcf9),
            panel: rgb(0xf4f2ed),
            raised: rgb(0xffffff),
            ink: rgb(0x22252a),
            ink_soft: rgb(0x62666d),
            rule: rgb(0xdfdbd2),
            accent: rgb(0x2b5f92),
            selection: rgb(0xc9dcf0),
            hit: rgb(0xfbe9a6),
            current_hit: rgb(0xf6c453),
            warning: rgb(0x8a5a00),
            error: rgb(0xa8322a),
            shadow: Color32::from_black_alpha(22),
        }
    }

    fn dark() -> Self {
        Self {
            dark: true,
            set: Colours::Calm,
            paper: rgb(0x1b1d20),
            panel: rgb(0x222529),
            raised: rgb(0x292c31),
            ink: rgb(0xe2e0da),
            ink_soft: rgb(0xa6a8ac),
            rule: rgb(0x3a3e44),
            accent: rgb(0x8ab8e6),
            selection: rgb(0x2f4a66),
            hit: rgb(0x57491c),
            current_hit: rgb(0x735712),
            warning: rgb(0xe0b566),
            error: rgb(0xf0908a),
            shadow: Color32::from_black_alpha(110),
        }
    }

    /// Colours of the label at `position` of the scheme, whose stored colour is `wish`.
    pub fn label(&self, wish: Rgb, position: usize) -> Tint {
        match self.set {
            Colours::ColourBlind => self.tint(rgb(COLOUR_BLIND[position % COLOUR_BLIND.len()])),
            Colours::Calm | Colours::HighContrast => self.tint(Color32::from_rgb(wish.0, wish.1, wish.2)),
        }
    }

    /// Colours of the speaker number `position`, for the source mode.
    pub fn speaker(&self, position: usize) -> Tint {
        self.tint(rgb(COLOUR_BLIND[position % COLOUR_BLIND.len()]))
    }

    fn tint(&self, colour: Color32) -> Tint {
        let share = match (self.set, self.dark) {
            (Colours::HighContrast, _) => 0.12,
            (_, false) => 0.20,
            (_, true) => 0.30,
        };
        let mut share = share;
        let mut fill = mix(self.paper, colour, share);
        while contrast(self.ink, fill) < 7.0 && share > 0.02 {
            share *= 0.85;
            fill = mix(self.paper, colour, share);
        }
        Tint { fill, edge: mix(self.paper, colour, 0.62), name: readable(colour, self.ink, &[self.paper, fill]) }
    }

    /// The look of a polarity.
    pub fn polarity(&self, polarity: Polarity) -> PolarityStyle {
        let (favor, against) = match (self.set, self.dark) {
            (Colours::ColourBlind, _) => (0x0072b2, 0xd55e00),
            (_, false) => (0x1f7a54, 0xb23a30),
            (_, true) => (0x6cc79b, 0xf0857c),
        };
        let (colour, line, sign, word) = match polarity {
            Polarity::Favor => (rgb(favor), Line::Solid, "+", say!("in-favour")),
            Polarity::Against => (rgb(against), Line::Double, "−", say!("against")),
            Polarity::Neutral => (self.ink_soft, Line::Thin, "0", say!("neutral")),
            Polarity::Mixed => (rgb(if self.dark { 0xc3a3e6 } else { 0x76529c }), Line::Dashed, "±", say!("mixed")),
            Polarity::Unclear => (self.ink_soft, Line::Dotted, "?", say!("unclear")),
            Polarity::None => (mix(self.paper, self.ink_soft, 0.75), Line::Thin, "“", say!("quoted")),
        };
        let colour = if polarity == Polarity::None { colour } else { readable(colour, self.ink, &[self.paper, self.raised]) };
        PolarityStyle { colour, line, sign, word }
    }

    /// Gives the whole window this look.
    pub fn apply(&self, ctx: &egui::Context) {
        let mut visuals = if self.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.raised;
        visuals.extreme_bg_color = if self.dark { self.paper } else { self.raised };
        visuals.text_edit_bg_color = Some(mix(self.raised, self.ink, 0.045));
        visuals.faint_bg_color = mix(self.panel, self.ink, 0.03);
        visuals.override_text_color = None;
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.warning;
        visuals.error_fg_color = self.error;
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = egui::Stroke::new(1.0, self.accent);
        visuals.window_stroke = egui::Stroke::new(1.0, self.rule);
        visuals.window_corner_radius = egui::CornerRadius::same(8);
        visuals.menu_corner_radius = egui::CornerRadius::same(6);
        visuals.window_shadow = egui::Shadow { offset: [0, 4], blur: 18, spread: 0, color: self.shadow };
        visuals.popup_shadow = egui::Shadow { offset: [0, 2], blur: 10, spread: 0, color: self.shadow };
        let radius = egui::CornerRadius::same(5);
        let widgets = &mut visuals.widgets;
        for (widget, fill, edge, text) in [
            (&mut widgets.noninteractive, self.panel, self.rule, self.ink),
            (&mut widgets.inactive, mix(self.panel, self.ink, 0.07), self.rule, self.ink),
            (&mut widgets.hovered, mix(self.panel, self.ink, 0.12), mix(self.rule, self.ink, 0.25), self.ink),
            (&mut widgets.active, mix(self.panel, self.accent, 0.25), self.accent, self.ink),
            (&mut widgets.open, mix(self.panel, self.ink, 0.10), self.rule, self.ink),
        ] {
            widget.bg_fill = fill;
            widget.weak_bg_fill = fill;
            widget.bg_stroke = egui::Stroke::new(1.0, edge);
            widget.fg_stroke = egui::Stroke::new(1.0, text);
            widget.corner_radius = radius;
            widget.expansion = 0.0;
        }
        // What is drawn small (boxes to tick, rails) needs more contrast than what is drawn large.
        widgets.inactive.bg_fill = mix(self.panel, self.ink, 0.2);
        widgets.hovered.bg_fill = mix(self.panel, self.ink, 0.28);
        widgets_calm(widgets);
        ctx.set_theme(if self.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.set_visuals(visuals);
    }
}

/// Buttons at rest carry no border: fewer lines on the screen.
fn widgets_calm(widgets: &mut egui::style::Widgets) {
    widgets.inactive.bg_stroke = egui::Stroke::NONE;
}

/// `share` of `to`, the rest of `from`; sRGB.
pub fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let part = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color32::from_rgb(part(from.r(), to.r()), part(from.g(), to.g()), part(from.b(), to.b()))
}

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f32 {
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// `colour`, moved towards `ink` until it can be read on each of the grounds.
fn readable(colour: Color32, ink: Color32, grounds: &[Color32]) -> Color32 {
    let mut best = colour;
    for step in 0..=20 {
        best = mix(colour, ink, step as f32 / 20.0);
        if grounds.iter().all(|ground| contrast(best, *ground) >= 4.6) {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::presets::Preset;

    #[test]
    fn text_on_every_tint_and_every_name_can_be_read() {
        for dark in [false, true] {
            for set in [Colours::Calm, Colours::ColourBlind, Colours::HighContrast] {
                let theme = Theme::new(dark, set);
                let wishes = [Rgb(255, 255, 0), Rgb(0, 0, 0), Rgb(255, 255, 255), Rgb(0, 0, 255), Rgb(255, 0, 0)];
                let labels = Preset::ALL.iter().flat_map(|preset| preset.scheme().labels).map(|label| label.colour);
                for (position, wish) in labels.chain(wishes).enumerate() {
                    let tint = theme.label(wish, position);
                    assert!(contrast(theme.ink, tint.fill) >= 4.5, "{wish:?} {dark} {set:?}");
                    assert!(contrast(tint.name, theme.paper) >= 4.5, "{wish:?} {dark} {set:?}");
                    assert!(contrast(tint.name, tint.fill) >= 4.5, "{wish:?} {dark} {set:?}");
                }
                for ground in [theme.paper, theme.panel, theme.raised] {
                    assert!(contrast(theme.ink, ground) >= 7.0);
                    assert!(contrast(theme.ink_soft, ground) >= 4.5, "{dark} {set:?}");
                    assert!(contrast(theme.accent, ground) >= 4.5);
                }
                for ground in [theme.selection, theme.hit, theme.current_hit] {
                    assert!(contrast(theme.ink, ground) >= 4.5, "{dark} {set:?} {ground:?}");
                }
            }
        }
    }

    #[test]
    fn polarities_differ_without_colour() {
        use Polarity::{Against, Favor, Mixed, Neutral, None, Unclear};
        let theme = Theme::new(false, Colours::Calm);
        let signs: std::collections::BTreeSet<_> =
            [Favor, Against, Neutral, Mixed, Unclear, None].map(|polarity| theme.polarity(polarity).sign).into();
        assert_eq!(signs.len(), 6);
        assert!(contrast(theme.polarity(Favor).colour, theme.raised) >= 4.5);
    }
}
