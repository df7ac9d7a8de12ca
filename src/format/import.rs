//! From what a format's file read to edits of a project: labels, annotators and entities are added where they are new, articles
//! that are there already get the annotations, and links named `stance_<polarity>` become stances.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Mark, Part, UNMARKED, is_part_label, looks_like_stance, polarity_named};
use super::kept;
use super::matching;
use super::names;
use crate::edit::Edit;
use crate::model::{
    Actor, Annotator, AnnotatorId, Article, ArticleId, Basis, Entity, EntityId, Ext, Id, Issue, IssueId, Label, LabelId, Mention,
    MentionId, Origin, Polarity, Project, Provenance, Rgb, Role, Scheme, SourceProfile, Stance, TargetRef, Timestamp,
};
use crate::text::{Offsets, Unit};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Where an article of an import goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It becomes an article of its own.
    New,
    /// Its annotations go to this article of the project, which may have another version of the text.
    Into(ArticleId),
    /// It is left out.
    Nowhere,
}

/// How to take an import.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Taking {
    /// Relations named "supports", "against" and the like are stances too.
    pub loose_stances: bool,
    /// When, for the provenance.
    pub at: Timestamp,
    /// Where articles go, by their number in the import; the others go to the article of the same text, or become one.
    pub places: BTreeMap<usize, Place>,
    /// Articles that tell the same story as an earlier one of the import, by number: they are marked as repeats of it.
    pub repeats: BTreeMap<usize, usize>,
}

/// What an import would do to a project.
pub struct Planned {
    pub edit: Edit,
    /// For each article of the import, the one of the project that it becomes or goes to; `None` where it is left out.
    pub articles: Vec<Option<ArticleId>>,
}

/// The edit that brings `read` into `project`. The same file gives the same ids wherever it is read.
pub fn edit(project: &Project, read: &Exchange, taking: &Taking, audit: &mut Audit) -> Edit {
    plan(project, read, taking, audit).edit
}

/// As [`edit`], and which article becomes which.
pub fn plan(project: &Project, read: &Exchange, taking: &Taking, audit: &mut Audit) -> Planned {
    let mut into = Into::new(project, read, taking);
    let mut edits = Vec::with_capacity(read.articles.len());
    let known: HashMap<&str, &Arc<Article>> = project.articles().map(|article| (article.text(), article)).collect();
    let mut taken: BTreeSet<ArticleId> = project.articles().map(|article| article.id).collect();
    let mut position = project.article_count();
    let mut touched: HashMap<ArticleId, Article> = HashMap::new();
    let mut ids: Vec<Option<ArticleId>> = Vec::with_capacity(read.articles.len());
    for (number, doc) in read.articles.iter().enumerate() {
        let target = match taking.places.get(&number) {
            Some(Place::Nowhere) => {
                audit.notice("article left out", 1, || super::losses::place(doc));
                ids.push(None);
                continue;
            }
            Some(Place::New) => None,
            Some(Place::Into(id)) => project.article(*id).map(|article| article.id),
            None => known.get(&*doc.text).map(|article| article.id),
        };
        let Some(target) = target else {
            let mut article = into.fresh(doc, number, &mut taken);
            into.fill(&mut article, doc, audit);
            if let Some(Some(first)) = taking.repeats.get(&number).and_then(|first| ids.get(*first)) {
                article.ext.insert(kept::REPEATS.to_owned(), kept::quote(&first.to_string()));
            }
            ids.push(Some(article.id));
            edits.push(Edit::AddArticle { position, article: Arc::new(article) });
            position += 1;
            continue;
        };
        ids.push(Some(target));
        let before = touched.remove(&target).or_else(|| project.article(target).map(|article| article.as_ref().clone()));
        let Some(before) = before else { continue };
        let doc = if *doc.text == *before.text() {
            audit.repaired("article that was in the project already got the annotations", 1, || doc.name.clone());
            Cow::Borrowed(doc)
        } else {
            audit.repaired("article of which the project has another version got the annotations", 1, || {
                super::losses::place(doc)
            });
            Cow::Owned(matching::carried(doc, &before.shared_text(), audit))
        };
        let mut article = before.clone();
        into.fill(&mut article, &doc, audit);
        additions(&before, &article, &mut edits);
        touched.insert(target, article);
    }
    let mut all = into.finish();
    all.extend(edits);
    if let Some(ext) = &read.ext {
        let mut whole = project.ext.clone();
        whole.insert(read.format.to_owned(), ext.clone());
        all.push(Edit::SetExt(whole));
    }
    Planned { edit: Edit::Batch(all), articles: ids }
}

