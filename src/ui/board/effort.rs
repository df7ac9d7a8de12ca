//! How fast decisions are made, how often suggestions are right, whether they lead people astray, and how far people agree.

use super::parts::{Desk, ROW, Row, not_looked_through, rule, section, words};
use crate::analysis::agreement::{self, Pair};
use crate::analysis::blind::{Blindness, Side, blindness};
use crate::analysis::effort::{Effort, effort};
use crate::analysis::violations::{Violation, violations};
use crate::analysis::{Share, Suggested};
use crate::model::Status;
use crate::say;
use crate::session::{Command, Session};
use egui::{Align2, Rect, RichText, Ui, pos2};

pub(super) struct Page {
    all: Effort,
    parts: Vec<(&'static str, Vec<(String, Effort)>)>,
    blind: Blindness,
    percent: u8,
    /// Done articles of which it is not known what would be suggested.
    unseen: usize,
    pairs: Vec<Pair>,
    violations: Vec<Violation>,
}

impl Page {
    pub(super) fn new(session: &Session) -> Self {
        let project = session.project();
        let filter = session.board().filter();
        let table = effort(project, filter);
        let engines = table.by_engine.iter().map(|(engine, effort)| (engine.clone(), *effort)).collect();
        let labels =
            table.by_label.iter().map(|(label, effort)| (project.scheme.label_name(*label).to_owned(), *effort)).collect();
        let name = |id| project.annotator(id).map_or_else(|| "?".to_owned(), |annotator| annotator.name.clone());
        let people = table.by_annotator.iter().map(|(id, effort)| (name(*id), *effort)).collect();
        let mut parts: Vec<(_, Vec<_>)> = vec![(say!("engine"), engines), (say!("label"), labels), (say!("annotator"), people)];
        for (_, lines) in &mut parts {
            lines.sort_by_key(|(_, effort)| std::cmp::Reverse(effort.decisions));
        }
        let (blind, unseen) = if project.blind_percent == 0 { Default::default() } else { blind_of(session) };
        let mut violations = violations(project);
        violations.retain(|violation| project.article(violation.passage.article).is_some_and(|article| filter.admits(article)));
        Self {
            all: table.all,
            parts,
            blind,
            percent: project.blind_percent,
            unseen,
            pairs: agreement::pairs(project, filter),
            violations,
        }
    }
}

/// Blind passages against the others, and how many done articles were not looked through.
fn blind_of(session: &Session) -> (Blindness, usize) {
    let (project, filter) = (session.project(), session.board().filter());
    let known = session.suggested();
    let suggested: Vec<Suggested<'_>> =
        known.iter().map(|(article, proposals)| Suggested { article: *article, proposals }).collect();
    let admitted = project.articles().filter(|article| filter.admits(article) && article.status == Status::Done);
    let unseen = admitted.filter(|article| !session.proposals().is_answered(article.id)).count();
    (blindness(project, filter, &suggested), unseen)
}

const NAME: f32 = 190.0;

pub(super) fn ui(ui: &mut Ui, session: &Session, desk: &Desk<'_>, page: &Page, commands: &mut Vec<Command>) {
    let theme = desk.theme;
    section(ui, theme, say!("decisions-on-suggestions"), say!("pauses-of-more-than-a-minute-are"));
    if page.all.decisions == 0 {
        crate::ui::widgets::soft(ui, theme, say!("no-suggestion-was-accepted-corrected-or-rejected"));
    } else {
        let painter = ui.painter().clone();
        let mut head = Row::new(ui, &painter, 0, 24.0);
        head.over(NAME, "", theme);
        for (wide, text) in
            [(80.0, say!("decisions")), (80.0, say!("accepted")), (84.0, say!("corrected")), (80.0, say!("rejected-column"))]
        {
            head.over_numbers(wide, text, theme);
        }
        head.over(210.0, say!("taken-95-interval"), theme);
        head.over_numbers(104.0, say!("edges-kept"), theme);
        head.over_numbers(100.0, say!("seconds-each"), theme);
        head.over_numbers(80.0, say!("an-hour"), theme);
        rule(ui, &painter, theme);
        ui.spacing_mut().item_spacing.y = 0.0;
        line(ui, desk, say!("all"), &page.all, 1);
        let mut key = 100;
        for (name, lines) in &page.parts {
            let mut row = Row::new(ui, &painter, key, 30.0);
            let rect = row.next(NAME);
            words(
                &painter,
                pos2(rect.left() + 4.0, rect.bottom() - 9.0),
                Align2::LEFT_CENTER,
                &say!("by", to_lowercase = name.to_lowercase()),
                12.0,
                theme.ink_soft,
                NAME,
            );
            for (name, effort) in lines {
                key += 1;
                line(ui, desk, name, effort, key);
            }
            key += 100;
        }
        ui.spacing_mut().item_spacing.y = 5.0;
    }
    blind(ui, session, desk, page, commands);
    agree(ui, desk, page);
    if !page.violations.is_empty() {
        section(ui, theme, say!("against-the-codebook"), say!("what-its-rules-do-not-allow-listed"));
        for (violation, at) in page.violations.iter().take(100).zip(0_u64..) {
            let article = session.project().article(violation.passage.article).map_or("", |article| article.display_title());
            ui.push_id(("violation", at), |ui| {
                let message = crate::words::retold(&violation.message);
                let name = format!("{message} {article}");
                let pressed = crate::ui::widgets::line(ui, theme, false, &name, |ui| {
                    crate::ui::widgets::cut(ui, &*message);
                    crate::ui::widgets::soft(ui, theme, article);
                });
                if pressed.clicked() {
                    commands.push(Command::OpenPassage(violation.passage.clone()));
                }
            });
        }
        if page.violations.len() > 100 {
            crate::ui::widgets::soft(ui, theme, say!("and-so-many-more", n = page.violations.len() - 100));
        }
    }
}

fn line(ui: &mut Ui, desk: &Desk<'_>, name: &str, effort: &Effort, key: u64) {
    let theme = desk.theme;
    let painter = ui.painter().clone();
    let mut row = Row::new(ui, &painter, key, ROW);
    row.text(NAME, name, 13.5, theme.ink);
    let numbers = [(80.0, effort.decisions), (80.0, effort.accepted), (84.0, effort.corrected), (80.0, effort.rejected)];
    for (wide, number) in numbers {
        row.number(wide, &number.to_string(), theme.ink);
    }
    let place = row.next(210.0);
    let room = Rect::from_min_max(place.min + egui::vec2(14.0, 0.0), pos2(place.right() - 58.0, place.bottom()));
    if let Some(share) = effort.acceptance() {
        super::parts::share_bar(&painter, desk, room, Some(share), 0.0, 1.0);
        words(
            &painter,
            place.right_center() - egui::vec2(4.0, 0.0),
            Align2::RIGHT_CENTER,
            &percent(Some(share)),
            12.5,
            theme.ink_soft,
            52.0,
        );
    }
    row.number(104.0, &percent(effort.edges_unchanged()), theme.ink);
    row.number(100.0, &effort.seconds_per_decision().map_or_else(|| "–".to_owned(), |s| format!("{s:.1}")), theme.ink);
    row.number(80.0, &effort.per_hour().map_or_else(|| "–".to_owned(), |n| format!("{n:.0}")), theme.ink);
}

fn percent(share: Option<Share>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share.share * 100.0))
}

