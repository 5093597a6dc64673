//! What one person must hold, as numbers: of the credentials that a tree names, those that somebody holds are bits, and a
//! tree asks for so many of some bits and of smaller trees.

use crate::rules::{CredentialIx, Tree};

/// A tree that names no more than 64 credentials, each as often as it is named.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Need {
    at_least: usize,
    /// Of these credentials, and of the parts.
    of: u64,
    parts: Vec<Need>,
}

impl Need {
    /// What a tree asks for, with the bits of the credentials it names; none where it names too many.
    pub(super) fn of(tree: &Tree) -> Option<(Self, Vec<(CredentialIx, u64)>)> {
        let mut named = Vec::new();
        let need = Self::of_part(tree, &mut named)?;
        let bits = named.into_iter().enumerate().map(|(n, credential)| (credential, 1 << n)).collect();
        Some((need, bits))
    }

    fn of_part(tree: &Tree, named: &mut Vec<CredentialIx>) -> Option<Self> {
        match tree {
            Tree::Credential { credential, .. } => {
                let bit = 1u64.checked_shl(u32::try_from(named.len()).ok()?)?;
                named.push(*credential);
                Some(Self { at_least: 1, of: bit, parts: Vec::new() })
            }
            Tree::AnyOf(of) => Self::of_several(1, of, named),
            Tree::AllOf(of) => Self::of_several(of.len(), of, named),
            Tree::NOf { n, from } => Self::of_several(*n as usize, from, named),
            Tree::FocusArea { tree, .. } => Self::of_part(tree, named),
        }
    }

    fn of_several(at_least: usize, trees: &[Tree], named: &mut Vec<CredentialIx>) -> Option<Self> {
        let mut all = Self { at_least, of: 0, parts: Vec::new() };
        for tree in trees {
            let part = Self::of_part(tree, named)?;
            // One credential is a bit of the whole, and so are several of which any will do where any part will.
            if part.at_least == 1 && part.parts.is_empty() && (at_least == 1 || part.of.is_power_of_two()) {
                all.of |= part.of;
            } else {
                all.parts.push(part);
            }
        }
        Some(all)
    }

    /// True for somebody who holds the credentials with these bits.
    pub(super) fn is_met(&self, held: u64) -> bool {
        let held_of = self.of & held;
        if self.at_least == 1 {
            return held_of != 0 || self.parts.iter().any(|part| part.is_met(held));
        }
        let count = held_of.count_ones() as usize;
        // Where all parts would not be enough, none has to be looked at.
        count + self.parts.len() >= self.at_least
            && count + self.parts.iter().filter(|part| part.is_met(held)).count() >= self.at_least
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{CredentialSet, Period};
    use proptest::prelude::*;

    fn trees() -> impl Strategy<Value = Tree> {
        let leaf =
            (0u32..12).prop_map(|ix| Tree::Credential { credential: CredentialIx(ix), in_force: Period::default() });
        leaf.prop_recursive(4, 40, 5, |inner| {
            let some = || prop::collection::vec(inner.clone(), 0..5);
            prop_oneof![
                some().prop_map(Tree::AnyOf),
                some().prop_map(Tree::AllOf),
                (0u32..4, some()).prop_map(|(n, from)| Tree::NOf { n, from }),
                inner.clone().prop_map(|tree| Tree::FocusArea { name: "area".into(), tree: Box::new(tree) }),
            ]
        })
    }

    proptest! {
        /// A need is met when its tree is satisfied.
        #[test]
        fn needs_are_what_trees_ask_for(tree in trees(), held in prop::collection::btree_set(0u32..12, 0..8)) {
            let mut set = CredentialSet::default();
            held.iter().for_each(|ix| set.insert(CredentialIx(*ix)));
            let mut names = 0;
            tree.for_each(&mut |_| names += 1);
            let need = Need::of(&tree);
            prop_assert_eq!(need.is_some(), names <= 64);
            if let Some((need, named)) = need {
                let bits = named.iter().filter(|(ix, _)| held.contains(&ix.0)).fold(0, |bits, (_, bit)| bits | bit);
                prop_assert_eq!(need.is_met(bits), tree.satisfied_by(&set));
            }
        }
    }

    #[test]
    fn more_than_there_are_bits_are_no_numbers() {
        let of = |count: u32| {
            Tree::AllOf(
                (0..count)
                    .map(|ix| Tree::Credential { credential: CredentialIx(ix), in_force: Period::default() })
                    .collect(),
            )
        };
        assert!(Need::of(&of(64)).is_some_and(|(need, _)| need.is_met(u64::MAX) && !need.is_met(u64::MAX >> 1)));
        assert_eq!(Need::of(&of(65)), None);
    }
}
