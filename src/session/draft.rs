//! A stance being filled in: the state of the stance card.
//!
//! Holder and target are *parties*: things that may not exist yet as entities or issues. Keeping the card makes them so, in
//! the same step as the stance itself.

use super::proposals::SuggestionId;
use crate::model::{Actor, EntityId, Frame, IssueId, LabelId, Project, Stance, StanceId, Target, TargetKind, TargetRef};
use crate::say;
use crate::text::SpanSet;

/// Who or what fills a slot of the card.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Party {
    /// Nobody or nothing yet.
    #[default]
    Open,
    Author,
    Outlet,
    Implicit,
    Entity(EntityId),
    Issue(IssueId),
    Stance(StanceId),
    /// A name that is no entity yet; with a label where the words are a mention.
    Name {
        name: String,
        label: Option<LabelId>,
    },
    /// Words for the target list that are not on it yet.
    NewIssue(String),
    /// A code of the framing codebook, or one that keeping the card adds to it.
    Frame(String),
}

impl Party {
    /// As shown to people.
    pub fn name(&self, project: &Project) -> String {
        match self {
            Self::Open => String::new(),
            Self::Author => say!("the-author").to_owned(),
            Self::Outlet => say!("the-outlet").to_owned(),
            Self::Implicit => say!("implicit").to_owned(),
            Self::Entity(id) => project.entity(*id).map(|entity| entity.name.clone()).unwrap_or_default(),
            Self::Issue(id) => project.scheme.issue(*id).map(|issue| issue.name.clone()).unwrap_or_default(),
            Self::Stance(_) => say!("another-stance").to_owned(),
            Self::Name { name, .. } | Self::NewIssue(name) | Self::Frame(name) => name.clone(),
        }
    }

    /// The party that a holder is.
    pub fn of_actor(actor: Actor) -> Self {
        match actor {
            Actor::Entity(id) => Self::Entity(id),
            Actor::Author => Self::Author,
            Actor::Outlet => Self::Outlet,
            Actor::Implicit => Self::Implicit,
            Actor::Unspecified => Self::Open,
        }
    }

    /// The party that a target is; unlinked words come as a name.
    pub fn of_target(target: &Target, text: &str) -> Self {
        match (target.reference, &target.mention) {
            (TargetRef::Entity(id), _) => Self::Entity(id),
            (TargetRef::Issue(id), _) => Self::Issue(id),
            (TargetRef::Stance(id), _) => Self::Stance(id),
            (TargetRef::Unlinked, Some(words)) => Self::Name { name: words.quote(text), label: None },
            (TargetRef::Unlinked, None) => Self::Open,
        }
    }
}

/// A slot of the card that is chosen from a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Slot {
    Holder,
    Target,
    /// A frame: choosing one that is there takes it away.
    Frame,
    /// The stance that this one is part of.
    Within,
    /// A stance that this one answers: choosing one that is there takes it away.
    Answers,
}

/// A stance being filled in.
#[derive(Clone, PartialEq, Debug)]
pub struct StanceDraft {
    /// Everything but holder and target; its id is the stance's, old or new.
    pub stance: Stance,
    /// Is it a stance that exists already?
    pub exists: bool,
    /// The suggestion it was filled from.
    pub suggestion: Option<SuggestionId>,
    pub holder: Party,
    pub holder_mention: Option<SpanSet>,
    pub target: Party,
    pub target_mention: Option<SpanSet>,
    pub target_kind: TargetKind,
    /// The slot whose list is open.
    pub choosing: Option<Slot>,
}

impl StanceDraft {
    /// What fills a slot, in words; empty where nothing does.
    pub fn filled(&self, slot: Slot, project: &Project, text: &str, name: impl Fn(StanceId) -> String) -> String {
        let names = |ids: &[StanceId]| ids.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
        let party = |party: &Party, words: &Option<SpanSet>| match (party, words) {
            (Party::Stance(id), _) => name(*id),
            (Party::Open, Some(words)) => words.quote(text),
            _ => party.name(project),
        };
        match slot {
            Slot::Holder => party(&self.holder, &self.holder_mention),
            Slot::Target => party(&self.target, &self.target_mention),
            Slot::Frame => self.stance.frames.iter().map(|frame| frame.code.as_str()).collect::<Vec<_>>().join(", "),
            Slot::Within => names(self.stance.parent.as_slice()),
            Slot::Answers => names(&self.stance.responds_to),
        }
    }

    /// Is this already in the slot?
    pub fn holds(&self, slot: Slot, party: &Party) -> bool {
        match (slot, party) {
            (Slot::Holder, party) => self.holder == *party,
            (Slot::Target, party) => self.target == *party,
            (Slot::Frame, Party::Frame(code)) => self.stance.frames.iter().any(|frame| frame.code == *code),
            (Slot::Within, Party::Stance(id)) => self.stance.parent == Some(*id),
            (Slot::Answers, Party::Stance(id)) => self.stance.responds_to.contains(id),
            (Slot::Within, Party::Open) => self.stance.parent.is_none(),
            _ => false,
        }
    }

    /// Fills a slot and closes its list; lists that take several stay open.
    pub fn fill(&mut self, slot: Slot, party: Party, mention: Option<SpanSet>) {
        let held = self.holds(slot, &party);
        self.choosing = None;
        match slot {
            Slot::Frame => {
                self.choosing = Some(slot);
                if let Party::Frame(code) = party {
                    self.stance.frames.retain(|frame| frame.code != code);
                    if !held {
                        self.stance.frames.push(Frame { code, evidence: None });
                    }
                }
            }
            Slot::Within => self.stance.parent = if let Party::Stance(id) = party { Some(id) } else { None },
            Slot::Answers => {
                self.choosing = Some(slot);
                if let Party::Stance(id) = party {
                    self.stance.responds_to.retain(|other| *other != id);
                    if !held {
                        self.stance.responds_to.push(id);
                    }
                }
            }
            Slot::Holder => (self.holder, self.holder_mention) = (party, mention),
            Slot::Target => {
                self.target_kind = match party {
                    Party::Issue(_) | Party::NewIssue(_) => TargetKind::Issue,
                    Party::Stance(_) => TargetKind::Stance,
                    Party::Entity(_) | Party::Name { .. } => TargetKind::Entity,
                    Party::Open | Party::Author | Party::Outlet | Party::Implicit | Party::Frame(_) => self.target_kind,
                };
                (self.target, self.target_mention) = (party, mention);
            }
        }
    }
}
