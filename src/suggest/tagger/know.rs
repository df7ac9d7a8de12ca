//! Builds the lexicon from raw text and lists of names.

use super::clusters::Clusters;
use super::lexicon::{Known, Lexicon, kind};
use super::words::lower_key;
use crate::suggest::Document;
use std::collections::HashMap;

/// The lists of names, as the text of their tab-separated files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'t> {
    /// Name, sex, percent.
    pub first_names: &'t str,
    /// Name, percent.
    pub last_names: &'t str,
    /// City, country, region.
    pub cities: &'t str,
    /// Common name, official name, demonym, capitals, other names; several in a field are set apart by `|`.
    pub countries: &'t str,
}

const ORG_HEADS: &str = "Agency Administration Airlines Academy Army Assembly Association Authority Bank Board Brigade Bureau Cabinet Church Club \
    Coalition College Commission Committee Company Conference Congress Corporation Council Court Department Directorate Embassy Federation \
    Force Forces Foundation Front Fund Group Guard Hospital House Inc. Institute Institution Journal League Ltd. Ministry Museum Navy Network News Office \
    Organisation Organization Parliament Partnership Party Police Post Press School Senate Service Society Syndicate Team Times Tribunal Tribune \
    Union University Corp. Co. LLC PLC Airways Broadcasting Television Radio Herald Guardian Observatory Laboratory Center Centre \
    Lines Line Ferries Shipping Railways Railway Rail Motors Industries Holdings Enterprises Partners Technologies Systems Software Energy Electric \
    Petroleum Oil Gas Steel Mining Pharmaceuticals Foods Breweries Brewery Logistics Freight Cruises Aviation Aerospace Telecom Telecommunications \
    Media Pictures Studios Records Entertainment Publishing Capital Insurance Trust Alliance Confederation Movement Brotherhood Services Stores";
const TITLES: &str = "President Prime Minister Senator Sen. Representative Rep. Governor Gov. Mr. Mrs. Ms. Dr. Sir Lord Lady Judge Justice General Gen. \
    Colonel Col. Lieutenant Lt. Captain Capt. Major Sergeant Sgt. Professor Prof. Chancellor Secretary Ambassador Mayor Sheriff King Queen Prince \
    Princess Pope Bishop Archbishop Cardinal Imam Ayatollah Sheikh Chief Chairman Chairwoman Director Spokesman Spokeswoman Congressman Congresswoman \
    Attorney Speaker Commissioner Detective Officer Coach Reverend Rev. Admiral Councillor Deputy Foreign Finance MP CEO Mr Mrs Ms Dr";
const MONTHS: &str = "January February March April May June July August September October November December Jan. Feb. Mar. Apr. Aug. Sept. Sep. Oct. Nov. Dec. \
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
const REGIONS: &str = "Africa|Asia|Europe|North America|South America|Latin America|Central America|Oceania|Antarctica|Middle East|Far East|Balkans|Caucasus|\
    Caribbean|Scandinavia|Gulf of Mexico|Persian Gulf|Gaza Strip|West Bank|Gaza|Atlantic Ocean|Atlantic|Pacific Ocean|Pacific|Indian Ocean|Arctic|\
    Mediterranean Sea|Mediterranean|Black Sea|Red Sea|South China Sea|Baltic Sea|North Sea|Alps|Himalayas|Andes|Sahara|Sahel|Horn of Africa|\
    Eastern Europe|Western Europe|Southeast Asia|Central Asia|East Asia|South Asia|Midwest|West Coast|East Coast|Golan Heights|Korean Peninsula|Maghreb";
const PEOPLES: &str = "European|Europeans|African|Africans|Asian|Asians|Arab|Arabs|Kurd|Kurds|Kurdish|Muslim|Muslims|Christian|Christians|Jew|Jews|Jewish|Catholic|\
    Catholics|Protestant|Protestants|Sunni|Sunnis|Shia|Shiite|Shiites|Shi'ite|Hindu|Hindus|Buddhist|Buddhists|Sikh|Sikhs|Islamic|Islamist|Islamists|\
    Republican|Republicans|Democrat|Democrats|Democratic|Conservative|Conservatives|Labour|Liberal|Liberals|Socialist|Socialists|Communist|Communists|\
    Americans|Soviet|Latino|Latinos|Hispanic|Hispanics|Native American|Native Americans|African American|African Americans|African-American|Zionist|\
    Scottish|Welsh|English|Scots|Britons|Briton|Palestinian|Palestinians|Tibetan|Tibetans|Chechen|Chechens|Catalan|Basque|Flemish|Uyghur|Uyghurs|\
    Spaniard|Spaniards|Dane|Danes|Swede|Swedes|Finn|Finns|Pole|Poles|Turk|Turks|Serb|Serbs|Croat|Croats|Afghan|Afghans|Orthodox|Western|Mormon|Nazi|Nazis|\
    Irishman|Frenchman|Englishman|Argentine|Argentines|Filipino|Filipinos|Greek|Greeks|Swiss|Dutch|French|Marxist|Tory|Tories|Greens|Taliban";

