//! Bytes to text and back: which encoding a file is in, decided by rules and never by statistics.
//!
//! A byte order mark decides. Without one the text is UTF-8 if it is valid UTF-8, else CP932 if it
//! is valid CP932, else it is refused with the place where each of them failed. Guessing by letter
//! frequencies would now and then turn a Japanese name into another one, silently; refusing costs
//! the user one option.

use std::fmt;
use std::str::FromStr;

use encoding_rs::{DecoderResult, EncoderResult, SHIFT_JIS};

use crate::diagnostic::source::{Encoding, Position, line_break};
use crate::diagnostic::{Attempt, DecodeFault};
use crate::halves::halves;

/// From so many bytes on a text is looked at on two threads.
const LARGE: usize = 1 << 22;

/// An encoding that the user insists on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EncodingChoice {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16; the byte order mark tells the order, and without one the low byte comes first, as on
    /// Windows.
    Utf16,
    /// Windows code page 932.
    Cp932,
}

impl EncodingChoice {
    /// Every accepted spelling with its meaning, the preferred one of each first. Letter case does
    /// not matter.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("utf-8", Self::Utf8),
        ("utf8", Self::Utf8),
        ("utf-16", Self::Utf16),
        ("utf16", Self::Utf16),
        ("cp932", Self::Cp932),
        ("shift_jis", Self::Cp932),
        ("sjis", Self::Cp932),
        ("windows-31j", Self::Cp932),
    ];

    /// The preferred spelling.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Cp932 => "cp932",
        }
    }
}

impl FromStr for EncodingChoice {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, UnknownEncoding> {
        let found = Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, choice)| *choice).ok_or_else(|| UnknownEncoding { name: name.to_owned() })
    }
}

/// A name that is no encoding we read. Its message lists the accepted names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEncoding {
    /// The name as it was given.
    pub name: String,
}

impl fmt::Display for UnknownEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = EncodingChoice::NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
        write!(f, "unknown encoding `{}`, expected one of {}", self.name, names.join(", "))
    }
}

impl std::error::Error for UnknownEncoding {}

/// Why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// No encoding that was tried fits. Holds one attempt per encoding, in the order of trying, and
    /// always at least one.
    Undecodable(Vec<Attempt>),
    /// A NUL character, which no text file has; the position is that in the decoded text.
    Nul {
        /// The encoding that fitted otherwise.
        encoding: Encoding,
        /// Where the first NUL is.
        position: Position,
    },
    /// The decoded text has more bytes than a position can count (4 GiB).
    TooLong,
}

/// Reads bytes as text; the byte order mark is taken off.
///
/// The result has no NUL and fewer than [`u32::MAX`] bytes. Decoding never replaces anything: each
/// character of the text is in the file.
///
/// # Errors
///
/// Where no encoding fits, or where the result would not be such a text.
pub fn decode(bytes: Vec<u8>, choice: Option<EncodingChoice>) -> Result<(String, Encoding), DecodeError> {
    let mark = Mark::of(&bytes);
    let (text, encoding) = match (choice, mark) {
        (None, Some(Mark::Utf8)) | (Some(EncodingChoice::Utf8), _) => utf8(bytes).map_err(|(attempt, _)| vec![attempt]),
        (None, Some(Mark::Utf16Le)) | (Some(EncodingChoice::Utf16), Some(Mark::Utf16Le)) => {
            utf16(&bytes, Encoding::Utf16Le, 2)
        }
        (None, Some(Mark::Utf16Be)) | (Some(EncodingChoice::Utf16), Some(Mark::Utf16Be)) => {
            utf16(&bytes, Encoding::Utf16Be, 2)
        }
        // Most texts in other encodings could be read as UTF-16, and would come out as one long word of Han characters.
        (Some(EncodingChoice::Utf16), _) if !bytes.is_empty() && memchr::memchr(0, &bytes).is_none() => {
            Err(vec![Attempt { encoding: Encoding::Utf16Le, offset: 0, line: 1, fault: DecodeFault::NoZeroByte }])
        }
        (Some(EncodingChoice::Utf16), _) => utf16(&bytes, Encoding::Utf16Le, 0),
        (Some(EncodingChoice::Cp932), _) => cp932(&bytes).map_err(|attempt| vec![attempt]),
        (None, None) => utf8(bytes).or_else(|(first, bytes)| cp932(&bytes).map_err(|second| vec![first, second])),
    }
    .map_err(DecodeError::Undecodable)?;

    if u32::try_from(text.len()).is_ok_and(|length| length < u32::MAX) {
        let (first, second) = halves(text.as_bytes(), LARGE, |from, half| memchr::memchr(0, half).map(|at| from + at));
        match first.or(second.flatten()) {
            None => Ok((text, encoding)),
            Some(at) => Err(DecodeError::Nul { encoding, position: position(&text, at) }),
        }
    } else {
        Err(DecodeError::TooLong)
    }
}

