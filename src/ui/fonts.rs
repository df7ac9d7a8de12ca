//! Typefaces: Literata to read, Inter for the rest, the system's own for every other script.
//!
//! The bundled faces cover Latin, Greek and Cyrillic, so most windows open without asking the system for its fonts (tens of
//! milliseconds); [`Faces`] asks it when a character first needs one. What no font has is named by script, not shown as a box
//! without a word.

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use std::sync::Arc;

/// The reading face.
pub const SERIF: &[u8] = include_bytes!("../../assets/fonts/Literata-Regular.ttf");
/// The reading face, for emphasis.
pub const SERIF_ITALIC: &[u8] = include_bytes!("../../assets/fonts/Literata-Italic.ttf");
/// The reading face, for headlines.
pub const SERIF_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Literata-Semibold.ttf");
/// The face of labels, cards and panels.
pub const SANS: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
/// The same, for names and headings.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-Semibold.ttf");

/// egui family of [`SANS_SEMIBOLD`].
pub const SEMIBOLD: &str = "semibold";
/// egui family of the reading face.
pub const READING: &str = "reading";

/// After the bundled face, in this order: named, because what a system gives for a script by itself is often the wrong cut.
const REST: &str = "Noto Serif, Noto Sans, Noto Naskh Arabic, Noto Sans Arabic, Noto Serif Hebrew, Noto Sans Hebrew, \
                    Noto Serif Devanagari, Noto Sans Devanagari, Noto Sans Bengali, Noto Sans Tamil, Noto Serif Thai, \
                    Noto Sans Thai, Noto Serif Khmer, Noto Sans Khmer, Noto Serif CJK SC, Noto Sans CJK SC, Noto Color Emoji, \
                    Apple Color Emoji, Segoe UI Emoji, serif, sans-serif";

/// Reading or interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash, Default)]
pub enum Face {
    #[default]
    Serif,
    Sans,
}

impl Face {
    /// The list of families, as in CSS.
    pub(crate) fn families(self) -> &'static str {
        static LISTS: std::sync::OnceLock<[String; 2]> = std::sync::OnceLock::new();
        let lists = LISTS.get_or_init(|| [format!("Literata, Inter, {REST}"), format!("Inter, {REST}")]);
        match self {
            Self::Serif => &lists[0],
            Self::Sans => &lists[1],
        }
    }
}

/// All faces the article is set with.
pub(crate) struct Faces {
    pub(crate) context: parley::FontContext,
    /// May the system be asked?
    allowed: bool,
    asked: bool,
}

impl Faces {
    /// The bundled faces; the system's too, when first needed and `system` allows it (pictures in tests do not).
    pub(crate) fn new(system: bool) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for (family, data) in [
            ("Literata", SERIF),
            ("Literata", SERIF_ITALIC),
            ("Literata", SERIF_SEMIBOLD),
            ("Inter", SANS),
            ("Inter", SANS_SEMIBOLD),
        ] {
            let naming = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
            collection.register_fonts(Blob::new(Arc::new(data)), Some(naming));
        }
        let context = parley::FontContext { collection, source_cache: SourceCache::default() };
        Self { context, allowed: system, asked: false }
    }

    /// Asks the system for its fonts; true where that may help with a character that has no glyph so far.
    pub(crate) fn ask_system(&mut self) -> bool {
        if !self.allowed || self.asked {
            return false;
        }
        self.asked = true;
        self.context.collection.load_system_fonts();
        true
    }
}

/// Gives egui's own widgets the interface face; the reading face and the semibold are families of their own.
pub fn install(ctx: &egui::Context) {
    use egui::{FontData, FontFamily};
    let mut fonts = egui::FontDefinitions::default();
    for (name, data) in [("Inter", SANS), ("Inter Semibold", SANS_SEMIBOLD), ("Literata", SERIF)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(data)));
    }
    let defaults = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let list = |first: &[&str]| first.iter().map(|name| (*name).to_owned()).chain(defaults.iter().cloned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, list(&["Inter"]));
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), list(&["Inter Semibold", "Inter"]));
    fonts.families.insert(FontFamily::Name(READING.into()), list(&["Literata", "Inter"]));
    ctx.set_fonts(fonts);
}

/// The script of a character in words, for "No font for …".
pub fn script_of(c: char) -> &'static str {
    const SCRIPTS: [(u32, u32, &str); 30] = [
        (0x0370, 0x03ff, "Greek"),
        (0x0400, 0x052f, "Cyrillic"),
        (0x0530, 0x058f, "Armenian"),
        (0x0590, 0x05ff, "Hebrew"),
        (0x0600, 0x06ff, "Arabic"),
        (0x0700, 0x074f, "Syriac"),
        (0x0750, 0x077f, "Arabic"),
        (0x0900, 0x097f, "Devanagari"),
        (0x0980, 0x09ff, "Bengali"),
        (0x0a00, 0x0a7f, "Gurmukhi"),
        (0x0a80, 0x0aff, "Gujarati"),
        (0x0b00, 0x0b7f, "Odia"),
        (0x0b80, 0x0bff, "Tamil"),
        (0x0c00, 0x0c7f, "Telugu"),
        (0x0c80, 0x0cff, "Kannada"),
        (0x0d00, 0x0d7f, "Malayalam"),
        (0x0d80, 0x0dff, "Sinhala"),
        (0x0e00, 0x0e7f, "Thai"),
        (0x0e80, 0x0eff, "Lao"),
        (0x0f00, 0x0fff, "Tibetan"),
        (0x1000, 0x109f, "Burmese"),
        (0x10a0, 0x10ff, "Georgian"),
        (0x1100, 0x11ff, "Korean"),
        (0x1200, 0x139f, "Ethiopic"),
        (0x1780, 0x17ff, "Khmer"),
        (0x3040, 0x30ff, "Japanese"),
        (0x3400, 0x9fff, "Chinese"),
        (0xac00, 0xd7af, "Korean"),
        (0xfb50, 0xfeff, "Arabic"),
        (0x1f000, 0x1faff, "emoji"),
    ];
    let point = c as u32;
    SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&point)).map_or("some characters", |row| row.2)
}
