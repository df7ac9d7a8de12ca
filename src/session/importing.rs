//! The import assistant: what files of other tools hold, what would become of it, and the choices there are before anything is
//! taken.
//!
//! [`Material`] is what was read, [`Choices`] what a person says about it, [`Plan`] what an import would do to the project: the
//! edit itself and the project as it would be, from which the window shows articles with their spans. Plans are made beside the
//! window, anew with every choice.

use crate::edit::{self, Edit};
use crate::format::audit::Audit;
use crate::format::document::table::{Column, Table};
use crate::format::document::{self, ImportedArticle};
use crate::format::exchange::{Exchange, looks_like_stance};
use crate::format::import::{self, Place, Taking};
use crate::format::matching::{self, Match};
use crate::format::{self, Format, KnownText, Options, Source, intake};
use crate::model::{ArticleId, Project, Timestamp};
use crate::task::{Newest, Progress};
use crate::text::Unit;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read: documents as articles, the rest as files that may be read again in another way.
#[derive(Default)]
pub struct Material {
    documents: Option<(Exchange, Audit)>,
    sources: Vec<Source>,
}

impl Material {
    /// Documents by file, and the files of other tools.
    pub fn new(documents: Vec<(String, Vec<ImportedArticle>)>, sources: Vec<Source>) -> Self {
        let mut reading = intake::Documents::default();
        for (name, articles) in documents {
            reading.take(&name, articles);
        }
        Self { documents: (!reading.is_empty()).then(|| reading.finish()), sources }
    }
}

/// Does the name say that it is a table, whose columns a person may name?
pub(super) fn is_table(name: &str) -> bool {
    matches!(intake::ending(name).as_str(), "csv" | "tsv" | "tab" | "xlsx" | "ods" | "xls" | "json" | "jsonl" | "ndjson")
}

/// What a person says about an import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choices {
    /// What offsets count, where formats leave it open; `None` finds it out.
    pub unit: Option<Unit>,
    /// Relations called "supports", "against" and the like are stances.
    pub loose_stances: bool,
    /// What the columns of tables hold, by the number of their part.
    pub columns: BTreeMap<usize, Vec<Column>>,
    /// Where articles go, by part and number, against what is proposed.
    pub places: BTreeMap<(usize, usize), Place>,
    /// Without annotations, and told before: left out.
    pub leave_out_repeats: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self { unit: None, loose_stances: false, columns: BTreeMap::new(), places: BTreeMap::new(), leave_out_repeats: true }
    }
}

/// Files of one kind.
#[derive(Clone)]
pub struct Part {
    /// "brat standoff", "documents", "table articles.csv".
    pub title: String,
    /// Where the columns are to be named.
    pub table: Option<Table>,
    /// Does the format leave open what offsets count?
    pub has_unit: bool,
    exchange: Exchange,
    audit: Audit,
    matches: Vec<Option<Match>>,
    stories: Vec<usize>,
}

/// One article that was read.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub part: usize,
    /// Number within the part.
    pub number: usize,
    pub title: String,
    pub marks: usize,
    /// The article of [`Plan::after`]; `None` where it is left out.
    pub article: Option<ArticleId>,
    pub place: Place,
    /// What of the project it may be.
    pub found: Option<Match>,
    /// An earlier article of the import tells the same story.
    pub repeats: bool,
}

impl Row {
    /// Should somebody look at where it goes?
    pub fn is_unsure(&self) -> bool {
        self.found.is_some_and(|found| !found.is_sure())
    }
}

/// What the import would do.
pub struct Plan {
    pub parts: Arc<Vec<Part>>,
    /// For each part: what was read, repaired, and could not be kept.
    pub audits: Vec<Audit>,
    pub rows: Vec<Row>,
    /// The project as it would be.
    pub after: Project,
    /// Relations that may be meant as stances.
    pub like_stances: usize,
    pub(super) edit: Edit,
    /// The state of the project that it was made for.
    pub(super) revision: u64,
    /// The choices it was made with.
    pub(super) choices: Choices,
}

impl Plan {
    /// (new articles, articles whose annotations go to ones that are there, left out)
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Place) -> bool| self.rows.iter().filter(|row| wanted(&row.place)).count();
        (
            count(|place| *place == Place::New),
            count(|place| matches!(place, Place::Into(_))),
            count(|place| *place == Place::Nowhere),
        )
    }

    /// Would nothing change?
    pub fn is_empty(&self) -> bool {
        fn changes(edit: &Edit) -> bool {
            if let Edit::Batch(edits) = edit { edits.iter().any(changes) } else { true }
        }
        !changes(&self.edit)
    }
}