/// What `after` has beyond `before`, as edits.
fn additions(before: &Article, after: &Article, edits: &mut Vec<Edit>) {
    let article = before.id;
    if after.metadata != before.metadata {
        edits.push(Edit::SetMetadata { article, metadata: Box::new(after.metadata.clone()) });
    }
    if after.note != before.note {
        edits.push(Edit::SetArticleNote { article, note: after.note.clone() });
    }
    if after.ext != before.ext {
        edits.push(Edit::SetArticleExt { article, ext: after.ext.clone() });
    }
    for mention in after.mentions().filter(|mention| before.mention(mention.id).is_none()) {
        edits.push(Edit::PutMention { article, mention: Arc::clone(mention) });
    }
    for stance in after.stances().filter(|stance| before.stance(stance.id).is_none()) {
        edits.push(Edit::PutStance { article, stance: Arc::clone(stance) });
    }
}

struct Into<'p> {
    project: &'p Project,
    read: &'p Exchange,
    taking: &'p Taking,
    scheme: Scheme,
    labels: HashMap<Arc<str>, LabelId>,
    annotators: Vec<Annotator>,
    layers: Vec<AnnotatorId>,
    entities: HashMap<String, EntityId>,
    new_entities: Vec<Arc<Entity>>,
    suggester: Arc<str>,
}

impl<'p> Into<'p> {
    fn new(project: &'p Project, read: &'p Exchange, taking: &'p Taking) -> Self {
        let mut into = Self {
            project,
            read,
            taking,
            scheme: (*project.scheme).clone(),
            labels: HashMap::new(),
            annotators: project.annotators.clone(),
            layers: Vec::new(),
            entities: project.entities().map(|entity| (entity.name.clone(), entity.id)).collect(),
            new_entities: Vec::new(),
            suggester: read.format.into(),
        };
        for label in &read.labels {
            let id = into.label(&Arc::from(label.name.as_str()));
            if let Some(ours) = into.scheme.labels.iter_mut().find(|ours| ours.id == id)
                && project.scheme.label(id).is_none()
            {
                ours.definition.clone_from(&label.definition);
                ours.colour = label.colour.unwrap_or(ours.colour);
            }
        }
        for layer in &read.layers {
            let id = match layer.kind {
                LayerKind::Suggester => AnnotatorId::new(0), // becomes no annotator
                LayerKind::Person => into.annotator(&layer.name, Role::Annotator),
                LayerKind::Curated => into.annotator(&layer.name, Role::Curator),
            };
            into.layers.push(id);
        }
        into
    }

    fn annotator(&mut self, name: &str, role: Role) -> AnnotatorId {
        if name.is_empty() {
            return self.annotators.first().map_or(AnnotatorId::new(1), |annotator| annotator.id);
        }
        if let Some(known) = self.annotators.iter().find(|annotator| annotator.name == name) {
            return known.id;
        }
        let id = AnnotatorId::new(self.annotators.iter().map(|annotator| annotator.id.number()).max().unwrap_or(0) + 1);
        self.annotators.push(Annotator { id, name: name.to_owned(), role });
        id
    }

    fn label(&mut self, name: &Arc<str>) -> LabelId {
        if let Some(id) = self.labels.get(name) {
            return *id;
        }
        let id = self.scheme.label_named(name).map(|label| label.id).unwrap_or_else(|| {
            let id = self.scheme.free_label_id();
            self.scheme.labels.push(Label {
                id,
                name: name.to_string(),
                colour: COLOURS[self.scheme.labels.len() % COLOURS.len()],
                key: None,
                definition: String::new(),
                examples: Vec::new(),
                counter_examples: Vec::new(),
                hidden: false,
                may_hold: true,
                may_receive: true,
                ext: Ext::new(),
            });
            id
        });
        self.labels.insert(Arc::clone(name), id);
        id
    }

