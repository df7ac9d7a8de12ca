//! Files to begin from: what our own writers make of a project that is hard on them, and small documents of every kind.

use super::mutate::packed;
use standpoint::edit;
use standpoint::format::audit::Audit;
use standpoint::format::export::{self, Selection};
use standpoint::format::import::{self, Taking};
use standpoint::format::workbook::{Column, Workbook};
use standpoint::format::{self, FORMATS, Format, Options, Source};
use standpoint::model::{Preset, Project};

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source { name: name.to_owned(), bytes: bytes.into() }
}

fn awkward() -> Project {
    let mut project = Project::new(Preset::Empty.scheme(), "me");
    let taken = import::edit(&project, &crate::formats::awkward(), &Taking::default(), &mut Audit::new("seed"));
    edit::apply(&mut project, taken).unwrap();
    project
}

/// Seeds of a format: what it writes, and small files by hand where it only reads.
pub(super) fn of_format(format: &'static Format) -> Vec<Vec<Source>> {
    let mut seeds = Vec::new();
    if format.write.is_some() {
        let exchange = export::exchange(&awkward(), &Selection { suggestions: true, ..Selection::default() }, format.name);
        let (files, _) = format::write(format, &exchange, &Options::default()).unwrap();
        let name = |file: &str| if file.is_empty() { format!("seed.{}", format.extensions[0]) } else { file.to_owned() };
        seeds.push(files.into_iter().map(|written| file(&name(&written.name), written.bytes)).collect());
    }
    let more: &[(&str, &str)] = match format.name {
        "prodigy" => &[(
            "a.jsonl",
            "{\"text\": \"Ana said no.\", \"tokens\": [{\"text\": \"Ana\", \"start\": 0, \"end\": 3, \"id\": 0}], \"spans\": [{\"start\": 0, \"end\": 3, \"token_start\": 0, \"token_end\": 0, \"label\": \"PER\"}], \"answer\": \"accept\"}\n",
        )],
        "doccano" => &[(
            "a.jsonl",
            "{\"id\": 1, \"text\": \"Ana 😀 no\", \"label\": [[0, 3, \"PER\"]], \"Comments\": [\"x\"]}\n{\"text\": \"b\", \"entities\": [{\"id\": 1, \"start_offset\": 0, \"end_offset\": 1, \"label\": \"X\"}], \"relations\": [{\"id\": 1, \"from_id\": 1, \"to_id\": 1, \"type\": \"r\"}]}\n",
        )],
        "label-studio-min" => &[
            (
                "min.json",
                "[{\"id\": 1, \"text\": \"Ana said no.\", \"label\": [{\"start\": 0, \"end\": 3, \"text\": \"Ana\", \"labels\": [\"PER\"]}], \"annotator\": 1, \"annotation_id\": 2, \"created_at\": \"2026\", \"updated_at\": \"2026\", \"lead_time\": 1.5}]",
            ),
            (
                "min.csv",
                "annotation_id,annotator,text,label,id,created_at\n1,1,Ana said no.,\"[{\"\"start\"\": 0, \"\"end\"\": 3, \"\"text\"\": \"\"Ana\"\", \"\"labels\"\": [\"\"PER\"\"]}]\",1,2026\n",
            ),
        ],
        "web-annotation" => &[(
            "a.json",
            "{\"rows\": [{\"uri\": \"https://example.org\", \"text\": \"\", \"tags\": [\"x\"], \"target\": [{\"source\": \"https://example.org\", \"selector\": [{\"type\": \"TextQuoteSelector\", \"exact\": \"Ana\", \"prefix\": \"\", \"suffix\": \" said\"}, {\"type\": \"TextPositionSelector\", \"start\": 0, \"end\": 3}]}]}]}",
        )],
        "conll" => &[
            ("a.conll", "-DOCSTART- -X- O O\n\nAna NNP B-NP B-PER\nsaid VBD B-VP O\n. . O O\n\nBen NNP B-NP I-PER\n"),
            ("a.iob", "Ana|NNP|B-PER said|VBD|O\nBen|NNP|U-PER\n"),
        ],
        "gate" => &[(
            "a.bdocym",
            "annotation_sets:\n  Ann:\n    annotations:\n    - {end: 3, features: &f {k: 'x'}, id: 0, start: 0, type: PER}\n    - {end: 8, features: *f, id: 1, start: 4, type: X}\nfeatures: {}\noffset_type: j\ntext: \"Ana said\\U0001F600\"\n",
        )],
        "conllu" => &[(
            "a.conllu",
            "# newdoc id = a\n# text = Ana said.\n1-2\tAna's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person)\n2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n",
        )],
        "hf-jsonl" => &[(
            "a.jsonl",
            "{\"tokens\": [\"Ana\", \"said\"], \"ner_tags\": [\"B-PER\", \"O\"]}\n{\"sentence_normalized\": \"Ana won\", \"primary_gid\": \"1\", \"targets\": [{\"mention\": \"Ana\", \"from\": 0, \"to\": 3, \"polarity\": 6.0}]}\n",
        )],
        _ => &[],
    };
    seeds.extend(
        more.iter()
            .filter(|(name, text)| {
                // What a hand wrote must be of this format, else it seeds another.
                format::read(format, &[file(name, *text)], &Options::default()).is_ok()
            })
            .map(|(name, text)| vec![file(name, *text)]),
    );
    if format.name == "taguette" {
        seeds.push(vec![file("empty.sqlite3", taguette())]);
    }
    if let ("hf-tokens", Some(spans)) = (format.name, FORMATS.iter().find(|other| other.name == "hf-parquet")) {
        seeds.extend(of_format(spans));
    }
    seeds
}

