//! The project file, line by line: one annotation, entity or label a line, in an order that only changes where the work does.
//!
//! So a Git diff reads like a log, and two people's additions rarely meet on one line.

use super::beyond;
use super::containers::{
    AnnotatorForm, ChangeForm, EntityForm, FinishedForm, FrameCodeForm, IssueForm, LabelForm, MeaningForm, MetadataForm,
    ProfileForm, SchemeForm,
};
use super::scalars::When;
use super::to_form::{Called, Scale, ToForm, ext};
use super::{FORMAT, VERSION};
use crate::format::digest::sha256_hex;
use crate::format::words::{self, word};
use crate::model::{Article, Direction, Entity, Ext, Meaning, Metadata, Project, Scheme, Status};
use serde::Serialize;
use serde_json::{Map, Value};

/// The bytes of the project file.
pub fn write(project: &Project) -> Vec<u8> {
    let called = Called::by_name(&project.scheme);
    let more = beyond::of(&project.ext).unwrap_or_default();
    let size: usize = project.articles().map(|a| a.text().len() + 400 + 240 * (a.mention_count() + 3 * a.stance_count())).sum();
    let mut out = Lines { bytes: Vec::with_capacity(size + 4096) };
    out.text("{\n");
    out.field("format", &FORMAT);
    out.field("version", &VERSION);
    out.field("name", &project.name);
    if project.blind_percent > 0 {
        out.field("blind_percent", &project.blind_percent);
    }
    if !project.queries.is_empty() {
        out.field("queries", &project.queries);
    }
    let foreign = ext(&project.ext);
    if !foreign.is_empty() {
        out.field("ext", &foreign);
    }
    let own = ["format", "version", "name", "blind_percent", "queries", "ext", "scheme", "annotators", "entities", "articles"];
    out.rest(&more, &own);
    out.text("\"scheme\": ");
    out.object(&scheme_value(&project.scheme));
    out.text(",\n");
    out.list("annotators", project.annotators.iter(), |out, annotator| {
        let role = word(words::ROLE, &annotator.role).to_owned();
        let id = annotator.id.to_string();
        let form = AnnotatorForm { id: annotator.id.into(), name: annotator.name.clone(), role };
        out.with_more(&form, more.get("annotators").and_then(|more| more.get(&id)));
    });
    out.text(",\n");
    out.list("entities", project.entities(), |out, entity| {
        let form = entity_form(entity, &called);
        out.with_ext(&form, &entity.ext);
    });
    out.text(",\n");
    out.list("articles", project.articles(), |out, article| write_article(out, article, &called));
    out.text("\n}\n");
    out.bytes
}

fn write_article(out: &mut Lines, article: &Article, called: &Called) {
    let scale = Scale::points(article.text());
    let to = ToForm { scale: &scale, called };
    let more = beyond::of(&article.ext).unwrap_or_default();
    out.text("{\"id\": ");
    out.value(&article.id.to_string());
    out.text(",\n");
    if article.status != Status::New {
        out.field("status", &word(words::STATUS, &article.status));
    }
    out.text("\"metadata\": ");
    out.with_more(&metadata_form(&article.metadata), more.get("metadata"));
    out.text(",\n");
    if !article.note.is_empty() {
        out.field("note", &article.note);
    }
    if !article.finished.is_empty() {
        out.field("finished", &finished_form(article));
    }
    let foreign = ext(&article.ext);
    if !foreign.is_empty() {
        out.field("ext", &foreign);
    }
    out.rest(
        &more,
        &["id", "status", "metadata", "note", "finished", "ext", "sha256", "text", "mentions", "stances", "decisions"],
    );
    out.field("sha256", &sha256_hex(article.text().as_bytes()));
    out.field("text", &article.text());
    out.list("mentions", article.mentions(), |out, mention| out.with_ext(&to.mention(mention), &mention.ext));
    out.text(",\n");
    out.list("stances", article.stances(), |out, stance| out.with_ext(&to.stance(stance), &stance.ext));
    out.text(",\n");
    let decisions = more.get("decisions");
    out.list("decisions", article.decisions(), |out, decision| {
        let more = decisions.and_then(|more| more.get(decision.id.to_string()));
        out.with_more(&to.decision(decision), more);
    });
    out.text("}");
}

pub(crate) fn finished_form(article: &Article) -> Vec<FinishedForm> {
    article.finished.iter().map(|(annotator, line)| FinishedForm { annotator: (*annotator).into(), line: *line }).collect()
}

pub(crate) fn metadata_form(metadata: &Metadata) -> MetadataForm {
    MetadataForm {
        title: metadata.title.clone(),
        outlet: metadata.outlet.clone(),
        byline: metadata.byline.clone(),
        date: metadata.date.map(|date| date.to_string()),
        url: metadata.url.clone(),
        language: metadata.language.clone(),
        section: metadata.section.clone(),
        direction: (metadata.direction != Direction::Auto).then(|| word(words::DIRECTION, &metadata.direction).to_owned()),
        source: metadata.source.clone(),
        attributes: metadata.attributes.clone(),
    }
}