    fn entity(&mut self, name: &str, label: Option<LabelId>, wikidata: Option<&String>) -> EntityId {
        if let Some(id) = self.entities.get(name) {
            return *id;
        }
        let mut id = Id::new(hash(&[name.as_bytes()]));
        while self.project.entity(id).is_some() || self.new_entities.iter().any(|entity| entity.id == id) {
            id = Id::new(id.number() + 1);
        }
        let mut entity = Entity::new(id, name, label);
        entity.wikidata = wikidata.cloned();
        self.new_entities.push(Arc::new(entity));
        self.entities.insert(name.to_owned(), id);
        id
    }

    fn actor(&mut self, name: &str) -> Actor {
        match name {
            "" => Actor::Unspecified,
            "@author" => Actor::Author,
            "@outlet" => Actor::Outlet,
            "@implicit" => Actor::Implicit,
            name => Actor::Entity(self.entity(name, None, None)),
        }
    }

    fn issue(&mut self, name: &str) -> IssueId {
        if let Some(issue) = self.scheme.issue_named(name) {
            return issue.id;
        }
        let id = self.scheme.free_issue_id();
        self.scheme.issues.push(Issue { id, name: name.to_owned(), definition: String::new(), aliases: Vec::new() });
        id
    }

    fn fresh(&self, doc: &Doc, number: usize, taken: &mut BTreeSet<ArticleId>) -> Article {
        let mut id = Id::new(hash(&[doc.name.as_bytes(), doc.text.as_bytes(), if doc.name.is_empty() { &[] } else { b"n" }]));
        while !taken.insert(id) {
            id = Id::new(hash(&[&id.number().to_le_bytes(), &number.to_le_bytes()]));
        }
        let mut article = Article::new(id, Arc::clone(&doc.text), doc.metadata.clone());
        article.note.clone_from(&doc.note);
        article.ext.clone_from(&doc.ext);
        if !doc.name.is_empty() {
            article.ext.insert(kept::NAME.to_owned(), kept::quote(&doc.name));
        }
        article
    }

