//! What is in files: one file per format with its own structs. The home of `serde`.
//!
//! [`FORMATS`] is the table of annotation formats: how one is recognised by its content, read to and written from an
//! [`exchange::Exchange`], and what it can hold. `import` turns an exchange into edits, `export` makes one from a project, and
//! every way through ends with an [`audit::Audit`].

pub mod alike;
pub mod analysis_lines;
pub mod anchor;
pub mod audit;
pub mod codebook;
pub mod digest;
pub mod document;
pub mod encoding;
pub mod exchange;
pub mod export;
pub mod gold;
pub mod import;
pub mod intake;
pub mod journal;
pub mod kept;
pub mod losses;
pub mod matching;
pub mod names;
pub mod probe;
pub mod project;
pub mod roundtrip;
pub mod split;
pub mod words;
pub mod workbook;

mod fields;
mod json;
mod tokens;

mod brat;
mod brat_out;
mod conll;
mod conllu;
mod docbin;
mod docbin_pack;
mod docbin_symbols;
mod doccano;
mod gate;
mod gate_xml;
mod hf_jsonl;
mod hf_parquet;
mod hf_parquet_out;
mod label_studio;
mod label_studio_min;
mod label_studio_out;
mod prodigy;
mod quote;
mod recogito;
mod refi;
mod tables;
mod taguette;
mod uima;
mod uima_json;
mod uima_xmi;
mod unpack;
mod web_annotation;
mod webanno_tsv;
mod webanno_tsv_out;
mod xml;

use crate::text::Unit;
use audit::Audit;
use exchange::Exchange;
use probe::Probe;

/// One file to read.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// File name, with the folders below the one that was asked for, `/` between them.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One file to write.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// Empty for a format of one file; else its path within the output folder, `/` between names.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Choices of the user where a format leaves them open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// What offsets count; `None` for what the format says.
    pub unit: Option<Unit>,
    /// Texts that annotations without one may be of: articles of the open project, documents read with them.
    pub texts: Vec<KnownText>,
}

