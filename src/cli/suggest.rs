//! `standpoint suggest`: articles in, suggestions out; a project with `-o`, JSON lines with `--jsonl`.
//!
//! Lines are answered one by one in the order they came, so memory stays constant however long the input is. A line that
//! cannot be read gets its error in its place and the run goes on; the exit code is then 1.

use super::model;
use super::progress::Progress;
use crate::format::analysis_lines::{
    AttributionReply, BadLine, PolarityReply, Range, Reply, Request, Slot, StanceReply, error_line, read_request, reply_line,
    rounded,
};
use crate::model::{Directness, Polarity};
use crate::suggest::Learnt;
use crate::suggest::analyse::{Analysis, analyse};
use crate::text::{Offsets, Span, Unit};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

/// Suggest entities, attributions and stances: a project of articles with -o, JSON lines with --jsonl
#[derive(clap::Args, Debug)]
pub struct Suggest {
    /// Articles or folders of them
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub files: Vec<PathBuf>,
    /// The project to write
    #[arg(short, long, value_name = "PROJECT", required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub output: Option<PathBuf>,
    /// Read `{"id", "text", "targets"?}` lines from standard input and write one line of suggestions for each
    #[arg(long)]
    pub jsonl: bool,
    /// Leave out suggestions scored below this (0 to 1)
    #[arg(long, value_name = "SCORE")]
    pub threshold: Option<f32>,
    /// Take all of a saved page, with menus and comments, not only its article
    #[arg(long, conflicts_with = "jsonl")]
    pub whole_page: bool,
    #[command(flatten)]
    pub model: model::Choice,
}

/// Runs the subcommand.
pub fn run(arguments: &Suggest) -> ExitCode {
    let learnt = match arguments.model.learnt() {
        Ok(learnt) => learnt,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(output) = &arguments.output {
        return super::suggest_files::run(&learnt, &arguments.files, output, arguments.threshold, arguments.whole_page);
    }
    let least = arguments.threshold.unwrap_or(0.0);
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match lines(&learnt, input, output, least, &mut Progress::new("texts")) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(bad) => {
            eprintln!("{bad} lines could not be read; their errors stand in their places in the output");
            ExitCode::FAILURE
        }
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS, // the reader has had enough
        Err(error) => {
            eprintln!("the lines could not be read or written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers every line; returns how many could not be read. Blank lines at the end of the input are no lines.
fn lines<R: io::Read>(
    learnt: &Learnt,
    mut input: BufReader<R>,
    mut output: impl Write,
    least: f32,
    progress: &mut Progress,
) -> io::Result<usize> {
    let (mut line, mut blank, mut bad) = (Vec::new(), 0, 0);
    let mut first = true;
    loop {
        line.clear();
        if line.capacity() > 1 << 24 {
            line.shrink_to(1 << 16); // after one very long line
        }
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = if std::mem::take(&mut first) { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if text.trim_ascii().is_empty() {
            blank += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut blank) {
            bad += 1;
            output.write_all(&read_request(b"").map_or_else(|bad| error_line(&bad), |_| Vec::new()))?;
        }
        match answer(learnt, text, least) {
            Ok(reply) => output.write_all(&reply_line(&reply))?,
            Err(error) => {
                bad += 1;
                output.write_all(&error_line(&error))?;
            }
        }
        progress.step();
        if input.buffer().is_empty() {
            output.flush()?; // whoever feeds us line by line waits for this one
        }
    }
    output.flush()?;
    Ok(bad)
}

/// The reply to one line. An engine that fails takes down its line, not the run.
fn answer(learnt: &Learnt, line: &[u8], least: f32) -> Result<Reply, BadLine> {
    let Request { id, text, targets } = read_request(line)?;
    match catch_unwind(AssertUnwindSafe(|| analyse(learnt, &text, targets.as_deref().unwrap_or_default()))) {
        Ok(analysis) => Ok(reply(id, &text, &analysis, targets.is_some(), least)),
        Err(_) => Err(BadLine { id: Some(id), error: "the engines failed on this text; please report it".to_owned() }),
    }
}

fn reply(id: Box<serde_json::value::RawValue>, text: &str, analysis: &Analysis, asked: bool, least: f32) -> Reply {
    let offsets = Offsets::new(text);
    let range = |span: Span| -> Range {
        [offsets.from_byte(span.start(), Unit::CodePoint), offsets.from_byte(span.end(), Unit::CodePoint)]
    };
    let ranges = |spans: &[Span]| -> Vec<Range> { spans.iter().map(|span| range(*span)).collect() };
    let entities = analysis.entities.iter().filter(|entity| entity.score >= least).map(|entity| {
        let [start, end] = range(entity.span);
        (start, end, entity.label.to_string(), rounded(entity.score))
    });
    let attributions = analysis.attributions.iter().filter(|found| found.score >= least).map(|found| AttributionReply {
        source: found.source.map(range).into_iter().collect(),
        cue: found.cue.map(range).into_iter().collect(),
        content: ranges(&found.content),
        directness: directness(found.directness),
        score: rounded(found.score),
    });
    let slot = |(text, span): &(String, Option<Span>)| Slot { text: text.clone(), span: span.map(range) };
    let stances = analysis.stances.iter().filter(|found| found.score >= least).map(|found| StanceReply {
        holder: found.holder.as_ref().map_or_else(|| Slot { text: "AUTHOR".to_owned(), span: None }, slot),
        target: slot(&found.target),
        polarity: polarity(found.polarity),
        evidence: ranges(&found.evidence),
        directness: directness(found.directness),
        score: rounded(found.score),
    });
    let targets =
        analysis.target_polarity.iter().map(|(side, score)| PolarityReply { polarity: polarity(*side), score: rounded(*score) });
    Reply {
        id,
        entities: entities.collect(),
        attributions: attributions.collect(),
        stances: stances.collect(),
        target_polarity: asked.then(|| targets.collect()),
    }
}

pub(super) fn directness(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => "direct",
        Directness::Mixed => "mixed",
        Directness::Indirect => "indirect",
        Directness::Narrated => "narrated",
        Directness::None => "none",
    }
}

pub(super) fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "favor",
        Polarity::Against => "against",
        Polarity::Neutral => "neutral",
        Polarity::Mixed => "mixed",
        Polarity::Unclear => "unclear",
        Polarity::None => "none",
    }
}
