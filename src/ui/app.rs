//! The window: draws the session, then performs what was asked for. Keys are taken before the widgets see them.

use super::dialogs::{Answer, Dialogs};
use super::keys::{self, Listening};
use super::theme::Theme;
use super::{
    article_view, articles_panel, board, chrome, codebook, codebook_card, concordance, direction, entities_panel, entity_table,
    export_window, find_bar, fonts, import_window, inspector_panel, palette, scheme_panel, spread_list, stance_card,
    suggestions_panel, welcome, windows,
};
use crate::session::{Action, Command, Effect, LeftPanel, Overlay, Place, RightPanel, Session, ThemeChoice};
use egui::{Context, ViewportCommand};

/// Throw-away state of everything drawn.
#[derive(Default)]
struct States {
    article: article_view::State,
    articles: articles_panel::State,
    board: board::State,
    card: codebook_card::State,
    codebook: codebook::State,
    concordance: concordance::State,
    entities: entities_panel::State,
    find: find_bar::State,
    import: import_window::State,
    inspector: inspector_panel::State,
    notices: chrome::Shown,
    palette: palette::State,
    scheme: scheme_panel::State,
    spread: spread_list::State,
    stance: stance_card::State,
    suggestions: suggestions_panel::State,
    table: entity_table::State,
    windows: windows::State,
}

/// The window.
pub struct App {
    session: Session,
    states: States,
    commands: Vec<Command>,
    dialogs: Dialogs,
    theme: Option<Theme>,
    /// The session has agreed to close.
    closing: bool,
    title: String,
}

impl App {
    /// A window on this session, with its fonts and without the toolkit's own zoom keys.
    pub fn new(ctx: &Context, session: Session) -> Self {
        fonts::install(ctx);
        direction::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.all_styles_mut(|style| {
            style.spacing.item_spacing = egui::vec2(7.0, 5.0);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            style.interaction.selectable_labels = false;
        });
        Self {
            session,
            states: States::default(),
            commands: Vec::new(),
            dialogs: Dialogs::default(),
            theme: None,
            closing: false,
            title: String::new(),
        }
    }

