//! `standpoint check`: what is not as it should be in project files.

use crate::disk;
use crate::format::project;
use std::path::PathBuf;
use std::process::ExitCode;

/// Check project files: every quote against its text, every reference, every field
///
/// Prints one finding a line and exits with 1 if there is any.
#[derive(clap::Args, Debug)]
pub struct Check {
    /// Project files (*.standpoint.json)
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print only findings that need a look, not those that opening repairs
    #[arg(long)]
    pub unrepaired: bool,
}

pub fn run(arguments: &Check) -> ExitCode {
    let mut found = false;
    for path in &arguments.files {
        let name = path.display();
        let bytes = match disk::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{error}");
                found = true;
                continue;
            }
        };
        match project::read(&bytes) {
            Ok((project, problems)) => {
                let shown = problems.iter().filter(|problem| !(arguments.unrepaired && problem.repaired));
                let mut count = 0;
                for problem in shown {
                    println!("{name}: {problem}{}", if problem.repaired { " (repaired on opening)" } else { "" });
                    count += 1;
                }
                found |= count > 0;
                if count == 0 {
                    let mentions: usize = project.articles().map(|article| article.mention_count()).sum();
                    let stances: usize = project.articles().map(|article| article.stance_count()).sum();
                    let articles = project.article_count();
                    println!("{name}: fine ({articles} articles, {mentions} mentions, {stances} stances)");
                }
            }
            Err(error) => {
                println!("{name}: {error}");
                found = true;
            }
        }
    }
    ExitCode::from(u8::from(found))
}
