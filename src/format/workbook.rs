//! A workbook (.xlsx) of plain sheets, written in one pass: strings and numbers, a bold first row that stays in sight.
//!
//! Only what Office Open XML (ECMA-376, part 1: SpreadsheetML) needs for that. Strings stand in their cells. The parts are packed
//! at a fast level: a data set of 200,000 annotations is 100 MB of XML, and packing it at the usual level takes longer than
//! all else together.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

/// UTF-16 units that a cell holds.
const CELL: usize = 32_767;
/// Rows that a sheet holds.
const ROWS: usize = 1_048_576;
/// Bytes of XML that are gathered before they are packed.
const GATHERED: usize = 1 << 16;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// The second cell format is bold.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/>\
    </font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    </fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\">\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\">\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// One column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    /// Cells that read as numbers are numbers.
    pub number: bool,
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    #[error("the sheet “{0}” would have more rows than the {ROWS} that a sheet holds; write fewer articles at a time, or CSV")]
    Rows(String),
    #[error(transparent)]
    Packing(#[from] zip::result::ZipError),
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// A workbook that is being written; the default has no sheets.
pub struct Workbook {
    zip: zip::ZipWriter<Cursor<Vec<u8>>>,
    sheets: Vec<String>,
}

impl Default for Workbook {
    fn default() -> Self {
        Self { zip: zip::ZipWriter::new(Cursor::new(Vec::new())), sheets: Vec::new() }
    }
}

impl Workbook {
    /// Adds a sheet: `fill` gives each row to the function it is called with. Returns how many texts were cut because they were
    /// longer than a cell holds.
    ///
    /// # Errors
    /// More rows than a sheet holds, or bytes that cannot be packed.
    pub fn sheet(
        &mut self,
        name: &str,
        columns: &[Column],
        fill: impl FnOnce(&mut dyn FnMut(Vec<String>)),
    ) -> Result<usize, WorkbookError> {
        self.sheets.push(name.to_owned());
        self.part(&format!("xl/worksheets/sheet{}.xml", self.sheets.len()))?;
        let mut sheet = Sheet { zip: &mut self.zip, xml: String::with_capacity(2 * GATHERED), row: 0, cut: 0, failed: None };
        let _ = write!(
            sheet.xml,
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>"
        );
        sheet.add(columns.iter().map(|column| (column.name.as_str(), false)), " s=\"1\"");
        fill(&mut |cells| {
            let numbers = columns.iter().map(|column| column.number).chain(std::iter::repeat(false));
            sheet.add(cells.iter().map(String::as_str).zip(numbers), "");
        });
        sheet.xml.push_str("</sheetData></worksheet>");
        sheet.flush();
        let (row, cut, failed) = (sheet.row, sheet.cut, sheet.failed.take());
        match failed {
            Some(error) => Err(error.into()),
            None if row > ROWS => Err(WorkbookError::Rows(name.to_owned())),
            None => Ok(cut),
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Bytes that cannot be packed.
    pub fn finish(mut self) -> Result<Vec<u8>, WorkbookError> {
        let (mut kinds, mut sheets, mut relations) = (String::new(), String::new(), String::new());
        for (number, name) in (1..).zip(&self.sheets) {
            let _ =
                write!(kinds, "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>");
            let _ = write!(sheets, "<sheet name=\"");
            escape(name, &mut sheets);
            let _ = write!(sheets, "\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
        }
        let styles = self.sheets.len() + 1;
        let _ = write!(relations, "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>");
        let parts = [
            ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
            ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>")),
            (
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
                     ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{kinds}</Types>"
                ),
            ),
        ];
        for (name, xml) in parts {
            self.part(name)?;
            self.zip.write_all(XML.as_bytes())?;
            self.zip.write_all(xml.as_bytes())?;
        }
        Ok(self.zip.finish()?.into_inner())
    }

    fn part(&mut self, name: &str) -> Result<(), WorkbookError> {
        let settings =
            zip::write::SimpleFileOptions::default().compression_level(Some(3)).last_modified_time(zip::DateTime::default());
        Ok(self.zip.start_file(name, settings)?)
    }
}

/// A sheet that is being filled.
struct Sheet<'z> {
    zip: &'z mut zip::ZipWriter<Cursor<Vec<u8>>>,
    xml: String,
    row: usize,
    cut: usize,
    failed: Option<std::io::Error>,
}

impl Sheet<'_> {
    /// Adds a row of cells, each with whether it may be a number; `style` is an attribute of each.
    fn add<'c>(&mut self, cells: impl Iterator<Item = (&'c str, bool)>, style: &str) {
        self.row += 1;
        let row = self.row;
        if row > ROWS || self.failed.is_some() {
            return;
        }
        let _ = write!(self.xml, "<row r=\"{row}\">");
        for (column, (cell, number)) in cells.enumerate().filter(|(_, (cell, _))| !cell.is_empty()) {
            self.xml.push_str("<c r=\"");
            put_column(column, &mut self.xml);
            let _ = write!(self.xml, "{row}\"{style}");
            if number && cell.parse::<f64>().is_ok_and(f64::is_finite) {
                let _ = write!(self.xml, "><v>{cell}</v></c>");
                continue;
            }
            self.xml.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            // A text has no more UTF-16 units than bytes: most need no counting.
            let fits = if cell.len() <= CELL { cell } else { fitting(cell) };
            self.cut += usize::from(fits.len() < cell.len());
            escape(fits, &mut self.xml);
            self.xml.push_str("</t></is></c>");
        }
        self.xml.push_str("</row>");
        if self.xml.len() >= GATHERED {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.failed.is_none() {
            self.failed = self.zip.write_all(self.xml.as_bytes()).err();
        }
        self.xml.clear();
    }
}

