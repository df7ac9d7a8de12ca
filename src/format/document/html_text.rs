//! The words of an HTML tree, with a blank line between blocks.
//!
//! Takes HTML as a parser wrote it out again (entities resolved, tags closed), so a scanner is enough. Scripts, styles and
//! everything that is not shown are left out.

const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "video",
];
const LINES: [&str; 4] = ["br", "li", "tr", "option"];
const HIDDEN: [&str; 7] = ["head", "iframe", "noscript", "object", "select", "svg", "template"];
/// Hidden elements whose content is no markup: a `<` in a script begins no tag.
const RAW: [&str; 3] = ["script", "style", "textarea"];

/// The text of `html`.
pub(crate) fn text_of(html: &str) -> String {
    let mut out = Out::default();
    let mut rest = html;
    let (mut hidden, mut pre) = (None::<(String, usize)>, 0_usize);
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            if hidden.is_none() {
                out.words(rest, pre > 0);
            }
            break;
        };
        if hidden.is_none() {
            out.words(&rest[..at], pre > 0);
        }
        rest = &rest[at..];
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            if hidden.is_none() {
                out.words("<", pre > 0);
            }
            rest = &rest[1..];
            continue;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = tag_end(rest) else {
            if hidden.is_none() {
                out.words(rest, pre > 0);
            }
            break;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let closing = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if RAW.contains(&name.as_str()) && !closing && !tag.ends_with('/') {
            rest = after_raw(rest, &name);
            continue;
        }
        if let Some((of, depth)) = &mut hidden {
            if *of == name {
                *depth = if closing { depth.saturating_sub(1) } else { *depth + 1 };
                if *depth == 0 {
                    hidden = None;
                }
            }
            continue;
        }
        let name = name.as_str();
        if HIDDEN.contains(&name) && !closing && !tag.ends_with('/') {
            hidden = Some((name.to_owned(), 1));
        } else if name == "pre" {
            pre = if closing { pre.saturating_sub(1) } else { pre + 1 };
            out.block();
        } else if BLOCKS.contains(&name) {
            out.block();
        } else if LINES.contains(&name) {
            out.line();
        } else if matches!(name, "td" | "th") && closing {
            out.words("\t", true);
        }
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// What follows the end tag of a raw element; nothing where it is not closed.
fn after_raw<'h>(content: &'h str, name: &str) -> &'h str {
    let closes = |at: &usize| {
        let word = content.get(at + 2..at + 2 + name.len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    let end = content.match_indices("</").map(|(at, _)| at).find(closes);
    let end = end.and_then(|at| content[at..].find('>').map(|len| at + len + 1));
    end.map_or("", |end| &content[end..])
}

/// Where the tag at the start ends; a `>` inside quotes ends nothing.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if text.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.find('>')
}

#[derive(Default)]
struct Out {
    text: String,
    /// Line ends owed before the next word.
    owed: usize,
    space: bool,
}

impl Out {
    fn block(&mut self) {
        self.owed = 2;
    }

    fn line(&mut self) {
        self.owed = self.owed.max(1);
    }

    fn words(&mut self, raw: &str, verbatim: bool) {
        for c in resolve(raw).chars() {
            let blank = c.is_ascii_whitespace();
            if blank && !(verbatim && !self.text.is_empty() && self.owed == 0) {
                self.space = true;
                continue;
            }
            if self.owed > 0 && !self.text.is_empty() {
                self.text.truncate(self.text.trim_end_matches([' ', '\t', '\n']).len());
                self.text.extend(std::iter::repeat_n('\n', self.owed));
            } else if self.space && !self.text.is_empty() && !self.text.ends_with(['\n', ' ', '\t']) {
                self.text.push(' ');
            }
            (self.owed, self.space) = (0, false);
            self.text.push(c);
        }
    }
}

/// Resolves character references; unknown ones stay as they are.
pub(crate) fn resolve(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| reference(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// The character that a reference names.
pub(crate) fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| *c != '\0');
    }
    const NAMED: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("euro", '€'),
        ("pound", '£'),
        ("copy", '©'),
        ("reg", '®'),
        ("shy", '\u{ad}'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
    ];
    NAMED.iter().find(|(other, _)| *other == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_apart_and_what_is_hidden_is_left_out() {
        let html = "<html><head><title>T</title></head><body><p>One <b>two</b>\n three.</p><script>x < y</script><p>A&amp;B<br>C</p>\
            <ul><li>x</li><li>y</li></ul><pre>a\n  b</pre></body></html>";
        assert_eq!(text_of(html), "One two three.\n\nA&B\nC\n\nx\ny\n\na\n  b");
        assert_eq!(text_of("a < b and <p title=\"x>y\">c"), "a < b and\n\nc");
        assert_eq!(text_of("<script>never"), "");
    }
}
