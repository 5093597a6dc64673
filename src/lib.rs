//! Which partner competencies a company holds, at which level, through whom, and why.

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
    pub mod near;
}