/// Adds a text to bytes of an encoding, without a byte order mark. [`decode`] reads the same text again, but for the
/// seven signs that CP932 has under another number only, as [`cp932_sign`] has them.
///
/// # Errors
///
/// At the first character that the encoding does not have, or that would not be read again; `bytes` may have some of
/// the text by then. No encoding has NUL, since no text file has it.
pub fn encode(text: &str, encoding: Encoding, bytes: &mut Vec<u8>) -> Result<(), char> {
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err('\0');
    }
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Encoding::Cp932 => return to_cp932(text, bytes),
    }
    Ok(())
}

/// The byte order mark that a file of this encoding begins with.
#[must_use]
pub const fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 | Encoding::Cp932 => &[],
        Encoding::Utf8Bom => &[0xEF, 0xBB, 0xBF],
        Encoding::Utf16Le => &[0xFF, 0xFE],
        Encoding::Utf16Be => &[0xFE, 0xFF],
    }
}

/// How many bytes a character of a decoded text has in its file.
#[must_use]
pub const fn length(character: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => character.len_utf8(),
        Encoding::Utf16Le | Encoding::Utf16Be => character.len_utf16() * 2,
        Encoding::Cp932 => match character {
            '\0'..='\x7F' | '\u{FF61}'..='\u{FF9F}' => 1,
            _ => 2,
        },
    }
}

/// What Windows calls the signs for which JIS X 0208 has two readings, and everything else as it is.
#[must_use]
pub const fn cp932_sign(character: char) -> char {
    match character {
        '\u{301C}' => '\u{FF5E}',
        '\u{2016}' => '\u{2225}',
        '\u{2212}' => '\u{FF0D}',
        '\u{A2}' => '\u{FFE0}',
        '\u{A3}' => '\u{FFE1}',
        '\u{AC}' => '\u{FFE2}',
        '\u{2014}' => '\u{2015}',
        other => other,
    }
}

fn to_cp932(text: &str, bytes: &mut Vec<u8>) -> Result<(), char> {
    if text.is_ascii() {
        bytes.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    // The encoder would write the yen sign and the overline as a backslash and a tilde, which they are not.
    let sign = |c| if matches!(c, '\u{80}' | '\u{A5}' | '\u{203E}') { Err(c) } else { Ok(cp932_sign(c)) };
    let text = text.chars().map(sign).collect::<Result<String, char>>()?;
    let mut encoder = SHIFT_JIS.new_encoder();
    let mut rest = text.as_str();
    // Handed a vector, the encoder clears all of its free space each time.
    let mut buffer = [0; 1024];
    loop {
        let (result, read, written) = encoder.encode_from_utf8_without_replacement(rest, &mut buffer, true);
        bytes.extend_from_slice(buffer.get(..written).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return Ok(()),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(character) => return Err(character),
        }
    }
}

/// The byte order marks that we know.
#[derive(Clone, Copy)]
enum Mark {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Mark {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some(Self::Utf8),
            [0xFF, 0xFE, ..] => Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Self::Utf16Be),
            _ => None,
        }
    }
}

