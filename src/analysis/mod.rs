//! What the annotations say: pure functions from a project to numbers and passages.
