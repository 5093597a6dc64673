//! Work on several threads, results in the order of the work.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many results may wait for an earlier one, for each thread: enough that a slow one stops nobody for long, few enough
/// that memory does not grow with the work.
const AHEAD: usize = 4;

/// What workers and whoever takes their results share.
struct State<T> {
    /// Results that wait for earlier ones.
    done: BTreeMap<usize, T>,
    /// How many were taken.
    taken: usize,
    /// How much work there is, once that is known.
    all: Option<usize>,
    /// Nobody wants more.
    stopped: bool,
}

/// Takes work from `next`, does it on `jobs` threads, and hands results to `take` in the order of the work, on the thread
/// that called, until `take` says false. `scratch` makes what a thread uses again and again.
pub(super) fn in_order<J: Send, T: Send, S>(
    jobs: usize,
    next: &mut (dyn FnMut() -> Option<J> + Send),
    scratch: &(dyn Fn() -> S + Sync),
    work: &(dyn Fn(J, &mut S) -> T + Sync),
    take: &mut dyn FnMut(T) -> bool,
) {
    if jobs <= 1 {
        let mut own = scratch();
        while let Some(job) = next() {
            if !take(work(job, &mut own)) {
                return;
            }
        }
        return;
    }
    let source = Mutex::new((next, 0));
    let state = Mutex::new(State { done: BTreeMap::new(), taken: 0, all: None, stopped: false });
    let changed = Condvar::new();
    let locked = || lock(&state);
    let worker = || {
        let mut own = scratch();
        loop {
            let (number, job) = {
                let mut source = lock(&source);
                let number = source.1;
                let mut state = locked();
                while !state.stopped && state.all.is_none() && number >= state.taken + AHEAD * jobs {
                    state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                if state.stopped || state.all.is_some() {
                    return;
                }
                drop(state);
                let job = (source.0)();
                match job {
                    Some(job) => {
                        source.1 += 1;
                        (number, job)
                    }
                    None => {
                        locked().all = Some(number);
                        changed.notify_all();
                        return;
                    }
                }
            };
            let result = work(job, &mut own);
            locked().done.insert(number, result);
            changed.notify_all();
        }
    };
    std::thread::scope(|scope| {
        let spawned = (0..jobs).filter(|_| std::thread::Builder::new().spawn_scoped(scope, worker).is_ok()).count();
        if spawned == 0 {
            // Where there can be no other thread, everything happens on this one; nothing is taken before the end of it.
            return;
        }
        loop {
            let mut state = locked();
            let result = loop {
                let number = state.taken;
                if let Some(result) = state.done.remove(&number) {
                    break result;
                }
                if state.all.is_some_and(|all| all <= number) {
                    return;
                }
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            drop(state);
            let more = take(result);
            let mut state = locked();
            state.taken += 1;
            state.stopped = !more;
            drop(state);
            changed.notify_all();
            if !more {
                return;
            }
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::in_order;

    fn squares(jobs: usize, count: usize, stop_at: usize) -> Vec<usize> {
        let (mut next, mut found) = (0..count, Vec::new());
        let work = |n: usize, seen: &mut usize| {
            *seen += 1;
            // The earlier ones take longer.
            (0..(count - n) * 50).fold(0usize, |a, b| a ^ b.wrapping_mul(31)).min(0) + n * n
        };
        in_order(jobs, &mut || next.next(), &|| 0, &work, &mut |square| {
            found.push(square);
            found.len() < stop_at
        });
        found
    }

    #[test]
    fn results_come_in_the_order_of_the_work_whatever_the_threads() {
        let expected: Vec<usize> = (0..200).map(|n| n * n).collect();
        for jobs in [1, 2, 3, 8] {
            assert_eq!(squares(jobs, 200, usize::MAX), expected, "{jobs}");
            assert_eq!(squares(jobs, 200, 7), expected[..7], "{jobs}");
            assert!(squares(jobs, 0, 1).is_empty());
        }
    }
}