pub(crate) fn entity_form(entity: &Entity, called: &Called) -> EntityForm {
    let profile = &entity.profile;
    EntityForm {
        id: Some(entity.id.into()),
        name: entity.name.clone(),
        label: entity.label.map(|label| called.label(label).into_owned()),
        aliases: entity.aliases.clone(),
        wikidata: entity.wikidata.clone(),
        profile: ProfileForm {
            category: profile.category.clone(),
            affiliation: profile.affiliation.clone(),
            role: profile.role.clone(),
            status: profile.status.clone(),
            naming: word(words::NAMING, &profile.naming).to_owned(),
            gender: word(words::GENDER, &profile.gender).to_owned(),
        },
        note: entity.note.clone(),
        different_from: entity.different_from.iter().map(|id| (*id).into()).collect(),
        ext: ext(&entity.ext),
    }
}

pub(crate) fn scheme_form(scheme: &Scheme) -> SchemeForm {
    let fields = |fields: &std::collections::BTreeSet<_>| -> Vec<String> {
        fields.iter().map(|field| word(words::STANCE_FIELD, field).to_owned()).collect()
    };
    SchemeForm {
        name: scheme.name.clone(),
        version: scheme.version,
        polarities: scheme.polarities.iter().map(|(it, is)| (word(words::POLARITY, it).to_owned(), meaning_form(is))).collect(),
        fields: scheme.fields.iter().map(|(it, is)| (word(words::STANCE_FIELD, it).to_owned(), meaning_form(is))).collect(),
        asked: fields(&scheme.asked),
        required: fields(&scheme.required),
        exclusive: scheme.exclusive.iter().map(|&(a, b)| [a.into(), b.into()]).collect(),
        source_categories: scheme.source_categories.clone(),
        ext: ext(&scheme.ext),
        changes: scheme
            .changes
            .iter()
            .map(|change| ChangeForm { version: change.version, at: When(change.at.0), what: change.what.clone() })
            .collect(),
        frames: scheme
            .frames
            .iter()
            .map(|frame| FrameCodeForm { name: frame.name.clone(), definition: frame.definition.clone() })
            .collect(),
        issues: scheme
            .issues
            .iter()
            .map(|issue| IssueForm {
                id: issue.id.into(),
                name: issue.name.clone(),
                definition: issue.definition.clone(),
                aliases: issue.aliases.clone(),
            })
            .collect(),
        labels: scheme
            .labels
            .iter()
            .map(|label| LabelForm {
                id: label.id.into(),
                name: label.name.clone(),
                colour: format!("#{:02x}{:02x}{:02x}", label.colour.0, label.colour.1, label.colour.2),
                key: label.key,
                definition: label.definition.clone(),
                examples: label.examples.clone(),
                counter_examples: label.counter_examples.clone(),
                hidden: label.hidden,
                may_hold: label.may_hold,
                may_receive: label.may_receive,
                ext: ext(&label.ext),
            })
            .collect(),
    }
}

fn meaning_form(meaning: &Meaning) -> MeaningForm {
    let Meaning { definition, examples, counter_examples } = meaning.clone();
    MeaningForm { definition, examples, counter_examples }
}

fn scheme_value(scheme: &Scheme) -> Value {
    let mut value = to_value(&scheme_form(scheme));
    if let Some(more) = beyond::of(&scheme.ext) {
        beyond::merge(&mut value, &Value::Object(more));
    }
    value
}

fn to_value(form: &impl Serialize) -> Value {
    serde_json::to_value(form).expect("forms have text keys and finite depth")
}

/// The file under construction.
struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    fn text(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.bytes, value).expect("forms have text keys, and memory takes all bytes");
    }

    /// `"name": value,` on a line of its own.
    fn field(&mut self, name: &str, value: &impl Serialize) {
        self.value(name);
        self.text(": ");
        self.value(value);
        self.text(",\n");
    }

    /// Fields of newer versions, and orphans.
    fn rest(&mut self, more: &Map<String, Value>, own: &[&str]) {
        for (name, value) in more.iter().filter(|(name, _)| !own.contains(&name.as_str())) {
            match value {
                Value::Array(elements) if !elements.is_empty() => {
                    self.list(name, elements.iter(), |out, element| out.value(element));
                    self.text(",\n");
                }
                _ => self.field(name, value),
            }
        }
    }

    /// `"name": [` one element a line `]`.
    fn list<T>(&mut self, name: &str, elements: impl Iterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.value(name);
        self.text(": [");
        let mut any = false;
        for element in elements {
            self.text(if any { ",\n" } else { "\n" });
            any = true;
            each(self, element);
        }
        self.text(if any { "\n]" } else { "]" });
    }

    /// An object whose lists have one element a line.
    fn object(&mut self, value: &Value) {
        let Value::Object(fields) = value else { return self.value(value) };
        self.text("{\n");
        for (idx, (name, value)) in fields.iter().enumerate() {
            self.text(if idx > 0 { ",\n" } else { "" });
            match value {
                Value::Array(elements) if elements.iter().any(Value::is_object) => {
                    self.list(name, elements.iter(), |out, element| out.value(element));
                }
                _ => {
                    self.value(name);
                    self.text(": ");
                    self.value(value);
                }
            }
        }
        self.text("\n}");
    }

    fn with_ext(&mut self, form: &impl Serialize, ext: &Ext) {
        match beyond::of(ext) {
            None => self.value(form),
            Some(more) => self.with_more(form, Some(&Value::Object(more))),
        }
    }

    fn with_more(&mut self, form: &impl Serialize, more: Option<&Value>) {
        let Some(more) = more else { return self.value(form) };
        let mut value = to_value(form);
        beyond::merge(&mut value, more);
        self.value(&value);
    }
}
