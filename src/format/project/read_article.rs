//! Reading one article of the project file with everything marked in it.

use super::anchor::{self, Repairing};
use super::beyond::{self, OURS};
use super::containers::{ArticleForm, MetadataForm};
use super::forms::{AttributionForm, DecisionForm, HolderForm, MentionForm, ProposedForm, StanceForm, TargetForm};
use super::meaning::{Known, Meaning, ext};
use super::read::{Problem, keep_orphans, orphan};
use super::read_parts;
use super::scalars::{Key, SpanForm};
use crate::format::digest::sha256_hex;
use crate::format::words::{self, meaning};
use crate::model::{Actor, AnnotatorId, Article, ArticleId, Basis, Entity, EntityId, Id, Mention, Metadata, Stance, TargetRef};
use crate::text::{Offsets, Span, Unit};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads articles one after the other; knows what they may refer to, and collects what was missing.
pub(crate) struct ArticleReader<'r> {
    pub(crate) known: &'r mut Known,
    pub(crate) entities: &'r mut BTreeSet<EntityId>,
    pub(crate) new_entities: Vec<Entity>,
    pub(crate) annotators: BTreeSet<AnnotatorId>,
    pub(crate) new_annotators: BTreeSet<AnnotatorId>,
    pub(crate) problems: Vec<Problem>,
}

/// What is marked in one article, as the file has it.
struct Marked<'a> {
    mentions: &'a [&'a RawValue],
    stances: &'a [&'a RawValue],
    decisions: &'a [&'a RawValue],
}

/// What could not be read of one article.
struct Kept {
    id: ArticleId,
    name: String,
    orphans: Vec<Value>,
}

