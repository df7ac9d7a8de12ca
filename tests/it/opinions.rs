//! Who says what and who is for or against what: an article of our own always, floors on the dev splits where they are.

use crate::suggestions::at_least;
use standpoint::cli::gold;
use standpoint::suggest::Learnt;
use standpoint::suggest::analyse::analyse;
use standpoint::suggest::score::{AttributionScore, PolarityScore, StanceScore};
use standpoint::suggest::shown::SHOWN;
use std::path::Path;

const ARTICLE: &str = "Mayor Ada Lindqvist said on Tuesday that the new bridge \"will save lives\". Opposition leader Tom Okafor condemned \
the plan, calling it \"a reckless waste of money\". According to the Harbour Times, the council will vote in May.\n\
\"Nobody asked the people who live there,\" Okafor told reporters. \"We will fight this.\"";

/// Source, cue and content of each attribution, one per line.
fn attributions(text: &str) -> Vec<String> {
    let words = |spans: &[standpoint::text::Span]| spans.iter().map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
    let analysis = analyse(Learnt::embedded(), text, &[]);
    let found = analysis.attributions.iter();
    found.map(|it| format!("{} | {} | {}", words(it.source.as_slice()), words(it.cue.as_slice()), words(&it.content))).collect()
}

#[test]
fn an_article_of_our_own() {
    let found = attributions(ARTICLE);
    let expect = |start: &str, part: &str| {
        assert!(found.iter().any(|line| line.starts_with(start) && line.contains(part)), "{start} … {part} in {found:#?}");
    };
    expect("Mayor Ada Lindqvist | said | ", "\"will save lives\"");
    expect("Opposition leader Tom Okafor | condemned | ", "the plan");
    expect("the Harbour Times | According to | ", "the council will vote in May");
    expect("Okafor | told | \"Nobody asked the people who live there,\"", "\"We will fight this.\"");
}

#[test]
fn odd_texts_are_read_without_harm() {
    for text in [
        "",
        "\"",
        "“",
        "said",
        "said said said",
        "\" said \" \n \" said",
        "’s said.",
        "by by by",
        "Zoë «",
        "according to",
        "\u{feff}“a” said\n\n“b",
    ] {
        let analysis = analyse(Learnt::embedded(), text, &[]);
        assert!(analysis.stances.iter().all(|it| it.evidence.iter().all(|span| span.fits(text))));
    }
}

#[test]
fn floors_on_the_dev_splits() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let Ok(news) = gold::read(&data.join("news/dev.jsonl.gz")) else {
        println!("skipped: no corpora beside the program");
        return;
    };
    let (mut attribution, mut stance) = (AttributionScore::default(), StanceScore::default());
    for article in &news {
        let found = analyse(Learnt::embedded(), &article.text, &[]);
        attribution.add(&found.gold_attributions(), &article.attributions);
        stance.add(&found.gold_stances(0.0), &article.stances);
        stance.add_directed(&found.gold_stances(SHOWN), &article.stances);
    }
    let polarity = |name: &str| {
        let mut score = PolarityScore::default();
        for item in gold::read(&data.join("newsmtsc").join(name)).unwrap() {
            let spans: Vec<_> = item.targets.iter().map(|(span, _)| *span).collect();
            for ((found, _), (_, gold)) in
                analyse(Learnt::embedded(), &item.text, &spans).target_polarity.into_iter().zip(&item.targets)
            {
                score.add(found, *gold);
            }
        }
        score.macro_f1()
    };
    hold(&[
        ("source", attribution.source.overlap.f1(), 0.76),
        ("cue", attribution.cue.overlap.f1(), 0.78),
        ("content", attribution.content.overlap.f1(), 0.82),
        ("stance", stance.triple.f1(), 0.34),
        ("stances shown that are right", stance.directed.precision(), 0.42),
        ("stances found among those shown", stance.directed.recall(), 0.30),
        ("polarity, real world", polarity("dev_rw.jsonl.gz"), 0.69),
        ("polarity, several targets", polarity("dev_mt.jsonl.gz"), 0.63),
    ]);
}

#[test]
fn floors_on_sentences_of_our_own_markup() {
    let sentences = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/model/dev.jsonl.gz");
    let mut stance = StanceScore::default();
    for sentence in gold::read(&sentences).unwrap() {
        let found = analyse(Learnt::embedded(), &sentence.text, &[]);
        stance.add(&found.gold_stances(0.0), &sentence.stances);
        stance.add_directed(&found.gold_stances(SHOWN), &sentence.stances);
    }
    hold(&[
        ("stance in sentences", stance.triple.f1(), 0.35),
        ("stances shown in sentences that are right", stance.directed.precision(), 0.55),
        ("stances found in sentences among those shown", stance.directed.recall(), 0.24),
    ]);
}

/// Holds shares to their floors.
#[track_caller]
fn hold(figures: &[(&str, f64, f64)]) {
    for (what, found, floor) in figures {
        at_least(what, *found, floor * 100.0);
    }
}
