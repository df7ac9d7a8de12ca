//! `standpoint train --data DIR -o FILE`: reproduces the shipped model, byte for byte, from the openly licensed corpora.

use super::{gold, opinions};
use crate::disk;
use crate::suggest::learn::{REPLAY_SECTION, write_replay};
use crate::suggest::model::Model;
use crate::suggest::tagger::corpora::Source;
use crate::suggest::tagger::know::Lists;
use crate::suggest::tagger::train::Settings;
use crate::suggest::tagger::{SECTION, shipped};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Train the model that the program ships with from a folder of marked-up corpora
#[derive(clap::Args, Debug)]
pub struct Train {
    /// Folder with the corpora, one folder each, and `lexicons`
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
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
    match train(arguments) {
        Ok(bytes) => {
            println!("{} written, {bytes} bytes", arguments.output.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn train(arguments: &Train) -> Result<usize, String> {
    let data = &arguments.data;
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
    eprintln!("{} texts; building word clusters …", sources.len());
    let tagger = shipped::train(&sources, &raw, lists, &settings, &mut |news| eprintln!("{news}"));
    let mut sections = vec![(SECTION, tagger.to_bytes()), (REPLAY_SECTION, write_replay(&shipped::replay(&sources)))];
    sections.extend(opinions::sections(data)?);
    let bytes = Model::to_bytes(&sections);
    disk::write(&arguments.output, &bytes).map_err(|error| error.to_string())?;
    Ok(bytes.len())
}

fn text(path: &Path) -> Result<String, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8 text; use the file as it was published", path.display()))
}
