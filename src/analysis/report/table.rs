//! A table that can be shown, copied and exported: the same rows as HTML, CSV, TSV or Markdown.

use crate::analysis::svg::escape;
use std::fmt::Write as _;

/// Rows of text under headings; the first column names the row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    pub caption: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these headings.
    pub fn new(caption: &str, headings: &[&str]) -> Self {
        Self {
            caption: caption.to_owned(),
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// As HTML, with scopes for screen readers.
    pub fn html(&self) -> String {
        let mut html = format!("<div class=\"scroll\"><table><caption>{}</caption><thead><tr>", escape(&self.caption));
        for heading in &self.headings {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape(heading));
        }
        html.push_str("</tr></thead><tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                if at == 0 {
                    let _ = write!(html, "<th scope=\"row\" style=\"font-weight:400\">{}</th>", escape(cell));
                } else {
                    let _ = write!(html, "<td>{}</td>", escape(cell));
                }
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
        html
    }

    /// As HTML that is folded away under a chart.
    pub fn folded(&self) -> String {
        format!("<details><summary>The figures as a table</summary>{}</details>\n", self.html())
    }

    /// Comma-separated, quoted where it must be (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe.
    pub fn csv(&self) -> String {
        self.separated(',')
    }

    /// Tab-separated, as spreadsheets take it from the clipboard.
    pub fn tsv(&self) -> String {
        self.separated('\t')
    }

    fn separated(&self, separator: char) -> String {
        let cell = |text: &String| {
            let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
            let text = if formula { format!("'{text}") } else { text.clone() };
            let special = text.contains([separator, '"', '\n', '\r']);
            if special { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        };
        let mut out = String::new();
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            out.push_str(&row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()));
            out.push_str(if separator == ',' { "\r\n" } else { "\n" });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let mut table = Table::new("", &["who", "n"]);
        table.rows.push(vec!["Brink, \"Ada\"".into(), "-3".into()]);
        table.rows.push(vec!["=SUM(A1)".into(), "2".into()]);
        assert_eq!(table.csv(), "who,n\r\n\"Brink, \"\"Ada\"\"\",-3\r\n'=SUM(A1),2\r\n");
    }
}