/// A text and how it may be called.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KnownText {
    /// File name without its ending, or title.
    pub name: String,
    pub url: String,
    pub text: std::sync::Arc<str>,
}

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("this is no {format} file: {why}; choose another format or mend the file: {file}")]
    Malformed { format: &'static str, why: String, file: String },
    #[error("{format} cannot be written: {why}")]
    Unwritable { format: &'static str, why: String },
    #[error("{0} cannot be read here; see the list of formats for what can")]
    NoReader(&'static str),
    #[error("{0} cannot be written here; see the list of formats for what can")]
    NoWriter(&'static str),
}

impl FormatError {
    fn malformed(format: &'static str, file: &str, why: impl std::fmt::Display) -> Self {
        Self::Malformed { format, why: why.to_string(), file: file.to_owned() }
    }
}

/// What a format can hold of a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holds {
    pub overlap: bool,
    pub discontinuous: bool,
    pub relations: bool,
    /// Stances with all their fields, not only their polarity.
    pub stances: bool,
    pub attributes: bool,
    pub annotators: bool,
    pub scores: bool,
    pub metadata: bool,
    /// The text exactly, white space included.
    pub text: bool,
}

impl Holds {
    const ALL: Self = Self {
        overlap: true,
        discontinuous: true,
        relations: true,
        stances: true,
        attributes: true,
        annotators: true,
        scores: true,
        metadata: true,
        text: true,
    };
    /// Flat spans over tokens and nothing else.
    const TOKENS: Self = Self {
        overlap: false,
        discontinuous: false,
        relations: false,
        stances: false,
        attributes: false,
        annotators: false,
        scores: false,
        metadata: false,
        text: false,
    };
}

/// Reads all files of one format.
pub type Read = fn(&[Source], &Options, &mut Audit) -> Result<Exchange, FormatError>;
/// Writes an exchange as one or more files.
pub type Write = fn(&Exchange, &Options, &mut Audit) -> Result<Vec<Written>, FormatError>;

/// One row of the table.
pub struct Format {
    /// For the command line and as key of `ext`: lower case.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Usual endings of its files; the first is used for writing.
    pub extensions: &'static [&'static str],
    /// Is this content of that format? Asked in the order of the table.
    pub sniff: fn(&Probe<'_>) -> bool,
    pub read: Option<Read>,
    pub write: Option<Write>,
    pub holds: Holds,
    /// What offsets count by the format's own account.
    pub unit: Unit,
}

/// The annotation formats, in the order in which content is tried and shown.
pub static FORMATS: &[Format] = &[
    Format {
        name: "prodigy",
        title: "Prodigy / spaCy JSONL",
        extensions: &["jsonl", "json"],
        sniff: prodigy::sniff,
        read: Some(prodigy::read),
        write: Some(prodigy::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "docbin",
        title: "spaCy DocBin",
        extensions: &["spacy"],
        sniff: docbin::sniff,
        read: Some(docbin::read),
        write: Some(docbin::write),
        holds: Holds { text: true, overlap: true, ..Holds::TOKENS },
        unit: Unit::CodePoint,
    },
    Format {
        name: "label-studio",
        title: "Label Studio JSON",
        extensions: &["json"],
        sniff: label_studio::sniff,
        read: Some(label_studio::read),
        write: Some(label_studio::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "label-studio-min",
        title: "Label Studio JSON_MIN or CSV",
        extensions: &["json", "csv"],
        sniff: label_studio_min::sniff,
        read: Some(label_studio_min::read),
        write: None,
        holds: Holds { overlap: true, text: true, annotators: true, metadata: true, ..Holds::TOKENS },
        unit: Unit::CodePoint,
    },
    Format {
        name: "doccano",
        title: "doccano JSONL",
        extensions: &["jsonl"],
        sniff: doccano::sniff,
        read: Some(doccano::read),
        write: Some(doccano::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "hf-jsonl",
        title: "Hugging Face data set, JSONL",
        extensions: &["jsonl"],
        sniff: hf_jsonl::sniff,
        read: Some(hf_jsonl::read),
        write: Some(hf_jsonl::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "hf-parquet",
        title: "Hugging Face data set, Parquet (spans)",
        extensions: &["parquet"],
        sniff: hf_parquet::sniff,
        read: Some(hf_parquet::read),
        write: Some(hf_parquet::write_spans),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "hf-tokens",
        title: "Hugging Face data set, Parquet (tokens and tags)",
        extensions: &["parquet"],
        sniff: probe::never,
        read: Some(hf_parquet::read),
        write: Some(hf_parquet::write_tokens),
        holds: Holds::TOKENS,
        unit: Unit::CodePoint,
    },
    Format {
        name: "uima-xmi",
        title: "UIMA CAS XMI (INCEpTION)",
        extensions: &["xmi"],
        sniff: uima_xmi::sniff,
        read: Some(uima_xmi::read),
        write: Some(uima_xmi::write),
        holds: Holds::ALL,
        unit: Unit::Utf16,
    },
    Format {
        name: "uima-json",
        title: "UIMA CAS JSON (INCEpTION)",
        extensions: &["json"],
        sniff: uima_json::sniff,
        read: Some(uima_json::read),
        write: Some(uima_json::write),
        holds: Holds::ALL,
        unit: Unit::Utf16,
    },
    Format {
        name: "webanno-tsv",
        title: "WebAnno TSV 3 (INCEpTION)",
        extensions: &["tsv"],
        sniff: webanno_tsv::sniff,
        read: Some(webanno_tsv::read),
        write: Some(webanno_tsv_out::write),
        holds: Holds { metadata: false, ..Holds::ALL },
        unit: Unit::Utf16,
    },
    Format {
        name: "refi",
        title: "REFI-QDA project or codebook",
        extensions: &["qdpx", "qdc"],
        sniff: refi::sniff,
        read: Some(refi::read),
        write: Some(refi::write),
        holds: Holds { overlap: true, annotators: true, text: true, ..Holds::TOKENS },
        unit: Unit::CodePoint,
    },
    Format {
        name: "taguette",
        title: "Taguette project",
        extensions: &["sqlite3"],
        sniff: taguette::sniff,
        read: Some(taguette::read),
        write: None,
        holds: Holds { overlap: true, ..Holds::TOKENS },
        unit: Unit::Byte,
    },
    Format {
        name: "web-annotation",
        title: "W3C Web Annotation, Hypothes.is, Recogito",
        extensions: &["json", "jsonld"],
        sniff: web_annotation::sniff,
        read: Some(web_annotation::read),
        write: Some(web_annotation::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "gate",
        title: "GATE bdoc JSON",
        extensions: &["bdocjs", "bdocym"],
        sniff: gate::sniff,
        read: Some(gate::read),
        write: Some(gate::write),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "gate-xml",
        title: "GATE XML",
        extensions: &["xml"],
        sniff: gate_xml::sniff,
        read: Some(gate_xml::read),
        write: Some(gate_xml::write),
        holds: Holds::ALL,
        unit: Unit::Utf16,
    },
    Format {
        name: "brat",
        title: "brat standoff",
        extensions: &["ann"],
        sniff: brat::sniff,
        read: Some(brat::read),
        write: Some(brat::write),
        holds: Holds { metadata: false, scores: false, ..Holds::ALL },
        unit: Unit::CodePoint,
    },
    Format {
        name: "csv-mentions",
        title: "Table of mentions, CSV",
        extensions: &["csv"],
        sniff: probe::never,
        read: None,
        write: Some(tables::mentions_csv),
        holds: Holds { relations: false, stances: false, ..Holds::ALL },
        unit: Unit::CodePoint,
    },
    Format {
        name: "csv-stances",
        title: "Table of stances, CSV",
        extensions: &["csv"],
        sniff: probe::never,
        read: None,
        write: Some(tables::stances_csv),
        holds: Holds { text: false, ..Holds::ALL },
        unit: Unit::CodePoint,
    },
    Format {
        name: "csv-attributions",
        title: "Table of attributions, CSV",
        extensions: &["csv"],
        sniff: probe::never,
        read: None,
        write: Some(tables::attributions_csv),
        holds: Holds { text: false, ..Holds::ALL },
        unit: Unit::CodePoint,
    },
    Format {
        name: "xlsx",
        title: "Workbook of articles, mentions and stances",
        extensions: &["xlsx"],
        sniff: probe::never,
        read: None,
        write: Some(tables::xlsx),
        holds: Holds::ALL,
        unit: Unit::CodePoint,
    },
    Format {
        name: "conllu",
        title: "CoNLL-U with Entity and SpaceAfter",
        extensions: &["conllu"],
        sniff: conllu::sniff,
        read: Some(conllu::read),
        write: Some(conllu::write),
        holds: Holds { text: true, overlap: true, discontinuous: true, ..Holds::TOKENS },
        unit: Unit::CodePoint,
    },
    Format {
        name: "conll",
        title: "CoNLL-2003 (BIO), read as BIO, IOB1, BILOU or BIOES",
        extensions: &["conll", "iob", "iob2", "bio", "txt"],
        sniff: conll::sniff,
        read: Some(conll::read),
        write: Some(conll::write_bio),
        holds: Holds::TOKENS,
        unit: Unit::CodePoint,
    },
    Format {
        name: "bilou",
        title: "CoNLL columns with BILOU tags",
        extensions: &["conll"],
        sniff: probe::never,
        read: Some(conll::read),
        write: Some(conll::write_bilou),
        holds: Holds::TOKENS,
        unit: Unit::CodePoint,
    },
];

/// The format with this name.
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// The format of a file, by its content; the name only decides between equals.
pub fn detect(source: &Source) -> Option<&'static Format> {
    let probe = Probe::new(&source.name, &source.bytes);
    FORMATS.iter().find(|format| (format.sniff)(&probe))
}

/// Fills in the audit's counts of articles, spans, stances and the rest.
pub fn count(exchange: &Exchange, audit: &mut Audit) {
    losses::count(exchange, audit);
}

/// Reads `sources` as `format` and accounts for it.
///
/// # Errors
/// Where a file is not of that format at all; single broken rows are counted in the audit instead.
pub fn read(format: &'static Format, sources: &[Source], options: &Options) -> Result<(Exchange, Audit), FormatError> {
    let reader = format.read.ok_or(FormatError::NoReader(format.title))?;
    let mut audit = Audit::new(format.name);
    let mut exchange = reader(sources, options, &mut audit)?;
    exchange.format = format.name;
    losses::count(&exchange, &mut audit);
    Ok((exchange, audit))
}

/// Writes `exchange` as `format`, after counting what it cannot hold.
///
/// # Errors
/// Where nothing can be written.
pub fn write(format: &'static Format, exchange: &Exchange, options: &Options) -> Result<(Vec<Written>, Audit), FormatError> {
    let writer = format.write.ok_or(FormatError::NoWriter(format.title))?;
    let mut audit = Audit::new(format.name);
    losses::count(exchange, &mut audit);
    losses::losses(exchange, format.holds, &mut audit);
    let files = writer(exchange, options, &mut audit)?;
    Ok((files, audit))
}