impl ArticleReader<'_> {
    pub(crate) fn article(&mut self, form: ArticleForm<'_>, id: ArticleId) -> Article {
        let mut rest = form.rest;
        let metadata = self.metadata(form.metadata, &mut rest);
        let mut article = Article::new(id, form.text.0, metadata);
        let mut kept = Kept { id, name: format!("article {id} “{}”", article.display_title()), orphans: Vec::new() };
        article.note = form.note;
        article.finished = form.finished.into_iter().map(|passage| (passage.annotator.into(), passage.line)).collect();
        article.ext = ext(form.ext);
        if let Some(word) = form.status {
            match meaning(words::STATUS, &word) {
                Some(status) => article.status = status,
                None => self.list(&kept, "", &format!("unknown status “{word}”; set to new"), false),
            }
        }
        if let Some(Value::Array(old)) = rest.get("orphans") {
            self.list(&kept, "", &format!("{} annotations that could not be placed earlier are kept in it", old.len()), false);
        }
        let text = article.shared_text();
        let changed = !form.sha256.is_empty() && form.sha256 != sha256_hex(text.as_bytes());
        let offsets = Offsets::new(&text);
        let marked = Marked { mentions: &form.mentions, stances: &form.stances, decisions: &form.decisions };
        // Nearly always each span is where the file says, and one pass is enough.
        let begun = (article.clone(), rest.clone(), self.problems.len(), self.new_entities.len());
        let mut fit = true;
        let mut place = |form: &SpanForm<'_>| {
            let span = anchor::exact(&text, &offsets, form, Unit::CodePoint);
            fit &= span.is_some();
            span
        };
        self.annotations(&mut article, &marked, &mut place, &mut kept, &mut rest);
        let mut repairing = None;
        if !fit {
            let (problems, entities) = (begun.2, begun.3);
            (article, rest) = (begun.0, begun.1);
            kept.orphans.clear();
            self.problems.truncate(problems);
            for entity in self.new_entities.drain(entities..) {
                self.entities.remove(&entity.id);
            }
            let repairing = repairing.insert(Repairing::new(&text, &marked.spans()));
            self.annotations(&mut article, &marked, &mut |form| repairing.place(form), &mut kept, &mut rest);
        }
        if changed {
            let what = "the text is not the one that was saved (its sha256 differs); every quote was checked against it";
            self.list(&kept, "", what, true);
        }
        if let Some(repairing) = repairing {
            if let Some(unit) = repairing.repairs.unit {
                let unit = if unit == Unit::Utf16 { "UTF-16 units" } else { "bytes" };
                self.list(&kept, "", &format!("its spans counted {unit}, not code points; all were converted"), true);
            }
            for (quote, start) in repairing.repairs.moved {
                self.list(&kept, "", &format!("“{quote}” was not at {start}; moved to where it stands now"), true);
            }
        }
        keep_orphans(&mut rest, kept.orphans);
        if !rest.is_empty() {
            article.ext.insert(OURS.to_owned(), Value::Object(rest).to_string());
        }
        article
    }

    fn list(&mut self, kept: &Kept, thing: &str, what: &str, repaired: bool) {
        let place = if thing.is_empty() { kept.name.clone() } else { format!("{}, {thing}", kept.name) };
        self.problems.push(Problem { article: Some(kept.id), place, what: what.to_owned(), repaired });
    }

    fn keep(&mut self, kept: &mut Kept, kind: &str, raw: &RawValue, why: &str) {
        let words: String = raw.get().chars().take(80).collect();
        self.list(kept, kind, &format!("cannot be placed ({why}); kept in the file as it is: {words}"), false);
        kept.orphans.push(orphan(kind, raw, why));
    }

    fn metadata(&mut self, raw: Option<&RawValue>, rest: &mut Map<String, Value>) -> Metadata {
        let Some(raw) = raw else { return Metadata::default() };
        match beyond::parse::<MetadataForm>(raw) {
            Ok((form, more)) => {
                rest.extend(more.map(|more| ("metadata".to_owned(), more)));
                read_parts::metadata(form)
            }
            Err(err) => {
                keep_orphans(rest, vec![orphan("metadata", raw, &err.to_string())]);
                Metadata::default()
            }
        }
    }

    /// Reads everything that is marked; `place` says where a span is.
    fn annotations(
        &mut self,
        article: &mut Article,
        marked: &Marked<'_>,
        place: &mut dyn FnMut(&SpanForm<'_>) -> Option<Span>,
        kept: &mut Kept,
        rest: &mut Map<String, Value>,
    ) {
        self.mentions(article, marked.mentions, place, kept);
        self.stances(article, marked.stances, place, kept);
        self.decisions(article, marked.decisions, place, kept, rest);
    }

    /// One annotation's form and the fields of newer versions; kept as it is where it has another shape.
    fn parse<'a, T: Deserialize<'a> + Serialize>(
        &mut self,
        raw: &'a RawValue,
        kind: &str,
        kept: &mut Kept,
    ) -> Option<(T, Option<Value>)> {
        beyond::parse(raw).map_err(|err| self.keep(kept, kind, raw, &err.to_string())).ok()
    }

    fn mentions(
        &mut self,
        article: &mut Article,
        raws: &[&RawValue],
        place: &mut dyn FnMut(&SpanForm<'_>) -> Option<Span>,
        kept: &mut Kept,
    ) {
        for raw in raws {
            let Some((form, more)) = self.parse::<MentionForm<'_>>(raw, "mention", kept) else { continue };
            let id = self.key(form.id, raw, kept, "mention", |id| article.mention(id).is_some());
            match (Meaning { known: self.known, place }).mention(form, id) {
                Ok(mut mention) => {
                    mention.ext.extend(more.map(|more| (OURS.to_owned(), more.to_string())));
                    self.check_mention(&mention, article.text());
                    article.put_mention(Arc::new(mention));
                }
                Err(why) => self.keep(kept, "mention", raw, &why),
            }
        }
    }

    fn stances(
        &mut self,
        article: &mut Article,
        raws: &[&RawValue],
        place: &mut dyn FnMut(&SpanForm<'_>) -> Option<Span>,
        kept: &mut Kept,
    ) {
        for raw in raws {
            let Some((form, more)) = self.parse::<StanceForm<'_>>(raw, "stance", kept) else { continue };
            let id = self.key(form.id, raw, kept, "stance", |id| article.stance(id).is_some());
            match (Meaning { known: self.known, place }).stance(form, id) {
                Ok(mut stance) => {
                    stance.ext.extend(more.map(|more| (OURS.to_owned(), more.to_string())));
                    if stance.evidence.is_none() && stance.basis == Basis::Explicit {
                        let what = "explicit, but without evidence; mark the words or set it to inferred";
                        self.list(kept, &format!("stance {}", stance.id), what, false);
                    }
                    self.check_stance(&stance, article.text());
                    article.put_stance(Arc::new(stance));
                }
                Err(why) => self.keep(kept, "stance", raw, &why),
            }
        }
    }

    fn decisions(
        &mut self,
        article: &mut Article,
        raws: &[&RawValue],
        place: &mut dyn FnMut(&SpanForm<'_>) -> Option<Span>,
        kept: &mut Kept,
        rest: &mut Map<String, Value>,
    ) {
        let mut beyond = Map::new();
        for raw in raws {
            let Some((form, more)) = self.parse::<DecisionForm<'_>>(raw, "decision", kept) else { continue };
            let id = self.key(form.id, raw, kept, "decision", |id| article.decision(id).is_some());
            match (Meaning { known: self.known, place }).decision(form, id) {
                Ok(decision) => {
                    beyond.extend(more.map(|more| (decision.id.to_string(), more)));
                    self.check_annotator(decision.annotator);
                    article.put_decision(Arc::new(decision));
                }
                Err(why) => self.keep(kept, "decision", raw, &why),
            }
        }
        if !beyond.is_empty() {
            rest.insert("decisions".to_owned(), Value::Object(beyond));
        }
    }

    /// The id of an annotation, or a new one where it has none or a taken one.
    fn key<T>(&mut self, id: Option<Key>, raw: &RawValue, kept: &Kept, kind: &str, taken: impl Fn(Id<T>) -> bool) -> Key {
        let free_from = |number: u64| (number..).find(|number| !taken(Id::new(*number))).map_or(Key(number), Key);
        match id {
            Some(id) if !taken(id.into()) => id,
            Some(id) => {
                self.list(kept, &format!("{kind} {}", Id::<T>::from(id)), "its id was taken; it has a new one", true);
                free_from(super::scalars::number_of(raw.get()))
            }
            None => free_from(super::scalars::number_of(raw.get())),
        }
    }

    fn check_mention(&mut self, mention: &Mention, text: &str) {
        self.check_annotator(mention.annotator);
        if let Some(entity) = mention.entity {
            self.check_entity(entity, || mention.spans.quote(text));
        }
    }

    fn check_stance(&mut self, stance: &Stance, text: &str) {
        self.check_annotator(stance.annotator);
        for actor in stance.holder.path.iter().chain([&stance.holder.actor]) {
            if let Actor::Entity(entity) = actor {
                self.check_entity(*entity, || stance.holder.mention.as_ref().map_or_else(String::new, |spans| spans.quote(text)));
            }
        }
        if let TargetRef::Entity(entity) = stance.target.reference {
            self.check_entity(entity, || stance.target.mention.as_ref().map_or_else(String::new, |spans| spans.quote(text)));
        }
    }

    fn check_annotator(&mut self, id: AnnotatorId) {
        if !self.annotators.contains(&id) {
            self.new_annotators.insert(id);
        }
    }

    fn check_entity(&mut self, id: EntityId, name: impl Fn() -> String) {
        if self.entities.insert(id) {
            let name = Some(name()).filter(|name| !name.is_empty()).unwrap_or_else(|| format!("entity {id}"));
            self.new_entities.push(Entity::new(id, name, None));
        }
    }
}

impl<'a> Marked<'a> {
    /// Every span.
    fn spans(&self) -> Vec<SpanForm<'a>> {
        fn forms<'a, T: Deserialize<'a>>(raws: &[&'a RawValue]) -> impl Iterator<Item = T> {
            raws.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok())
        }
        fn roles<'a>(
            all: &mut Vec<SpanForm<'a>>,
            holder: HolderForm<'a>,
            target: TargetForm<'a>,
            AttributionForm { source, cue, content, .. }: AttributionForm<'a>,
        ) {
            all.extend([holder.mention, target.mention, source, cue, content].into_iter().flatten());
        }
        let mut all: Vec<SpanForm<'a>> = forms(self.mentions).flat_map(|form: MentionForm<'a>| form.spans).collect();
        for StanceForm { evidence, holder, target, attribution, frames, .. } in forms(self.stances) {
            all.extend(evidence);
            roles(&mut all, holder, target, attribution);
            all.extend(frames.into_iter().flat_map(|frame| frame.evidence));
        }
        for DecisionForm { spans, proposed, .. } in forms(self.decisions) {
            all.extend(spans);
            if let Some(ProposedForm { evidence, holder, target, attribution, .. }) = proposed {
                all.extend(evidence);
                roles(&mut all, holder, target, attribution);
            }
        }
        all
    }
}