    fn fill(&mut self, article: &mut Article, doc: &Doc, audit: &mut Audit) {
        let is_stance =
            |link: &Link| link.polarity().is_some() || (self.taking.loose_stances && polarity_named(&link.label).is_some());
        let absorbed: BTreeSet<usize> = doc
            .links
            .iter()
            .filter(|link| is_stance(link))
            .flat_map(|link| link.parts.iter().map(|part| part.1).chain([link.from, link.to]))
            .filter(|&at| doc.marks.get(at).is_some_and(|mark| is_part_label(&mark.label)))
            .collect();
        let mut ids = vec![None; doc.marks.len()];
        let mut open = Vec::new();
        let before = article.clone();
        complete(article, doc);
        let offsets = Offsets::new(&doc.text);
        let article_number = article.id.number().to_le_bytes();
        for (at, mark) in doc.marks.iter().enumerate() {
            if self.read.layers.get(mark.layer).is_some_and(|layer| layer.kind == LayerKind::Suggester) {
                let point = |byte| offsets.from_byte(byte, Unit::CodePoint);
                self.label(&mark.label);
                open.push(kept::OpenSuggestion {
                    spans: mark.spans.iter().map(|span| [point(span.start()), point(span.end())]).collect(),
                    label: mark.label.to_string(),
                    suggester: self.read.layers[mark.layer].name.clone(),
                    score: mark.score,
                });
            } else if !absorbed.contains(&at) {
                let mut mention = self.mention(mark, &article_number);
                if let Some(there) = already(&before, &mention) {
                    ids[at] = Some(there);
                    continue;
                }
                while article.mention(mention.id).is_some_and(|other| !same(other, &mention)) {
                    mention.id = Id::new((mention.id.number() + 1) & ID_BITS);
                }
                if article.mention(mention.id).is_some() && before.mention(mention.id).is_none() {
                    audit.repaired("annotation given twice, kept once", 1, || doc.name.clone());
                }
                ids[at] = Some(mention.id);
                article.put_mention(Arc::new(mention));
            }
        }
        let mut others = Vec::new();
        let mut stances = BTreeMap::new();
        for (at, link) in doc.links.iter().enumerate() {
            if self.read.layers.get(link.layer).is_some_and(|layer| layer.kind == LayerKind::Suggester) {
                audit.lost("relation among open suggestions", 1, || doc.name.clone());
            } else if is_stance_of(link, self.taking) {
                let key = if link.id.is_empty() { format!("#{at}") } else { link.id.clone() };
                let mut stance = self.stance(link, &key, doc, &article_number);
                let name = |stance: &Stance| stance.ext.get(kept::NAME).cloned();
                while article.stance(stance.id).is_some_and(|other| name(other) != name(&stance))
                    || stances.values().any(|other: &Stance| other.id == stance.id)
                {
                    stance.id = Id::new((stance.id.number() + 1) & ID_BITS);
                }
                if let Some(there) = said_already(&before, &stance) {
                    stance = there;
                }
                stances.insert(key, stance);
            } else if let (Some(Some(from)), Some(Some(to))) = (ids.get(link.from), ids.get(link.to)) {
                if looks_like_stance(&link.label) {
                    audit.notice("relation that may be meant as a stance; --loose-stances takes it as one", 1, || {
                        link.label.to_string()
                    });
                }
                others.push(kept::Relation {
                    id: link.id.clone(),
                    from: from.to_string(),
                    to: to.to_string(),
                    label: link.label.to_string(),
                    annotator: self.layers.get(link.layer).copied().unwrap_or(AnnotatorId::new(1)).to_string(),
                    attributes: link.attributes.clone(),
                    ext: link.ext.clone(),
                    format: self.read.format.to_owned(),
                });
            }
        }
        let ids: BTreeMap<String, _> = stances.iter().map(|(name, stance)| (name.clone(), stance.id)).collect();
        for (at, link) in doc.links.iter().enumerate() {
            let key = if link.id.is_empty() { format!("#{at}") } else { link.id.clone() };
            let Some(mut stance) = stances.remove(&key).filter(|stance| before.stance(stance.id).is_none()) else { continue };
            let id = |key: &str| link.attributes.get(key).and_then(|name| ids.get(name)).copied();
            stance.parent = id("parent");
            if let Some(target) = id("target_stance") {
                stance.target.reference = TargetRef::Stance(target);
            }
            let answers = link.attributes.get("responds_to").map_or("", String::as_str);
            stance.responds_to = answers.split(' ').filter_map(|name| ids.get(name)).copied().collect();
            article.put_stance(Arc::new(stance));
        }
        audit.suggestions += open.len();
        kept::add(&mut article.ext, kept::RELATIONS, others);
        kept::add(&mut article.ext, kept::SUGGESTIONS, open);
    }

    fn mention(&mut self, mark: &Mark, article: &[u8]) -> Mention {
        let annotator = self.layers.get(mark.layer).copied().unwrap_or(AnnotatorId::new(1));
        let id = Id::new(hash(&[
            article,
            &annotator.number().to_le_bytes(),
            &mark.spans.start().to_le_bytes(),
            &mark.spans.end().to_le_bytes(),
            mark.label.as_bytes(),
        ]));
        let label = self.label(&mark.label);
        let mut mention = Mention::new(id, mark.spans.clone(), label, annotator, self.provenance(mark.score));
        let mut rest = BTreeMap::new();
        for (name, value) in &mark.attributes {
            match name.as_str() {
                "entity" => mention.entity = Some(self.entity(value, Some(label), mark.attributes.get("wikidata"))),
                "wikidata" if mark.attributes.contains_key("entity") => {}
                "note" => mention.note.clone_from(value),
                "flags" => mention.flags = value.split(' ').map(str::to_owned).collect(),
                _ => {
                    rest.insert(name, value);
                }
            }
        }
        if !rest.is_empty() {
            mention.ext.insert(kept::ATTRIBUTES.to_owned(), kept::json(&rest));
        }
        self.keep(&mut mention.ext, &mark.id, mark.ext.as_deref());
        mention
    }

