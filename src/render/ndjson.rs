//! One JSON object a line. Every item of the document's lists becomes a line that stands alone: it says its schema, what
//! it is, and the head of the document. What is left of the document is the last line, so that nothing is lost.

use super::json;
use crate::report::{Data, Report};

/// The fields of a document that are said again in every line, where the document has them.
const HEAD: [&str; 4] = ["as_of", "program", "organization", "person"];

/// What the last line is: the document without its lists.
const REST: &str = "summary";

/// What the only line is, where there are no lists.
const WHOLE: &str = "document";

pub(super) fn render(report: &Report) -> String {
    let Data::Map(fields) = &report.data else {
        return json::line(&report.data);
    };
    let is_list = |name: &str| report.lists.iter().any(|(list, _)| *list == name);
    let mut out = String::new();
    for (name, word) in report.lists {
        let list = fields.iter().find(|(field, _)| field == name).map(|(_, list)| list);
        let Some(Data::List(items)) = list else {
            continue;
        };
        for item in items {
            out.push_str(&json::line(&told(fields, word, &|name| HEAD.contains(&name), item)));
        }
    }
    let word = if report.lists.is_empty() { WHOLE } else { REST };
    out.push_str(&json::line(&told(fields, word, &|name| !is_list(name), &Data::Null)));
    out
}

/// A line: the schema, the type, these fields of the document, and the item. What the item says itself is not said
/// twice.
fn told(document: &[(String, Data)], word: &str, repeated: &dyn Fn(&str) -> bool, item: &Data) -> Data {
    let own: &[(String, Data)] = match item {
        Data::Map(fields) => fields,
        _ => &[],
    };
    let says = |name: &str| own.iter().any(|(field, _)| field == name);
    let schema = document.iter().filter(|(name, _)| name == "schema");
    let head = document.iter().filter(|(name, _)| name != "schema" && repeated(name) && !says(name));
    let kind = ("type".to_owned(), Data::text(word));
    Data::Map(schema.cloned().chain([kind]).chain(head.chain(own).cloned()).collect())
}
