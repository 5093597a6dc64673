//! What companies, people and their accounts are called. All of it is invented.

use crate::random::Random;

/// Countries: the code, whether the market is a developed one, and how likely it is.
pub(crate) const COUNTRIES: [(&str, bool); 12] = [
    ("JP", true),
    ("US", true),
    ("DE", true),
    ("GB", true),
    ("FR", true),
    ("CA", true),
    ("AU", true),
    ("IN", false),
    ("BR", false),
    ("VN", false),
    ("ID", false),
    ("MX", false),
];
/// How likely each of [`COUNTRIES`] is.
pub(crate) const COUNTRY_WEIGHTS: [usize; 12] = [45, 15, 6, 5, 4, 3, 3, 7, 4, 3, 3, 2];

const FAMILIES: [(&str, &str); 24] = [
    ("佐藤", "sato"),
    ("鈴木", "suzuki"),
    ("高橋", "takahashi"),
    ("田中", "tanaka"),
    ("伊藤", "ito"),
    ("渡辺", "watanabe"),
    ("山本", "yamamoto"),
    ("中村", "nakamura"),
    ("小林", "kobayashi"),
    ("加藤", "kato"),
    ("吉田", "yoshida"),
    ("山田", "yamada"),
    ("佐々木", "sasaki"),
    ("山口", "yamaguchi"),
    ("松本", "matsumoto"),
    ("井上", "inoue"),
    ("木村", "kimura"),
    ("林", "hayashi"),
    ("清水", "shimizu"),
    ("山崎", "yamazaki"),
    ("森", "mori"),
    ("池田", "ikeda"),
    ("橋本", "hashimoto"),
    ("五十嵐", "igarashi"),
];
const GIVEN: [(&str, &str); 20] = [
    ("由紀", "yuki"),
    ("健一", "kenichi"),
    ("美咲", "misaki"),
    ("翔太", "shota"),
    ("恵", "megumi"),
    ("大輔", "daisuke"),
    ("彩", "aya"),
    ("誠", "makoto"),
    ("直樹", "naoki"),
    ("里奈", "rina"),
    ("隆", "takashi"),
    ("葵", "aoi"),
    ("千尋", "chihiro"),
    ("拓也", "takuya"),
    ("さくら", "sakura"),
    ("陽子", "yoko"),
    ("浩", "hiroshi"),
    ("麻衣", "mai"),
    ("亮", "ryo"),
    ("奈々子", "nanako"),
];
const WESTERN_FAMILIES: [&str; 20] = [
    "Hughes", "Carter", "Brown", "Novak", "Garcia", "Müller", "O'Neill", "Dubois", "Silva", "Singh", "Patel", "Nguyen",
    "Rossi", "Jensen", "Kowalska", "Smith", "Martin", "Costa", "Ivanova", "Lee",
];
const WESTERN_GIVEN: [&str; 20] = [
    "Daniel", "Emma", "Oliver", "Anna", "Lucas", "Sofia", "James", "Priya", "Minh", "Chloé", "Mateo", "Grace", "Jonas",
    "Elena", "Omar", "Ruth", "Peter", "Ines", "David", "Maya",
];
const FIRST_HALVES: [(&str, &str); 12] = [
    ("北波", "Northwave"),
    ("青空", "Bluesky"),
    ("みなと", "Harbour"),
    ("東雲", "Daybreak"),
    ("若葉", "Greenleaf"),
    ("大樹", "Oakline"),
    ("白川", "Whitewater"),
    ("高峰", "Summit"),
    ("千歳", "Evergreen"),
    ("光", "Lumen"),
    ("あさひ", "Sunrise"),
    ("石橋", "Stonebridge"),
];
const SECOND_HALVES: [(&str, &str); 8] = [
    ("テクノロジーズ", "Technologies"),
    ("システム", "Systems"),
    ("ソリューションズ", "Solutions"),
    ("情報サービス", "Information Services"),
    ("クラウド", "Cloud"),
    ("データ", "Data"),
    ("コンサルティング", "Consulting"),
    ("ソフトウェア", "Software"),
];
/// Companies that are no part of the network.
pub(crate) const OUTSIDE: [&str; 4] = ["fabrikam", "northwind", "tailspin-toys", "wide-world-importers"];

/// The id of a company.
pub(crate) fn company_id(number: usize) -> String {
    format!("p{number:07}")
}

/// What a company is called.
pub(crate) fn company(japanese: bool, number: usize, random: &mut Random) -> String {
    let (first, second) = (random.pick(&FIRST_HALVES), random.pick(&SECOND_HALVES));
    match (japanese, random.below(10)) {
        (true, 0..=4) => format!("株式会社{}{} {number}", first.0, second.0),
        (true, _) => format!("{}{}株式会社 {number}", first.0, second.0),
        (false, 0..=2) => format!("{} {} {number}, Inc.", first.1, second.1),
        (false, 3) => format!("\"{}\" {} {number}", first.1, second.1),
        (false, _) => format!("{} {} {number} Ltd", first.1, second.1),
    }
}

/// What a person is called, and the part of a mail address before the `@`, without what makes it the person's own.
pub(crate) fn person(japanese: bool, random: &mut Random) -> (String, String) {
    if random.per_mille(if japanese { 930 } else { 20 }) {
        let (family, given) = (random.pick(&FAMILIES), random.pick(&GIVEN));
        return (format!("{} {}", family.0, given.0), format!("{}.{}", given.1, family.1));
    }
    let (family, given) = (*random.pick(&WESTERN_FAMILIES), *random.pick(&WESTERN_GIVEN));
    let ascii = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let name = if random.per_mille(50) { format!("{family}, {given}") } else { format!("{given} {family}") };
    (name, format!("{}.{}", ascii(given), ascii(family)))
}

/// A short word for a number, as people append one to their name when the name is taken.
pub(crate) fn tag(mut number: usize) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut word = String::new();
    loop {
        word.push(char::from(DIGITS[number % 32]));
        number /= 32;
        if number == 0 {
            return word;
        }
    }
}
