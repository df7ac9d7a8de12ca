//! Documents in: samples that other programs wrote (where they are there), small ones of our own, and files made to do harm.

use proptest::prelude::*;
use standpoint::format::document::{Options, ReadError, read};
use std::io::Write as _;
use std::path::PathBuf;

/// A sample of another program; prints that it is skipped where the samples are not there.
fn sample(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not here");
    }
    bytes
}

fn check(name: &str, articles: usize, words: &[&str]) {
    let Some(bytes) = sample(name) else { return };
    let read = read(name, &bytes, &Options::default()).unwrap_or_else(|err| panic!("{name}: {err}"));
    assert_eq!(read.len(), articles, "{name}");
    for word in words {
        assert!(read.iter().any(|article| article.text.contains(word)), "{name}: “{word}” is not in {:.600}", read[0].text);
    }
}

#[test]
fn samples_of_other_programs() {
    check("lexisnexis/sample.TXT", 10, &["Lorem ipsum dolor sit amet, consectetur adipiscing elit. Etiam lacinia elementum"]);
    check("docx/footnotes.docx", 1, &[]);
    check("docx/testComment.docx", 1, &[]);
    check("docx/testWORD_numbered_list.docx", 1, &[]);
    check("docx/testWORD_text_box.docx", 1, &[]);
    check("docx/ID1.docx", 1, &[]);
    check("mhtml/A_KAE.mhtml", 1, &["ä"]);
    check("rtf/testRTF.rtf", 1, &["Test d’indexation Word"]);
    check("rtf/testRTFWordPadCzechCharacters.rtf", 1, &["ř"]);
    check("ninjs/v3_004_simple_text_article.json", 1, &[]);
    check("ninjs/v3_007_multimedia.json", 1, &[]);
    check("ninjs/ninjsExSimpleText1.json", 1, &[]);
    check("tables/survey789.xlsx", 3, &[]);
    check("html/test.html", 1, &[]);
    check("pdf/habibi.pdf", 1, &["حَبيبي"]);
    check("pdf/pdflatex-4-pages.pdf", 1, &["Hello, here is some text without a meaning."]);
}

#[test]
fn locked_files_open_where_no_password_is_asked_for() {
    let locked = |name: &str| {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/locked").join(name);
        read(name, &std::fs::read(path).unwrap(), &Options::default())
    };
    for name in ["rc4-40.pdf", "rc4-128.pdf", "aes-128.pdf", "aes-128-clear.pdf", "aes-256.pdf", "aes-256-r5.pdf"] {
        let article = locked(name).unwrap_or_else(|error| panic!("{name}: {error}")).remove(0);
        let text = "The harbour master said the quay stays open. Nobody but the printer was told otherwise.";
        assert_eq!(article.text, text, "{name}");
        assert_eq!((&*article.metadata.title, &*article.metadata.byline), ("The quay stays open", "Mara Lind"), "{name}");
    }
    assert!(locked("asks.pdf").unwrap_err().to_string().contains("password"));
}

#[test]
fn press_articles_have_their_metadata() {
    let Some(bytes) = sample("lexisnexis/sample.TXT") else { return };
    let articles = read("sample.TXT", &bytes, &Options::default()).unwrap();
    for article in &articles {
        let metadata = &article.metadata;
        assert!(metadata.date.is_some() && !metadata.outlet.is_empty() && !metadata.title.is_empty(), "{metadata:?}");
        assert!(!article.text.contains("LOAD-DATE") && !article.text.contains("Copyright"), "{}", article.text);
    }
    assert_eq!(articles[0].metadata.outlet, "Guardian.com");
    assert_eq!(articles[0].metadata.byline, "Andrew Sparrow");
}

