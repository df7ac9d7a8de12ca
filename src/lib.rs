#![doc = include_str!("README.md")]

pub mod words;

pub mod text;

pub mod model;

pub mod edit;

pub mod suggest;

pub mod analysis;

pub mod format;

pub mod disk;

pub mod task;

pub mod session;

pub mod cli;

pub mod ui;
