//! Property tests of the board: sums equal the project's, passages are exactly what is counted, and a board that was kept in
//! step equals a fresh one.

#[cfg(test)]
mod tests {
    use super::super::coverage::{Fold, directness, sources};
    use super::super::frames::frames;
    use super::super::matrix::{Layout, Order, matrix};
    use super::super::outlets::{PartOf, across_outlets, outlets};
    use super::super::timeline::{Step, timeline};
    use super::super::{Board, Filter, Party, Slice, Unit};
    use crate::edit::{Edit, apply};
    use crate::model::*;
    use crate::text::{Span, SpanSet};
    use proptest::prelude::*;
    use std::sync::Arc;

    const TEXT: &str =
        "Mayor Ada Brink said the tram would ruin the harbour. “Never,” critics told us. Tom Hale backs it, he said on Friday.";

    /// One random stance: holder, target, polarity, directness, where, annotator.
    type Draw = (u8, u8, u8, u8, u8, bool);

    fn project(articles: &[(u8, u8, Vec<Draw>, Vec<u8>)]) -> Project {
        let mut project = Project::default();
        let put = |project: &mut Project, edit| _ = apply(project, edit).unwrap();
        let two = vec![
            project.annotators[0].clone(),
            Annotator { id: AnnotatorId::new(2), name: "curated".into(), role: Role::Curator },
        ];
        put(&mut project, Edit::SetAnnotators(two));
        for (number, category) in [(1, "official"), (2, "expert"), (3, "official"), (4, "")] {
            let mut entity = Entity::new(EntityId::new(number), format!("Entity {number}"), Some(LabelId::new(1 + number % 2)));
            entity.profile.category = category.into();
            put(&mut project, Edit::PutEntity(Arc::new(entity)));
        }
        for (at, (outlet, day, stances, mentions)) in articles.iter().enumerate() {
            let id = ArticleId::new(at as u64 + 1);
            let date = (*day > 0).then(|| jiff::civil::date(2026, 1 + (*day % 3) as i8, 1 + (*day % 28) as i8));
            let metadata = Metadata { outlet: ["", "Post", "Tide"][usize::from(outlet % 3)].into(), date, ..Metadata::default() };
            put(&mut project, Edit::AddArticle { position: at, article: Arc::new(Article::new(id, TEXT, metadata)) });
            if outlet % 2 == 0 {
                put(&mut project, Edit::SetStatus { article: id, status: Status::Done });
            }
            for (number, draw) in stances.iter().enumerate() {
                let stance = stance(number as u64, *draw);
                put(&mut project, Edit::PutStance { article: id, stance: Arc::new(stance) });
            }
            for (number, draw) in mentions.iter().enumerate() {
                let spans = word(*draw);
                let label = LabelId::new(1 + u64::from(draw % 3));
                let annotator = AnnotatorId::new(1 + u64::from(draw % 2));
                let mut mention = Mention::new(Id::new(number as u64), spans, label, annotator, Provenance::default());
                mention.entity = (draw % 4 > 0).then(|| EntityId::new(u64::from(draw % 4)));
                put(&mut project, Edit::PutMention { article: id, mention: Arc::new(mention) });
            }
        }
        project
    }

    fn word(draw: u8) -> SpanSet {
        let words: Vec<_> =
            TEXT.split(' ').scan(0, |at, word| Some((std::mem::replace(at, *at + word.len() + 1), word.len()))).collect();
        let (start, len) = words[usize::from(draw) % words.len()];
        SpanSet::from(Span::new(TEXT, start..start + len).unwrap())
    }

    fn stance(number: u64, (holder, target, polarity, directness, place, curated): Draw) -> Stance {
        let mut stance = Stance::new(StanceId::new(number), AnnotatorId::new(1 + u64::from(curated)), Provenance::default());
        stance.holder.actor = match holder % 7 {
            0 => Actor::Author,
            1 => Actor::Outlet,
            2 => Actor::Unspecified,
            n => Actor::Entity(EntityId::new(u64::from(n) - 2)),
        };
        stance.target.reference =
            if target % 4 == 0 { TargetRef::Unlinked } else { TargetRef::Entity(EntityId::new(u64::from(target % 4))) };
        stance.target.mention = (target % 8 == 4).then(|| word(target));
        stance.polarity = [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::None][usize::from(polarity % 4)];
        stance.attribution.directness =
            [Directness::Direct, Directness::Indirect, Directness::Narrated, Directness::None][usize::from(directness % 4)];
        stance.evidence = Some(word(place % 6));
        stance.frames = (0..place % 3).map(|code| Frame { code: format!("frame {code}"), evidence: None }).collect();
        stance
    }