#[test]
fn comments_of_a_word_document_have_their_place() {
    let Some(bytes) = sample("docx/testComment.docx") else { return };
    let article = read("testComment.docx", &bytes, &Options::default()).unwrap().remove(0);
    assert!(!article.notes.is_empty());
    for note in &article.notes {
        assert!(!note.text.is_empty());
        assert!(note.range.clone().is_none_or(|range| article.text.get(range).is_some()));
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_word_document_with_tracked_changes_a_footnote_and_a_comment() {
    let document = br#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Petro </w:t></w:r><w:ins><w:r><w:t>did </w:t></w:r></w:ins>
        <w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:commentRangeStart w:id="3"/><w:r><w:t>leave</w:t></w:r>
        <w:commentRangeEnd w:id="3"/><w:r><w:t>.</w:t></w:r></w:p><w:p><w:r><w:t>Zo&#235;</w:t><w:tab/><w:t>&amp;</w:t></w:r></w:p></w:body></w:document>"#;
    let bytes = archive(&[
        ("word/document.xml", document),
        ("word/footnotes.xml", br#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator"/><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"#),
        ("word/comments.xml", br#"<w:comments xmlns:w="w"><w:comment w:id="3" w:author="Ann"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>"#),
    ]);
    let article = read("a.docx", &bytes, &Options::default()).unwrap().remove(0);
    assert_eq!(article.text, "Petro did leave.\n\nZoë\t&\n\nA note.");
    let note = &article.notes[0];
    assert_eq!((&article.text[note.range.clone().unwrap()], note.author.as_str(), note.text.as_str()), ("leave", "Ann", "Sure?"));
}

#[test]
fn plain_text_is_kept_exactly() {
    let text = "\u{feff}One\r\n\r\n\ttwo \u{a0}e\u{301}\r";
    let article = read("a.txt", text.as_bytes(), &Options::default()).unwrap().remove(0);
    assert_eq!(article.text, &text[3..], "only the byte order mark goes");
    assert_eq!(article.metadata.source, "a.txt");
}

#[test]
fn a_saved_page_gives_its_article() {
    let words = "The council voted on Monday to close the harbour, a decision that fishers called a disaster. ".repeat(12);
    let page = format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0030)https://example.org/news/harbour -->\n<html lang=\"en\"><head><title>Harbour closed</title>\
        <meta property=\"og:site_name\" content=\"Coast News\"><meta property=\"article:published_time\" content=\"2026-11-24T08:00:00Z\">\
        <meta name=\"author\" content=\"Zoë Lee\"></head><body><nav><a href=x>Home</a></nav><article><h1>Harbour closed</h1><p>{words}</p><p>{words}</p>\
        <script>alert(1)</script></article><footer>Imprint</footer></body></html>"
    );
    let article = read("harbour.html", page.as_bytes(), &Options::default()).unwrap().remove(0);
    let metadata = &article.metadata;
    assert!(
        article.text.starts_with("The council") && !article.text.contains("alert") && !article.text.contains("Imprint"),
        "{}",
        article.text
    );
    assert_eq!((metadata.outlet.as_str(), metadata.byline.as_str(), metadata.language.as_str()), ("Coast News", "Zoë Lee", "en"));
    assert_eq!((metadata.url.as_str(), metadata.title.as_str()), ("https://example.org/news/harbour", "Harbour closed"));
    assert_eq!(metadata.date.map(|date| date.to_string()).as_deref(), Some("2026-11-24"));
    let whole = read("harbour.html", page.as_bytes(), &Options { whole_page: true }).unwrap().remove(0);
    assert!(whole.text.contains("Imprint") && !whole.text.contains("alert"));
}

#[test]
fn files_made_to_do_harm_are_refused() {
    let zeros = vec![b' '; (64 << 20) + 1];
    let bomb = archive(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read("bomb.docx", &bomb, &Options::default()), Err(ReadError::TooLarge { what: "the Word document" }));
    let said = |name: &str, bytes: &[u8]| read(name, bytes, &Options::default()).unwrap_err().to_string();
    assert_eq!(said("a.pdf", b"%PDF-1.7"), "the PDF file cannot be read: it has no pages");
    assert!(said("a.txt", &[0, 1, 2, 0, 0, 9, 0, 0]).starts_with("the file is no text"));
    assert!(said("a.zip", &archive(&[("../../etc/passwd", b"x")])).starts_with("archives are not read"));
    assert_eq!(said("a.txt", b""), "the file is empty");
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><nitf><body><body.content><p>x&b;</p></body.content></body></nitf>";
    assert_eq!(read("a.xml", laughs.as_bytes(), &Options::default()).unwrap()[0].text, "x");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_under_any_name_are_read_or_refused(head in 0..9_usize, ending in 0..14_usize, bytes: Vec<u8>) {
        let heads: [&[u8]; 9] = [b"", b"PK\x03\x04", b"{\\rtf1", b"<html>", b"<?xml?><nitf>", b"MIME-Version: 1.0\r\n", b"\xd0\xcf\x11\xe0", b"{\"a\":", b"  1 of 2 DOCUMENTS\n"];
        let endings = ["txt", "md", "html", "docx", "odt", "rtf", "mhtml", "epub", "csv", "xlsx", "xls", "json", "xml", ""];
        let all = [heads[head], &bytes].concat();
        let _ = read(&format!("a.{}", endings[ending]), &all, &Options::default());
    }

    #[test]
    fn a_damaged_word_document_never_stops_the_program(at: usize, with: Vec<u8>) {
        let mut bytes = archive(&[("word/document.xml", b"<w:p><w:r><w:t>Petro said no.</w:t></w:r></w:p>")]);
        let at = at % bytes.len();
        let end = (at + with.len()).min(bytes.len());
        bytes.splice(at..end, with);
        let _ = read("a.docx", &bytes, &Options::default());
    }
}
