//! Days and instants as text, a million times without a pause.

use crate::model::{Date, Moment, Zone};

/// Writes moments as the workspace's files have them: a day as a day, an instant as RFC 3339 in the workspace's zone.
#[derive(Debug, Clone)]
pub(super) struct Stamp {
    zone: Zone,
    /// The zone as an instant ends with it.
    suffix: String,
}

impl Stamp {
    /// For a workspace with this zone.
    pub(super) fn new(zone: Zone) -> Self {
        let suffix = if zone == Zone::UTC { "Z".to_owned() } else { zone.to_string() };
        Self { zone, suffix }
    }

    /// Replaces `text` by a moment; without one it is empty.
    pub(super) fn write(&self, moment: Option<Moment>, text: &mut String) {
        text.clear();
        match moment {
            None => {}
            Some(Moment::Day(date)) => day(date, text),
            Some(Moment::Exact(instant)) => {
                let date = self.zone.date_of(instant);
                day(date, text);
                let second = instant.unix() - self.zone.start_of(date).unix();
                for (mark, value) in [('T', second / 3600), (':', second / 60 % 60), (':', second % 60)] {
                    text.push(mark);
                    two(u32::try_from(value).unwrap_or(0), text);
                }
                text.push_str(&self.suffix);
            }
        }
    }

    /// A moment as a text of its own.
    pub(super) fn text(&self, moment: Moment) -> String {
        let mut text = String::new();
        self.write(Some(moment), &mut text);
        text
    }
}

fn day(date: Date, text: &mut String) {
    let (year, month, day) = date.ymd();
    let year = u32::try_from(year).unwrap_or(0);
    two(year / 100, text);
    two(year % 100, text);
    for part in [month, day] {
        text.push('-');
        two(part, text);
    }
}

/// Two digits; formatting machinery takes ten times as long.
fn two(value: u32, text: &mut String) {
    for digit in [value / 10 % 10, value % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Instant;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_written_is_read_back(second in -2_000_000_000i64..200_000_000_000, zone in 0usize..3) {
            let zone = ["UTC", "+09:00", "-05:30"].get(zone).and_then(|z| Zone::parse(z)).unwrap();
            let (stamp, instant) = (Stamp::new(zone), Instant::from_unix(second));
            prop_assert_eq!(stamp.text(Moment::Exact(instant)), zone.rfc3339(instant));
            let date = zone.date_of(instant);
            prop_assert_eq!(stamp.text(Moment::Day(date)), date.to_string());
        }
    }
}