/// A database as Taguette makes it, with one document and one highlight.
fn taguette() -> Vec<u8> {
    let mut database = rusqlite::Connection::open_in_memory().unwrap();
    database
        .execute_batch(
            "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created DATETIME);
             CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT, created DATETIME,
               project_id INTEGER, text_direction TEXT, contents TEXT);
             CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
             CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
             CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
             INSERT INTO projects VALUES (1, 'p', '', '2026-01-01');
             INSERT INTO documents VALUES (1, 'd', '', 'd.html', '2026-01-01', 1, 'LEFT_TO_RIGHT', '<p>Ana said no.</p>');
             INSERT INTO highlights VALUES (1, 1, 0, 3, 'Ana');
             INSERT INTO tags VALUES (1, 1, 'PER', '');
             INSERT INTO highlight_tags VALUES (1, 1);",
        )
        .unwrap();
    database.serialize("main").unwrap().to_vec()
}

/// A document of every kind, by its ending.
pub(super) fn documents() -> Vec<(&'static str, Vec<Source>)> {
    let words = "The council voted on Monday to close the harbour, a decision that fishers called a disaster. ".repeat(4);
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T</title><meta name=author content=\"Zo&euml;\"></head><body><article><h1>T</h1><p>{words}</p><p>{words}</p></article></body></html>"
    );
    let zip = |parts: &[(&str, &str)]| {
        let parts: Vec<(String, Vec<u8>)> =
            parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        packed(&parts)
    };
    let docx = zip(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Petro </w:t></w:r><w:ins><w:r><w:t>did </w:t></w:r></w:ins><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:commentRangeStart w:id=\"3\"/><w:r><w:t>leave</w:t></w:r><w:commentRangeEnd w:id=\"3\"/></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:tab/><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
        ),
        (
            "word/footnotes.xml",
            "<w:footnotes xmlns:w=\"w\"><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ),
        (
            "word/comments.xml",
            "<w:comments xmlns:w=\"w\"><w:comment w:id=\"3\" w:author=\"Ann\"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>",
        ),
    ]);
    let odt = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            "<office:document-content><office:body><office:text><text:h>Head</text:h><text:p>One<text:s text:c=\"3\"/>two<office:annotation><dc:creator>Ann</dc:creator><text:p>Sure?</text:p></office:annotation></text:p></office:text></office:body></office:document-content>",
        ),
    ]);
    let epub = zip(&[
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"a/b.opf\"/></rootfiles></container>"),
        (
            "a/b.opf",
            "<package><metadata><dc:title>T</dc:title></metadata><manifest><item id=\"x\" href=\"x.html\"/></manifest><spine><itemref idref=\"x\"/></spine></package>",
        ),
        ("a/x.html", &page),
    ]);
    let mut book = Workbook::default();
    let columns = ["Title", "Text", "Date"].map(|name| Column { name: name.to_owned(), number: false });
    book.sheet("S", &columns, |each| each(["Storm", "It rained.", "2026-01-02"].map(str::to_owned).to_vec())).unwrap();
    let rule = "_".repeat(60);
    let rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}}\\pard Caf\\'e9 \\u8364? {\\b bold}\\par Second {\\*\\generator x}line.\\par}";
    vec![
        (
            "txt",
            vec![
                file("a.txt", "One.\r\n\r\nTwo \u{301}."),
                file(
                    "lexis.txt",
                    "Cover\n\n                 1 of 2 DOCUMENTS\n\n              The Post\n\n        January 11, 2010 Monday\n\nStorm hits\n\nBYLINE: Ann Lee\n\nLENGTH: 5 words\n\nFirst line\nsecond.\n\nLOAD-DATE: January 12, 2010\n\n      2 of 2 DOCUMENTS\n\n     Sun\n\n   May 2, 2011\n\nT\n\nLENGTH: 1 word\n\nB.\n",
                ),
                file(
                    "proquest.txt",
                    format!(
                        "{rule}\n\nStorm\n\nTitle: Storm\n\nAuthor: Ann\n\nPublication title: Post\n\nPublication date: Nov 24, 2026\n\nFull text: One.\n\nTwo: three.\n\n{rule}\n\nTitle: X\n\nFull text: Not available.\n\n{rule}\n"
                    ),
                ),
                file(
                    "factiva.txt",
                    "HD\tStorm hits\nBY\tAnn\nPD\t24 November 2026\nSN\tPost\nLP\t\nOne.\nTD\t\nTwo.\nAN\tDocument X1\nHD\tNext\nPD\t1 May 2026\nTD\tWords.\n",
                ),
            ],
        ),
        ("md", vec![file("a.md", "---\ntitle: T\n---\n# Head\n\nSome *words* and [a link](x).\n")]),
        ("html", vec![file("a.html", page.clone())]),
        (
            "mhtml",
            vec![file(
                "a.mhtml",
                format!(
                    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--b--\r\n",
                    page.replace('=', "=3D")
                ),
            )],
        ),
        ("docx", vec![file("a.docx", docx)]),
        ("odt", vec![file("a.odt", odt)]),
        ("rtf", vec![file("a.rtf", rtf)]),
        ("epub", vec![file("a.epub", epub)]),
        ("pdf", vec![file("a.pdf", PDF)]),
        ("csv", vec![file("a.csv", "Headline;Published;Full text;desk\r\nA;24.11.2026;\"Long;\r\ntext\";x\r\n")]),
        ("xlsx", vec![file("a.xlsx", book.finish().unwrap())]),
        (
            "json",
            vec![
                file(
                    "ninjs.json",
                    "{\"uri\": \"urn:x\", \"headlines\": [{\"role\": \"main\", \"value\": \"H\"}], \"bodies\": [{\"contenttype\": \"text/html\", \"value\": \"<p>One.</p>\"}], \"contentcreated\": \"2026-01-02T00:00:00Z\"}",
                ),
                file(
                    "list.jsonl",
                    "{\"title\": \"A\", \"body\": \"Words.\", \"tags\": [\"x\"]}\n{\"title\": null, \"body\": \"More.\"}\n",
                ),
            ],
        ),
        (
            "xml",
            vec![
                file(
                    "a.xml",
                    "<?xml version=\"1.0\"?><nitf><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>One &amp; two.</p></body.content></body></nitf>",
                ),
                file(
                    "feed.xml",
                    "<rss version=\"2.0\"><channel><title>Gull</title><item><title>A</title><link>https://example.org/a</link><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description></item></channel></rss>",
                ),
                file(
                    "atom.xml",
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Gull</title><entry><title>A</title><link href=\"https://example.org/a\"/><updated>2026-01-05T10:00:00Z</updated><content type=\"html\">&lt;p&gt;Long.&lt;/p&gt;</content></entry></feed>",
                ),
            ],
        ),
    ]
}

