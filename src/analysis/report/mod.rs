//! The coverage report: one HTML page without scripts, each chart with its table beneath and the method at the end.

pub mod charts;
mod sections;
mod table;
pub mod tables;

pub use table::Table;

use super::svg::escape;
use super::{Board, Filter};
use crate::model::Project;

/// What a report is told beyond the project.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub filter: Filter,
    /// Day of the report, as written in it.
    pub date: String,
    /// Version of the program.
    pub version: String,
}

/// The whole page.
pub fn html(project: &Project, options: &Options) -> String {
    let board = Board::new(project, &options.filter);
    let title = if project.name.is_empty() { "Coverage report" } else { &project.name };
    let mut page = String::with_capacity(64 * 1024);
    page.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(&format!("<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n", escape(title)));
    page.push_str(&format!("<header><p class=\"kicker\">Coverage report</p><h1>{}</h1>\n", escape(title)));
    page.push_str(&sections::summary(&board, project, options));
    page.push_str("</header>\n");
    for section in [
        sections::sources(&board, project),
        sections::groups(&board, project),
        sections::matrix(&board, project),
        sections::timeline(&board),
        sections::outlets(&board, project),
        sections::frames(&board, project),
        sections::method(&board, project, options),
    ] {
        page.push_str(&section);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

const STYLE: &str = r"
:root{--paper:#fdfcfa;--ink:#23262e;--soft:#646b7a;--rule:#dfe2e8;--bar:#4668a8;--favor:#2a7f62;--against:#b5483a;--neutral:#7d8494;--quiet:#aab2c2;--wash:#f3f1ec}
@media (prefers-color-scheme:dark){:root{--paper:#16181d;--ink:#e4e6eb;--soft:#9aa1b0;--rule:#30343d;--bar:#6f93d6;--favor:#3d9a7a;--against:#cc6152;--neutral:#7b8292;--quiet:#4a5160;--wash:#1d2026}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 Charter,'Bitstream Charter','Sitka Text',Cambria,Georgia,serif;text-rendering:optimizeLegibility}
main{max-width:46rem;margin:0 auto;padding:4rem 1.5rem 6rem}
h1{font-size:2.4rem;line-height:1.15;margin:.2rem 0 1rem;font-weight:600;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.5rem;line-height:1.25;margin:4rem 0 .5rem;font-weight:600}
h3{font-size:1.1rem;margin:2rem 0 .25rem}
p{margin:.5rem 0 1rem;hyphens:auto}
.kicker{font:600 .8rem/1 system-ui,sans-serif;letter-spacing:.08em;text-transform:uppercase;color:var(--soft);margin:0}
.lead{font-size:1.2rem;line-height:1.5}
.note{color:var(--soft);font-size:.95rem}
figure{margin:1.5rem 0}
figcaption{color:var(--soft);font-size:.92rem;margin-top:.5rem}
svg.chart{width:100%;height:auto;display:block;overflow:visible}
details{margin:.5rem 0 1.5rem}
summary{cursor:pointer;font:500 .9rem/1.4 system-ui,sans-serif;color:var(--soft)}
summary:focus-visible{outline:2px solid var(--bar);outline-offset:3px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font:.88rem/1.4 system-ui,sans-serif;font-variant-numeric:tabular-nums;margin:.5rem 0}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{text-align:right;padding:.35rem .6rem;border-bottom:1px solid var(--rule);white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}
thead th{font-weight:600;border-bottom:2px solid var(--rule)}
ul.readings{padding-left:1.1rem}
ul.readings li{margin:.3rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem}
dt{color:var(--soft)}
dd{margin:0}
.key{font:.85rem/1.4 system-ui,sans-serif;color:var(--soft)}
.key b{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .3em 0 .8em;vertical-align:-.05em}
@media print{body{font-size:11pt;background:#fff}main{max-width:none;padding:0}h2{break-after:avoid}figure,table{break-inside:avoid}details>*{display:block}}
";
