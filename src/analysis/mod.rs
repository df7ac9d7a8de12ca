//! What the annotations say: pure functions from a project to numbers and passages.
//!
//! A [`Board`] keeps counts in step with a project under a [`Filter`]; tables (sources, matrix, timeline, outlets, frames) are
//! read from it, and each of their numbers has a [`Slice`] that lists the passages behind it.

pub mod agreement;
pub mod blind;
pub mod board;
pub mod concordance;
pub mod coverage;
pub mod effort;
pub mod filter;
pub mod frames;
mod lexis;
pub mod matrix;
pub mod memory;
pub mod network;
pub mod outlets;
pub mod party;
pub mod passage;
pub mod picture;
pub mod precedents;
#[cfg(test)]
mod property;
pub mod query;
pub mod report;
mod rows;
pub mod statistics;
pub mod svg;
pub mod tally;
pub mod timeline;
pub mod twins;
pub mod violations;

pub use board::{Board, Suggested};
pub use filter::Filter;
pub use party::Party;
pub use passage::{Passage, Slice, Unit};
pub use statistics::{Interval, Share};
pub use tally::{Mentioned, Sides, Voice, Volume};
