//! Strings in, ranges out. Nothing here knows of annotation.
//!
//! A [`Span`] is a half-open byte range that was checked against its text once; a [`SpanSet`] is one or more of
//! them in text order. [`Offsets`] is the only place where bytes, code points and UTF-16 units are converted.

pub mod fold;
pub mod offsets;
pub mod sentence;
pub mod span;
pub mod token;
pub mod words;

pub use fold::folded;
pub use offsets::{Offsets, Unit};
pub use sentence::sentences;
pub use span::{Span, SpanError, SpanSet};
pub use token::{Token, tokenize};
