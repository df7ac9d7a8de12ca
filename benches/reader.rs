//! The article view's frames at every size: `cargo bench --bench reader`. `standpoint bench reader` has more, and the promises.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use standpoint::cli::bench::workload::{WORKLOADS, article, make};
use standpoint::edit::{Edit, apply};
use standpoint::model::{ArticleId, Mention, MentionId, Project, Provenance};
use standpoint::text::Span;
use standpoint::ui::reader::headless::Headless;
use std::sync::Arc;

const ARTICLE: ArticleId = ArticleId::new(1);

fn frames(criterion: &mut Criterion) {
    for workload in &WORKLOADS[..3] {
        let (article, entities) = article(&make(workload, 42), ARTICLE);
        let mut project = Project::default();
        let mut edits = vec![Edit::AddArticle { position: 0, article: Arc::new(article) }];
        edits.extend(entities.into_iter().map(|entity| Edit::PutEntity(Arc::new(entity))));
        apply(&mut project, Edit::Batch(edits)).expect("a made article fits");
        let mut window = Headless::new(1280.0, 800.0);
        let frame = |window: &mut Headless, project: &Project| {
            let article = project.article(ARTICLE).expect("the article that was added");
            window.frame(project, article, &[], None)
        };
        for _ in 0..200 {
            frame(&mut window, &project); // until the marks of the scroll bar are made
        }
        let (line, mut down) = (window.line_height(), true);
        criterion.bench_function(&format!("{}/scroll a line", workload.name), |bencher| {
            bencher.iter(|| {
                down = !down;
                window.reader.scroll_by(if down { line } else { -line });
                frame(&mut window, &project)
            });
        });
        let seen = window.reader.bytes_in_sight().start;
        let text = project.article(ARTICLE).expect("the article that was added").text();
        let end = text[seen..].find(' ').map_or(text.len(), |space| seen + space);
        let span = Span::new(text, seen..end).expect("a word");
        let label = project.scheme.labels[0].id;
        let mention =
            Arc::new(Mention::new(MentionId::new(u64::MAX), span.into(), label, project.annotators[0].id, Provenance::default()));
        criterion.bench_function(&format!("{}/add a mention", workload.name), |bencher| {
            bencher.iter_batched(
                || project.clone(),
                |mut changed| {
                    let edit = Edit::PutMention { article: ARTICLE, mention: mention.clone() };
                    apply(&mut changed, edit).expect("an edit that fits");
                    frame(&mut window, &changed);
                    changed
                },
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