/// Reads what can be read again: annotations with the unit chosen, tables with the columns guessed.
///
/// # Errors
/// Where a file is not what its content seemed to be, in words.
pub(super) fn read(material: &Material, unit: Option<Unit>, project: &Project, progress: &Progress) -> Result<Vec<Part>, String> {
    let known = project.articles().map(|article| KnownText {
        name: article.display_title().to_owned(),
        url: article.metadata.url.clone(),
        text: article.shared_text(),
    });
    let mut options = Options { unit, texts: known.collect() };
    let mut parts = Vec::new();
    if let Some((exchange, audit)) = &material.documents {
        options.texts.extend(exchange.articles.iter().map(known_text));
        parts.push(part("Documents".to_owned(), exchange.clone(), audit.clone()));
    }
    let sorted = intake::sort(material.sources.clone(), None);
    progress.set_total(sorted.groups.len() + sorted.projects.len());
    for source in &sorted.projects {
        let (exchange, audit) = intake::of_project(source).map_err(|error| format!("{}: {error}", source.name))?;
        parts.push(part("Standpoint project".to_owned(), exchange, audit));
        progress.advance(&source.name);
    }
    for group in sorted.groups {
        if progress.is_cancelled() {
            break;
        }
        match group.format {
            None => of_documents(&group.sources, &mut options, &mut parts),
            Some(format) => parts.push(of_format(format, &group.sources, &options)?),
        }
        progress.advance(parts.last().map_or("", |part| &part.title));
    }
    if !sorted.unknown.is_empty() {
        let mut audit = Audit::new("other files");
        for name in sorted.unknown {
            audit.lost("file that nothing here reads", 1, || name);
        }
        parts.push(part("Other files".to_owned(), Exchange::default(), audit));
    }
    for part in &mut parts {
        part.look(project);
    }
    Ok(parts)
}

fn part(title: String, exchange: Exchange, audit: Audit) -> Part {
    Part { title, table: None, has_unit: false, exchange, audit, matches: Vec::new(), stories: Vec::new() }
}

fn known_text(doc: &format::exchange::Doc) -> KnownText {
    KnownText { name: doc.name.clone(), url: doc.metadata.url.clone(), text: Arc::clone(&doc.text) }
}

fn of_format(format: &'static Format, sources: &[Source], options: &Options) -> Result<Part, String> {
    let (exchange, audit) = format::read(format, sources, options).map_err(|error| error.to_string())?;
    Ok(Part { has_unit: true, ..part(format.title.to_owned(), exchange, audit) })
}

fn of_documents(sources: &[Source], options: &mut Options, parts: &mut Vec<Part>) {
    let mut reading = intake::Documents::default();
    let mut tables = Vec::new();
    for source in sources {
        match document::table_of(&source.name, &source.bytes) {
            Some(Ok(table)) => {
                let columns = document::table::guess(&table);
                let (exchange, audit) = of_table(&table, &columns, &source.name);
                options.texts.extend(exchange.articles.iter().map(known_text));
                let name = source.name.rsplit('/').next().unwrap_or_default();
                tables.push(Part { table: Some(table), ..part(format!("Table {name}"), exchange, audit) });
            }
            Some(Err(_)) | None => reading.read(&source.name, &source.bytes),
        }
    }
    let (exchange, audit) = reading.finish();
    if !exchange.articles.is_empty() || !audit.is_lossless() {
        options.texts.extend(exchange.articles.iter().map(known_text));
        parts.push(part("Documents".to_owned(), exchange, audit));
    }
    parts.append(&mut tables);
}

fn of_table(table: &Table, columns: &[Column], name: &str) -> (Exchange, Audit) {
    let mut reading = intake::Documents::default();
    let mut articles = document::table::articles(table, columns);
    for article in &mut articles {
        name.clone_into(&mut article.metadata.source);
    }
    let empty = table.rows.len() - articles.len();
    reading.take(name, articles);
    let (exchange, mut audit) = reading.finish();
    audit.notice("row without text; left out", empty, || name.to_owned());
    (exchange, audit)
}

impl Part {
    /// Compares its articles with those of the project, and with each other.
    fn look(&mut self, project: &Project) {
        self.matches = matching::find(project, &self.exchange.articles);
        self.stories = matching::stories(&self.exchange.articles);
    }

    /// The columns of its table are these.
    pub(super) fn name_columns(&mut self, columns: &[Column], project: &Project) {
        let Some(table) = &self.table else { return };
        let name = self.title.strip_prefix("Table ").unwrap_or_default().to_owned();
        (self.exchange, self.audit) = of_table(table, columns, &name);
        self.look(project);
    }

    /// Where its article goes unless somebody says otherwise.
    fn place(&self, number: usize, leave_out_repeats: bool) -> Place {
        let is_repeat = self.stories.get(number).is_some_and(|first| *first != number);
        match self.matches.get(number).copied().flatten() {
            Some(found) if found.is_likely() => Place::Into(found.article),
            _ if is_repeat && leave_out_repeats && self.exchange.articles[number].marks.is_empty() => Place::Nowhere,
            _ => Place::New,
        }
    }
}