/// Shares of blind paragraphs to choose from, in percent.
fn percents() -> [(u8, &'static str); 5] {
    [(0, say!("none")), (5, "5 %"), (10, "10 %"), (20, "20 %"), (50, "50 %")]
}

fn blind(ui: &mut Ui, session: &Session, desk: &Desk<'_>, page: &Page, commands: &mut Vec<Command>) {
    let theme = desk.theme;
    section(ui, theme, say!("blind-passages-title"), say!("paragraphs-whose-suggestions-stay-hidden-until-they"));
    ui.horizontal_wrapped(|ui| {
        if let Some(percent) = super::choice(ui, theme, say!("blind-paragraphs"), page.percent, &percents()) {
            commands.push(Command::BlindPercent(percent));
        }
        let mut on = session.settings().time_work;
        let timing = ui.checkbox(&mut on, say!("keep-how-long-my-decisions-take"));
        if timing.on_hover_text(say!("in-the-project-file-only-switched-off")).changed() {
            commands.push(Command::TimeWork(on));
        }
    });
    if page.percent == 0 {
        return;
    }
    let painter = ui.painter().clone();
    let mut head = Row::new(ui, &painter, 30_000, 24.0);
    head.over(116.0, "", theme);
    for (wide, text) in blind_columns() {
        head.over_numbers(wide, text, theme);
    }
    rule(ui, &painter, theme);
    let lines: [(&str, &Side); 2] = [(say!("blind"), &page.blind.blind), (say!("shown"), &page.blind.shown)];
    let number = |value: Option<f64>, digits: usize| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"));
    for ((name, side), key) in lines.into_iter().zip(30_001..) {
        let mut row = Row::new(ui, &painter, key, ROW);
        row.text(116.0, name, 13.5, theme.ink);
        let cells = [
            side.paragraphs.to_string(),
            side.mentions.to_string(),
            side.stances.to_string(),
            number(side.density(), 2),
            number(side.seconds(), 1),
            side.from_suggestions.to_string(),
            percent(side.agreement()),
            number(side.between.f1(), 2),
        ];
        for ((wide, _), cell) in blind_columns().into_iter().zip(cells) {
            row.number(wide, &cell, theme.ink);
        }
    }
    ui.add_space(4.0);
    let told = page
        .blind
        .in_words()
        .map(|words| crate::words::told(&words))
        .unwrap_or_else(|| say!("finished-passages-of-both-kinds-and-what").to_owned());
    ui.label(RichText::new(told).size(13.5).color(theme.ink));
    if page.unseen > 0 {
        ui.horizontal(|ui| not_looked_through(ui, theme, page.unseen, commands));
    }
}

/// What is told of blind and other passages, and how wide.
fn blind_columns() -> [(f32, &'static str); 8] {
    [
        (92.0, say!("paragraphs")),
        (84.0, say!("mentions-column")),
        (76.0, say!("stances")),
        (118.0, say!("in-1000-characters")),
        (104.0, say!("seconds-a-mark")),
        (138.0, say!("from-suggestions")),
        (118.0, say!("as-suggested")),
        (130.0, say!("among-people-f1")),
    ]
}

fn agree(ui: &mut Ui, desk: &Desk<'_>, page: &Page) {
    let theme = desk.theme;
    section(ui, theme, say!("agreement"), say!("between-annotators-of-the-same-articles"));
    if page.pairs.is_empty() {
        crate::ui::widgets::soft(ui, theme, say!("no-article-was-worked-on-by-two"));
        return;
    }
    let painter = ui.painter().clone();
    let columns = [
        say!("articles-column"),
        say!("mentions-f1"),
        say!("label-kappa"),
        say!("stances-f1"),
        say!("polarity"),
        say!("holder"),
        say!("target"),
    ];
    let mut head = Row::new(ui, &painter, 40_000, 24.0);
    head.over(NAME, "", theme);
    columns.iter().for_each(|column| head.over_numbers(96.0, column, theme));
    rule(ui, &painter, theme);
    for (pair, key) in page.pairs.iter().zip(40_001..) {
        let mut row = Row::new(ui, &painter, key, ROW);
        row.text(NAME, &say!("two-names", one = pair.names.0, other = pair.names.1), 13.5, theme.ink);
        row.number(96.0, &pair.articles.to_string(), theme.ink);
        for value in
            [pair.mentions.f1(), pair.label_kappa, pair.stances.f1(), pair.polarity_alpha, pair.holder_alpha, pair.target_alpha]
        {
            row.number(96.0, &value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}")), theme.ink);
        }
    }
}
