//! Two halves of much work, done at the same time.

use std::thread;

/// Does the work for the first and for the second half of some items, each on a thread of its own. `work` gets the number of
/// its first item, too. Fewer items than `least` are all in the first half, and there is no second then. The results come in
/// the order of the items, so nobody can tell whether there was another thread; where there can be none, all is done on this
/// one.
pub fn halves<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(usize, &[T]) -> R + Sync) -> (R, Option<R>) {
    let middle = if items.len() < least { items.len() } else { items.len().div_ceil(2) };
    let (first, second) = items.split_at_checked(middle).unwrap_or_default();
    if second.is_empty() {
        return (work(0, first), None);
    }
    let (first, second) = both(|| work(0, first), || work(middle, second));
    (first, Some(second))
}

/// Does two things at the same time, or one after the other where there can be no other thread.
pub fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &other);
        let one = one();
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => (one, result),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => (one, other()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order() {
        let digits =
            |from: usize, items: &[u32]| format!("{from}:{}", items.iter().map(u32::to_string).collect::<String>());
        let shown = |items: &[u32], least: usize| {
            let (first, second) = halves(items, least, digits);
            format!("{first} {}", second.unwrap_or_default())
        };
        assert_eq!(shown(&[1, 2, 3, 4, 5], 2), "0:123 3:45");
        assert_eq!(shown(&[1, 2, 3, 4, 5], 6), "0:12345 ");
        assert_eq!(shown(&[1], 0), "0:1 ");
        assert_eq!(shown(&[], 0), "0: ");
    }
}
