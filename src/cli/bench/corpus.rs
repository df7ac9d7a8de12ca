//! `standpoint bench corpus`: a whole corpus through the disk: import, save, open, journal, search.

use super::workload::{CORPUS, make};
use crate::cli::ended;
use crate::disk::{self, Appending};
use crate::edit::{Edit, apply};
use crate::format::document::{self, Options};
use crate::format::journal::{self, Entry, Recorded};
use crate::format::project;
use crate::model::{Article, ArticleId, Mention, MentionId, Metadata, Project, Provenance, Timestamp};
use clap::Args;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// Import, save, open and search a made corpus, and append to its journal
#[derive(Args, Debug)]
pub struct CorpusBench {
    /// How many articles of 600 words and 20 mentions
    #[arg(long, default_value_t = 10_000)]
    pub articles: usize,
    /// How often each thing is measured; the median is printed
    #[arg(long, default_value_t = 5)]
    pub runs: usize,
}

pub fn run(arguments: &CorpusBench) -> ExitCode {
    ended(measure(arguments).map(|()| ExitCode::SUCCESS))
}

fn measure(arguments: &CorpusBench) -> Result<(), String> {
    let mut texts = Vec::with_capacity(arguments.articles);
    let mut project = Project::default();
    let annotator = project.annotators[0].id;
    for number in 0..arguments.articles {
        let made = make(&CORPUS, number as u64 + 1);
        let mut article = Article::new(ArticleId::new(number as u64 + 1), made.text.as_str(), Metadata::default());
        for (idx, (span, label)) in made.mentions.iter().enumerate() {
            let id = MentionId::new(idx as u64 + 1);
            article.put_mention(Arc::new(Mention::new(id, (*span).into(), *label, annotator, Provenance::manual(Timestamp(1)))));
        }
        texts.push(made.text);
        apply(&mut project, Edit::AddArticle { position: usize::MAX, article: Arc::new(article) })
            .map_err(|err| err.to_string())?;
    }
    let mentions: usize = project.articles().map(|article| article.mention_count()).sum();
    let folder = tempfile::tempdir().map_err(|err| err.to_string())?;
    let path = folder.path().join("corpus.standpoint.json");
    let bytes = project::write(&project);
    println!(
        "{} articles, {mentions} mentions, {:.1} MB of JSON; wall milliseconds, median of {}",
        arguments.articles,
        bytes.len() as f64 / 1e6,
        arguments.runs
    );
    let row = |what: &str, work: &mut dyn FnMut() -> Result<(), String>| -> Result<(), String> {
        let mut times = Vec::with_capacity(arguments.runs);
        for _ in 0..arguments.runs.max(1) {
            let start = Instant::now();
            work()?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("{what:<44} {:>9.1}", times[times.len() / 2]);
        Ok(())
    };
    row("import the texts as files in memory", &mut || {
        for text in &texts {
            document::read("a.txt", text.as_bytes(), &Options::default()).map_err(|err| err.to_string())?;
        }
        Ok(())
    })?;
    row("save (serialise, write, sync, rename)", &mut || {
        disk::write(&path, &project::write(&project)).map_err(|err| err.to_string())
    })?;
    row("open (read, parse, check every quote)", &mut || {
        let bytes = disk::read(&path).map_err(|err| err.to_string())?;
        let (_, problems) = project::read(&bytes).map_err(|err| err.to_string())?;
        if problems.is_empty() { Ok(()) } else { Err(format!("{} problems in a file just written", problems.len())) }
    })?;
    let mut journal = Appending::open(&folder.path().join("corpus.standpoint.journal"), 0).map_err(|err| err.to_string())?;
    let edit = Edit::SetName("another name".to_owned());
    let entry = Entry::Step(Box::new(Recorded { name: "Rename".to_owned(), article: None, edit: edit.clone(), inverse: edit }));
    row("append one step to the journal and sync it", &mut || {
        journal.append(&journal::line(&entry)).and_then(|()| journal.sync()).map_err(|err| err.to_string())
    })?;
    row("search a word in all articles", &mut || {
        let finder = memchr::memmem::Finder::new("proposal");
        let found: usize = project.articles().map(|article| finder.find_iter(article.text().as_bytes()).count()).sum();
        if found > 0 { Ok(()) } else { Err("the word was not found".to_owned()) }
    })
}