    /// The session that is drawn.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Performs commands as if a person had asked for them.
    pub fn perform(&mut self, ctx: &Context, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            self.session.perform(command);
        }
        self.carry_out(ctx);
    }

    /// Opens again what a crash left behind.
    pub fn recover(&mut self) {
        self.session.recover();
    }

    /// Takes what is a command out of the window's input.
    pub fn hear(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        let listening = if self.session.overlay().is_some() {
            Listening::Overlay
        } else if ctx.text_edit_focused() {
            Listening::Field
        } else if self.session.place() != Place::Reading {
            Listening::Place
        } else {
            Listening::Article
        };
        let commands = keys::take(&mut input.events, &self.session, listening);
        let dropped: Vec<_> = input.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        self.commands.extend(commands);
        if !dropped.is_empty() {
            self.commands.push(Command::Open(dropped));
        }
    }

    /// Takes the results of background work; draws nothing.
    pub fn logic(&mut self, ctx: &Context) {
        self.session.poll();
        match self.dialogs.poll(ctx) {
            Some(Answer::Command(command)) => self.commands.push(command),
            Some(Answer::NoDialog(ask)) => {
                use crate::session::Ask;
                if let Ask::SaveAs { folder, name } | Ask::Keep { folder, name, .. } | Ask::ExportFile { folder, name } = &ask {
                    let folder = folder.clone().or_else(dirs::document_dir).or_else(dirs::home_dir).unwrap_or_default();
                    self.states.windows.path = folder.join(name).display().to_string();
                } else {
                    self.states.windows.path.clear();
                }
                self.states.windows.ask = Some(ask);
                self.session.ask_path();
            }
            Some(Answer::Cancelled) | None => {}
        }
        let commands = std::mem::take(&mut self.commands);
        if !commands.is_empty() {
            self.perform(ctx, commands);
        }
    }

    /// Draws everything, then performs what was asked for.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let theme = self.look(&ctx);
        let mut commands = std::mem::take(&mut self.commands);
        self.draw(ui, &theme, &mut commands);
        self.overlays(&ctx, &theme, &mut commands);
        chrome::notices(&ctx, &self.session, &theme, &mut self.states.notices, &mut commands);
        if !commands.is_empty() {
            self.perform(&ctx, commands);
            ctx.request_repaint();
        }
        let title = format!("{} – Standpoint", self.session.title());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn look(&mut self, ctx: &Context) -> Theme {
        let system = ctx.system_theme().is_some_and(|theme| theme == egui::Theme::Dark);
        let dark = match self.session.settings().theme {
            ThemeChoice::System => system,
            ThemeChoice::Light => false,
            ThemeChoice::Dark => true,
        };
        let colours = self.session.settings().colours;
        if self.theme.as_ref().is_none_or(|theme| theme.dark != dark || theme.set != colours) {
            let theme = Theme::new(dark, colours);
            theme.apply(ctx);
            self.theme = Some(theme);
        }
        let zoom = article_view::zoom_of_window(self.session.settings().zoom);
        if (ctx.zoom_factor() - zoom).abs() > 0.001 {
            ctx.set_zoom_factor(zoom);
        }
        self.theme.clone().unwrap_or_else(|| Theme::new(dark, colours))
    }

    fn draw(&mut self, ui: &mut egui::Ui, theme: &Theme, commands: &mut Vec<Command>) {
        let (session, states) = (&self.session, &mut self.states);
        let panels = session.settings().panels;
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(10, 5));
        let side = egui::Frame::new().fill(theme.panel).inner_margin(10);
        egui::Panel::top("menus").frame(frame).show(ui, |ui| chrome::menus(ui, session, theme, commands));
        egui::Panel::bottom("status").frame(frame).show(ui, |ui| chrome::status(ui, session, theme, commands));
        let paper = egui::Frame::new().fill(theme.paper);
        if session.is_blank() {
            egui::CentralPanel::default().frame(paper).show(ui, |ui| welcome::ui(ui, session, theme, commands));
            return;
        }
        if session.place() != Place::Reading {
            egui::CentralPanel::default().frame(paper).show(ui, |ui| match session.place() {
                Place::Reading | Place::Board => board::ui(ui, session, theme, &mut states.board, commands),
                Place::Concordance => concordance::ui(ui, session, theme, &mut states.concordance, commands),
                Place::Entities => entity_table::ui(ui, session, theme, &mut states.table, commands),
                Place::Codebook => codebook::ui(ui, session, theme, &mut states.codebook, commands),
            });
            return;
        }
        let mut widths = (panels.left_width, panels.right_width);
        if panels.left_open {
            let panel = egui::Panel::left("left").frame(side).default_size(panels.left_width).size_range(190.0..=420.0);
            let shown = panel.show(ui, |ui| {
                chrome::left_tabs(ui, session, commands);
                match panels.left {
                    LeftPanel::Articles => articles_panel::ui(ui, session, theme, &mut states.articles, commands),
                    LeftPanel::Entities => entities_panel::ui(ui, session, theme, &mut states.entities, commands),
                    LeftPanel::Scheme => scheme_panel::ui(ui, session, theme, &mut states.scheme, commands),
                }
            });
            widths.0 = shown.response.rect.width();
        }
        if panels.right_open {
            let panel = egui::Panel::right("right").frame(side).default_size(panels.right_width).size_range(210.0..=440.0);
            let shown = panel.show(ui, |ui| {
                chrome::right_tabs(ui, session, commands);
                if codebook_card::wanted(session, &mut states.card) {
                    let frame = egui::Frame::new().inner_margin(egui::Margin { top: 8, ..egui::Margin::ZERO });
                    let card = egui::Panel::bottom("codebook card").frame(frame);
                    card.show(ui, |ui| codebook_card::ui(ui, session, theme, &states.card, commands));
                }
                match panels.right {
                    RightPanel::Suggestions => suggestions_panel::ui(ui, session, theme, &mut states.suggestions, commands),
                    RightPanel::Inspector => inspector_panel::ui(ui, session, theme, &mut states.inspector, commands),
                }
            });
            widths.1 = shown.response.rect.width();
        }
        let resized = (widths.0 - panels.left_width).abs().max((widths.1 - panels.right_width).abs()) > 0.5;
        if resized && !ui.input(|input| input.pointer.any_down()) {
            commands.push(Command::PanelWidths { left: widths.0, right: widths.1 });
        }
        egui::CentralPanel::default().frame(paper).show(ui, |ui| {
            let strip = egui::Frame::new().fill(theme.paper).inner_margin(egui::Margin::symmetric(14, 7));
            egui::Panel::top("labels").frame(strip).show_separator_line(false).show(ui, |ui| {
                chrome::labels(ui, session, theme, commands);
                if session.find().open {
                    find_bar::ui(ui, session, theme, &mut states.find, commands);
                }
            });
            egui::Panel::bottom("hints").frame(strip).show_separator_line(false).show(ui, |ui| chrome::hints(ui, session, theme));
            egui::CentralPanel::default().frame(paper).show(ui, |ui| {
                article_view::ui(ui, session, theme, &mut states.article, commands);
            });
        });
    }

    fn overlays(&mut self, ctx: &Context, theme: &Theme, commands: &mut Vec<Command>) {
        self.context_menu(ctx, theme, commands);
        let Some(overlay) = self.session.overlay() else { return };
        let (session, states) = (&self.session, &mut self.states);
        let frame = egui::Frame::popup(&ctx.global_style()).fill(theme.raised).inner_margin(16).corner_radius(10);
        let id = egui::Id::unique(("overlay", overlay as u8));
        let modal = egui::Modal::new(id).frame(frame).backdrop_color(theme.shadow);
        let response = modal.show(ctx, |ui| match overlay {
            Overlay::Palette => {
                if let Some(entity) = palette::ui(ui, session, theme, &mut states.palette, commands) {
                    states.entities.choose(entity);
                }
            }
            Overlay::KeyTable => windows::key_table(ui, session, theme, &mut states.windows, commands),
            Overlay::Settings => windows::settings(ui, session, theme, &mut states.windows, commands),
            Overlay::StanceCard => stance_card::ui(ui, session, theme, &mut states.stance, commands),
            Overlay::Spread => spread_list::ui(ui, session, theme, &mut states.spread, commands),
            Overlay::LinkEntity => windows::link_entity(ui, session, theme, &mut states.windows, commands),
            Overlay::Closing => windows::closing(ui, session, theme, commands),
            Overlay::Path => windows::path(ui, theme, &mut states.windows, commands),
            Overlay::Import => import_window::ui(ui, session, theme, &mut states.import, commands),
            Overlay::Export => export_window::ui(ui, session, theme, commands),
        });
        if response.backdrop_response.clicked() {
            commands.push(Command::CloseOverlay);
        }
    }

    fn context_menu(&mut self, ctx: &Context, theme: &Theme, commands: &mut Vec<Command>) {
        let Some((position, mark)) = self.states.article.menu else { return };
        let session = &self.session;
        let area = egui::Area::new(egui::Id::unique("article menu"))
            .fixed_pos(direction::over(ctx, position))
            .order(egui::Order::Foreground);
        let mut done = false;
        let response = area.show(ctx, |ui| {
            egui::Frame::menu(ui.style()).fill(theme.raised).show(ui, |ui| {
                ui.set_width(210.0);
                let actions: &[Action] = match mark {
                    Some(super::reader::MarkId::Suggestion(_)) => {
                        &[Action::Accept, Action::Reject, Action::Everywhere, Action::StanceCard]
                    }
                    Some(super::reader::MarkId::Mention(_)) => {
                        &[Action::Everywhere, Action::LinkEntity, Action::StanceCard, Action::EditNote, Action::Delete]
                    }
                    Some(super::reader::MarkId::Stance(_)) => &[Action::StanceCard, Action::EditNote, Action::Delete],
                    None => &[Action::StanceCard, Action::Copy, Action::Find],
                };
                for action in actions {
                    let key = session.settings().key_text(*action);
                    if ui.add(egui::Button::new(action.name()).shortcut_text(key)).clicked() {
                        commands.push((*action).into());
                        done = true;
                    }
                }
                if !matches!(mark, Some(super::reader::MarkId::Stance(_))) {
                    ui.separator();
                    for label in session.project().scheme.labels.iter().filter(|label| !label.hidden) {
                        let key = label.key.map(String::from).unwrap_or_default();
                        if ui.add(egui::Button::new(&label.name).shortcut_text(key)).clicked() {
                            commands.push(Command::Label(label.id));
                            done = true;
                        }
                    }
                }
            });
        });
        let away = ctx.input(|input| {
            let pressed = input.pointer.any_pressed()
                && input.pointer.interact_pos().is_some_and(|at| !response.response.rect.contains(at));
            pressed || input.key_pressed(egui::Key::Escape)
        });
        if done || away {
            self.states.article.menu = None;
        }
    }

    fn carry_out(&mut self, ctx: &Context) {
        for effect in self.session.take_effects() {
            match effect {
                Effect::Ask(ask) => self.dialogs.ask(ask, ctx.input(|input| input.time)),
                Effect::Copy(words) => ctx.copy_text(words),
                Effect::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
                Effect::Reveal => self.states.article.reader.reveal(self.session.selection().caret),
                Effect::Walk(walk) => self.states.article.walks.push(walk),
                Effect::Close => {
                    self.closing = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
            }
        }
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut egui::RawInput) {
        self.hear(ctx, raw_input);
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.commands.push(Action::Quit.into());
        }
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.leave();
    }
}
