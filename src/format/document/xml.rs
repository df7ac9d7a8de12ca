//! XML as a small tree, for the documents that are XML. Entities other than the five of XML are not expanded, document types are
//! ignored, and depth is bounded.

use super::ReadError;
use super::html_text::reference;
use quick_xml::events::{BytesStart, Event};

/// Deeper trees are made to break parsers.
const DEEPEST: usize = 200;

/// An element. Names are local: `w:p` is `p`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
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
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The elements right in this one.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
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

/// Parses XML.
pub(crate) fn parse(what: &'static str, xml: &str) -> Result<Element, ReadError> {
    let broken = |why: String| ReadError::Broken { what, why };
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|err| broken(format!("at byte {}: {err}", reader.error_position())))?;
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(broken("its elements are nested too deeply".to_owned()));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => push(&mut open, Node::Element(element(&start))),
            Event::End(_) => {
                if open.len() > 1
                    && let Some(done) = open.pop()
                {
                    push(&mut open, Node::Element(done));
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
            push(&mut open, Node::Element(done));
        }
    }
    Ok(open.pop().unwrap_or_default())
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
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = super::html_text::resolve(&attribute.value).into_owned();
        (local(attribute.key.as_ref()), value)
    });
    Element { attributes: attributes.collect(), name: local(start.name().as_ref()), children: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_not_expanded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"&b;&b;\"><!ENTITY b \"ha\">]><x>&a;A&amp;&#66;</x>";
        assert_eq!(parse("the file", bomb).unwrap().text(), "A&B");
        assert!(parse("the file", &"<x>".repeat(10_000)).is_err());
    }
}