type Decoded = (String, Encoding);

/// Strict UTF-8; gives the bytes back on failure, so that another encoding can be tried without a
/// copy.
fn utf8(bytes: Vec<u8>) -> Result<Decoded, (Attempt, Vec<u8>)> {
    let marked = matches!(Mark::of(&bytes), Some(Mark::Utf8));
    let encoding = if marked { Encoding::Utf8Bom } else { Encoding::Utf8 };
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if marked {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            Ok((text, encoding))
        }
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let cut_off = error.utf8_error().error_len().is_none();
            let bytes = error.into_bytes();
            Err((attempt(encoding, &bytes, offset, cut_off), bytes))
        }
    }
}

/// Strict CP932. Undefined bytes and pairs are refused, and so is 0x80: Windows-1252 writes its
/// euro sign that way, and no Japanese text has it.
fn cp932(bytes: &[u8]) -> Result<Decoded, Attempt> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let length = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::new();
    let mut read = 0;
    loop {
        // The worst case is three times the input; the usual one is less, so the buffer grows in
        // steps.
        let rest = bytes.get(read..).unwrap_or_default();
        text.reserve(rest.len().saturating_add(16).min(length));
        let (result, consumed) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += consumed;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(wrong, right) => {
                let offset = read.saturating_sub(usize::from(wrong) + usize::from(right));
                let cut_off = offset + 1 == bytes.len() && bytes.get(offset).is_some_and(|byte| is_lead(*byte));
                return Err(attempt(Encoding::Cp932, bytes, offset, cut_off));
            }
        }
    }
    if text.contains('\u{80}') {
        // Only a lone 0x80 becomes this character, but 0x80 is also a fine second byte, so the
        // first lone one has to be walked to.
        let mut at = 0;
        while let Some(byte) = bytes.get(at).filter(|byte| **byte != 0x80) {
            at += if is_lead(*byte) { 2 } else { 1 };
        }
        return Err(attempt(Encoding::Cp932, bytes, at, false));
    }
    Ok((text, Encoding::Cp932))
}

/// Whether a byte begins a character of two bytes in CP932.
const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
}

/// Strict UTF-16 behind a byte order mark of `skip` bytes.
fn utf16(bytes: &[u8], encoding: Encoding, skip: usize) -> Result<Decoded, Vec<Attempt>> {
    let (pairs, odd) = bytes.get(skip..).unwrap_or_default().as_chunks::<2>();
    let units = pairs.iter().map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    });
    let mut text = String::with_capacity(pairs.len());
    let mut at = skip;
    let fail = |text: &str, offset, fault| {
        let line = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
        Err(vec![Attempt { encoding, offset, line, fault }])
    };
    for result in char::decode_utf16(units) {
        match result {
            Ok(c) => {
                text.push(c);
                at += c.len_utf16() * 2;
            }
            Err(error) => return fail(&text, at, DecodeFault::Surrogate(error.unpaired_surrogate())),
        }
    }
    if odd.is_empty() { Ok((text, encoding)) } else { fail(&text, at, DecodeFault::CutOff) }
}

fn attempt(encoding: Encoding, bytes: &[u8], offset: usize, cut_off: bool) -> Attempt {
    let before = bytes.get(..offset).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let fault = match bytes.get(offset) {
        Some(byte) if !cut_off => DecodeFault::Byte(*byte),
        _ => DecodeFault::CutOff,
    };
    Attempt { encoding, offset, line, fault }
}

