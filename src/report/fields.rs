//! Documents told field by field, for those that are printed by the hundred thousand.
//!
//! The order of fields is that of whoever tells them, once; a [`Data`] is one way to listen, and a renderer that writes
//! at once, without a tree between, is another.

use super::Data;

/// Whoever takes a document, field by field.
pub trait Fields {
    /// Nothing.
    fn null(&mut self);
    /// A count.
    fn count(&mut self, count: usize);
    /// Text.
    fn text(&mut self, text: &str);
    /// The name of what comes next, within a map.
    fn name(&mut self, name: &str);
    /// A map or a list begins.
    fn open(&mut self, shape: Shape);
    /// It ends.
    fn close(&mut self, shape: Shape);

    /// Text or nothing.
    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// A map with the fields that `tell` tells.
    fn map(&mut self, tell: impl FnOnce(&mut Self))
    where
        Self: Sized,
    {
        self.open(Shape::Map);
        tell(self);
        self.close(Shape::Map);
    }

    /// A list of what `tell` tells.
    fn list(&mut self, tell: impl FnOnce(&mut Self))
    where
        Self: Sized,
    {
        self.open(Shape::List);
        tell(self);
        self.close(Shape::List);
    }

    /// The fields with which a map begins in all documents that are told here. They are told alike each time, so whoever
    /// writes them may remember how.
    fn alike(&mut self, tell: impl FnOnce(&mut Self))
    where
        Self: Sized,
    {
        tell(self);
    }

    /// A field whose value `self` is told next.
    fn field(&mut self, name: &str) -> &mut Self
    where
        Self: Sized,
    {
        self.name(name);
        self
    }
}

/// What holds several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Named fields.
    Map,
    /// A list.
    List,
}

/// Makes a [`Data`] of what it is told.
#[derive(Debug, Default)]
pub struct Tree {
    /// What is open, each with the name it gets where it will stand.
    open: Vec<(String, Data)>,
    name: String,
    whole: Data,
}

impl Tree {
    /// The document.
    #[must_use]
    pub fn finish(self) -> Data {
        self.whole
    }

    fn put(&mut self, name: String, value: Data) {
        match self.open.last_mut() {
            Some((_, Data::Map(fields))) => fields.push((name, value)),
            Some((_, Data::List(items))) => items.push(value),
            _ => self.whole = value,
        }
    }

    fn value(&mut self, value: Data) {
        let name = std::mem::take(&mut self.name);
        self.put(name, value);
    }
}

impl Fields for Tree {
    fn null(&mut self) {
        self.value(Data::Null);
    }

    fn count(&mut self, count: usize) {
        self.value(Data::count(count));
    }

    fn text(&mut self, text: &str) {
        self.value(Data::text(text));
    }

    fn name(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    fn open(&mut self, shape: Shape) {
        let empty = match shape {
            Shape::Map => Data::Map(Vec::new()),
            Shape::List => Data::List(Vec::new()),
        };
        self.open.push((std::mem::take(&mut self.name), empty));
    }

    fn close(&mut self, _: Shape) {
        if let Some((name, value)) = self.open.pop() {
            self.put(name, value);
        }
    }
}
