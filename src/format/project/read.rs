//! Reading the project file: first its form, then what it means.
//!
//! One annotation that cannot be read costs no other: it is listed as a [`Problem`] and kept as an orphan in
//! `ext["standpoint"]`, from where it is written back.

use super::beyond::{self, OURS};
use super::containers::{ArticleForm, ProjectForm};
use super::meaning::Known;
use super::read_article::ArticleReader;
use super::read_parts;
use super::{FORMAT, VERSION};
use crate::model::{AnnotatorId, ArticleId, EntityId, Project, Scheme};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something in a file that was not as it should be, and what was made of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub article: Option<ArticleId>,
    /// Where, in words: `article “Storm hits coast”, mention 1k9f3`.
    pub place: String,
    /// What was wrong and what was done.
    pub what: String,
    /// Was it set right without doubt? Otherwise somebody should look.
    pub repaired: bool,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Why a file is no project.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadProjectError {
    #[error("the file is not UTF-8 (byte {0}); a project is a UTF-8 text. Restore a backup, or open it as an article")]
    Encoding(usize),
    #[error("the file is no complete JSON: {0}. Restore a backup from the folder beside it")]
    Json(String),
    #[error("the file is no Standpoint project; expected \"format\": \"standpoint\". Use import for files of other programs")]
    OtherFormat,
    #[error("the file was written by a newer Standpoint (version {0}, this one reads {VERSION}); update to open it")]
    Newer(u64),
}

/// The project in `bytes`, and everything that was not as it should be.
///
/// # Errors
/// Where nothing can be read at all.
pub fn read(bytes: &[u8]) -> Result<(Project, Vec<Problem>), ReadProjectError> {
    let text = std::str::from_utf8(bytes).map_err(|err| ReadProjectError::Encoding(err.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Ok(form) = serde_json::from_str::<ProjectForm<'_, ArticleForm<'_>>>(text) {
        return made(form, Ok);
    }
    // One article that cannot be read costs no other.
    let form: ProjectForm<'_, &RawValue> = serde_json::from_str(text).map_err(|err| ReadProjectError::Json(err.to_string()))?;
    made(form, |raw| serde_json::from_str(raw.get()).map_err(|err| (raw, err)))
}

/// The project of a form, whose articles are read by `article`, or kept as they are.
fn made<'a, A>(
    form: ProjectForm<'a, A>,
    article: impl Fn(A) -> Result<ArticleForm<'a>, (&'a RawValue, serde_json::Error)>,
) -> Result<(Project, Vec<Problem>), ReadProjectError> {
    match (form.format.as_deref(), form.version) {
        (Some(FORMAT), Some(version)) if version > VERSION => return Err(ReadProjectError::Newer(version)),
        (Some(FORMAT), _) => {}
        _ => return Err(ReadProjectError::OtherFormat),
    }
    let mut reader = Reader { problems: Vec::new(), rest: form.rest, orphans: Vec::new() };
    let scheme = reader.scheme(form.scheme);
    let mut known = Known::of(&scheme);
    let mut project = Project::new(scheme, "me");
    project.name = form.name;
    project.queries = form.queries;
    project.blind_percent = form.blind_percent.min(100);
    project.ext = super::meaning::ext(form.ext);
    reader.annotators(&mut project.annotators, &form.annotators);
    let mut entities = BTreeSet::new();
    for raw in form.entities {
        match read_parts::entity(raw, &mut known) {
            Ok(mut entity) => {
                if !entities.insert(entity.id) {
                    entity.id = free(&entities, EntityId::new);
                    entities.insert(entity.id);
                    reader.list(&format!("entity {} “{}”", entity.id, entity.name), "its id was taken; it has a new one", true);
                }
                project.put_entity(Arc::new(entity));
            }
            Err(why) => reader.keep("entity", raw, &why),
        }
    }
    let mut articles = BTreeSet::new();
    let mut reading = ArticleReader {
        known: &mut known,
        entities: &mut entities,
        new_entities: Vec::new(),
        annotators: project.annotators.iter().map(|annotator| annotator.id).collect(),
        new_annotators: BTreeSet::new(),
        problems: Vec::new(),
    };
    for read in form.articles.into_iter().map(article) {
        match read {
            Ok(form) => {
                let wanted = form.id.map(ArticleId::from);
                let id = wanted.filter(|id| !articles.contains(id)).unwrap_or_else(|| free(&articles, ArticleId::new));
                articles.insert(id);
                if wanted.is_some_and(|wanted| wanted != id) {
                    reading.problems.push(Problem {
                        article: Some(id),
                        place: format!("article {id}"),
                        what: "its id was taken by another article; it has a new one".to_owned(),
                        repaired: true,
                    });
                }
                project.insert_article(usize::MAX, Arc::new(reading.article(form, id)));
            }
            Err((raw, err)) => reader.keep("article", raw, &err.to_string()),
        }
    }
    let ArticleReader { new_entities, new_annotators, problems, .. } = reading;
    reader.problems.extend(problems);
    for entity in new_entities {
        reader.list(&format!("entity {}", entity.id), &format!("was missing; made again as “{}”", entity.name), false);
        project.put_entity(Arc::new(entity));
    }
    for id in new_annotators {
        reader.list(&format!("annotator {id}"), "was missing; made again", false);
        read_parts::add_annotator(&mut project.annotators, id);
    }
    if !known.new_labels.is_empty() || !known.new_issues.is_empty() {
        let scheme = Arc::make_mut(&mut project.scheme);
        for (id, name) in std::mem::take(&mut known.new_labels) {
            reader.list(&format!("label “{name}”"), "was not in the scheme; added", false);
            scheme.labels.push(read_parts::plain_label(id, name));
        }
        for (id, name) in std::mem::take(&mut known.new_issues) {
            reader.list(&format!("target “{name}”"), "was not on the target list; added", false);
            scheme.issues.push(crate::model::Issue { id, name, definition: String::new(), aliases: Vec::new() });
        }
    }
    let (ext, problems) = reader.end();
    if let Some(ext) = ext {
        project.ext.insert(OURS.to_owned(), ext);
    }
    Ok((project, problems))
}

