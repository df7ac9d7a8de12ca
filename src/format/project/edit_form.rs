//! Edits as the journal writes them: one JSON object, spans in bytes, labels and issues by id.
//!
//! Bytes without quotes, because the texts are known: an edit is read against every text its article has had, and fits the one
//! it was made for.

use super::containers::{AnnotatorForm, EntityForm, FinishedForm, MetadataForm, SchemeForm};
use super::forms::{DecisionForm, MentionForm, StanceForm};
use super::meaning::{self, Known, Meaning};
use super::scalars::{ExtForm, Key, SpanForm};
use super::to_form::{Called, Scale, ToForm, raw};
use super::{entity_form, finished_form, metadata_form, read_parts, scheme_form};
use crate::edit::Edit;
use crate::format::words::{self, meaning as meaning_of, word};
use crate::model::{Annotator, Article, ArticleId, Decision, Ext, Mention, Stance};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An edit in the journal.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EditForm<'a> {
    #[serde(borrow)]
    Batch(Vec<Self>),
    AddArticle(usize, #[serde(borrow)] Box<WholeArticle<'a>>),
    RemoveArticle(Key),
    MoveArticle(Key, usize),
    SetMetadata(Key, Box<MetadataForm>),
    SetStatus(Key, String),
    SetArticleNote(Key, String),
    SetFinished(Key, Vec<FinishedForm>),
    SetArticleExt(Key, ExtForm),
    PutMention(Key, #[serde(borrow)] Box<MentionForm<'a>>),
    RemoveMention(Key, Key),
    PutStance(Key, #[serde(borrow)] Box<StanceForm<'a>>),
    RemoveStance(Key, Key),
    PutDecision(Key, #[serde(borrow)] Box<DecisionForm<'a>>),
    RemoveDecision(Key, Key),
    PutEntity(Box<EntityForm>),
    RemoveEntity(Key),
    SetScheme(Box<SchemeForm>),
    SetAnnotators(Vec<AnnotatorForm>),
    SetName(String),
    SetQuery(String, Option<String>),
    SetBlindPercent(u8),
    SetExt(ExtForm),
}

/// An article with everything marked in it.
#[derive(Serialize, Deserialize)]
pub(crate) struct WholeArticle<'a> {
    id: Key,
    status: String,
    note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    finished: Vec<FinishedForm>,
    metadata: MetadataForm,
    ext: ExtForm,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    mentions: Vec<MentionForm<'a>>,
    #[serde(borrow)]
    stances: Vec<StanceForm<'a>>,
    #[serde(borrow)]
    decisions: Vec<DecisionForm<'a>>,
}

/// The form of an edit.
pub(crate) fn form(edit: &Edit) -> EditForm<'_> {
    let to = ToForm { scale: &Scale::Bytes, called: BY_ID };
    match edit {
        Edit::Batch(edits) => EditForm::Batch(edits.iter().map(form).collect()),
        Edit::AddArticle { position, article } => EditForm::AddArticle(*position, Box::new(whole(article, &to))),
        Edit::RemoveArticle(id) => EditForm::RemoveArticle((*id).into()),
        Edit::MoveArticle { article, position } => EditForm::MoveArticle((*article).into(), *position),
        Edit::SetMetadata { article, metadata } => EditForm::SetMetadata((*article).into(), Box::new(metadata_form(metadata))),
        Edit::SetStatus { article, status } => EditForm::SetStatus((*article).into(), word(words::STATUS, status).to_owned()),
        Edit::SetArticleNote { article, note } => EditForm::SetArticleNote((*article).into(), note.clone()),
        Edit::SetFinished { article, finished } => {
            let passage = |(annotator, line): &(_, u32)| FinishedForm { annotator: Key::from(*annotator), line: *line };
            EditForm::SetFinished((*article).into(), finished.iter().map(passage).collect())
        }
        Edit::SetArticleExt { article, ext } => EditForm::SetArticleExt((*article).into(), verbatim(ext)),
        Edit::PutMention { article, mention } => EditForm::PutMention((*article).into(), Box::new(to.mention(mention))),
        Edit::RemoveMention { article, mention } => EditForm::RemoveMention((*article).into(), (*mention).into()),
        Edit::PutStance { article, stance } => EditForm::PutStance((*article).into(), Box::new(to.stance(stance))),
        Edit::RemoveStance { article, stance } => EditForm::RemoveStance((*article).into(), (*stance).into()),
        Edit::PutDecision { article, decision } => EditForm::PutDecision((*article).into(), Box::new(to.decision(decision))),
        Edit::RemoveDecision { article, decision } => EditForm::RemoveDecision((*article).into(), (*decision).into()),
        Edit::PutEntity(entity) => {
            let form = entity_form(entity, BY_ID);
            EditForm::PutEntity(Box::new(EntityForm { ext: verbatim(&entity.ext), ..form }))
        }
        Edit::RemoveEntity(id) => EditForm::RemoveEntity((*id).into()),
        Edit::SetScheme(scheme) => {
            EditForm::SetScheme(Box::new(SchemeForm { ext: verbatim(&scheme.ext), ..scheme_form(scheme) }))
        }
        Edit::SetAnnotators(annotators) => EditForm::SetAnnotators(
            annotators
                .iter()
                .map(|annotator| AnnotatorForm {
                    id: annotator.id.into(),
                    name: annotator.name.clone(),
                    role: word(words::ROLE, &annotator.role).to_owned(),
                })
                .collect(),
        ),
        Edit::SetName(name) => EditForm::SetName(name.clone()),
        Edit::SetQuery { name, query } => EditForm::SetQuery(name.clone(), query.clone()),
        Edit::SetBlindPercent(percent) => EditForm::SetBlindPercent(*percent),
        Edit::SetExt(ext) => EditForm::SetExt(verbatim(ext)),
    }
}

const BY_ID: &Called = &Called::by_id();

/// Everything, fields of newer versions included.
pub(crate) fn verbatim(ext: &Ext) -> ExtForm {
    ext.iter().filter_map(|(name, json)| Some((name.clone(), raw(json)?))).collect()
}

fn whole<'a>(article: &'a Article, to: &ToForm<'a>) -> WholeArticle<'a> {
    WholeArticle {
        id: article.id.into(),
        status: word(words::STATUS, &article.status).to_owned(),
        note: article.note.clone(),
        finished: finished_form(article),
        metadata: metadata_form(&article.metadata),
        ext: verbatim(&article.ext),
        text: Cow::Borrowed(article.text()),
        mentions: article.mentions().map(|mention| to.mention(mention)).collect(),
        stances: article.stances().map(|stance| to.stance(stance)).collect(),
        decisions: article.decisions().map(|decision| to.decision(decision)).collect(),
    }
}

/// Every text that each article has had.
pub(crate) type Texts = BTreeMap<ArticleId, Vec<Arc<str>>>;

/// Collects the texts of articles that an edit adds.
pub(crate) fn collect_texts(form: &EditForm<'_>, texts: &mut Texts) {
    match form {
        EditForm::Batch(forms) => forms.iter().for_each(|form| collect_texts(form, texts)),
        EditForm::AddArticle(_, article) => {
            let known = texts.entry(article.id.into()).or_default();
            if !known.iter().any(|text| **text == *article.text) {
                known.push(article.text.as_ref().into());
            }
        }
        _ => {}
    }
}

/// The edit that a form means.
///
/// # Errors
/// A sentence that says what was not understood.
pub(crate) fn edit(form: EditForm<'_>, texts: &Texts) -> Result<Edit, String> {
    let mut known = Known::default();
    Ok(match form {
        EditForm::Batch(forms) => {
            let edits: Result<Vec<Edit>, String> = forms.into_iter().map(|form| edit(form, texts)).collect();
            Edit::Batch(edits?)
        }
        EditForm::AddArticle(position, article) => Edit::AddArticle { position, article: Arc::new(read_whole(*article, texts)?) },
        EditForm::RemoveArticle(id) => Edit::RemoveArticle(id.into()),
        EditForm::MoveArticle(article, position) => Edit::MoveArticle { article: article.into(), position },
        EditForm::SetMetadata(article, metadata) => {
            Edit::SetMetadata { article: article.into(), metadata: Box::new(read_parts::metadata(*metadata)) }
        }
        EditForm::SetStatus(article, word) => {
            let status = meaning::choice(words::STATUS, &word, "status")?;
            Edit::SetStatus { article: article.into(), status }
        }
        EditForm::SetArticleNote(article, note) => Edit::SetArticleNote { article: article.into(), note },
        EditForm::SetFinished(article, passages) => {
            let finished = passages.into_iter().map(|passage| (passage.annotator.into(), passage.line)).collect();
            Edit::SetFinished { article: article.into(), finished }
        }
        EditForm::SetArticleExt(article, ext) => Edit::SetArticleExt { article: article.into(), ext: meaning::ext(ext) },
        EditForm::PutMention(article, form) => {
            let mut place = place(texts, article.into());
            let mention = read_mention(&mut reading(&mut known, &mut place), *form)?;
            Edit::PutMention { article: article.into(), mention: Arc::new(mention) }
        }
        EditForm::RemoveMention(article, id) => Edit::RemoveMention { article: article.into(), mention: id.into() },
        EditForm::PutStance(article, form) => {
            let mut place = place(texts, article.into());
            let stance = read_stance(&mut reading(&mut known, &mut place), *form)?;
            Edit::PutStance { article: article.into(), stance: Arc::new(stance) }
        }
        EditForm::RemoveStance(article, id) => Edit::RemoveStance { article: article.into(), stance: id.into() },
        EditForm::PutDecision(article, form) => {
            let mut place = place(texts, article.into());
            let decision = read_decision(&mut reading(&mut known, &mut place), *form)?;
            Edit::PutDecision { article: article.into(), decision: Arc::new(decision) }
        }
        EditForm::RemoveDecision(article, id) => Edit::RemoveDecision { article: article.into(), decision: id.into() },
        EditForm::PutEntity(form) => {
            let id = form.id.ok_or("an entity without id")?;
            Edit::PutEntity(Arc::new(read_parts::entity_of(*form, id, &mut known)?))
        }
        EditForm::RemoveEntity(id) => Edit::RemoveEntity(id.into()),
        EditForm::SetScheme(form) => Edit::SetScheme(Arc::new(read_parts::scheme(*form).0)),
        EditForm::SetAnnotators(forms) => Edit::SetAnnotators(
            forms
                .into_iter()
                .map(|form| Annotator {
                    id: form.id.into(),
                    name: form.name,
                    role: meaning_of(words::ROLE, &form.role).unwrap_or_default(),
                })
                .collect(),
        ),
        EditForm::SetName(name) => Edit::SetName(name),
        EditForm::SetQuery(name, query) => Edit::SetQuery { name, query },
        EditForm::SetBlindPercent(percent) => Edit::SetBlindPercent(percent),
        EditForm::SetExt(ext) => Edit::SetExt(meaning::ext(ext)),
    })
}

fn read_mention(meaning: &mut Meaning<'_>, form: MentionForm<'_>) -> Result<Mention, String> {
    let id = form.id.ok_or("a mention without id")?;
    meaning.mention(form, id)
}

fn read_stance(meaning: &mut Meaning<'_>, form: StanceForm<'_>) -> Result<Stance, String> {
    let id = form.id.ok_or("a stance without id")?;
    meaning.stance(form, id)
}

fn read_decision(meaning: &mut Meaning<'_>, form: DecisionForm<'_>) -> Result<Decision, String> {
    let id = form.id.ok_or("a decision without id")?;
    meaning.decision(form, id)
}

fn reading<'m>(known: &'m mut Known, place: &'m mut dyn FnMut(&SpanForm<'_>) -> Option<Span>) -> Meaning<'m> {
    Meaning { known, place }
}

