//! Numbers that look random and are the same for the same seed, everywhere and for ever.

/// A stream of numbers (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    /// The stream for one thing of one network: neither the things before it nor their number can show in it.
    pub(crate) fn new(seed: u64, thing: u64, purpose: u64) -> Self {
        let mut mixed =
            Self(seed ^ thing.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ purpose.wrapping_mul(0x8CB9_2BA7_2F3D_8DD7));
        mixed.next();
        mixed
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A day or a figure from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as usize) as i32
    }

    /// True in so many of a thousand cases.
    pub(crate) fn per_mille(&mut self, of_thousand: usize) -> bool {
        self.below(1000) < of_thousand
    }

    /// One of several, each as likely as any other.
    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// The place of one of several, as likely as its weight.
    pub(crate) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut at = self.below(weights.iter().sum());
        for (n, weight) in weights.iter().enumerate() {
            if at < *weight {
                return n;
            }
            at -= weight;
        }
        0
    }
}
