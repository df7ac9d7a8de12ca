//! A small XML tree for exchange files, and escaping that keeps line breaks.
//!
//! Only the five predefined entities and character references are expanded; declared ones never are, so nothing can grow.

use quick_xml::events::{BytesStart, Event};

/// An element; text and children are apart, which is enough for files of data.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// With its prefix.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Self>,
    /// All text right inside, joined.
    pub(super) text: String,
}

impl Element {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str())
    }

    pub(super) fn child(&self, local: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.local() == local)
    }

    pub(super) fn all<'e>(&'e self, local: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.local() == local)
    }
}

/// Deeper files are refused.
const DEEPEST: usize = 200;

/// The root element.
///
/// # Errors
/// Where the XML is broken, in words.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let Some(last) = open.last_mut() else { return Err("more ends than beginnings".to_owned()) };
        match event {
            Event::Start(start) => {
                let element = element(&start);
                open.push(element);
                if open.len() > DEEPEST {
                    return Err("elements are nested too deeply".to_owned());
                }
            }
            Event::Empty(start) => last.children.push(element(&start)),
            Event::End(_) => {
                let Some(done) = open.pop() else { break };
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Err("more ends than beginnings".to_owned()),
                }
            }
            Event::Text(text) => last.text.push_str(&text),
            Event::CData(text) => last.text.push_str(&text),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", &*name);
                last.text.push_str(&quick_xml::escape::unescape(&reference).map_or(reference.clone(), |text| text.into_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut root = open.into_iter().next().unwrap_or_default();
    root.children.pop().ok_or_else(|| "there is no element in it".to_owned())
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().map(|attribute| {
        let value =
            quick_xml::escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |text| text.into_owned());
        (attribute.key.0.to_owned(), value)
    });
    Element { name: start.name().0.to_owned(), attributes: attributes.collect(), ..Element::default() }
}

/// Text for an attribute or element. CR, LF and TAB are character references, or parsers would change them; what XML 1.0 cannot
/// hold is replaced one for one.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if is_illegal(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Can XML 1.0 not hold this character?
pub(super) fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_in_attributes_stay() {
        let text = "a\r\nb\t<\"&😀";
        let root = parse(format!("<a b=\"{}\">{}<c/></a>", escape(text), escape(text)).as_bytes()).unwrap();
        assert_eq!((root.get("b"), root.text.as_str(), root.children.len()), (Some(text), text, 1));
        assert!(parse(b"<a>").is_ok_and(|root| root.name == "a") || parse(b"<a>").is_err());
    }
}
