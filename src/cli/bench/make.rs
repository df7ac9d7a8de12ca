//! `standpoint bench make`: a made workload as a project file, to be opened in the window or given to another tool.

use super::reader;
use super::workload::{CORPUS, NAMES, WORKLOADS, article, make};
use crate::cli::ended;
use crate::edit::{Edit, apply};
use crate::model::{ArticleId, Project};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Write a made workload as a project: the same seed makes the same file
#[derive(Args, Debug)]
pub struct MakeBench {
    /// W1, W2, W3, 10xW3 (one article) or W4 (ten thousand)
    #[arg(value_parser = NAMES)]
    workload: String,
    /// Where to write it
    #[arg(short, long)]
    output: PathBuf,
    /// Seed of the made articles
    #[arg(long, default_value_t = 42)]
    seed: u64,
}

/// Writes the file; 1 where it could not be written.
pub fn run(arguments: &MakeBench) -> ExitCode {
    let made = match WORKLOADS.iter().find(|workload| workload.name == arguments.workload) {
        Some(workload) => Ok(reader::project(&make(workload, arguments.seed)).0),
        None => corpus(arguments.seed),
    };
    let written = made.and_then(|project| {
        let bytes = crate::format::project::write(&project);
        crate::disk::write(&arguments.output, &bytes).map_err(|error| error.to_string())
    });
    ended(written.map(|()| ExitCode::SUCCESS))
}

/// Ten thousand articles of 600 words and 20 marks.
fn corpus(seed: u64) -> Result<Project, String> {
    let mut project = Project::default();
    for number in 0..10_000 {
        let (article, entities) = article(&make(&CORPUS, seed + number), ArticleId::new(number + 1));
        if number == 0 {
            for entity in entities {
                apply(&mut project, Edit::PutEntity(Arc::new(entity))).map_err(|error| error.to_string())?;
            }
        }
        apply(&mut project, Edit::AddArticle { position: usize::MAX, article: Arc::new(article) })
            .map_err(|error| error.to_string())?;
    }
    Ok(project)
}