/// An id that is not in `taken`.
pub(crate) fn free<T: Ord>(taken: &BTreeSet<T>, new: impl Fn(u64) -> T) -> T {
    (1..).map(new).find(|id| !taken.contains(id)).expect("there are more numbers than things in a file")
}

struct Reader {
    problems: Vec<Problem>,
    rest: Map<String, Value>,
    orphans: Vec<Value>,
}

impl Reader {
    fn list(&mut self, place: &str, what: &str, repaired: bool) {
        self.problems.push(Problem { article: None, place: place.to_owned(), what: what.to_owned(), repaired });
    }

    /// Keeps what cannot be read.
    fn keep(&mut self, kind: &str, raw: &RawValue, why: &str) {
        self.list(kind, &format!("cannot be read ({why}); kept in the file as it is"), false);
        self.orphans.push(orphan(kind, raw, why));
    }

    fn scheme(&mut self, raw: Option<&RawValue>) -> Scheme {
        let Some(raw) = raw else {
            self.list("scheme", "is missing; the default was taken", false);
            return Scheme::default();
        };
        match beyond::parse(raw) {
            Ok((form, more)) => {
                let (mut scheme, doubts) = read_parts::scheme(form);
                for doubt in doubts {
                    self.list("scheme", &doubt, true);
                }
                scheme.ext.extend(more.map(|more| (OURS.to_owned(), more.to_string())));
                scheme
            }
            Err(err) => {
                self.keep("scheme", raw, &err.to_string());
                Scheme::default()
            }
        }
    }

    fn annotators(&mut self, annotators: &mut Vec<crate::model::Annotator>, raws: &[&RawValue]) {
        let mut more = Map::new();
        let mut read: Vec<crate::model::Annotator> = Vec::new();
        for raw in raws {
            match read_parts::annotator(raw) {
                Ok((annotator, beyond)) => {
                    if read.iter().any(|other| other.id == annotator.id) {
                        self.keep("annotator", raw, "its id is taken");
                        continue;
                    }
                    more.extend(beyond.map(|beyond| (annotator.id.to_string(), beyond)));
                    read.push(annotator);
                }
                Err(why) => self.keep("annotator", raw, &why),
            }
        }
        if !more.is_empty() {
            self.rest.insert("annotators".to_owned(), Value::Object(more));
        }
        if read.is_empty() {
            self.list("annotators", "there was none; one was added", true);
            annotators[0].id = AnnotatorId::new(1);
        } else {
            *annotators = read;
        }
    }

    fn end(mut self) -> (Option<String>, Vec<Problem>) {
        if let Some(Value::Array(old)) = self.rest.get("orphans") {
            let count = old.len();
            self.list("project", &format!("{count} things that could not be read earlier are kept in it"), false);
        }
        keep_orphans(&mut self.rest, self.orphans);
        ((!self.rest.is_empty()).then(|| Value::Object(self.rest).to_string()), self.problems)
    }
}

/// An orphan as it is kept.
pub(crate) fn orphan(kind: &str, raw: &RawValue, why: &str) -> Value {
    let value: Value = serde_json::from_str(raw.get()).unwrap_or_else(|_| Value::String(raw.get().to_owned()));
    json!({"kind": kind, "why": why, "value": value})
}

/// Adds orphans to those that were there.
pub(crate) fn keep_orphans(rest: &mut Map<String, Value>, orphans: Vec<Value>) {
    if orphans.is_empty() {
        return;
    }
    match rest.entry("orphans").or_insert_with(|| Value::Array(Vec::new())) {
        Value::Array(old) => old.extend(orphans),
        other => *other = Value::Array(orphans),
    }
}