    fn articles() -> impl Strategy<Value = Vec<(u8, u8, Vec<Draw>, Vec<u8>)>> {
        let stances = prop::collection::vec(any::<Draw>(), 0..8);
        prop::collection::vec((any::<u8>(), 0..90_u8, stances, prop::collection::vec(any::<u8>(), 0..6)), 0..6)
    }

    fn filters() -> impl Strategy<Value = Filter> {
        // Each condition now and then, so that most filters leave something.
        (any::<[u8; 6]>(), 0..3_usize).prop_map(|(draws, which)| {
            let [outlet, dated, labelled, annotator, curated, done] = draws.map(|draw| draw % 4 == 0);
            let mut filter = Filter { curated_only: curated, ..Filter::default() };
            if done {
                filter.statuses.insert(Status::Done);
            }
            if outlet {
                filter.outlets.insert(["", "Post", "Tide"][which].into());
            }
            if dated {
                filter.from = Some(jiff::civil::date(2026, 1, 10));
                filter.to = Some(jiff::civil::date(2026, 2, 20));
            }
            if labelled {
                filter.labels.insert(LabelId::new(1 + which as u64 % 2));
            }
            if annotator {
                filter.annotators.insert(AnnotatorId::new(1 + which as u64 % 2));
            }
            filter
        })
    }

    fn check_passages(board: &Board, project: &Project) {
        let behind = |slice: Slice| board.passages(&slice).len() as i64;
        let whole = board.whole();
        assert_eq!(behind(Slice::all(Unit::Articles)), whole.articles);
        assert_eq!(behind(Slice::all(Unit::Mentions)), whole.mentions);
        assert_eq!(behind(Slice::all(Unit::Stances)), whole.stances);
        assert_eq!(behind(Slice::all(Unit::Utterances)), whole.utterances);
        for fold in Fold::ALL {
            let sources = sources(board, project, fold);
            assert_eq!(sources.iter().map(|source| source.voice.utterances).sum::<i64>(), whole.utterances, "{fold:?}");
            assert_eq!(sources.iter().map(|source| source.voice.words).sum::<i64>(), whole.words);
            for source in &sources {
                assert_eq!(behind(source.slice(Unit::Utterances)), source.voice.utterances);
                assert_eq!(behind(source.slice(Unit::Articles)), source.articles);
                assert_eq!(behind(source.slice_direct(Directness::Direct)), source.voice.directness[0]);
                assert_eq!(behind(Slice { first: true, ..source.slice(Unit::Articles) }), source.voice.first);
            }
            for order in [Order::Weight, Order::Name, Order::Cluster] {
                let matrix = matrix(board, project, Layout { rows: fold, order, most_rows: 3, ..Layout::default() });
                let cells = matrix.cells.iter().flatten().map(super::super::Sides::total).sum::<i64>();
                assert_eq!(cells, matrix.total());
                for (row, cells) in matrix.cells.iter().enumerate() {
                    for (column, sides) in cells.iter().enumerate() {
                        assert_eq!(behind(matrix.slice(row, column)), sides.total());
                        let against = matrix.slice(row, column).with_polarity(Polarity::Against);
                        assert_eq!(behind(against), sides.of(Polarity::Against));
                    }
                }
            }
        }
        let (_, shares, slices): (Vec<_>, Vec<_>, Vec<_>) =
            directness(board).into_iter().fold(Default::default(), |mut all, (a, b, c)| {
                all.0.push(a);
                all.1.push(b);
                all.2.push(c);
                all
            });
        for (share, slice) in shares.iter().zip(slices) {
            assert_eq!(behind(slice), share.map_or(0, |share| share.hits as i64));
        }
        let target = Party::Entity(EntityId::new(1));
        for step in Step::ALL {
            let bins = timeline(board, step, Some(&target));
            assert_eq!(bins.iter().map(|bin| bin.volume.stances).sum::<i64>(), whole.stances);
            for bin in &bins {
                assert_eq!(behind(bin.slice(Unit::Articles, None)), bin.volume.articles);
                assert_eq!(behind(bin.slice(Unit::Mentions, None)), bin.volume.mentions);
                assert_eq!(behind(bin.slice(Unit::Stances, Some(&target))), bin.sides.total());
            }
            for bin in &timeline(board, step, None) {
                for polarity in [Polarity::Favor, Polarity::Against, Polarity::None] {
                    assert_eq!(behind(bin.slice_sides(None, polarity)), bin.sides.of(polarity));
                }
            }
        }
        let outlets = outlets(board);
        assert_eq!(outlets.iter().map(|outlet| outlet.1.utterances).sum::<i64>(), whole.utterances);
        for (outlet, volume) in &outlets {
            let part = PartOf::outlet(outlet);
            assert_eq!(behind(part.of(Slice::all(Unit::Utterances))), volume.utterances);
            assert_eq!(board.part(&part).whole, *volume);
        }
        for fold in Fold::ALL {
            let across = across_outlets(board, project, fold);
            let hits = across.iter().flat_map(|line| line.shares.iter().flatten()).map(|share| share.hits as i64);
            assert_eq!(hits.sum::<i64>(), whole.utterances);
            for line in &across {
                for ((outlet, _), share) in outlets.iter().zip(&line.shares) {
                    let all = Slice { holders: Some(line.parties.clone()), ..Slice::all(Unit::Utterances).in_outlet(outlet) };
                    assert_eq!(behind(all), share.map_or(0, |share| share.hits as i64));
                }
            }
        }
        for line in frames(board) {
            assert_eq!(behind(line.slice(None)), line.count);
            for (outlet, count) in &line.by_outlet {
                assert_eq!(behind(line.slice(Some(outlet))), *count);
            }
        }
    }

