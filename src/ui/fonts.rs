//! Typefaces: Literata to read, Inter for the rest, the system's own for every other script.
//!
//! The bundled faces cover Latin, Greek and Cyrillic, so most windows open without asking the system for its fonts (tens of
//! milliseconds); [`Faces`] asks it when a character first needs one. What no font has is named by script, not shown as a box
//! without a word.

use crate::say;
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
/// Hebrew letters of the interface, which Inter lacks; Noto Sans Hebrew.
pub const HEBREW: &[u8] = include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf");

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
    for (name, data) in [("Inter", SANS), ("Inter Semibold", SANS_SEMIBOLD), ("Literata", SERIF), ("Noto Sans Hebrew", HEBREW)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(data)));
    }
    let defaults = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let list = |first: &[&str]| {
        let names = first.iter().copied().chain(["Noto Sans Hebrew"]).map(str::to_owned);
        names.chain(defaults.iter().cloned()).collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, list(&["Inter"]));
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), list(&["Inter Semibold", "Inter"]));
    fonts.families.insert(FontFamily::Name(READING.into()), list(&["Literata", "Inter"]));
    ctx.set_fonts(fonts);
}

/// The script of a character in words, for "No font for …".
pub fn script_of(c: char) -> &'static str {
    match c as u32 {
        0x0370..=0x03ff => say!("greek"),
        0x0400..=0x052f => say!("cyrillic"),
        0x0530..=0x058f => say!("armenian"),
        0x0590..=0x05ff => say!("hebrew"),
        0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfeff => say!("arabic"),
        0x0700..=0x074f => say!("syriac"),
        0x0900..=0x097f => say!("devanagari"),
        0x0980..=0x09ff => say!("bengali"),
        0x0a00..=0x0a7f => say!("gurmukhi"),
        0x0a80..=0x0aff => say!("gujarati"),
        0x0b00..=0x0b7f => say!("odia"),
        0x0b80..=0x0bff => say!("tamil"),
        0x0c00..=0x0c7f => say!("telugu"),
        0x0c80..=0x0cff => say!("kannada"),
        0x0d00..=0x0d7f => say!("malayalam"),
        0x0d80..=0x0dff => say!("sinhala"),
        0x0e00..=0x0e7f => say!("thai"),
        0x0e80..=0x0eff => say!("lao"),
        0x0f00..=0x0fff => say!("tibetan"),
        0x1000..=0x109f => say!("burmese"),
        0x10a0..=0x10ff => say!("georgian"),
        0x1100..=0x11ff | 0xac00..=0xd7af => say!("korean"),
        0x1200..=0x139f => say!("ethiopic"),
        0x1780..=0x17ff => say!("khmer"),
        0x3040..=0x30ff => say!("japanese"),
        0x3400..=0x9fff => say!("chinese"),
        0x1f000..=0x1faff => say!("emoji"),
        _ => say!("some-characters"),
    }
}
