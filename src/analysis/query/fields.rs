//! What can be asked of articles, mentions and stances: the names of fields and their values.

use super::Days;
use super::words::WordPattern;
use crate::model::{
    Actor, Article, Basis, Directness, EntityId, Gender, Intensity, LabelId, Mention, Naming, Origin, Polarity, Project, Stance,
    Status, TargetRef,
};
use std::collections::BTreeSet;

/// Words of a name, in alternatives: `a|"b c"`.
#[derive(Clone, Debug)]
pub struct Name(pub Vec<Vec<WordPattern>>);

impl Name {
    /// Does the name hold the words of any alternative?
    pub fn matches(&self, name: &str) -> bool {
        self.0.iter().any(|words| WordPattern::matches_part_of(words, name))
    }
}

/// Asked of an article.
#[derive(Clone, Debug)]
pub enum ArticleField {
    Outlet(Name),
    Title(Name),
    Byline(Name),
    Section(Name),
    Language(Name),
    Date(Days),
    Status(BTreeSet<Status>),
}

/// Asked of a mention.
#[derive(Clone, Debug)]
pub enum MentionField {
    /// Any mention.
    Any,
    Label(Name),
    Entity(Name),
    Shared(SharedField),
}

/// Asked of a stance.
#[derive(Clone, Debug)]
pub enum StanceField {
    /// Any stance.
    Any,
    Holder(Name),
    Target(Name),
    Category(Name),
    Frame(Name),
    Channel(Name),
    Polarity(BTreeSet<Polarity>),
    Directness(BTreeSet<Directness>),
    Intensity(BTreeSet<Intensity>),
    Basis(BTreeSet<Basis>),
    Naming(BTreeSet<Naming>),
    Gender(BTreeSet<Gender>),
    Shared(SharedField),
}

/// Asked of mentions and stances alike.
#[derive(Clone, Debug)]
pub enum SharedField {
    Annotator(Name),
    Origin(BTreeSet<Origin>),
    Flag(Name),
    Note(Name),
}

/// A field with its value.
#[derive(Clone, Debug)]
pub enum Field {
    Article(ArticleField),
    Mention(MentionField),
    Stance(StanceField),
    /// Of the mention or stance that its neighbours ask for.
    Shared(SharedField),
}

/// All field names, for completion and for error messages.
pub(super) const NAMES: [&str; 25] = [
    "outlet",
    "title",
    "byline",
    "section",
    "lang",
    "date",
    "status",
    "label",
    "entity",
    "is",
    "holder",
    "target",
    "category",
    "frame",
    "channel",
    "polarity",
    "directness",
    "intensity",
    "basis",
    "naming",
    "gender",
    "annotator",
    "origin",
    "flag",
    "note",
];

