//! The codebook: entity labels, the target list, frames, and what is asked of a stance.

use super::{Ext, Id, Polarity, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Identity of a label within its scheme.
pub type LabelId = Id<Label>;
/// Identity of an issue within its scheme.
pub type IssueId = Id<Issue>;

/// An entity label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub id: LabelId,
    /// Unique within the scheme, for instance `PERSON`.
    pub name: String,
    pub colour: Rgb,
    /// The digit or letter that sets it.
    pub key: Option<char>,
    pub definition: String,
    pub examples: Vec<String>,
    pub counter_examples: Vec<String>,
    /// Not offered until wanted.
    pub hidden: bool,
    /// May mentions with this label hold stances?
    pub may_hold: bool,
    /// May mentions with this label be targets?
    pub may_receive: bool,
    pub ext: Ext,
}

/// A colour, as stored; the theme derives readable tints from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Something people are for or against that is no name: "nuclear power".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub id: IssueId,
    pub name: String,
    pub definition: String,
    pub aliases: Vec<String>,
}

/// A code of a framing codebook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrameCode {
    pub name: String,
    pub definition: String,
}

/// What the codebook says of a thing that every scheme has: a polarity, or a field of a stance.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meaning {
    pub definition: String,
    pub examples: Vec<String>,
    pub counter_examples: Vec<String>,
}

/// The fields of a stance that the full card asks for, beyond the quick five.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum StanceField {
    Attitude,
    Intensity,
    Basis,
    Channel,
    Frames,
    Parent,
    RespondsTo,
    Note,
}

/// One entry of the codebook's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchemeChange {
    /// The version that the change made.
    pub version: u32,
    pub at: Timestamp,
    pub what: String,
}

/// The codebook of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scheme {
    /// Name of the preset it began as, or of the codebook.
    pub name: String,
    /// 1 for a fresh scheme, one more with every change.
    pub version: u32,
    pub changes: Vec<SchemeChange>,
    /// In the order shown to people.
    pub labels: Vec<Label>,
    /// The target list.
    pub issues: Vec<Issue>,
    pub frames: Vec<FrameCode>,
    /// Categories of sources: official, expert, citizen …
    pub source_categories: Vec<String>,
    /// What the polarities mean here; those that are left out mean the usual, [`Scheme::meaning`].
    pub polarities: BTreeMap<Polarity, Meaning>,
    /// What the fields of a stance mean here.
    pub fields: BTreeMap<StanceField, Meaning>,
    /// Fields that the full stance card shows.
    pub asked: BTreeSet<StanceField>,
    /// Fields without which a stance is listed as incomplete.
    pub required: BTreeSet<StanceField>,
    /// Pairs of labels that must not cover the same words.
    pub exclusive: BTreeSet<(LabelId, LabelId)>,
    pub ext: Ext,
}

impl Scheme {
    pub fn label(&self, id: LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    pub fn label_named(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// The label's name, or `?` for one that is gone.
    pub fn label_name(&self, id: LabelId) -> &str {
        self.label(id).map_or("?", |label| &label.name)
    }

    pub fn label_with_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key) && !label.hidden)
    }

    pub fn issue(&self, id: IssueId) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.id == id)
    }

    pub fn issue_named(&self, name: &str) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.name == name)
    }

    /// What a polarity means here: as the codebook has it, else as everywhere.
    pub fn meaning(&self, polarity: Polarity) -> &str {
        let own = self.polarities.get(&polarity).map(|meaning| meaning.definition.as_str());
        own.filter(|own| !own.is_empty()).unwrap_or(match polarity {
            Polarity::Favor => {
                "The holder wants it, praises it, defends it or helps it, in these words or by what they plainly mean."
            }
            Polarity::Against => "The holder rejects it, blames it, fights it or warns of it.",
            Polarity::Neutral => "The holder speaks of it and weighs it without taking a side.",
            Polarity::Mixed => "The holder takes both sides in the same words: for this part of it, against that.",
            Polarity::Unclear => "A side is taken, but these words do not say which.",
            Polarity::None => "A plain quotation: somebody is heard, and nothing is judged.",
        })
    }

    /// How many of these times fall before the first change, and after each.
    pub fn annotations_by_version(&self, made: impl Iterator<Item = Timestamp>) -> Vec<usize> {
        let mut counts = vec![0; self.changes.len() + 1];
        made.for_each(|at| counts[self.changes.partition_point(|change| change.at <= at)] += 1);
        counts
    }

    /// An id that no label of this scheme has.
    pub fn free_label_id(&self) -> LabelId {
        LabelId::new(self.labels.iter().map(|label| label.id.number()).max().map_or(1, |most| most + 1))
    }

    /// An id that no issue of this scheme has.
    pub fn free_issue_id(&self) -> IssueId {
        IssueId::new(self.issues.iter().map(|issue| issue.id.number()).max().map_or(1, |most| most + 1))
    }
}
