//! `standpoint train --data DIR -o FILE`: reproduces the shipped model, byte for byte, from the openly licensed corpora;
//! `standpoint train PROJECT… -o FILE`: a model that has learnt from one's own projects.

use super::{gold, opinions};
use crate::cli::ended;
use crate::disk;
use crate::model::Gold;
use crate::suggest::Learnt;
use crate::suggest::learn::{Learner, REPLAY_SECTION, write_replay};
use crate::suggest::model::Model;
use crate::suggest::tagger::clusters::Clusters;
use crate::suggest::tagger::corpora::Source;
use crate::suggest::tagger::features::Scheme;
use crate::suggest::tagger::know::Lists;
use crate::suggest::tagger::train::Settings;
use crate::suggest::tagger::{SECTION, shipped};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Train a model: the one the program ships with from a folder of corpora, or one that has learnt from your own projects
#[derive(clap::Args, Debug)]
pub struct Train {
    /// Projects whose finished articles are learnt too: with the corpora of --data, or on top of a model
    #[arg(value_name = "PROJECT", required_unless_present = "data")]
    pub projects: Vec<PathBuf>,
    /// Folder with the corpora, one folder each, and `lexicons`
    #[arg(long, value_name = "DIR", conflicts_with = "model")]
    pub data: Option<PathBuf>,
    #[command(flatten)]
    pub model: super::model::Choice,
    /// Model file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Passes over the corpora
    #[arg(long, value_name = "N")]
    pub passes: Option<usize>,
    /// Leave out the corpora whose file names begin so, such as `crossner/politics`
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
}

/// Runs the subcommand.
pub fn run(arguments: &Train) -> ExitCode {
    ended(train(arguments).map(|bytes| {
        println!("{} written, {bytes} bytes", arguments.output.display());
        ExitCode::SUCCESS
    }))
}

fn train(arguments: &Train) -> Result<usize, String> {
    let mut own = Vec::new();
    for path in &arguments.projects {
        own.extend(gold::read(path)?);
    }
    let bytes = match &arguments.data {
        Some(data) => from_corpora(arguments, data, own)?,
        None => on_top(&arguments.model, &own)?,
    };
    disk::write(&arguments.output, &bytes).map_err(|error| error.to_string())?;
    Ok(bytes.len())
}

/// Times the articles of a project are gone through on top of a model.
const ROUNDS: usize = 3;

/// A model that has learnt these articles on top of another.
fn on_top(choice: &super::model::Choice, own: &[Gold]) -> Result<Vec<u8>, String> {
    let names = own.iter().map(|article| article.entities.len()).sum::<usize>();
    if names == 0 {
        return Err("the projects hold no marked names to learn from; mark some articles and finish them first".to_owned());
    }
    let read = choice.model.as_deref().map(|path| disk::read(path).map_err(|error| error.to_string())).transpose()?;
    let read = read.map(|bytes| Model::from_bytes(bytes).map_err(|error| error.to_string())).transpose()?;
    let model = read.as_ref().unwrap_or_else(|| Model::embedded());
    let learnt = Learnt::of(model);
    let base = learnt.tagger.as_ref().ok_or("the model finds no names, so nothing can be learnt on top of it; choose another")?;
    let mut learner = Learner::new(base, learnt.guards());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}: {} articles with {names} names", own.len());
        for article in own {
            let marked: Vec<_> = article.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
            learner.teach_sentence(base, &article.text, &marked);
        }
    }
    Ok(Learnt::with_tagger(model, &learner.merged(base)))
}

fn from_corpora(arguments: &Train, data: &Path, own: Vec<Gold>) -> Result<Vec<u8>, String> {
    let left_out = |path: &str| arguments.without.iter().any(|name| path.starts_with(name.as_str()));
    if let Some(name) =
        arguments.without.iter().find(|name| !shipped::CORPORA.iter().any(|corpus| corpus.path.starts_with(name.as_str())))
    {
        return Err(format!(
            "no corpus begins with “{name}”; expected the beginning of a path such as {}",
            shipped::CORPORA[1].path
        ));
    }
    let mut sources = Vec::new();
    for corpus in shipped::CORPORA.iter().filter(|corpus| !left_out(corpus.path)) {
        for article in gold::read(&data.join(corpus.path))? {
            let (text, entities) = (article.text, article.entities);
            sources.push(Source { text, entities, scheme: corpus.scheme, repeat: corpus.repeat });
        }
    }
    let news = |article: Gold, repeat: usize| {
        let (text, entities) = (article.text, article.entities);
        Source { text, entities, scheme: Scheme::News, repeat }
    };
    sources.extend(own.into_iter().map(|article| news(article, OWN_REPEAT)));
    let invented = gold::articles(&gold::unpacked(ARTICLES, "the invented articles")?)?;
    sources.extend(invented.iter().cloned().map(|article| news(article, INVENTED_REPEAT)));
    let mut raw = Vec::new();
    for path in shipped::RAW {
        raw.extend(gold::read(&data.join(path))?.into_iter().map(|article| article.text));
    }
    let [first_names, last_names, cities, countries] =
        ["first_names.tsv", "last_names.tsv", "cities.tsv", "countries_demonyms.tsv"]
            .map(|name| text(&data.join("lexicons").join(name)));
    let (first_names, last_names, cities, countries) = (first_names?, last_names?, cities?, countries?);
    let lists = Lists { first_names: &first_names, last_names: &last_names, cities: &cities, countries: &countries };
    let mut settings = Settings::default();
    settings.passes = arguments.passes.unwrap_or(settings.passes);
    eprintln!("{} texts", sources.len());
    let clusters = Clusters::read(&gold::unpacked(CLUSTERS, "the word clusters")?)?;
    let tagger = shipped::train(&sources, &raw, lists, &clusters, &settings, &|news| eprintln!("{news}"));
    let mut sections = vec![(SECTION, tagger.to_bytes()), (REPLAY_SECTION, write_replay(&shipped::replay(&sources)))];
    sections.extend(opinions::sections(data, &invented, &tagger)?);
    Ok(Model::to_bytes(&sections))
}

/// Word clusters, made by `assets/model/clusters.py`.
const CLUSTERS: &[u8] = include_bytes!("../../assets/model/clusters.gz");

/// Articles that were written to be learnt from; see `assets/model/SOURCES.md`.
const ARTICLES: &[u8] = include_bytes!("../../assets/model/articles.jsonl.gz");

/// How often an invented article is gone through per pass.
const INVENTED_REPEAT: usize = 1;

/// How often an article of a project is gone through per pass, as one of the news corpus.
const OWN_REPEAT: usize = 2;

fn text(path: &Path) -> Result<String, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8 text; use the file as it was published", path.display()))
}
