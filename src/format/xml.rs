//! XML as a small tree, for the documents and exchange files that are XML, and escaping that keeps line breaks.
//!
//! Only the known named entities and character references are expanded; declared ones never are, document types are ignored and
//! depth is bounded, so nothing can grow.

use super::document::reference;
use quick_xml::events::{BytesStart, Event};

/// Deeper trees are made to break parsers.
const DEEPEST: usize = 200;

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// Without its prefix: `w:p` is `p`.
    pub(crate) name: String,
    /// What stood before the colon; empty where there was none.
    pub(crate) prefix: String,
    /// With their prefixes.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The attribute with this local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let local = |own: &str| own == name || own.rsplit_once(':').is_some_and(|own| own.1 == name);
        self.attributes.iter().find(|(own, _)| local(own)).map(|(_, value)| value.as_str())
    }

    /// The attribute with exactly this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The elements right in this one.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The elements right in this one with this name.
    pub(crate) fn each<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element right in this one with this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements below with this name, in order; not those inside one found.
    pub(crate) fn all<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                element.all(name, found);
            }
        }
    }

    /// The first element below with this name.
    pub(crate) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// All words below.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    /// All words below on one line.
    pub(crate) fn line(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.collect(text),
            }
        }
    }
}

/// A tree whose root holds the elements of `xml`; what is left open at the end is closed.
///
/// # Errors
/// Where the XML is broken or too deep, in words.
pub(crate) fn parse(xml: &str) -> Result<Element, String> {
    parse_taking(xml, &mut |_, element| Some(element))
}

/// As [`parse`], but every element is offered to `take` when it closes, with the elements around it, outermost first: what `take`
/// does not give back is not kept, so that a large file needs no large tree.
///
/// # Errors
/// As [`parse`].
fn parse_taking(xml: &str, take: &mut dyn FnMut(&[Element], Element) -> Option<Element>) -> Result<Element, String> {
    let mut close = |open: &mut Vec<Element>, done: Element| {
        if let Some(kept) = take(open, done) {
            push(open, Node::Element(kept));
        }
    };
    let mut reader = quick_xml::Reader::from_str(xml.trim_start_matches('\u{feff}'));
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|err| format!("at byte {}: {err}", reader.error_position()))?;
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err("its elements are nested too deeply".to_owned());
                }
                open.push(element(&start));
            }
            Event::Empty(start) => close(&mut open, element(&start)),
            Event::End(_) => {
                if open.len() > 1
                    && let Some(done) = open.pop()
                {
                    close(&mut open, done);
                }
            }
            Event::Text(text) => push_text(&mut open, &text.into_inner()),
            Event::CData(text) => push_text(&mut open, &text.into_inner()),
            Event::GeneralRef(name) => {
                if let Some(c) = reference(&name.into_inner()) {
                    push_text(&mut open, c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    while open.len() > 1 {
        if let Some(done) = open.pop() {
            close(&mut open, done);
        }
    }
    Ok(open.pop().unwrap_or_default())
}

/// The root element of a file of data.
///
/// # Errors
/// Where the XML is broken or holds no element, in words.
pub(super) fn root(bytes: &[u8]) -> Result<Element, String> {
    root_taking(bytes, &mut |_, element| Some(element))
}

/// As [`root`], without what `take` does not give back, as in [`parse_taking`].
///
/// # Errors
/// As [`root`].
pub(super) fn root_taking(bytes: &[u8], take: &mut dyn FnMut(&[Element], Element) -> Option<Element>) -> Result<Element, String> {
    let tree = parse_taking(&String::from_utf8_lossy(bytes), take)?;
    let found = tree.children.into_iter().find_map(|node| if let Node::Element(element) = node { Some(element) } else { None });
    found.ok_or_else(|| "there is no element in it".to_owned())
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn push_text(open: &mut [Element], words: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => last.children.push(Node::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().map(|attribute| {
        let name: &str = attribute.key.as_ref();
        (name.to_owned(), super::document::resolve(&attribute.value).into_owned())
    });
    let attributes = attributes.collect();
    let whole = start.name();
    let whole: &str = whole.as_ref();
    let (prefix, name) = whole.split_once(':').unwrap_or(("", whole));
    Element { name: name.to_owned(), prefix: prefix.to_owned(), attributes, children: Vec::new() }
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
        let root = root(format!("<x:a b=\"{}\">{}<c/></x:a>", escape(text), escape(text)).as_bytes()).unwrap();
        assert_eq!((root.get("b"), root.text().as_str(), root.elements().count()), (Some(text), text, 1));
        assert_eq!((root.prefix.as_str(), root.name.as_str()), ("x", "a"));
    }

    #[test]
    fn what_is_taken_is_not_in_the_tree() {
        let mut taken = Vec::new();
        let tree = parse_taking("<a><b><c n=\"1\"/><c n=\"2\">x</c></b><c/></a>", &mut |around, element| {
            let inner = around.len() == 3 && around[2].name == "b";
            let gone = inner.then(|| taken.push((element.get("n").unwrap_or_default().to_owned(), element.text())));
            gone.is_none().then_some(element)
        });
        assert_eq!(taken, [("1".to_owned(), String::new()), ("2".to_owned(), "x".to_owned())]);
        let mut left = Vec::new();
        let tree = tree.unwrap();
        tree.all("c", &mut left);
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"&b;&b;\"><!ENTITY b \"ha\">]><x>&a;A&amp;&#66;</x>";
        assert_eq!(parse(bomb).unwrap().text(), "A&B");
        assert!(parse(&"<x>".repeat(10_000)).is_err());
    }
}