    fn parties(draw: u8) -> std::collections::BTreeSet<Party> {
        let all = [Party::Author, Party::Outlet, Party::Unspecified, Party::words("critics")];
        let entities = (1..=4).map(|number| Party::Entity(EntityId::new(number)));
        all.into_iter().chain(entities).enumerate().filter(|(at, _)| draw >> at & 1 == 1).map(|(_, party)| party).collect()
    }

    /// Slices with few conditions, so that most are about something.
    fn slices() -> impl Strategy<Value = Slice> {
        let asked = prop::collection::vec(0..9_u8, 0..3);
        (any::<(u8, u8)>(), 0..3_usize, asked).prop_map(|((draw, more), unit, asked)| {
            let mut slice = Slice::all([Unit::Mentions, Unit::Stances, Unit::Utterances][unit]);
            for condition in asked {
                match condition {
                    0 => slice.holders = Some(parties(draw)),
                    1 => slice.targets = Some(parties(more)),
                    2 => slice = slice.with_polarity([Polarity::Favor, Polarity::Against, Polarity::None][usize::from(draw % 3)]),
                    3 => slice = slice.with_directness([Directness::Direct, Directness::Narrated][usize::from(draw % 2)]),
                    4 => slice = slice.in_outlet(["", "Post", "Tide"][usize::from(draw % 3)]),
                    5 => slice.days = Some((jiff::civil::date(2026, 1, 5), jiff::civil::date(2026, 2, 20))),
                    6 => slice.aimed = true,
                    7 => slice.frame = Some(format!("frame {}", draw % 2)),
                    _ => slice.label = Some(LabelId::new(1 + u64::from(draw % 3))),
                }
            }
            slice
        })
    }

