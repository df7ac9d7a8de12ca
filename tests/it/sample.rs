//! The bundled sample opens without a word lost, and the report and the figures say what is in it.

use standpoint::analysis::coverage::{Fold, sources};
use standpoint::analysis::report::{Options, html};
use standpoint::analysis::{Board, Filter, Slice, Unit};
use standpoint::format::project::{read, write};
use standpoint::model::Project;

fn sample() -> Project {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/line-4.standpoint.json")).unwrap();
    let (project, problems) = read(&bytes).unwrap();
    assert!(problems.is_empty(), "{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    project
}

#[test]
fn the_sample_is_read_and_written_without_loss() {
    let project = sample();
    let stances: usize = project.articles().map(|article| article.stance_count()).sum();
    assert_eq!((project.article_count(), stances), (14, 76));
    let (again, problems) = read(&write(&project)).unwrap();
    assert!(problems.is_empty());
    assert_eq!(again, project, "a stance without attribution comes back too");
}

#[test]
fn every_bar_of_the_sample_has_its_passages() {
    let project = sample();
    let board = Board::new(&project, &Filter::default());
    let sources = sources(&board, &project, Fold::Source);
    assert_eq!(sources[0].name, "Ada Brink");
    for source in &sources {
        assert_eq!(board.passages(&source.slice(Unit::Utterances)).len() as i64, source.voice.utterances, "{}", source.name);
    }
    assert_eq!(board.passages(&Slice::all(Unit::Stances)).len(), 76);
}

#[test]
fn the_report_of_the_sample_stands_alone() {
    let page = html(&sample(), &Options::default());
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("href="), "nothing is fetched or run");
    for heading in ["Who gets to speak", "For and against", "Over time", "Outlet against outlet", "Frames and issues", "Method"] {
        assert!(page.contains(&format!("<h2>{heading}</h2>")), "{heading}");
    }
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    assert!(page.contains("<th scope=\"row\""), "tables can be read aloud");
}
