//! Which partner competencies a company holds, at which level, through whom, and why.
//!
//! The modules, in reading order: [`model`] is what exists, [`rules`] is what a programme says, [`engine`] is what follows
//! from both at an instant, [`diagnostic`] is how we complain about files, [`load`] turns text into model and rules,
//! [`import`] turns files of other systems into changes, [`edit`] makes them in the user's files, [`report`] is what we want to say, [`render`] is how it looks, [`lang`] holds every sentence, and [`cli`] is the
//! conversation. `ARCHITECTURE.md` says who may know whom, and what never happens where.

macro_rules! total {
    ($($(#[$doc:meta])* pub mod $name:ident;)*) => {$(
        $(#[$doc])*
        #[deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
        #[cfg_attr(
            test,
            allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
        )]
        pub mod $name;
    )*};
}

total! {
    pub mod model;
    pub mod rules;
    pub mod engine;
    pub mod diagnostic;
    pub mod load;
    pub mod edit;
    pub mod import;
    pub mod report;
    pub mod render;
    pub mod lang;
    pub mod near;
    pub mod guard;
    pub mod fold;
    pub mod halves;
}

pub mod cli;