    fn stance(&mut self, link: &Link, key: &str, doc: &Doc, article: &[u8]) -> Stance {
        let annotator = self.layers.get(link.layer).copied().unwrap_or(AnnotatorId::new(1));
        let mut stance = Stance::new(
            Id::new(hash(&[article, &annotator.number().to_le_bytes(), key.as_bytes()])),
            annotator,
            self.provenance(link.score),
        );
        let spans = |at: usize| doc.marks.get(at).map(|mark| mark.spans.clone());
        let linked = |at: usize| doc.marks.get(at).and_then(|mark| mark.attributes.get("entity")).cloned();
        let unmarked = link.attributes.get(UNMARKED).map_or("", String::as_str);
        if !unmarked.contains("holder") {
            stance.holder.mention = spans(link.from);
            if let Some(name) = linked(link.from) {
                stance.holder.actor = self.actor(&name);
            }
        }
        if !unmarked.contains("target") {
            stance.target.mention = spans(link.to);
            if let Some(name) = linked(link.to) {
                stance.target.reference = TargetRef::Entity(self.entity(&name, None, None));
            }
        }
        for &(part, at) in link.parts.iter().filter(|part| part.0 != Part::Evidence || !unmarked.contains("evidence")) {
            let slot = match part {
                Part::Evidence => &mut stance.evidence,
                Part::Cue => &mut stance.attribution.cue,
                Part::Content => &mut stance.attribution.content,
                Part::Source => &mut stance.attribution.source,
            };
            *slot = spans(at);
        }
        stance.polarity = link.polarity().or_else(|| polarity_named(&link.label)).unwrap_or(Polarity::None);
        let mut rest = BTreeMap::new();
        for (name, value) in &link.attributes {
            match name.as_str() {
                "holder" => stance.holder.actor = self.actor(value),
                "path" => stance.holder.path = value.split(" > ").map(|name| self.actor(name)).collect(),
                "target" => stance.target.reference = TargetRef::Entity(self.entity(value, None, None)),
                "issue" => stance.target.reference = TargetRef::Issue(self.issue(value)),
                "target_kind" => stance.target.kind = names::target_kind_named(value).unwrap_or_default(),
                "attitude" => stance.attitude = names::attitude_named(value),
                "intensity" => stance.intensity = names::intensity_named(value),
                "directness" => stance.attribution.directness = names::directness_named(value).unwrap_or_default(),
                "channel" => stance.attribution.channel.clone_from(value),
                "note" => stance.note.clone_from(value),
                "flags" => stance.flags = value.split(' ').map(str::to_owned).collect(),
                "frames" => stance.frames = kept::frames_from(value, &doc.text),
                "basis" if value == "inferred" => stance.basis = Basis::Inferred,
                "parent" | "responds_to" | "target_stance" | UNMARKED => {}
                _ => {
                    rest.insert(name, value);
                }
            }
        }
        if stance.evidence.is_none() {
            stance.basis = Basis::Inferred; // the model's rule: explicit stances show their words
        }
        if !rest.is_empty() {
            stance.ext.insert(kept::ATTRIBUTES.to_owned(), kept::json(&rest));
        }
        if *link.label != *format!("stance_{}", super::exchange::polarity_name(stance.polarity)) {
            stance.ext.insert(kept::RELATION.to_owned(), kept::quote(&link.label));
        }
        self.keep(&mut stance.ext, &link.id, link.ext.as_deref());
        stance
    }

    fn keep(&self, ext: &mut Ext, name: &str, foreign: Option<&str>) {
        if !name.is_empty() {
            ext.insert(kept::NAME.to_owned(), kept::quote(name));
        }
        if let Some(foreign) = foreign {
            ext.insert(self.read.format.to_owned(), foreign.to_owned());
        }
    }

    fn provenance(&self, score: Option<f32>) -> Provenance {
        Provenance { origin: Origin::Imported, suggester: Some(Arc::clone(&self.suggester)), score, at: self.taking.at }
    }

    fn finish(mut self) -> Vec<Edit> {
        let mut edits = self.known_entities();
        if self.scheme != *self.project.scheme {
            edits.push(Edit::SetScheme(Arc::new(self.scheme)));
        }
        if self.annotators != self.project.annotators {
            edits.push(Edit::SetAnnotators(self.annotators));
        }
        edits.extend(self.new_entities.into_iter().map(Edit::PutEntity));
        edits
    }