/// What the import would do to `project`.
///
/// # Errors
/// Where what was read does not fit a project, in words.
pub(super) fn plan(
    project: &Project,
    revision: u64,
    parts: Arc<Vec<Part>>,
    choices: &Choices,
    now: Timestamp,
) -> Result<Plan, String> {
    let mut after = project.clone();
    let mut plan = Plan {
        audits: Vec::new(),
        rows: Vec::new(),
        after: Project::default(),
        like_stances: 0,
        edit: Edit::Batch(Vec::new()),
        revision,
        choices: choices.clone(),
        parts: Arc::clone(&parts),
    };
    let mut edits = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut taking = Taking { loose_stances: choices.loose_stances, at: now, ..Taking::default() };
        for (number, first) in part.stories.iter().enumerate() {
            let place = choices.places.get(&(at, number)).copied();
            let place = place.unwrap_or_else(|| part.place(number, choices.leave_out_repeats));
            let sure = part.matches[number].is_some_and(|found| found.is_sure());
            // What is the same to the letter finds its article by itself, also one of an earlier part.
            if place != Place::New || sure || choices.places.contains_key(&(at, number)) {
                taking.places.insert(number, place);
            }
            if number != *first {
                taking.repeats.insert(number, *first);
            }
        }
        let mut audit = part.audit.clone();
        let planned = import::plan(&after, &part.exchange, &taking, &mut audit);
        let before = after.clone();
        edit::apply(&mut after, planned.edit.clone()).map_err(|error| error.to_string())?;
        edits.push(planned.edit);
        for (number, (doc, article)) in part.exchange.articles.iter().zip(&planned.articles).enumerate() {
            let place = match article {
                None => Place::Nowhere,
                Some(id) if before.article(*id).is_some() => Place::Into(*id),
                Some(_) => Place::New,
            };
            plan.rows.push(Row {
                part: at,
                number,
                title: title(doc),
                marks: doc.marks.len() + doc.links.len(),
                article: *article,
                place,
                found: part.matches[number],
                repeats: part.stories[number] != number,
            });
            plan.like_stances += doc.links.iter().filter(|link| looks_like_stance(&link.label)).count();
        }
        plan.audits.push(audit);
    }
    plan.edit = Edit::Batch(edits);
    plan.after = after;
    Ok(plan)
}

fn title(doc: &format::exchange::Doc) -> String {
    if !doc.metadata.title.is_empty() {
        return doc.metadata.title.clone();
    }
    let line = doc.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(&doc.name);
    line.chars().take(80).collect()
}

/// An import that waits to be taken.
pub struct Import {
    pub(super) material: Arc<Material>,
    pub(super) choices: Choices,
    pub(super) plan: Option<Arc<Plan>>,
    pub(super) task: Newest<Result<Plan, String>>,
    pub(super) error: Option<String>,
    /// It is taken as soon as the plan is there.
    pub(super) taking: bool,
}

impl Import {
    pub(super) fn new(material: Material) -> Self {
        Self {
            material: Arc::new(material),
            choices: Choices::default(),
            plan: None,
            task: Newest::default(),
            error: None,
            taking: false,
        }
    }

    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// What it would do; an older one while a newer one is being made.
    pub fn plan(&self) -> Option<&Arc<Plan>> {
        self.plan.as_ref()
    }

    /// Is a plan being made?
    pub fn is_working(&self) -> bool {
        self.task.running().is_some()
    }

    /// Why there is no plan.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The columns of a part's table, as they are taken.
    pub fn columns(&self, part: usize) -> Vec<Column> {
        let table = self.plan.as_ref().and_then(|plan| plan.parts.get(part)).and_then(|part| part.table.as_ref());
        self.choices.columns.get(&part).cloned().or_else(|| table.map(document::table::guess)).unwrap_or_default()
    }
}

impl Import {
    /// Everything that may be an article of the project is one, or nothing is.
    pub(super) fn place_all_alike(&mut self, merge: bool) {
        let Some(plan) = &self.plan else { return };
        for row in plan.rows.iter().filter(|row| row.is_unsure()) {
            let place = row.found.filter(|_| merge).map_or(Place::New, |found| Place::Into(found.article));
            self.choices.places.insert((row.part, row.number), place);
        }
    }
}

/// The column of this number holds this; what held it before is kept under its name.
pub(super) fn name_column(columns: &mut [Column], column: usize, holds: Column) {
    if holds != Column::Attribute {
        for other in columns.iter_mut().filter(|other| **other == holds) {
            *other = Column::Attribute;
        }
    }
    if let Some(column) = columns.get_mut(column) {
        *column = holds;
    }
}

/// A choice in the assistant.
#[derive(Clone, PartialEq, Debug)]
pub enum ImportChange {
    Unit(Option<Unit>),
    LooseStances(bool),
    /// The column of this number of a part's table holds this.
    Column {
        part: usize,
        column: usize,
        holds: Column,
    },
    /// Where the article of this row goes.
    Place {
        row: usize,
        place: Place,
    },
    /// All that may be an article of the project: their annotations go there, or each becomes an article of its own.
    AllAlike {
        merge: bool,
    },
    LeaveOutRepeats(bool),
}
