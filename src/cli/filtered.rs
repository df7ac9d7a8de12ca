//! What the subcommands that count have in common: opening a project, and which of it counts.

use crate::analysis::Filter;
use crate::model::{Project, Status};
use jiff::civil::Date;
use std::path::Path;
use std::process::ExitCode;

/// Which articles and annotations count; everything where nothing is said.
#[derive(clap::Args, Debug, Default)]
pub struct Counted {
    /// Only these outlets
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// Only articles of this day and later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Only articles up to this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// Only mentions with these labels, and stances of such entities
    #[arg(long, value_name = "LABEL")]
    pub label: Vec<String>,
    /// Only what these annotators marked
    #[arg(long, value_name = "NAME")]
    pub annotator: Vec<String>,
    /// Only articles that are done
    #[arg(long)]
    pub done: bool,
    /// Only the layer agreed on
    #[arg(long)]
    pub curated: bool,
}

impl Counted {
    /// The filter these arguments stand for; says which name is not in the project.
    pub fn filter(&self, project: &Project) -> Result<Filter, String> {
        let mut filter = Filter {
            outlets: self.outlet.iter().cloned().collect(),
            from: self.from,
            to: self.to,
            curated_only: self.curated,
            ..Filter::default()
        };
        for name in &self.outlet {
            if !project.articles().any(|article| article.metadata.outlet == *name) {
                return Err(format!("no article is of the outlet “{name}”; outlets are compared letter by letter"));
            }
        }
        for name in &self.label {
            let label = project.scheme.label_named(name).ok_or_else(|| format!("the scheme has no label “{name}”"))?;
            filter.labels.insert(label.id);
        }
        for name in &self.annotator {
            let found = project.annotators.iter().find(|annotator| annotator.name == *name);
            let names = || project.annotators.iter().map(|annotator| annotator.name.as_str()).collect::<Vec<_>>().join(", ");
            let annotator = found.ok_or_else(|| format!("there is no annotator “{name}”; there are: {}", names()))?;
            filter.annotators.insert(annotator.id);
        }
        if self.done {
            filter.statuses.insert(Status::Done);
        }
        Ok(filter)
    }
}

/// The project and the filter that `counted` stands for. What is wrong is told on standard error.
pub(super) fn open(path: &Path, counted: &Counted) -> Result<(Project, Filter), ExitCode> {
    let project = read(path)?;
    let filter = counted.filter(&project).map_err(|message| {
        eprintln!("{message}");
        ExitCode::from(2)
    })?;
    Ok((project, filter))
}

/// Reads a project; what could not be read is told on standard error.
fn read(path: &Path) -> Result<Project, ExitCode> {
    let failed = |error: &dyn std::fmt::Display| {
        eprintln!("{}: {error}", path.display());
        ExitCode::FAILURE
    };
    let bytes = crate::disk::read(path).map_err(|error| failed(&error))?;
    let (project, problems) = crate::format::project::read(&bytes).map_err(|error| failed(&error))?;
    if !problems.is_empty() {
        eprintln!("{}: {} things could not be read; `standpoint check` lists them", path.display(), problems.len());
    }
    Ok(project)
}
