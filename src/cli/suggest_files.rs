//! `standpoint suggest FILES… -o PROJECT`: articles in, a project with open suggestions out.
//!
//! Suggestions are no annotations: they stand under `ext.suggestions` of their article, for other programs and for people to
//! read. The window makes its own afresh when the project is opened, so that they follow what was decided meanwhile.

use super::progress::Progress;
use super::suggest::{directness, polarity};
use crate::disk;
use crate::edit::{Edit, apply};
use crate::format::digest::sha256_hex;
use crate::format::document::{self, Options};
use crate::format::project;
use crate::model::{Actor, AnnotatorId, Article, ArticleId, Project, Proposal};
use crate::suggest::shown::candidates;
use crate::suggest::{self, Learnt, Showing, Shown, shown};
use crate::text::{Offsets, SpanSet, Unit};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Folders with more files than this are cut off; nobody annotates as many.
const MOST_FILES: usize = 100_000;

/// Reads the articles, suggests, writes the project. What cannot be read is named on standard error; the rest goes on.
pub(super) fn run(learnt: &Arc<Learnt>, files: &[PathBuf], output: &Path, threshold: Option<f32>, whole_page: bool) -> ExitCode {
    let mut project = Project::default();
    let mut failed = 0;
    let mut complain = |path: &Path, error: &dyn std::fmt::Display| {
        eprintln!("{error}: {}", path.display());
        failed += 1;
    };
    let all = files
        .iter()
        .flat_map(|path| if disk::is_folder(path) { disk::files_below(path, MOST_FILES) } else { vec![path.clone()] });
    let mut progress = Progress::new("articles");
    for path in all {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match disk::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                complain(&path, &error);
                continue;
            }
        };
        match document::read(&name, &bytes, &Options { whole_page }) {
            Ok(articles) => {
                for article in articles {
                    let position = project.article_count();
                    let article = Article::new(free_id(&project, &article.text), article.text, article.metadata);
                    if let Err(error) = apply(&mut project, Edit::AddArticle { position, article: Arc::new(article) }) {
                        complain(&path, &error);
                    }
                    progress.step();
                }
            }
            Err(error) => complain(&path, &error),
        }
    }
    drop(progress);
    let mut progress = Progress::new("articles with suggestions");
    let with_suggestions: Vec<Arc<Article>> = project
        .articles()
        .map(|article| {
            progress.step();
            Arc::new(with_suggestions(learnt, &project, article, threshold))
        })
        .collect();
    drop(progress);
    for (position, article) in with_suggestions.into_iter().enumerate() {
        let edits = vec![Edit::RemoveArticle(article.id), Edit::AddArticle { position, article }];
        if let Err(error) = apply(&mut project, Edit::Batch(edits)) {
            complain(output, &error);
        }
    }
    if project.article_count() == 0 {
        eprintln!("no article could be read; nothing was written");
        return ExitCode::FAILURE;
    }
    if let Err(error) = disk::write(output, &project::write(&project)) {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// An id from the article's words, so that the same files give the same project.
fn free_id(project: &Project, text: &str) -> ArticleId {
    let digest = sha256_hex(text.as_bytes());
    let mut number = digest.get(..12).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    while project.article(ArticleId::new(number)).is_some() {
        number += 1;
    }
    ArticleId::new(number)
}

fn with_suggestions(learnt: &Arc<Learnt>, project: &Project, article: &Article, threshold: Option<f32>) -> Article {
    let annotator = project.annotators.first().map_or(AnnotatorId::new(1), |annotator| annotator.id);
    let mut showing = Showing::default();
    showing.threshold = threshold.unwrap_or(showing.threshold);
    let found = candidates(article.text(), suggest::suggest(learnt, project, article));
    let open = shown(project, article, annotator, &found, &showing);
    let offsets = Offsets::new(article.text());
    let lines: Vec<Value> = open.iter().map(|shown| line(project, article.text(), &offsets, shown)).collect();
    let mut article = article.clone();
    if !lines.is_empty() {
        article.ext.insert("suggestions".to_owned(), Value::from(lines).to_string());
    }
    article
}

fn line(project: &Project, text: &str, offsets: &Offsets, shown: &Shown) -> Value {
    let spans = |set: &SpanSet| -> Vec<Value> {
        let point = |byte| offsets.from_byte(byte, Unit::CodePoint);
        set.iter()
            .map(|span| json!({"start": point(span.start()), "end": point(span.end()), "quote": span.slice(text)}))
            .collect()
    };
    let slot =
        |name: &str, mention: &Option<SpanSet>| json!({"name": name, "spans": mention.as_ref().map(spans).unwrap_or_default()});
    let suggestion = &shown.suggestion;
    let mut line = match &suggestion.proposal {
        Proposal::Mention { spans: set, label } => {
            json!({"kind": "mention", "label": project.scheme.label_name(*label), "spans": spans(set)})
        }
        Proposal::Stance(stance) => {
            let attribution = &stance.attribution;
            let part = |set: &Option<SpanSet>| set.as_ref().map(spans).unwrap_or_default();
            json!({
                "kind": "stance",
                "holder": slot(if stance.holder == Actor::Author { "AUTHOR" } else { &stance.holder_name }, &stance.holder_mention),
                "target": slot(&stance.target_name, &stance.target_mention),
                "polarity": polarity(stance.polarity),
                "evidence": spans(&stance.evidence),
                "attribution": {
                    "source": part(&attribution.source),
                    "cue": part(&attribution.cue),
                    "content": part(&attribution.content),
                    "directness": directness(attribution.directness),
                },
            })
        }
    };
    line["score"] = json!((f64::from(suggestion.score) * 1e4).round() / 1e4);
    line["engine"] = json!(suggestion.engine);
    line["reason"] = json!(shown.reason());
    line
}