/// Builds the lexicon; `texts` are raw, without any marks.
pub fn build(lists: Lists, clusters: &Clusters, texts: &[&str]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for line in lists.first_names.lines() {
        let mut fields = line.split('\t');
        let (name, share) =
            (fields.next().unwrap_or_default(), fields.nth(1).and_then(|share| share.parse().ok()).unwrap_or(0.0));
        if share >= 0.003f32 && name.len() > 1 {
            lexicon.add_name(name, kind::FIRST_NAME);
        }
    }
    for name in lists.last_names.lines().take(12_000).filter_map(|line| line.split('\t').next()).filter(|name| name.len() > 2) {
        lexicon.add_name(name, kind::SURNAME);
    }
    for line in lists.cities.lines() {
        let mut fields = line.split('\t');
        lexicon.add_name(fields.next().unwrap_or_default(), kind::CITY);
        if let Some(region) = fields.nth(1) {
            lexicon.add_name(region, kind::REGION);
        }
    }
    for line in lists.countries.lines() {
        for (field, names) in line.split('\t').enumerate() {
            for name in names.split(['|', ',']).map(str::trim).filter(|name| !name.is_empty()) {
                let kind = [kind::COUNTRY, kind::COUNTRY, kind::DEMONYM, kind::CITY, kind::COUNTRY][field.min(4)];
                lexicon.add_name(name, kind);
                if kind == kind::DEMONYM && !name.ends_with('s') && !name.ends_with("se") && !name.ends_with("sh") {
                    lexicon.add_name(&format!("{name}s"), kind);
                }
            }
        }
    }
    for name in [
        "U.S.", "US", "U.S", "USA", "U.S.A.", "UK", "U.K.", "UAE", "America", "Britain", "England", "Scotland", "Wales",
        "Russia", "Syria", "Iran", "Taiwan",
    ] {
        lexicon.add_name(name, kind::COUNTRY);
    }
    for (names, kind) in [(ORG_HEADS, kind::ORG_HEAD), (TITLES, kind::TITLE), (MONTHS, kind::MONTH)] {
        names.split_whitespace().for_each(|name| lexicon.add_name(name, kind));
    }
    for (names, kind) in [(REGIONS, kind::REGION), (PEOPLES, kind::DEMONYM)] {
        names.split('|').for_each(|name| lexicon.add_name(name.trim(), kind));
    }
    know_words(&mut lexicon, texts);
    lexicon.coarser.clone_from(&clusters.coarser);
    for (key, cluster) in &clusters.words {
        lexicon.words.entry(*key).or_default().cluster = *cluster;
    }
    lexicon
}

fn know_words(lexicon: &mut Lexicon, texts: &[&str]) {
    // Per lower-case form: times written small, times with a capital inside a sentence.
    let mut counts: HashMap<u32, (u32, u32)> = HashMap::new();
    for text in texts {
        let document = Document::new(text);
        for sentence in &document.sentences {
            let words = sentence.clone().map(|at| document.word(at));
            let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
            let small = words.clone().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
            let plain = small * 2 > words.clone().filter(|word| capital(word)).count();
            let mut start = true;
            for word in words {
                let key = lower_key(word);
                if !word.chars().any(char::is_alphabetic) {
                    start |= matches!(word, "\"" | "“" | ":");
                    continue;
                }
                if capital(word) && plain && !start {
                    counts.entry(key).or_default().1 += 1;
                } else if !capital(word) {
                    counts.entry(key).or_default().0 += 1;
                }
                start = false;
            }
        }
    }
    let mut counts: Vec<(u32, (u32, u32))> = counts.into_iter().filter(|(_, (small, capital))| small + capital >= 2).collect();
    counts.sort_unstable_by_key(|word| word.0);
    for (key, (small, capital)) in counts {
        let share = small as f32 / (small + capital) as f32;
        let bucket = match share {
            0.0 => 1,
            share if share < 0.1 => 2,
            share if share < 0.4 => 3,
            share if share < 0.8 => 4,
            share if share < 1.0 => 5,
            _ => 6,
        };
        lexicon.words.insert(key, Known { small: bucket, cluster: 0 });
    }
}