/// Reads the words of one value into an enum; the table's first column is what people write.
pub(super) fn choose<T: Ord + Copy>(alternatives: &[String], table: &[(&'static str, T)]) -> Result<BTreeSet<T>, String> {
    alternatives
        .iter()
        .map(|written| {
            let lower = written.to_lowercase();
            table.iter().find(|(name, _)| *name == lower).map(|(_, value)| *value).ok_or_else(|| {
                let names: BTreeSet<&str> = table.iter().map(|(name, _)| *name).collect();
                format!("“{written}” is none of {}", names.into_iter().collect::<Vec<_>>().join(", "))
            })
        })
        .collect()
}

pub(super) const POLARITIES: [(&str, Polarity); 8] = [
    ("favor", Polarity::Favor),
    ("favour", Polarity::Favor),
    ("for", Polarity::Favor),
    ("against", Polarity::Against),
    ("neutral", Polarity::Neutral),
    ("mixed", Polarity::Mixed),
    ("unclear", Polarity::Unclear),
    ("none", Polarity::None),
];

pub(super) const DIRECTNESS: [(&str, Directness); 5] = [
    ("direct", Directness::Direct),
    ("mixed", Directness::Mixed),
    ("indirect", Directness::Indirect),
    ("narrated", Directness::Narrated),
    ("none", Directness::None),
];

pub(super) const INTENSITIES: [(&str, Intensity); 4] =
    [("low", Intensity::Low), ("medium", Intensity::Medium), ("high", Intensity::High), ("extreme", Intensity::Extreme)];

pub(super) const BASES: [(&str, Basis); 2] = [("explicit", Basis::Explicit), ("inferred", Basis::Inferred)];

pub(super) const NAMINGS: [(&str, Naming); 3] =
    [("named", Naming::Named), ("anonymous", Naming::Anonymous), ("uncoded", Naming::Uncoded)];

pub(super) const GENDERS: [(&str, Gender); 4] =
    [("female", Gender::Female), ("male", Gender::Male), ("other", Gender::Other), ("uncoded", Gender::Uncoded)];

pub(super) const ORIGINS: [(&str, Origin); 4] = [
    ("manual", Origin::Manual),
    ("accepted", Origin::Accepted),
    ("corrected", Origin::Corrected),
    ("imported", Origin::Imported),
];

pub(super) const STATUSES: [(&str, Status); 3] = [("new", Status::New), ("progress", Status::InProgress), ("done", Status::Done)];

impl ArticleField {
    pub(super) fn admits(&self, article: &Article) -> bool {
        let metadata = &article.metadata;
        match self {
            Self::Outlet(name) => name.matches(&metadata.outlet),
            Self::Title(name) => name.matches(&metadata.title),
            Self::Byline(name) => name.matches(&metadata.byline),
            Self::Section(name) => name.matches(&metadata.section),
            Self::Language(name) => name.matches(&metadata.language),
            Self::Date((from, to)) => {
                metadata.date.is_some_and(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to))
            }
            Self::Status(statuses) => statuses.contains(&article.status),
        }
    }
}

/// What a name asks for, looked up once per search: the entities or labels that bear it.
#[derive(Default)]
pub(super) struct Bearers {
    entities: BTreeSet<EntityId>,
    labels: BTreeSet<LabelId>,
}

impl Bearers {
    fn entities(project: &Project, name: &Name) -> Self {
        let bearing = project.entities().filter(|entity| entity.names().any(|known| name.matches(known)));
        Self { entities: bearing.map(|entity| entity.id).collect(), ..Self::default() }
    }

    fn labels(project: &Project, name: &Name) -> Self {
        let bearing = project.scheme.labels.iter().filter(|label| name.matches(&label.name));
        Self { labels: bearing.map(|label| label.id).collect(), ..Self::default() }
    }
}

impl SharedField {
    pub(super) fn admits(
        &self,
        project: &Project,
        annotator: crate::model::AnnotatorId,
        provenance: &crate::model::Provenance,
        flags: &BTreeSet<String>,
        note: &str,
    ) -> bool {
        match self {
            Self::Annotator(name) => project.annotator(annotator).is_some_and(|annotator| name.matches(&annotator.name)),
            Self::Origin(origins) => origins.contains(&provenance.origin),
            Self::Flag(name) => flags.iter().any(|flag| name.matches(flag)),
            Self::Note(name) => name.matches(note),
        }
    }
}

impl MentionField {
    pub(super) fn admits(&self, project: &Project, text: &str, mention: &Mention, bearers: &Bearers) -> bool {
        match self {
            Self::Any => true,
            Self::Label(_) => bearers.labels.contains(&mention.label),
            Self::Entity(name) => match mention.entity {
                Some(entity) => bearers.entities.contains(&entity),
                None => name.matches(&mention.spans.quote(text)),
            },
            Self::Shared(field) => field.admits(project, mention.annotator, &mention.provenance, &mention.flags, &mention.note),
        }
    }

    pub(super) fn bearers(&self, project: &Project) -> Bearers {
        match self {
            Self::Entity(name) => Bearers::entities(project, name),
            Self::Label(name) => Bearers::labels(project, name),
            _ => Bearers::default(),
        }
    }
}

impl StanceField {
    pub(super) fn admits(&self, project: &Project, text: &str, stance: &Stance, bearers: &Bearers) -> bool {
        let holder = || match stance.holder.actor {
            Actor::Entity(entity) => project.entity(entity),
            _ => None,
        };
        match self {
            Self::Any => true,
            Self::Holder(name) => match stance.holder.actor {
                Actor::Entity(entity) => bearers.entities.contains(&entity),
                Actor::Author => name.matches("author"),
                Actor::Outlet => name.matches("outlet"),
                Actor::Implicit => name.matches("implicit"),
                Actor::Unspecified => {
                    let words = stance.holder.mention.as_ref().or(stance.attribution.source.as_ref());
                    words.is_some_and(|spans| name.matches(&spans.quote(text)))
                }
            },
            Self::Target(name) => match stance.target.reference {
                TargetRef::Entity(entity) => bearers.entities.contains(&entity),
                TargetRef::Issue(issue) => project
                    .scheme
                    .issue(issue)
                    .is_some_and(|issue| name.matches(&issue.name) || issue.aliases.iter().any(|alias| name.matches(alias))),
                TargetRef::Stance(_) => name.matches("stance"),
                TargetRef::Unlinked => stance.target.mention.as_ref().is_some_and(|spans| name.matches(&spans.quote(text))),
            },
            Self::Category(name) => holder().is_some_and(|entity| name.matches(&entity.profile.category)),
            Self::Frame(name) => stance.frames.iter().any(|frame| name.matches(&frame.code)),
            Self::Channel(name) => name.matches(&stance.attribution.channel),
            Self::Polarity(set) => set.contains(&stance.polarity),
            Self::Directness(set) => set.contains(&stance.attribution.directness),
            Self::Intensity(set) => stance.intensity.is_some_and(|intensity| set.contains(&intensity)),
            Self::Basis(set) => set.contains(&stance.basis),
            Self::Naming(set) => set.contains(&holder().map_or(Naming::Uncoded, |entity| entity.profile.naming)),
            Self::Gender(set) => set.contains(&holder().map_or(Gender::Uncoded, |entity| entity.profile.gender)),
            Self::Shared(field) => field.admits(project, stance.annotator, &stance.provenance, &stance.flags, &stance.note),
        }
    }

    pub(super) fn bearers(&self, project: &Project) -> Bearers {
        match self {
            Self::Holder(name) | Self::Target(name) => Bearers::entities(project, name),
            _ => Bearers::default(),
        }
    }
}