/// The letters of a column: A, B, … Z, AA.
fn put_column(column: usize, xml: &mut String) {
    if column >= 26 {
        put_column(column / 26 - 1, xml);
    }
    xml.push(char::from(b'A' + (column % 26) as u8));
}

/// The start of a text that a cell holds.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// Puts `text` as XML: what XML cannot hold is written `_xHHHH_`, and so is what looks like that (ECMA-376, ST_Xstring).
fn escape(text: &str, xml: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let plain = !matches!(byte, b'<' | b'>' | b'&' | b'"' | b'_' | 0xef) && byte >= b' ' || matches!(byte, b'\n' | b'\t');
        if plain {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let code = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '_' if !looks_escaped(&text[at..]) => continue,
            '_' => "_x005F_",
            '\u{fffe}' => "_xFFFE_",
            '\u{ffff}' => "_xFFFF_",
            c if c >= ' ' => continue,
            c => {
                xml.push_str(&text[done..at]);
                let _ = write!(xml, "_x{:04X}_", u32::from(c));
                done = at + 1;
                continue;
            }
        };
        xml.push_str(&text[done..at]);
        xml.push_str(code);
        done = at + c.len_utf8();
    }
    xml.push_str(&text[done..]);
}

/// Does a text begin like the escape of a character, `_x000D_`?
fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};

    fn column(name: &str, number: bool) -> Column {
        Column { name: name.to_owned(), number }
    }

    fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut book = Workbook::default();
        let columns = [column("text", false), column("start", true)];
        let rows = [[" a <b> & \"c\"\n\t😀 ", "12"], ["_x000D_", "soon"], ["", "0.5"]];
        let fill = |each: &mut dyn FnMut(Vec<String>)| rows.iter().for_each(|row| each(row.map(str::to_owned).to_vec()));
        assert_eq!(book.sheet("One & two", &columns, fill).unwrap(), 0);
        book.sheet("Empty", &columns, |_| ()).unwrap();
        let bytes = book.finish().unwrap();
        let text = |text: &str| Data::String(text.to_owned());
        let found = read(bytes.clone(), "One & two");
        assert_eq!(found[0], [text("text"), text("start")]);
        assert_eq!(found[1], [text(rows[0][0]), Data::Float(12.0)]);
        assert_eq!(found[2], [text("_x000D_"), text("soon")]);
        assert_eq!(found[3], [Data::Empty, Data::Float(0.5)]);
        assert_eq!(read(bytes, "Empty").len(), 1);
    }

    #[test]
    fn what_xml_cannot_hold_is_written_by_its_number() {
        let check = |text: &str, expected: &str| {
            let mut xml = String::new();
            escape(text, &mut xml);
            assert_eq!(xml, expected);
        };
        check("a\u{0}b\r\n", "a_x0000_b_x000D_\n");
        check("x_y _x41_ _x0041_", "x_y _x41_ _x005F_x0041_");
        check("\u{ffff}\u{fffd}é", "_xFFFF_\u{fffd}é");
    }

    #[test]
    fn long_texts_are_cut_between_characters_and_counted() {
        let mut book = Workbook::default();
        let long = "😀".repeat(CELL);
        let cut = book.sheet("S", &[column("text", false)], |each| each(vec![long.clone()])).unwrap();
        assert_eq!(cut, 1);
        let found = read(book.finish().unwrap(), "S");
        assert_eq!(found[1][0].to_string().encode_utf16().count(), CELL - 1);
    }

    #[test]
    fn too_many_rows_are_an_error_and_columns_have_letters() {
        let mut book = Workbook::default();
        let error = book.sheet("S", &[column("n", true)], |each| (0..ROWS).for_each(|_| each(vec![]))).unwrap_err();
        assert!(error.to_string().contains("CSV"), "{error}");
        let letters = |at| {
            let mut xml = String::new();
            put_column(at, &mut xml);
            xml
        };
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
