//! From a project to what a format's file writes: which layers, which articles, and stances as links between marks.

use super::exchange::{
    Attributes, Doc, Exchange, HOLDER, LabelInfo, Layer, LayerKind, Link, Mark, Part, TARGET, UNMARKED, polarity_name,
    stance_polarity,
};
use super::kept;
use super::names;
use crate::model::{
    Actor, AnnotatorId, Article, Basis, Mention, MentionId, Project, Proposal, Role, Stance, StanceId, TargetKind, TargetRef,
};
use crate::text::SpanSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What of a project leaves.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Names of annotators; empty for all.
    pub annotators: BTreeSet<String>,
    /// Only the curated layer.
    pub curated: bool,
    /// Open suggestions kept from an import too.
    pub suggestions: bool,
}

/// The project as `format` (its name) will write it.
pub fn exchange(project: &Project, selection: &Selection, format: &'static str) -> Exchange {
    let mut layers = Vec::new();
    let mut layer_of = BTreeMap::new();
    let used: BTreeSet<AnnotatorId> = project
        .articles()
        .flat_map(|article| {
            article
                .mentions()
                .map(|mention| mention.annotator)
                .chain(article.stances().map(|stance| stance.annotator))
                .collect::<BTreeSet<_>>()
        })
        .collect();
    for annotator in project.annotators.iter().filter(|annotator| used.contains(&annotator.id)) {
        let curated = annotator.role == Role::Curator;
        let chosen = selection.annotators.is_empty() || selection.annotators.contains(&annotator.name);
        if chosen && (curated || !selection.curated) {
            layer_of.insert(annotator.id, layers.len());
            let kind = if curated { LayerKind::Curated } else { LayerKind::Person };
            layers.push(Layer { name: annotator.name.clone(), kind });
        }
    }
    let labels = project.scheme.labels.iter().map(|label| LabelInfo {
        name: label.name.clone(),
        colour: Some(label.colour),
        definition: label.definition.clone(),
    });
    let mut out = Out {
        project,
        format,
        label_names: project.scheme.labels.iter().map(|label| (label.id, Arc::from(label.name.as_str()))).collect(),
        layers: &mut layers,
        layer_of: &layer_of,
    };
    let articles = project.articles().map(|article| out.article(article, selection.suggestions)).collect();
    Exchange { format, labels: labels.collect(), articles, entities: Vec::new(), ext: project.ext.get(format).cloned(), layers }
}

struct Out<'p> {
    project: &'p Project,
    format: &'static str,
    label_names: BTreeMap<crate::model::LabelId, Arc<str>>,
    layers: &'p mut Vec<Layer>,
    layer_of: &'p BTreeMap<AnnotatorId, usize>,
}

