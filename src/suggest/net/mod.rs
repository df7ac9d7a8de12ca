//! A small neural network, of our own so that the same data give the same bytes: layers, a reader of sentences, word vectors, and
//! the way weights are learnt. What it reads and what it tells is the business of the engine that owns it.

pub mod adam;
pub mod layers;
pub mod lstm;
pub mod vectors;
