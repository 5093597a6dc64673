//! Which partner competencies a company holds, at which level, through whom, and why.
//!
//! The modules, in reading order: [`model`] is what exists, [`rules`] is what a programme says, [`engine`] is what follows
//! from both at an instant, [`diagnostic`] is how we complain about files, [`load`] turns text into model and rules,
//! [`import`] turns files of other systems into changes, [`edit`] makes them in the user's files, [`report`] is what we
//! want to say, [`render`] is how it looks, [`lang`] holds every sentence, and [`cli`] is the conversation.
//! `ARCHITECTURE.md` says who may know whom, and what never happens where.

// What panics is denied everywhere but in the conversation and in tests.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod diagnostic;
pub mod edit;
pub mod engine;
pub mod fold;
pub mod guard;
pub mod halves;
pub mod import;
pub mod lang;
pub mod load;
pub mod model;
pub mod near;
pub mod render;
pub mod report;
pub mod rules;

#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
pub mod cli;
