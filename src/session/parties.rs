//! Who can hold a stance and what it can be about: the lists of the pickers, best first.
//!
//! An empty search gives the likeliest: names nearest before the evidence, then the rest. A search is fuzzy.

use super::Session;
use super::draft::{Party, Slot};
use crate::model::{Article, EntityId, StanceId, TargetRef};
use crate::say;
use crate::text::{Span, SpanSet, words};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::collections::{BTreeMap, BTreeSet};

/// One line of a picker.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    pub party: Party,
    pub mention: Option<SpanSet>,
    pub name: String,
    /// What kind of thing it is, in words.
    pub kind: String,
}

/// How many lines a picker shows.
const MOST: usize = 40;

impl Session {
    /// The lines of a slot's picker for what was typed.
    pub fn choices(&self, slot: Slot, typed: &str) -> Vec<Choice> {
        let Some(article) = self.article() else { return Vec::new() };
        let near = self.draft.as_ref().and_then(|draft| draft.stance.place()).map_or(self.selection.caret, SpanSet::start);
        let mut all = match slot {
            Slot::Holder | Slot::Target => self.named_here(article, near),
            Slot::Frame => self.frame_choices(),
            Slot::Within | Slot::Answers => self.stance_choices(slot, article, near),
        };
        match slot {
            Slot::Frame | Slot::Within | Slot::Answers => {}
            Slot::Holder => {
                for (party, kind) in [
                    (Party::Author, say!("the-articles-own-voice")),
                    (Party::Outlet, say!("an-editorial")),
                    (Party::Implicit, say!("meant-not-said")),
                ] {
                    all.push(Choice { name: party.name(&self.project), party, mention: None, kind: kind.to_owned() });
                }
            }
            Slot::Target => {
                let issues = self.project.scheme.issues.iter();
                all.extend(issues.map(|issue| Choice {
                    party: Party::Issue(issue.id),
                    mention: None,
                    name: issue.name.clone(),
                    kind: say!("target-list").to_owned(),
                }));
                all.extend(self.stance_choices(slot, article, near));
            }
        }
        let here: BTreeSet<EntityId> =
            all.iter().filter_map(|choice| if let Party::Entity(id) = choice.party { Some(id) } else { None }).collect();
        if matches!(slot, Slot::Holder | Slot::Target) && !typed.trim().is_empty() {
            all.extend(self.project.entities().filter(|entity| !here.contains(&entity.id)).map(|entity| Choice {
                party: Party::Entity(entity.id),
                mention: None,
                name: entity.name.clone(),
                kind: say!("elsewhere", label = entity.label.map_or("entity", |label| self.project.scheme.label_name(label))),
            }));
        }
        let mut best = fuzzy(typed, all, |choice| &choice.name);
        best.truncate(MOST);
        let typed = typed.trim();
        if !typed.is_empty() && !best.iter().any(|choice| choice.name == typed) {
            let new = match slot {
                Slot::Holder => Some((Party::Name { name: typed.to_owned(), label: None }, say!("new-holder"))),
                Slot::Target => Some((Party::NewIssue(typed.to_owned()), say!("new-on-the-target-list"))),
                Slot::Frame => Some((Party::Frame(typed.to_owned()), say!("new-in-the-codebook"))),
                Slot::Within | Slot::Answers => None,
            };
            best.extend(new.map(|(party, kind)| Choice { party, mention: None, name: typed.to_owned(), kind: kind.to_owned() }));
        }
        best
    }

    /// The frames of the codebook.
    fn frame_choices(&self) -> Vec<Choice> {
        let own = self.draft.iter().flat_map(|draft| &draft.stance.frames);
        let mut codes: Vec<(&str, &str)> =
            self.project.scheme.frames.iter().map(|frame| (frame.name.as_str(), frame.definition.as_str())).collect();
        for frame in own {
            if !codes.iter().any(|(name, _)| *name == frame.code) {
                codes.push((&frame.code, ""));
            }
        }
        let choice = |(name, definition): (&str, &str)| Choice {
            party: Party::Frame(name.to_owned()),
            mention: None,
            name: name.to_owned(),
            kind: definition.chars().take(48).collect(),
        };
        codes.into_iter().map(choice).collect()
    }

