//! A picture of each script, looked at once beside a browser's, and compared ever since.
//!
//! Shapes come from the system's fonts, so a picture is compared only where the very fonts are installed that it was made
//! with (`snapshots/scripts/fonts.txt`); elsewhere the test says which one is another. `UPDATE_SNAPSHOTS=1` makes them anew.

use super::reader::Desk;
use eframe::egui::vec2;
use egui_kittest::SnapshotOptions;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// Name, text (a headline would come out larger, so the first line is one), words that are marked.
const SCRIPTS: [(&str, &str, &str); 14] = [
    (
        "latin",
        "Latin\nThe naïve façade of “efficient” offices: e\u{301} a\u{308}\u{301} s\u{323}\u{307} o\u{328}\u{301}, Việt Nam, Łódź.",
        "efficient",
    ),
    ("greek", "Greek\nΟ πρωθυπουργός δήλωσε ότι στηρίζει τη νέα πρόταση για τους ψαράδες.", "πρωθυπουργός"),
    ("cyrillic", "Cyrillic\nПрезидент заявил, что поддерживает новый закон; оппозиция против.", "оппозиция"),
    ("arabic", "Arabic\nقال الرئيس يوم الثلاثاء إن الحكومة ستدعم المزارعين (15% في عام 2024) بعد الفيضانات.", "الحكومة ستدعم"),
    ("hebrew", "Hebrew\nראש הממשלה אמר היום (שלישי) כי התוכנית החדשה, New Deal, תסייע ב־3,000 תושבים.", "New Deal, תסייע"),
    (
        "mixed",
        "Mixed\nPresident Macron criticised the العربية السلام عليكم proposal; ראש הממשלה agreed on 3 May.",
        "السلام عليكم proposal",
    ),
    ("devanagari", "Devanagari\nप्रधानमंत्री ने कहा कि क्षत्रिय विद्यार्थी आर्थिक सुधारों का समर्थन करेंगे।", "क्षत्रिय विद्यार्थी"),
    ("bengali", "Bengali\nপ্রধানমন্ত্রী বলেছেন যে নতুন আইনটি কৃষকদের পক্ষে যাবে।", "কৃষকদের"),
    ("tamil", "Tamil\nமுதலமைச்சர் புதிய திட்டத்தை ஆதரிப்பதாகக் கூறினார்.", "திட்டத்தை"),
    ("thai", "Thai\nนายกรัฐมนตรีกล่าวว่ารัฐบาลจะสนับสนุนเกษตรกรหลังน้ำท่วมที่เกิดขึ้นในพื้นที่ภาคใต้ของประเทศ", "เกษตรกร"),
    ("khmer", "Khmer\nនាយករដ្ឋមន្ត្រីបាននិយាយថារដ្ឋាភិបាលនឹងគាំទ្រកសិករបន្ទាប់ពីទឹកជំនន់", "កសិករ"),
    ("chinese", "Chinese\n总统周二表示，政府将支持受洪灾影响的农民，反对党则批评这一计划。", "政府"),
    ("japanese", "Japanese\n首相は火曜日、「新しい計画」を支持すると述べた。野党はこれに反対している。", "新しい計画"),
    ("korean-emoji", "Korean, emoji\n대통령은 새 계획을 지지한다고 말했다. 😀 👩‍👩‍👧‍👦 🇸🇪 👍🏽 ❤️ 1️⃣", "계획을"),
];

/// The fonts the pictures were made with.
const FONTS: [&str; 10] = [
    "truetype/noto/NotoSerif-Regular.ttf",
    "truetype/noto/NotoSans-Regular.ttf",
    "truetype/noto/NotoNaskhArabic-Regular.ttf",
    "truetype/noto/NotoSansHebrew-Regular.ttf",
    "truetype/noto/NotoSansDevanagari-Regular.ttf",
    "truetype/noto/NotoSansBengali-Regular.ttf",
    "truetype/noto/NotoSansTamil-Regular.ttf",
    "truetype/noto/NotoSansThai-Regular.ttf",
    "opentype/noto/NotoSerifCJK-Regular.ttc",
    "truetype/noto/NotoColorEmoji.ttf",
];

fn fonts_here() -> String {
    let mut lines = String::new();
    for font in FONTS {
        let sum = std::fs::read(Path::new("/usr/share/fonts").join(font)).map_or_else(
            |_| "not there".to_owned(),
            |bytes| Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
        );
        let _ = writeln!(lines, "{font} {sum}");
    }
    lines
}

#[test]
fn each_script_looks_as_it_did_when_it_was_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/scripts");
    let (known, here) = (folder.join("fonts.txt"), fonts_here());
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&known, &here).unwrap();
    }
    let known = std::fs::read_to_string(known).unwrap();
    if let Some((font, _)) = here.lines().zip(known.lines()).find(|(here, known)| here != known) {
        eprintln!("The pictures of the scripts are not compared: they were made with another font than {font}.");
        return;
    }
    let mut wrong = Vec::new();
    for (name, text, marked) in SCRIPTS {
        let mut desk = Desk::new(text);
        let span = desk.find(marked, 0);
        desk.mention(1, span, "ORG");
        let mut harness = desk.open(vec2(620.0, 170.0), 1.0);
        let options = SnapshotOptions::new().output_path(&folder);
        wrong.extend(harness.try_snapshot_options(name, &options).err().map(|error| error.to_string()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