/// The span in the first text of the article that it fits.
fn place(texts: &Texts, article: ArticleId) -> impl FnMut(&SpanForm<'_>) -> Option<Span> {
    let texts = texts.get(&article).map_or(&[][..], Vec::as_slice);
    move |form| texts.iter().find_map(|text| Span::new(text, form.start..form.end).ok())
}

fn read_whole(form: WholeArticle<'_>, texts: &Texts) -> Result<Article, String> {
    let mut known = Known::default();
    let id: ArticleId = form.id.into();
    let shared = texts.get(&id).and_then(|texts| texts.iter().find(|text| ***text == *form.text));
    let text: Arc<str> = shared.map_or_else(|| form.text.as_ref().into(), Arc::clone);
    let mut article = Article::new(id, Arc::clone(&text), read_parts::metadata(form.metadata));
    article.status = meaning::choice(words::STATUS, &form.status, "status")?;
    article.note = form.note;
    article.finished = form.finished.into_iter().map(|passage| (passage.annotator.into(), passage.line)).collect();
    article.ext = meaning::ext(form.ext);
    let mut place = |form: &SpanForm<'_>| Span::new(&text, form.start..form.end).ok();
    let mut meaning = Meaning { known: &mut known, place: &mut place };
    for form in form.mentions {
        article.put_mention(Arc::new(read_mention(&mut meaning, form)?));
    }
    for form in form.stances {
        article.put_stance(Arc::new(read_stance(&mut meaning, form)?));
    }
    for form in form.decisions {
        article.put_decision(Arc::new(read_decision(&mut meaning, form)?));
    }
    Ok(article)
}