    /// The other stances of the article, the nearest first; those that would make a circle of nesting are left out.
    fn stance_choices(&self, slot: Slot, article: &Article, near: usize) -> Vec<Choice> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let own = draft.stance.id;
        let inside_own = |mut id: StanceId| {
            let mut steps = 0;
            while let Some(parent) = article.stance(id).and_then(|stance| stance.parent) {
                steps += 1;
                if parent == own || steps > article.stances().count() {
                    return true;
                }
                id = parent;
            }
            false
        };
        let mut found: Vec<(usize, Choice)> = article
            .stances()
            .filter(|stance| stance.id != own && !(slot == Slot::Within && inside_own(stance.id)))
            .map(|stance| {
                let at = stance.place().map_or(usize::MAX, |place| place.start().abs_diff(near));
                let name = self.stance_name(article, stance.id);
                (at, Choice { party: Party::Stance(stance.id), mention: None, name, kind: say!("stance").to_owned() })
            })
            .collect();
        found.sort_by_key(|line| line.0);
        let nothing = (slot == Slot::Within).then(|| Choice {
            party: Party::Open,
            mention: None,
            name: say!("stands-by-itself").to_owned(),
            kind: String::new(),
        });
        nothing.into_iter().chain(found.into_iter().map(|line| line.1)).collect()
    }

    /// A stance in a few words: holder → target · polarity.
    pub fn stance_name(&self, article: &Article, id: StanceId) -> String {
        let Some(stance) = article.stance(id) else { return say!("a-stance-that-is-gone").to_owned() };
        let text = article.text();
        let holder = match (Party::of_actor(stance.holder.actor), &stance.holder.mention) {
            (Party::Open, Some(words)) => words.quote(text),
            (Party::Open, None) => say!("somebody").to_owned(),
            (party, _) => party.name(&self.project),
        };
        let target = match stance.target.reference {
            TargetRef::Stance(_) => say!("another-stance").to_owned(),
            _ => Party::of_target(&stance.target, text).name(&self.project),
        };
        let polarity = super::bulk::polarity_word(stance.polarity);
        if target.is_empty() { format!("{holder} · {polarity}") } else { format!("{holder} › {target} · {polarity}") }
    }

    /// Everything named in the article, each once, the one named nearest before `near` first.
    fn named_here(&self, article: &Article, near: usize) -> Vec<Choice> {
        let text = article.text();
        let mut lines: BTreeMap<String, (usize, Choice)> = BTreeMap::new();
        let mut add = |distance: usize, choice: Choice| {
            let line = lines.entry(choice.name.clone()).or_insert_with(|| (usize::MAX, choice.clone()));
            if distance < line.0 {
                *line = (distance, choice);
            }
        };
        for mention in article.mentions() {
            let words = mention.spans.quote(text);
            let entity = mention.entity.and_then(|id| self.project.entity(id));
            let label = self.project.scheme.label(mention.label);
            add(
                distance(&mention.spans, near),
                Choice {
                    party: match entity {
                        Some(entity) => Party::Entity(entity.id),
                        None => Party::Name { name: words.clone(), label: Some(mention.label) },
                    },
                    name: entity.map_or(words, |entity| entity.name.clone()),
                    kind: label.map(|label| label.name.clone()).unwrap_or_default(),
                    mention: Some(mention.spans.clone()),
                },
            );
        }
        for open in self.proposals.open(article.id).iter() {
            if let crate::model::Proposal::Mention { spans, label } = &open.suggestion.proposal {
                let kind = say!("suggested", label = self.project.scheme.label_name(*label));
                let name = spans.quote(text);
                let known = self.project.entities().find(|entity| entity.names().any(|known| known == name));
                add(
                    distance(spans, near).saturating_add(1),
                    Choice {
                        party: match known {
                            Some(entity) => Party::Entity(entity.id),
                            None => Party::Name { name: name.clone(), label: Some(*label) },
                        },
                        name: known.map_or(name, |entity| entity.name.clone()),
                        kind,
                        mention: Some(spans.clone()),
                    },
                );
            }
        }
        let mut lines: Vec<(usize, Choice)> = lines.into_values().collect();
        lines.sort_by_key(|line| line.0);
        lines.into_iter().map(|line| line.1).collect()
    }

    /// The likeliest holder of a stance whose evidence is `evidence`: the last name before it in its paragraph with a label
    /// that may hold stances, else the first after it.
    pub(super) fn likely(&self, slot: Slot, evidence: Span) -> Option<Choice> {
        let article = self.article()?;
        let text = article.text();
        let paragraph = words::paragraph_at(text, evidence.start());
        let may = |choice: &Choice| {
            let label = match &choice.party {
                Party::Entity(id) => self.project.entity(*id).and_then(|entity| entity.label),
                Party::Name { label, .. } => *label,
                _ => None,
            };
            let label = label.and_then(|label| self.project.scheme.label(label));
            label.is_some_and(|label| if slot == Slot::Holder { label.may_hold } else { label.may_receive })
        };
        let inside = |choice: &Choice| choice.mention.as_ref().is_some_and(|mention| evidence.contains(mention.hull()));
        let near = |choice: &Choice| choice.mention.as_ref().is_some_and(|mention| paragraph.contains(&mention.start()));
        let named = self.named_here(article, evidence.start());
        match slot {
            Slot::Holder => named.iter().find(|choice| may(choice) && near(choice)).cloned(),
            Slot::Target => named
                .iter()
                .filter(|choice| may(choice) && inside(choice))
                .max_by_key(|choice| choice.mention.as_ref().map(SpanSet::start))
                .or_else(|| named.iter().find(|choice| may(choice) && near(choice)))
                .cloned(),
            Slot::Frame | Slot::Within | Slot::Answers => None,
        }
    }
}

/// Names before `near` count their distance, names after it four times.
fn distance(spans: &SpanSet, near: usize) -> usize {
    if spans.start() <= near { near - spans.start() } else { (spans.start() - near).saturating_mul(4) }
}

/// Those of `all` that match what was typed, best first; all of them, in their order, where nothing was typed.
pub fn fuzzy<T>(typed: &str, all: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    if typed.trim().is_empty() {
        return all;
    }
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, T)> = all
        .into_iter()
        .filter_map(|item| Some((pattern.score(Utf32Str::new(name(&item), &mut buffer), &mut matcher)?, item)))
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, item)| item).collect()
}
