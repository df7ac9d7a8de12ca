//! `standpoint bench suggest`: how fast the embedded model reads, and the memory it takes.

use super::table::resident;
use crate::cli::ended;
use crate::cli::gold;
use crate::suggest::{Learnt, analyse::analyse};
use clap::Args;
use cpu_time::ThreadTime;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Time the model: names, who says what, and stances
#[derive(Args, Debug)]
pub struct SuggestBench {
    /// Articles to read, as JSON lines with `text`; the bundled sample article where none is given
    #[arg(value_name = "FILE")]
    articles: Option<PathBuf>,
    /// How often the article of 1,000 words is read; the median is printed
    #[arg(long, default_value_t = 21)]
    runs: usize,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

const SAMPLE: &str = include_str!("../../../assets/sample/article.txt");
/// Words of the article that is timed.
const WORDS: usize = 1000;

/// Runs the measurements.
pub fn run(arguments: &SuggestBench) -> ExitCode {
    ended(measure(arguments).map(|text| {
        println!("{text}");
        ExitCode::SUCCESS
    }))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn measure(arguments: &SuggestBench) -> Result<String, String> {
    let texts: Vec<String> = match &arguments.articles {
        Some(path) => gold::read(path)?.into_iter().map(|article| article.text).collect(),
        None => vec![SAMPLE.to_owned()],
    };
    let article = first_words(&texts, WORDS);
    let (before, start) = (resident().unwrap_or(0.0), ThreadTime::now());
    let learnt = Learnt::embedded();
    learnt.guards();
    let (loaded, memory) = (millis(start.elapsed()), resident().unwrap_or(0.0) - before);
    black_box(analyse(learnt, &article, &[])); // word lists are read once
    let mut times: Vec<f64> = (0..arguments.runs.max(1))
        .map(|_| {
            let start = ThreadTime::now();
            black_box(analyse(learnt, &article, &[]));
            millis(start.elapsed())
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (median, slow) = (times[times.len() / 2], times[(times.len() - 1) * 99 / 100]);
    let start = ThreadTime::now();
    for text in &texts {
        black_box(analyse(learnt, text, &[]));
    }
    let words = texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let speed = words as f64 / start.elapsed().as_secs_f64().max(1e-9);
    if arguments.json {
        let figures = serde_json::json!({
            "articles": texts.len(), "words": words, "words_per_second": speed, "article_of_1000_words_ms": median,
            "article_of_1000_words_p99_ms": slow, "load_ms": loaded, "model_memory_mib": memory,
        });
        return Ok(format!("{figures:#}"));
    }
    let lines = [
        format!("{} articles, {words} words; CPU of one thread", texts.len()),
        format!("all layers            {speed:>10.0} words a second"),
        format!("an article of 1,000   {median:>10.1} ms, 99 in 100 under {slow:.1} ms"),
        format!("loading the model     {loaded:>10.1} ms"),
        format!("the model in memory   {memory:>10.1} MiB"),
    ];
    Ok(lines.join("\n"))
}

/// The first `count` words of `texts`, paragraph by paragraph, from the start again where they are too few.
fn first_words(texts: &[String], count: usize) -> String {
    let mut article = String::new();
    let mut left = count;
    let paragraphs: Vec<&str> = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()).collect();
    for paragraph in paragraphs.iter().cycle() {
        let words: Vec<&str> = paragraph.split_whitespace().take(left).collect();
        left -= words.len();
        article.push_str(&words.join(" "));
        article.push('\n');
        if left == 0 {
            break;
        }
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timed_article_has_its_words_however_few_there_are() {
        let texts = ["One two three.\n\nFour five.".to_owned()];
        assert_eq!(first_words(&texts, 7), "One two three.\nFour five.\nOne two\n");
        assert_eq!(first_words(&[], 7), "");
        assert_eq!(first_words(&[SAMPLE.to_owned()], WORDS).split_whitespace().count(), WORDS);
    }
}
