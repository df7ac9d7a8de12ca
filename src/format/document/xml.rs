//! The XML of documents: the tree of [`crate::format::xml`], with errors that say which part of the document is broken.

use super::ReadError;
pub(super) use crate::format::xml::{Element, Node};

/// Parses XML; `what` names the part in messages.
///
/// # Errors
/// Where it is broken.
pub(super) fn parse(what: &'static str, xml: &str) -> Result<Element, ReadError> {
    crate::format::xml::parse(xml).map_err(|why| ReadError::Broken { what, why })
}