impl Out<'_> {
    fn article(&mut self, article: &Article, suggestions: bool) -> Doc {
        let mut doc = Doc::new(kept::text(&article.ext, kept::NAME), article.shared_text());
        doc.metadata.clone_from(&article.metadata);
        doc.note.clone_from(&article.note);
        doc.ext =
            article.ext.iter().filter(|(key, _)| *key == self.format).map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut at: BTreeMap<MentionId, usize> = BTreeMap::new();
        for mention in article.mentions() {
            if let Some(&layer) = self.layer_of.get(&mention.annotator) {
                at.insert(mention.id, doc.marks.len());
                doc.marks.push(self.mark(mention, layer));
            }
        }
        let mut places: BTreeMap<(usize, SpanSet), usize> = BTreeMap::new();
        if article.stance_count() > 0 {
            for (index, mark) in doc.marks.iter().enumerate() {
                places.entry((mark.layer, mark.spans.clone())).or_insert(index);
            }
        }
        let mut link_ids: BTreeMap<StanceId, usize> = BTreeMap::new();
        for stance in article.stances() {
            if let Some(&layer) = self.layer_of.get(&stance.annotator)
                && let Some(link) = self.link(stance, layer, &mut doc.marks, &mut places)
            {
                link_ids.insert(stance.id, doc.links.len());
                doc.links.push(link);
            }
        }
        for stance in article.stances() {
            let Some(&index) = link_ids.get(&stance.id) else { continue };
            let mut id_of = |id: &StanceId| {
                let link = doc.links.get_mut(*link_ids.get(id)?)?;
                if link.id.is_empty() {
                    link.id = format!("s{id}");
                }
                Some(link.id.clone())
            };
            let parent = stance.parent.as_ref().and_then(&mut id_of);
            let answers: Vec<String> = stance.responds_to.iter().filter_map(&mut id_of).collect();
            let target = if let TargetRef::Stance(id) = stance.target.reference { id_of(&id) } else { None };
            let attributes = &mut doc.links[index].attributes;
            put(attributes, "parent", parent.unwrap_or_default());
            put(attributes, "responds_to", answers.join(" "));
            put(attributes, "target_stance", target.unwrap_or_default());
        }
        kept::links(article, &at, self.layer_of, self.format, &mut doc);
        if suggestions {
            let decided: BTreeSet<(&SpanSet, &str)> = article
                .decisions()
                .filter_map(|decision| match &decision.proposal {
                    Proposal::Mention { spans, label } => Some((spans, self.project.scheme.label_name(*label))),
                    Proposal::Stance(_) => None,
                })
                .collect();
            kept::suggestions(article, self.layers, &mut doc, |spans, label| decided.contains(&(spans, label)));
        }
        doc
    }

    fn mark(&self, mention: &Mention, layer: usize) -> Mark {
        let label = self.label_names.get(&mention.label).cloned().unwrap_or_else(|| Arc::from("?"));
        let id = kept::text(&mention.ext, kept::NAME);
        let mut mark = Mark::new(id, mention.spans.clone(), label, layer);
        mark.score = mention.provenance.score;
        mark.attributes = kept::attributes(&mention.ext);
        if let Some(entity) = mention.entity.and_then(|id| self.project.entity(id)) {
            put(&mut mark.attributes, "entity", entity.name.clone());
            put(&mut mark.attributes, "wikidata", entity.wikidata.clone().unwrap_or_default());
        }
        put(&mut mark.attributes, "note", mention.note.clone());
        put(&mut mark.attributes, "flags", mention.flags.iter().cloned().collect::<Vec<_>>().join(" "));
        mark.ext = mention.ext.get(self.format).map(|ext| ext.as_str().into());
        mark
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Entity(id) => self.project.entity(id).map_or_else(String::new, |entity| entity.name.clone()),
            Actor::Author => "@author".to_owned(),
            Actor::Outlet => "@outlet".to_owned(),
            Actor::Implicit => "@implicit".to_owned(),
            Actor::Unspecified => String::new(),
        }
    }

    /// The stance as a link; `None` where it has no place in the text at all.
    fn link(
        &self,
        stance: &Stance,
        layer: usize,
        marks: &mut Vec<Mark>,
        places: &mut BTreeMap<(usize, SpanSet), usize>,
    ) -> Option<Link> {
        let mut mark_at = |spans: &SpanSet, label: &str| {
            *places.entry((layer, spans.clone())).or_insert_with(|| {
                marks.push(Mark::new(format!("{}-{}", stance.id, label.to_ascii_lowercase()), spans.clone(), label, layer));
                marks.len() - 1
            })
        };
        let attribution = &stance.attribution;
        let sets = [
            (Part::Evidence, &stance.evidence),
            (Part::Cue, &attribution.cue),
            (Part::Content, &attribution.content),
            (Part::Source, &attribution.source),
        ];
        let holder = stance.holder.mention.as_ref().map(|spans| mark_at(spans, HOLDER));
        let target = stance.target.mention.as_ref().map(|spans| mark_at(spans, TARGET));
        let parts: Vec<(Part, usize)> = sets
            .into_iter()
            .filter_map(|(part, spans)| spans.as_ref().map(|spans| (part, mark_at(spans, part.label()))))
            .collect();
        for &(_, at) in &parts {
            if marks[at].id.is_empty() {
                marks[at].id = format!("{}-{at}", stance.id);
            }
        }
        let stand_in = parts.first().map(|part| part.1).or(holder).or(target)?;
        let mut label = format!("stance_{}", polarity_name(stance.polarity));
        if let Some(name) = stance.ext.get(kept::RELATION).map(|name| kept::unquote(name))
            && stance_polarity(&name).or_else(|| super::exchange::polarity_named(&name)) == Some(stance.polarity)
        {
            label = name;
        }
        let named = stance.parent.is_some() || !stance.responds_to.is_empty() || !parts.is_empty();
        let id = match kept::text(&stance.ext, kept::NAME) {
            name if name.is_empty() && named => format!("s{}", stance.id),
            name => name,
        };
        let mut link = Link::new(id, holder.unwrap_or(stand_in), target.unwrap_or(stand_in), label, layer);
        link.parts = parts;
        link.score = stance.provenance.score;
        link.attributes = self.stance_attributes(stance);
        link.ext = stance.ext.get(self.format).map(|ext| ext.as_str().into());
        Some(link)
    }

    fn stance_attributes(&self, stance: &Stance) -> Attributes {
        let mut all = kept::attributes(&stance.ext);
        let unmarked = match (&stance.holder.mention, &stance.target.mention) {
            (None, None) => "holder target",
            (None, Some(_)) => "holder",
            (Some(_), None) => "target",
            (Some(_), Some(_)) => "",
        };
        put(&mut all, UNMARKED, unmarked.to_owned());
        put(&mut all, "holder", self.actor(stance.holder.actor));
        let path: Vec<String> = stance.holder.path.iter().map(|actor| self.actor(*actor)).collect();
        put(&mut all, "path", path.join(" > "));
        let (target, issue) = match stance.target.reference {
            TargetRef::Entity(id) => (self.actor(Actor::Entity(id)), String::new()),
            TargetRef::Issue(id) => {
                (String::new(), self.project.scheme.issue(id).map_or_else(String::new, |issue| issue.name.clone()))
            }
            TargetRef::Stance(_) | TargetRef::Unlinked => (String::new(), String::new()),
        };
        put(&mut all, "target", target);
        put(&mut all, "issue", issue);
        if stance.target.kind != TargetKind::Entity {
            put(&mut all, "target_kind", names::target_kind(stance.target.kind).to_owned());
        }
        put(&mut all, "attitude", stance.attitude.map_or("", names::attitude).to_owned());
        put(&mut all, "intensity", stance.intensity.map_or("", names::intensity).to_owned());
        put(&mut all, "basis", if stance.basis == Basis::Inferred { "inferred" } else { "" }.to_owned());
        put(&mut all, "directness", names::directness(stance.attribution.directness).to_owned());
        put(&mut all, "channel", stance.attribution.channel.clone());
        put(&mut all, "note", stance.note.clone());
        put(&mut all, "flags", stance.flags.iter().cloned().collect::<Vec<_>>().join(" "));
        put(&mut all, "frames", kept::frames(&stance.frames));
        all
    }
}

fn put(attributes: &mut Attributes, name: &str, value: String) {
    if !value.is_empty() {
        attributes.insert(name.to_owned(), value);
    }
}