    /// Takes over what the import knows of entities: new ones get all of it, those that are there what they lack.
    fn known_entities(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for theirs in &self.read.entities {
            let Some(id) = self.entities.get(&theirs.name) else { continue };
            if let Some(new) = self.new_entities.iter_mut().find(|entity| entity.id == *id) {
                *new = Arc::new(completed(new, theirs));
            } else if let Some(ours) = self.project.entity(*id) {
                let entity = completed(ours, theirs);
                edits.extend((entity != **ours).then(|| Edit::PutEntity(Arc::new(entity))));
            }
        }
        edits
    }
}

/// `ours` with what only `theirs` knows.
fn completed(ours: &Entity, theirs: &Entity) -> Entity {
    let mut entity = ours.clone();
    let aliases = theirs.aliases.iter().filter(|alias| !ours.names().any(|name| name == *alias));
    entity.aliases.extend(aliases.cloned());
    entity.wikidata = entity.wikidata.or_else(|| theirs.wikidata.clone());
    if entity.profile == SourceProfile::default() {
        entity.profile.clone_from(&theirs.profile);
    }
    if entity.note.is_empty() {
        entity.note.clone_from(&theirs.note);
    }
    entity
}

/// Fills in what the project does not know of the article.
fn complete(article: &mut Article, doc: &Doc) {
    let known = &mut article.metadata;
    let fields = [
        (&mut known.title, &doc.metadata.title),
        (&mut known.outlet, &doc.metadata.outlet),
        (&mut known.byline, &doc.metadata.byline),
        (&mut known.url, &doc.metadata.url),
        (&mut known.language, &doc.metadata.language),
        (&mut known.section, &doc.metadata.section),
        (&mut article.note, &doc.note),
    ];
    for (known, read) in fields.into_iter().filter(|(known, _)| known.is_empty()) {
        known.clone_from(read);
    }
    known.date = known.date.or(doc.metadata.date);
    for (name, value) in &doc.metadata.attributes {
        known.attributes.entry(name.clone()).or_insert_with(|| value.clone());
    }
    for (name, value) in &doc.ext {
        article.ext.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// The mention of the same words, label and annotator that was there before.
fn already(before: &Article, mention: &Mention) -> Option<MentionId> {
    let there = before.mentions_within(mention.spans.hull()).into_iter().find(|there| {
        there.id != mention.id
            && there.spans == mention.spans
            && there.label == mention.label
            && there.annotator == mention.annotator
    });
    there.map(|there| there.id)
}

/// The stance that says the same and was there before.
fn said_already(before: &Article, stance: &Stance) -> Option<Stance> {
    let says_same = |there: &&Arc<Stance>| {
        there.annotator == stance.annotator
            && there.polarity == stance.polarity
            && there.evidence == stance.evidence
            && there.holder.mention == stance.holder.mention
            && there.target.mention == stance.target.mention
            && there.attribution.content == stance.attribution.content
    };
    before.stances().find(says_same).map(|there| there.as_ref().clone())
}

fn is_stance_of(link: &Link, taking: &Taking) -> bool {
    link.polarity().is_some() || (taking.loose_stances && polarity_named(&link.label).is_some())
}

fn same(a: &Mention, b: &Mention) -> bool {
    a.spans == b.spans && a.label == b.label && a.annotator == b.annotator && a.ext.get(kept::NAME) == b.ext.get(kept::NAME)
}

/// Ids are 48 bits, as those that a session draws.
const ID_BITS: u64 = (1 << 48) - 1;

/// FNV-1a of the parts, in the 48 bits of an id, never 0.
fn hash(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.iter().chain(&[0xff])) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    ((hash ^ (hash >> 48)) & ID_BITS).max(1)
}

/// Colours for labels that come without one, far apart from their neighbours.
const COLOURS: [Rgb; 10] = [
    Rgb(0x2f, 0x6f, 0xd0),
    Rgb(0xc2, 0x70, 0x1c),
    Rgb(0x1f, 0x8a, 0x5b),
    Rgb(0xc0, 0x3a, 0x5b),
    Rgb(0x8a, 0x4f, 0xc4),
    Rgb(0x6b, 0x8e, 0x23),
    Rgb(0x3d, 0x8f, 0xb5),
    Rgb(0x8c, 0x6d, 0x3f),
    Rgb(0xb0, 0x3f, 0xa6),
    Rgb(0x66, 0x7a, 0x86),
];