/// A page with text in columns, a composite font and a map to Unicode.
const PDF: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Contents [4 0 R] /Resources << /Font << /F1 5 0 R /F2 7 0 R >> /XObject << /X 9 0 R >> >> >>\nendobj\n\
    4 0 obj\n<< /Length 190 >>\nstream\nq BT /F1 12 Tf 14 TL 72 700 Td (Caf\\002 har-) Tj T* [(b) 20 (our) -500 <636c>] TJ (x) ' ET \
    BT /F2 10 Tf 1 0 0 1 300 700 Tm <00010002> Tj ET /X Do Q BI /W 1 ID xx EI\nendstream\nendobj\n\
    5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /Widths [278 278] /Encoding << /Differences [ 1 /fi /eacute ] >> >>\nendobj\n\
    7 0 obj\n<< /Type /Font /Subtype /Type0 /DescendantFonts [<< /DW 500 /W [1 [600 700] 3 9 250] >>] /ToUnicode 8 0 R >>\nendobj\n\
    8 0 obj\n<< /Length 120 >>\nstream\n1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <0041> endbfchar 1 beginbfrange <0002> <0009> <0061> endbfrange\nendstream\nendobj\n\
    9 0 obj\n<< /Subtype /Form /Matrix [1 0 0 1 0 0] /Length 40 >>\nstream\nBT /F1 9 Tf 10 10 Td (Foot 12) Tj ET /X Do\nendstream\nendobj\n\
    6 0 obj\n<< /Title (A) /CreationDate (D:20260102120000) >>\nendobj\ntrailer\n<< /Root 1 0 R /Info 6 0 R >>\n";

/// Archives with the files of a project in them.
pub(super) fn archives() -> Vec<Vec<Source>> {
    let all = ["brat", "uima-xmi", "doccano"];
    let formats = FORMATS.iter().filter(|format| all.contains(&format.name));
    let zips = formats.map(|format| {
        let files = of_format(format).swap_remove(0);
        let parts: Vec<(String, Vec<u8>)> = files.into_iter().map(|file| (file.name, file.bytes)).collect();
        vec![file("project.zip", packed(&parts))]
    });
    zips.collect()
}
