//! From the shapes of the file to the model: scheme, annotators, entities, metadata.

use super::beyond::{self, OURS};
use super::containers::{AnnotatorForm, EntityForm, MeaningForm, MetadataForm, ProfileForm, SchemeForm};
use super::meaning::{Known, ext};
use super::scalars::Key;
use crate::format::words::{self, meaning};
use crate::model::{
    Annotator, AnnotatorId, Entity, Ext, FrameCode, Issue, Label, LabelId, Meaning, Metadata, Naming, Rgb, Role, Scheme,
    SchemeChange, SourceProfile, StanceField, Timestamp,
};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// The scheme, and what of it was not understood.
pub(crate) fn scheme(form: SchemeForm) -> (Scheme, Vec<String>) {
    let mut doubts = Vec::new();
    let mut fields = |names: Vec<String>| -> BTreeSet<StanceField> {
        let known = |name: &String| {
            let field = meaning(words::STANCE_FIELD, name);
            if field.is_none() {
                doubts.push(format!("the stance field “{name}” is unknown here; it is left out"));
            }
            field
        };
        names.iter().filter_map(known).collect()
    };
    let asked = fields(form.asked);
    let required = fields(form.required);
    let polarities = meanings(words::POLARITY, form.polarities, &mut doubts);
    let fields = meanings(words::STANCE_FIELD, form.fields, &mut doubts);
    let labels = form.labels.into_iter().map(|label| Label {
        id: label.id.into(),
        colour: colour(&label.colour).unwrap_or(Rgb(0x70, 0x70, 0x70)),
        name: label.name,
        key: label.key,
        definition: label.definition,
        examples: label.examples,
        counter_examples: label.counter_examples,
        hidden: label.hidden,
        may_hold: label.may_hold,
        may_receive: label.may_receive,
        ext: ext(label.ext),
    });
    let mut scheme = Scheme {
        name: form.name,
        version: form.version.max(1),
        changes: form
            .changes
            .into_iter()
            .map(|change| SchemeChange { version: change.version, at: Timestamp(change.at.0), what: change.what })
            .collect(),
        labels: labels.collect(),
        issues: form
            .issues
            .into_iter()
            .map(|issue| Issue { id: issue.id.into(), name: issue.name, definition: issue.definition, aliases: issue.aliases })
            .collect(),
        frames: form.frames.into_iter().map(|frame| FrameCode { name: frame.name, definition: frame.definition }).collect(),
        source_categories: form.source_categories,
        polarities,
        fields,
        asked,
        required,
        exclusive: form.exclusive.into_iter().map(|[a, b]| (a.into(), b.into())).collect(),
        ext: ext(form.ext),
    };
    let mut seen = BTreeSet::new();
    for idx in 0..scheme.labels.len() {
        if !seen.insert(scheme.labels[idx].id) {
            scheme.labels[idx].id = scheme.free_label_id();
            seen.insert(scheme.labels[idx].id);
            doubts.push(format!("the id of label “{}” was taken; it has a new one", scheme.labels[idx].name));
        }
    }
    (scheme, doubts)
}

/// What the codebook says of a fixed choice, by its word.
fn meanings<T: Copy + Ord>(
    table: &words::Words<T>,
    forms: BTreeMap<String, MeaningForm>,
    doubts: &mut Vec<String>,
) -> BTreeMap<T, Meaning> {
    let mut meanings = BTreeMap::new();
    for (name, MeaningForm { definition, examples, counter_examples }) in forms {
        match meaning(table, &name) {
            Some(value) => _ = meanings.insert(value, Meaning { definition, examples, counter_examples }),
            None => doubts.push(format!("the codebook defines “{name}”, which is unknown here; it is left out")),
        }
    }
    meanings
}

/// `#rrggbb`.
fn colour(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(Rgb(red, green, blue))
}

/// An annotator, and what the file holds beyond it.
pub(crate) fn annotator(raw: &RawValue) -> Result<(Annotator, Option<Value>), String> {
    let (form, more) = beyond::parse::<AnnotatorForm>(raw).map_err(|err| err.to_string())?;
    let role = meaning(words::ROLE, &form.role).unwrap_or_default();
    Ok((Annotator { id: form.id.into(), name: form.name, role }, more))
}

/// Adds an annotator that annotations name and nobody described.
pub(crate) fn add_annotator(annotators: &mut Vec<Annotator>, id: AnnotatorId) {
    annotators.push(Annotator { id, name: format!("annotator {id}"), role: Role::Annotator });
}

/// A label of which only the name is known.
pub(crate) fn plain_label(id: LabelId, name: String) -> Label {
    Label {
        id,
        name,
        colour: Rgb(0x70, 0x70, 0x70),
        key: None,
        definition: String::new(),
        examples: Vec::new(),
        counter_examples: Vec::new(),
        hidden: false,
        may_hold: true,
        may_receive: true,
        ext: Ext::new(),
    }
}

/// An entity of the file.
pub(crate) fn entity(raw: &RawValue, known: &mut Known) -> Result<Entity, String> {
    let (form, more) = beyond::parse::<EntityForm>(raw).map_err(|err| err.to_string())?;
    let id = form.id.unwrap_or_else(|| Key(super::scalars::number_of(&form.name)));
    let mut entity = entity_of(form, id, known)?;
    entity.ext.extend(more.map(|more| (OURS.to_owned(), more.to_string())));
    Ok(entity)
}

pub(crate) fn entity_of(form: EntityForm, id: Key, known: &mut Known) -> Result<Entity, String> {
    let ProfileForm { category, affiliation, role, status, naming, gender } = form.profile;
    let naming: Naming = super::meaning::choice(words::NAMING, &naming, "naming")?;
    let gender = super::meaning::choice(words::GENDER, &gender, "gender")?;
    Ok(Entity {
        id: id.into(),
        name: form.name,
        label: form.label.map(|label| known.label(&label)),
        aliases: form.aliases,
        wikidata: form.wikidata,
        profile: SourceProfile { category, affiliation, role, status, naming, gender },
        note: form.note,
        different_from: form.different_from.into_iter().map(Into::into).collect(),
        ext: ext(form.ext),
    })
}

/// Metadata; a date or direction that is none is kept as the attribute of its name.
pub(crate) fn metadata(form: MetadataForm) -> Metadata {
    let mut attributes = form.attributes;
    let date = form.date.as_deref().and_then(|date| date.parse().ok());
    if let (None, Some(text)) = (date, form.date) {
        attributes.insert("date".to_owned(), text);
    }
    let direction = form.direction.as_deref().and_then(|direction| meaning(words::DIRECTION, direction));
    if let (None, Some(text)) = (direction, form.direction) {
        attributes.insert("direction".to_owned(), text);
    }
    Metadata {
        title: form.title,
        outlet: form.outlet,
        byline: form.byline,
        date,
        url: form.url,
        language: form.language,
        section: form.section,
        direction: direction.unwrap_or_default(),
        source: form.source,
        attributes,
    }
}