/// The position of a byte of a text that is in no list of sources yet.
fn position(text: &str, at: usize) -> Position {
    let before = text.get(..at).unwrap_or_default();
    let line_break = line_break(text);
    let line = memchr::memchr_iter(line_break, before.as_bytes()).count() + 1;
    let start = memchr::memrchr(line_break, before.as_bytes()).map_or(0, |found| found + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: small(line), column: small(column) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], choice: Option<EncodingChoice>, expected: &str) {
        let found = match decode(bytes.to_vec(), choice) {
            Ok((text, encoding)) => format!("{encoding}: {text}"),
            Err(DecodeError::Nul { encoding, position }) => format!("error: NUL at {position}, read as {encoding}"),
            Err(error) => {
                let problem = crate::load::undecodable("", error).problem;
                format!("error: {}", crate::lang::problems::words(crate::lang::Lang::En, &problem).message)
            }
        };
        assert_eq!(found, expected, "{bytes:02X?}");
    }

    fn units(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn accepted() {
        check(b"", None, "UTF-8: ");
        check("山田\n".as_bytes(), None, "UTF-8: 山田\n");
        check("\u{FEFF}a".as_bytes(), None, "UTF-8 with BOM: a");
        check(b"\xEF\xBB\xBF", None, "UTF-8 with BOM: ");
        check(&units("\u{FEFF}山𠮷\n", false), None, "UTF-16 LE: 山𠮷\n");
        check(&units("\u{FEFF}山𠮷\n", true), None, "UTF-16 BE: 山𠮷\n");
        check(b"\x8E\x52\x93\x63,\x87\x40\xFB\xFC\xB1", None, "CP932: 山田,①髙ｱ");
        check(b"\x83\x5C\x83\x80", None, "CP932: ソム");
    }

    #[test]
    fn refused() {
        check(
            b"a\nb\xFF",
            None,
            "error: not UTF-8 (byte 0xFF at offset 3, line 2), and not CP932 (byte 0xFF at offset 3, line 2)",
        );
        check(
            b"M\xFCller",
            None,
            "error: not UTF-8 (byte 0xFC at offset 1, line 1), and not CP932 (byte 0xFC at offset 1, line 1)",
        );
        check(
            b"\x83\x80 9\x80",
            None,
            "error: not UTF-8 (byte 0x83 at offset 0, line 1), and not CP932 (byte 0x80 at offset 4, line 1)",
        );
        check(
            b"a\x8E\x52\x8E",
            None,
            "error: not UTF-8 (byte 0x8E at offset 1, line 1), and not CP932 (the file ends inside a character at offset 3, line 1)",
        );
        check(b"\xEF\xBB\xBFa\n\xFF", None, "error: not UTF-8 with BOM (byte 0xFF at offset 5, line 2)");
        check(
            b"a\xE5\xB1",
            Some(EncodingChoice::Utf8),
            "error: not UTF-8 (the file ends inside a character at offset 1, line 1)",
        );
        check(b"\xFF\xFEa\0\n\0b", None, "error: not UTF-16 LE (the file ends inside a character at offset 6, line 2)");
        check(b"\xFE\xFF\0a\xDC\x00\0a", None, "error: not UTF-16 BE (unpaired surrogate 0xDC00 at offset 4, line 1)");
        check(b"\xFF\xFE\x00\xD8", None, "error: not UTF-16 LE (unpaired surrogate 0xD800 at offset 2, line 1)");
    }

    #[test]
    fn nul_is_refused() {
        check(b"a\nb\0", None, "error: NUL at 2:2, read as UTF-8");
        check("山\0".as_bytes(), None, "error: NUL at 1:2, read as UTF-8");
        check(&units("\u{FEFF}a\r\n\0", false), None, "error: NUL at 2:1, read as UTF-16 LE");
        check(b"\x8E\x52\0", None, "error: NUL at 1:2, read as CP932");
    }

    #[test]
    fn the_choice_wins() {
        check("山".as_bytes(), Some(EncodingChoice::Cp932), "CP932: 螻ｱ");
        check(b"\xB1", Some(EncodingChoice::Utf8), "error: not UTF-8 (byte 0xB1 at offset 0, line 1)");
        check(&units("a,b", false), Some(EncodingChoice::Utf16), "UTF-16 LE: a,b");
        check(&units("\u{FEFF}a", true), Some(EncodingChoice::Utf16), "UTF-16 BE: a");
        check("\u{FEFF}a".as_bytes(), Some(EncodingChoice::Utf8), "UTF-8 with BOM: a");
    }

    #[test]
    fn every_character_is_read_again_or_refused() {
        let mut refused = Vec::new();
        for c in '\u{1}'..='\u{1FFFF}' {
            for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Cp932] {
                let mut bytes = Vec::new();
                match encode(c.encode_utf8(&mut [0; 4]), encoding, &mut bytes) {
                    Ok(()) => {
                        let expected = if encoding == Encoding::Cp932 { cp932_sign(c) } else { c };
                        assert_eq!(bytes.len(), length(expected, encoding), "{c:?}");
                        let choice = match encoding {
                            Encoding::Cp932 => EncodingChoice::Cp932,
                            Encoding::Utf8 | Encoding::Utf8Bom => EncodingChoice::Utf8,
                            _ => EncodingChoice::Utf16,
                        };
                        let mut file = mark(encoding).to_vec();
                        if encoding == Encoding::Utf8 && c == '\u{FEFF}' {
                            continue;
                        }
                        file.append(&mut bytes);
                        assert_eq!(decode(file, Some(choice)), Ok((expected.to_string(), encoding)));
                    }
                    Err(found) => {
                        assert_eq!((found, encoding), (c, Encoding::Cp932));
                        refused.push(c);
                    }
                }
            }
        }
        for c in "¥‾é한\u{80}😀".chars() {
            assert!(refused.contains(&c), "{c}");
        }
        for c in "〜‖−¢£¬—髙①ｱ～".chars() {
            assert!(!refused.contains(&c), "{c}");
        }
        assert_eq!(encode("a\0", Encoding::Utf8, &mut Vec::new()), Err('\0'));
    }

    #[test]
    fn names() {
        assert_eq!("Shift_JIS".parse(), Ok(EncodingChoice::Cp932));
        for (name, choice) in EncodingChoice::NAMES {
            assert_eq!(name.parse(), Ok(choice));
            assert_eq!(choice.name().parse(), Ok(choice));
        }
        assert_eq!(
            "latin-1".parse::<EncodingChoice>().unwrap_err().to_string(),
            "unknown encoding `latin-1`, expected one of `utf-8`, `utf8`, `utf-16`, `utf16`, `cp932`, `shift_jis`, `sjis`, `windows-31j`"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_bytes(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(0x80), Just(0x83), Just(0xFE), Just(0xFF)], 0..60), choice in 0usize..9) {
            let choice = EncodingChoice::NAMES.get(choice).map(|(_, choice)| *choice);
            match decode(bytes.clone(), choice) {
                Ok((text, _)) => prop_assert!(!text.contains('\0')),
                Err(DecodeError::Undecodable(attempts)) => {
                    prop_assert!(!attempts.is_empty());
                    for attempt in attempts {
                        prop_assert!(attempt.offset < bytes.len());
                    }
                }
                Err(_) => {}
            }
        }

        #[test]
        fn text_survives(text in "[a-z0-9,山田ア①\r\n\"]{0,40}") {
            prop_assert_eq!(decode(text.clone().into_bytes(), None), Ok((text.clone(), Encoding::Utf8)));
            let marked = format!("\u{FEFF}{text}");
            prop_assert_eq!(decode(units(&marked, true), None), Ok((text.clone(), Encoding::Utf16Be)));
            prop_assert_eq!(decode(units(&marked, false), None), Ok((text.clone(), Encoding::Utf16Le)));
            let (cp932, _, _) = SHIFT_JIS.encode(&text);
            prop_assert_eq!(decode(cp932.into_owned(), Some(EncodingChoice::Cp932)), Ok((text, Encoding::Cp932)));
        }
    }
}
