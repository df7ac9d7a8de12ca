//! The words that files use for the model's choices: `"favor"`, `"in_progress"`. One table per choice, used by every format.

use crate::model::{
    Attitude, Basis, Direction, Directness, Gender, Intensity, Naming, Origin, Polarity, Role, StanceField, Status, TargetKind,
};

/// A choice and its word, in the order shown to people.
pub type Words<T> = [(T, &'static str)];

pub const POLARITY: &Words<Polarity> = &[
    (Polarity::Favor, "favor"),
    (Polarity::Against, "against"),
    (Polarity::Neutral, "neutral"),
    (Polarity::Mixed, "mixed"),
    (Polarity::Unclear, "unclear"),
    (Polarity::None, "none"),
];

pub const ATTITUDE: &Words<Attitude> = &[
    (Attitude::Sentiment, "sentiment"),
    (Attitude::Arguing, "arguing"),
    (Attitude::Agreement, "agreement"),
    (Attitude::Intention, "intention"),
    (Attitude::Speculation, "speculation"),
    (Attitude::Other, "other"),
];

pub const INTENSITY: &Words<Intensity> =
    &[(Intensity::Low, "low"), (Intensity::Medium, "medium"), (Intensity::High, "high"), (Intensity::Extreme, "extreme")];

pub const BASIS: &Words<Basis> = &[(Basis::Explicit, "explicit"), (Basis::Inferred, "inferred")];

pub const DIRECTNESS: &Words<Directness> = &[
    (Directness::Direct, "direct"),
    (Directness::Mixed, "mixed"),
    (Directness::Indirect, "indirect"),
    (Directness::Narrated, "narrated"),
    (Directness::None, "none"),
];

pub const TARGET_KIND: &Words<TargetKind> = &[
    (TargetKind::Entity, "entity"),
    (TargetKind::Event, "event"),
    (TargetKind::Proposition, "proposition"),
    (TargetKind::Issue, "issue"),
    (TargetKind::Stance, "stance"),
    (TargetKind::Other, "other"),
];

pub const ORIGIN: &Words<Origin> = &[
    (Origin::Manual, "manual"),
    (Origin::Accepted, "accepted"),
    (Origin::Corrected, "corrected"),
    (Origin::Imported, "imported"),
];

pub const STATUS: &Words<Status> = &[(Status::New, "new"), (Status::InProgress, "in_progress"), (Status::Done, "done")];

pub const DIRECTION: &Words<Direction> =
    &[(Direction::Auto, "auto"), (Direction::LeftToRight, "ltr"), (Direction::RightToLeft, "rtl")];

pub const ROLE: &Words<Role> = &[(Role::Annotator, "annotator"), (Role::Curator, "curator")];

pub const NAMING: &Words<Naming> = &[(Naming::Uncoded, ""), (Naming::Named, "named"), (Naming::Anonymous, "anonymous")];

pub const GENDER: &Words<Gender> =
    &[(Gender::Uncoded, ""), (Gender::Female, "female"), (Gender::Male, "male"), (Gender::Other, "other")];

pub const STANCE_FIELD: &Words<StanceField> = &[
    (StanceField::Attitude, "attitude"),
    (StanceField::Intensity, "intensity"),
    (StanceField::Basis, "basis"),
    (StanceField::Channel, "channel"),
    (StanceField::Frames, "frames"),
    (StanceField::Parent, "parent"),
    (StanceField::RespondsTo, "responds_to"),
    (StanceField::Note, "note"),
];

/// The word for `value`.
pub fn word<T: PartialEq>(words: &'static Words<T>, value: &T) -> &'static str {
    words.iter().find(|(other, _)| other == value).map_or("", |(_, word)| word)
}

/// What `word` stands for; `None` for a word that is not in the table.
pub fn meaning<T: Copy>(words: &Words<T>, word: &str) -> Option<T> {
    words.iter().find(|(_, other)| *other == word).map(|(value, _)| *value)
}
