//! The codebook: entity labels, the target list, frames, and what is asked of a stance.

use super::{Ext, Id, Timestamp};
use std::collections::BTreeSet;

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

    /// An id that no label of this scheme has.
    pub fn free_label_id(&self) -> LabelId {
        LabelId::new(self.labels.iter().map(|label| label.id.number()).max().map_or(1, |most| most + 1))
    }

    /// An id that no issue of this scheme has.
    pub fn free_issue_id(&self) -> IssueId {
        IssueId::new(self.issues.iter().map(|issue| issue.id.number()).max().map_or(1, |most| most + 1))
    }
}
