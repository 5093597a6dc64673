//! Random workspaces, random changes.