    /// What a slice is about, straight from the project: no rows, no sums.
    fn straight(project: &Project, filter: &Filter, slice: &Slice) -> Vec<(ArticleId, Made)> {
        let mut found = Vec::new();
        let admitted = filter.admitted_annotators(project);
        let counts = |annotator: AnnotatorId| admitted.as_ref().is_none_or(|admitted| admitted.contains(&annotator));
        for article in project.articles().filter(|article| filter.admits(article)) {
            let date = article.metadata.date;
            let in_time = slice.days.is_none_or(|(from, to)| date.is_some_and(|date| from <= date && date <= to));
            if !in_time || slice.outlet.as_ref().is_some_and(|outlet| *outlet != article.metadata.outlet) {
                continue;
            }
            if slice.unit == Unit::Mentions {
                let own = article.mentions().filter(|mention| {
                    counts(mention.annotator)
                        && (filter.labels.is_empty() || filter.labels.contains(&mention.label))
                        && slice.label.is_none_or(|label| label == mention.label)
                });
                found.extend(own.map(|mention| (article.id, Made::Mention(mention.id))));
                continue;
            }
            let mut said = std::collections::BTreeSet::new();
            for stance in article.stances().filter(|stance| counts(stance.annotator)) {
                let (holder, target) = (Party::holder(stance, TEXT), Party::target(stance, TEXT));
                let labelled = |party: &Party| party.label(project).is_some_and(|label| filter.labels.contains(&label));
                if !filter.labels.is_empty() && !labelled(&holder) && !target.as_ref().is_some_and(labelled) {
                    continue;
                }
                let speaks = holder.may_speak() && stance.attribution.directness != Directness::Narrated;
                let words = stance.evidence.as_ref().map(|spans| (spans.start(), spans.end()));
                let first = speaks && said.insert((holder.clone(), words, stance.annotator));
                let wanted = (slice.unit != Unit::Utterances || first)
                    && (!slice.aimed || target.is_some())
                    && slice.holders.as_ref().is_none_or(|holders| holders.contains(&holder))
                    && slice
                        .targets
                        .as_ref()
                        .is_none_or(|targets| target.as_ref().is_some_and(|target| targets.contains(target)))
                    && slice.polarities.as_ref().is_none_or(|polarities| polarities.contains(&stance.polarity))
                    && slice.directness.as_ref().is_none_or(|all| all.contains(&stance.attribution.directness));
                let times =
                    slice.frame.as_ref().map_or(1, |code| stance.frames.iter().filter(|frame| frame.code == *code).count());
                if wanted {
                    found.extend(std::iter::repeat_n((article.id, Made::Stance(stance.id)), times));
                }
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn the_passages_of_a_slice_are_exactly_those_it_is_about(articles in articles(), filter in filters(), slice in slices()) {
            let project = project(&articles);
            let board = Board::new(&project, &filter);
            let found: Vec<_> = board.passages(&slice).into_iter().map(|passage| (passage.article, passage.made.unwrap())).collect();
            prop_assert_eq!(found, straight(&project, &filter, &slice));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn every_number_has_as_many_passages(articles in articles(), filter in filters()) {
            let project = project(&articles);
            check_passages(&Board::new(&project, &filter), &project);
        }

        #[test]
        fn without_a_filter_the_board_holds_the_project(articles in articles()) {
            let project = project(&articles);
            let whole = Board::new(&project, &Filter::default()).whole();
            prop_assert_eq!(whole.articles as usize, project.article_count());
            prop_assert_eq!(whole.mentions as usize, project.articles().map(|article| article.mention_count()).sum::<usize>());
            prop_assert_eq!(whole.stances as usize, project.articles().map(|article| article.stance_count()).sum::<usize>());
        }

        #[test]
        fn a_board_kept_in_step_equals_a_fresh_one(before in articles(), after in articles(), filter in filters(), other in filters()) {
            let (before, after) = (project(&before), project(&after));
            let mut board = Board::new(&before, &filter);
            board.update(&after, &filter);
            let fresh = Board::new(&after, &filter);
            prop_assert_eq!(board.whole(), fresh.whole());
            prop_assert_eq!(sources(&board, &after, Fold::Source), sources(&fresh, &after, Fold::Source));
            prop_assert_eq!(matrix(&board, &after, Layout::default()).cells.len(), matrix(&fresh, &after, Layout::default()).cells.len());
            board.update(&before, &other);
            let fresh = Board::new(&before, &other);
            prop_assert_eq!(sources(&board, &before, Fold::Category), sources(&fresh, &before, Fold::Category));
            prop_assert_eq!(timeline(&board, Step::Week, None), timeline(&fresh, Step::Week, None));
        }
    }
}
