//! The words for the values of a stance in files, there and back.

use crate::model::{Attitude, Directness, Intensity, TargetKind};

const ATTITUDES: [(Attitude, &str); 6] = [
    (Attitude::Sentiment, "sentiment"),
    (Attitude::Arguing, "arguing"),
    (Attitude::Agreement, "agreement"),
    (Attitude::Intention, "intention"),
    (Attitude::Speculation, "speculation"),
    (Attitude::Other, "other"),
];

const INTENSITIES: [(Intensity, &str); 4] =
    [(Intensity::Low, "low"), (Intensity::Medium, "medium"), (Intensity::High, "high"), (Intensity::Extreme, "extreme")];

const DIRECTNESSES: [(Directness, &str); 5] = [
    (Directness::Direct, "direct"),
    (Directness::Mixed, "mixed"),
    (Directness::Indirect, "indirect"),
    (Directness::Narrated, "narrated"),
    (Directness::None, ""),
];

const TARGET_KINDS: [(TargetKind, &str); 6] = [
    (TargetKind::Entity, "entity"),
    (TargetKind::Event, "event"),
    (TargetKind::Proposition, "proposition"),
    (TargetKind::Issue, "issue"),
    (TargetKind::Stance, "stance"),
    (TargetKind::Other, "other"),
];

fn name<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    table.iter().find(|row| row.0 == *value).map_or("", |row| row.1)
}

fn named<T: Copy>(table: &[(T, &'static str)], name: &str) -> Option<T> {
    table.iter().find(|row| row.1.eq_ignore_ascii_case(name)).map(|row| row.0)
}

pub fn attitude(value: Attitude) -> &'static str {
    name(&ATTITUDES, &value)
}

pub fn attitude_named(text: &str) -> Option<Attitude> {
    named(&ATTITUDES, text)
}

pub fn intensity(value: Intensity) -> &'static str {
    name(&INTENSITIES, &value)
}

pub fn intensity_named(text: &str) -> Option<Intensity> {
    named(&INTENSITIES, text)
}

/// Empty for [`Directness::None`].
pub fn directness(value: Directness) -> &'static str {
    name(&DIRECTNESSES, &value)
}

pub fn directness_named(text: &str) -> Option<Directness> {
    named(&DIRECTNESSES, text)
}

pub fn target_kind(value: TargetKind) -> &'static str {
    name(&TARGET_KINDS, &value)
}

pub fn target_kind_named(text: &str) -> Option<TargetKind> {
    named(&TARGET_KINDS, text)
}
