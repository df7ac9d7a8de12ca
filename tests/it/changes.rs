//! What is kept in step with the project at the cost of what changed is the same as if it were made anew.

use super::generate::{self, Dice};
use standpoint::analysis::memory::Memory;
use standpoint::edit::apply;
use standpoint::model::{Project, Status};
use standpoint::session::Tally;

#[test]
fn tally_and_memory_follow_any_edits_and_their_undoing() {
    for seed in 1..40 {
        let mut dice = Dice(seed);
        let mut project = Project::default();
        let (mut tally, mut memory) = (Tally::default(), Memory::default());
        let mut inverses = Vec::new();
        for step in 0..60 {
            let edit = generate::edit(&mut dice, &project);
            inverses.extend(apply(&mut project, edit).ok());
            if step % 3 == 0 {
                follow(&mut tally, &mut memory, &project);
            }
        }
        while let Some(inverse) = inverses.pop() {
            apply(&mut project, inverse).unwrap();
            if inverses.len() % 7 == 0 {
                follow(&mut tally, &mut memory, &project);
            }
        }
    }
}

fn follow(tally: &mut Tally, memory: &mut Memory, project: &Project) {
    tally.update(project);
    memory.update(project);
    let (mut new_tally, mut new_memory) = (Tally::default(), Memory::default());
    new_tally.update(project);
    new_memory.update(project);
    assert_eq!(tally.done(), project.articles().filter(|article| article.status == Status::Done).count());
    for label in &project.scheme.labels {
        let counted =
            project.articles().flat_map(|article| article.mentions()).filter(|mention| mention.label == label.id).count();
        assert_eq!(tally.of_label(label.id), counted);
    }
    for entity in project.entities() {
        let counts = |tally: &Tally| {
            (tally.of_entity(entity.id), tally.stances_of(entity.id), tally.held_by(entity.id), tally.articles_of(entity.id))
        };
        assert_eq!(counts(tally), counts(&new_tally));
        let counted =
            project.articles().flat_map(|article| article.mentions()).filter(|mention| mention.entity == Some(entity.id));
        assert_eq!(tally.of_entity(entity.id), counted.count());
    }
    for article in project.articles() {
        for mention in article.mentions() {
            let words = mention.spans.quote(article.text());
            let past = |memory: &Memory| {
                let mut past = memory.past(&words, mention.annotator, usize::MAX);
                past.sort_by_key(|past| (past.at, past.passage.article, past.label, past.passage.made.is_some()));
                past.into_iter().map(|past| (past.at, past.passage.article, past.label)).collect::<Vec<_>>()
            };
            assert_eq!(past(memory), past(&new_memory));
        }
    }
}
