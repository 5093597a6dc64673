//! Initial passwords of new users.
//!
//! Randomness comes in as bytes, so that this can be tested and the operating system be asked by somebody else.

use std::fmt;

/// How many characters a password has.
pub const LENGTH: usize = 16;

/// What a password is made of; each contains at least one of every line. Characters that are taken for one another are
/// left out, and so are those at which a spreadsheet or a CSV reader would stumble.
const CLASSES: [&[u8]; 4] = [b"abcdefghijkmnpqrstuvwxyz", b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"23456789", b"!#$%*?"];

/// How often the source is asked before it is taken for broken. One answer is enough for seven passwords, and seven of ten
/// keep to the policy.
const ATTEMPTS: usize = 100;

/// Fills bytes with randomness, or says in the system's words why it cannot.
pub type Randomness<'r> = dyn FnMut(&mut [u8]) -> Result<(), String> + 'r;

/// A text that is shown only where that is meant: it has no `Display`, and its `Debug` keeps quiet.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Draws a password for a user: [`LENGTH`] characters, among them a small letter, a capital, a digit and a symbol, and not
/// the part of the user name before the `@`. Every such password is as likely as any other.
///
/// # Errors
/// In the words of the source of randomness, or when it gives nothing usable.
pub fn password(user_name: &str, random: &mut Randomness<'_>) -> Result<Secret, String> {
    let local = user_name.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let mut drawn = String::with_capacity(LENGTH);
    for _ in 0..ATTEMPTS {
        let mut bytes = [0; 128];
        random(&mut bytes)?;
        for character in characters(&bytes) {
            drawn.push(character);
            if drawn.len() < LENGTH {
                continue;
            }
            let complete = CLASSES.iter().all(|class| drawn.bytes().any(|byte| class.contains(&byte)));
            if complete && (local.is_empty() || !drawn.to_ascii_lowercase().contains(&local)) {
                return Ok(Secret(drawn));
            }
            // Thrown away as a whole, since mending it would make some passwords more likely.
            drawn.clear();
        }
    }
    Err("the source of randomness is broken".to_owned())
}

/// One character for each byte but the largest few, which would favour the first characters.
fn characters(bytes: &[u8]) -> impl Iterator<Item = char> {
    let alphabet = CLASSES.concat();
    let fair = 256 - 256_usize.checked_rem(alphabet.len()).unwrap_or(0);
    let usable = bytes.iter().copied().map(usize::from).filter(move |byte| *byte < fair);
    usable.filter_map(move |byte| alphabet.get(byte.checked_rem(alphabet.len())?).copied().map(char::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bytes that look random and are the same in every run (SplitMix64).
    fn bytes(mut seed: u64) -> impl FnMut(&mut [u8]) -> Result<(), String> {
        move |wanted| {
            for byte in wanted {
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *byte = ((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 56) as u8;
            }
            Ok(())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_policy_is_kept(seed in any::<u64>(), local in "[a-zA-Z0-9]{0,2}|[a-z]{3}|山田") {
            let password = password(&format!("{local}@contoso.example"), &mut bytes(seed)).unwrap();
            let text = password.reveal();
            prop_assert_eq!(text.chars().count(), LENGTH);
            for class in CLASSES {
                prop_assert!(text.bytes().any(|byte| class.contains(&byte)));
            }
            prop_assert!(text.bytes().all(|byte| CLASSES.concat().contains(&byte)));
            prop_assert!(!"Il1O0o|".chars().any(|alike| text.contains(alike)));
            prop_assert!(local.is_empty() || !text.to_lowercase().contains(&local.to_lowercase()));
        }
    }

    #[test]
    fn every_character_is_as_likely_as_any_other() {
        let all: Vec<u8> = (0..=255).collect();
        for character in CLASSES.concat() {
            let found = characters(&all).filter(|found| *found == char::from(character)).count();
            assert_eq!(found, 4, "{}", char::from(character));
        }
        assert_eq!(characters(&all).count(), 4 * CLASSES.concat().len());
    }

    #[test]
    fn every_place_has_every_character() {
        let mut random = bytes(1);
        let mut places = vec![std::collections::BTreeSet::new(); LENGTH];
        for _ in 0..2000 {
            let password = password("", &mut random).unwrap();
            password.reveal().chars().zip(&mut places).for_each(|(character, seen)| _ = seen.insert(character));
        }
        assert!(places.iter().all(|seen| seen.len() == CLASSES.concat().len()));
    }

    #[test]
    fn no_two_are_alike_and_none_shows_itself() {
        let mut random = bytes(2);
        let all: Vec<Secret> = (0..100).map(|_| password("", &mut random).unwrap()).collect();
        for (n, one) in all.iter().enumerate() {
            assert!(!all[..n].contains(one));
            assert_eq!(format!("{one:?}"), "Secret(..)");
        }
    }

    #[test]
    fn a_source_that_fails_is_heard() {
        assert_eq!(password("a", &mut |_| Err("no entropy".to_owned())), Err("no entropy".to_owned()));
        let mut calls = 0;
        let mut later = |wanted: &mut [u8]| {
            calls += 1;
            wanted.fill(0);
            if calls == 1 { Ok(()) } else { Err("gone".to_owned()) }
        };
        assert_eq!(password("", &mut later), Err("gone".to_owned()));
        for stuck in [0, 7, 255] {
            let broken = password("", &mut |wanted| {
                wanted.fill(stuck);
                Ok(())
            });
            assert_eq!(broken, Err("the source of randomness is broken".to_owned()), "{stuck}");
        }
    }
}
