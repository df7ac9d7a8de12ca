//! Performing commands: who does which. The work is in the files beside this one.

mod annotating;
mod articles;
mod blind;
mod carets;
mod codebook;
mod deciding;
mod entities;
mod everywhere;
mod files;
mod interchange;
mod model;
pub(super) mod opening;
mod scheme;
mod stances;
mod suggestions;
mod view;

use super::{Action, Ask, Command, Effect, Session};

impl Session {
    /// Performs one command. What cannot be done is said in a notice; nothing is changed then.
    pub fn perform(&mut self, command: Command) {
        match command {
            Command::Act(action) => self.act(action),

            Command::Open(paths) => self.open_paths(paths),
            Command::ImportText { name, text } => self.import_text(&name, &text),
            Command::SaveTo(path) => self.save_to(path),
            Command::ImportFiles(paths) => self.import_paths(paths),
            Command::ChangeImport(change) => self.change_import(change),
            Command::TakeImport => self.take_import(),
            Command::ChangeExport(change) => self.change_export(change),
            Command::Begin(preset) => self.begin(preset),
            Command::CloseSaving => self.close_saving(),
            Command::CloseWithoutSaving => self.close_without_saving(),
            Command::CloseOverlay => self.close_overlay(),
            Command::CloseNotice(number) => self.notices.close(number),

            Command::OpenArticle(id) => self.open_article(id),
            Command::Select { anchor, caret, exact } => self.select(anchor, caret, exact),
            Command::GoTo { article, span } => self.go_to(article, span),
            Command::MarkMention(id) => self.mark_mention(id),
            Command::MarkStance(id) => self.mark_stance(id),
            Command::MarkSuggestion(id) => self.mark_suggestion(id),

            Command::Label(label) => self.label(label),
            Command::Reshape { mention, spans } => self.reshape(mention, spans),
            Command::DragEdge { marked, side, byte } => self.drag_edge(marked, side, byte),
            Command::AddPart(mention) => self.add_part(mention),
            Command::SetNote(note) => self.set_note(&note),
            Command::SetFlag { flag, on } => self.set_flag(&flag, on),
            Command::RemoveMention(id) => self.remove_mention(id),
            Command::RemoveStance(id) => self.remove_stance(id),
            Command::AcceptSuggestion(id) => self.accept(id, None),
            Command::RejectSuggestion(id) => self.reject(id),

            Command::Choose(slot) => self.draft_with(|draft| draft.choosing = slot),
            Command::Fill { slot, party, mention } => self.draft_with(|draft| draft.fill(slot, party, mention)),
            Command::Polarity(polarity) => self.set_polarity(polarity),
            Command::Directness(directness) => self.draft_with(|draft| draft.stance.attribution.directness = directness),
            Command::Attitude(attitude) => self.draft_with(|draft| draft.stance.attitude = attitude),
            Command::Intensity(intensity) => self.draft_with(|draft| draft.stance.intensity = intensity),
            Command::Basis(basis) => self.draft_with(|draft| draft.stance.basis = basis),
            Command::DraftNote(note) => self.draft_with(|draft| draft.stance.note = note),
            Command::Channel(channel) => self.draft_with(|draft| draft.stance.attribution.channel = channel),
            Command::FullCard(full) => self.settings.full_card = full,
            Command::KeepStance => self.keep_stance(),

            Command::Tick { index, on } => self.tick(index, on),
            Command::TickAll(on) => self.tick_all(on),
            Command::ApplyTicked => self.apply_ticked(),

            Command::NewEntity { .. }
            | Command::RenameEntity { .. }
            | Command::MergeEntities { .. }
            | Command::DeleteEntity(_)
            | Command::Relabel { .. }
            | Command::SetAliases { .. }
            | Command::SetWikidata { .. }
            | Command::SetProfile { .. }
            | Command::SetEntityNote { .. }
            | Command::Link { .. }
            | Command::LinkNew { .. }
            | Command::SplitMention(_)
            | Command::CodeEntities { .. }
            | Command::AskEntities(_)
            | Command::AskSplit { .. }
            | Command::DifferentEntities(..)
            | Command::ShowEntity(_) => self.perform_entity(command),

            Command::AddLabel(_)
            | Command::RenameLabel { .. }
            | Command::RecolourLabel { .. }
            | Command::RekeyLabel { .. }
            | Command::DefineLabel { .. }
            | Command::HideLabel { .. }
            | Command::MergeLabels { .. }
            | Command::DeleteLabel(_)
            | Command::AddIssue(_)
            | Command::RenameIssue { .. }
            | Command::DeleteIssue(_)
            | Command::AskLabel(_)
            | Command::AskList(_)
            | Command::ChangeScheme { .. } => self.perform_scheme(command),

            Command::ImportCodebook(path) => self.import_codebook(&path),
            Command::ExportCodebook(kind) => self.export_codebook(kind),
            Command::AddList(list) => self.add_list(list),
            Command::AddExample { counter } => self.add_example(counter),

            Command::SetStatus { article, status } => self.set_status(article, status),
            Command::SetMetadata { article, metadata } => self.set_metadata(article, metadata),
            Command::DeleteArticle(article) => self.delete_article(article),

            Command::StepBack => self.step_back(),
            Command::Board(view) => self.look_at_board(*view),
            Command::OpenPassage(passage) => self.open_passage(&passage),
            Command::AskBulk { lines, bulk } => self.ask_bulk(&lines, bulk),
            Command::DoBulk => self.do_bulk(),
            Command::LookFor(query) => self.look_for(query),
            Command::SaveQuery { name, query } => self.save_query(&name, query),
            Command::CopyTable(table) => self.copy_table(table),
            Command::Complain(error) => self.notices.error(error),
            Command::Keep { name, bytes } => self.keep(name, bytes),
            Command::WriteTo { path, bytes } => self.write_to(path, &bytes),

            Command::BlindPercent(percent) => self.set_blind_percent(percent),
            Command::TimeWork(on) => self.settings.time_work = on,
            Command::UseModel(path) => self.use_model(path),
            Command::FindText(words) => self.find_text(words),
            Command::Threshold(_)
            | Command::Engine { .. }
            | Command::SetOrder(_)
            | Command::Theme(_)
            | Command::Language(_)
            | Command::Zoom(_)
            | Command::AnnotatorName(_)
            | Command::LinkByName(_)
            | Command::WholePages(_)
            | Command::PanelWidths { .. }
            | Command::SetKey { .. }
            | Command::ResetKeys => self.set(command),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::OpenFiles
            | Action::OpenFolder
            | Action::OpenSample
            | Action::PasteArticle
            | Action::NewProject
            | Action::ImportCodebook
            | Action::Import
            | Action::Export
            | Action::Save
            | Action::SaveAs
            | Action::Quit => self.act_on_files(action),

            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Copy => self.copy(),
            Action::Delete => self.delete(),
            Action::EditNote => self.edit_note(),
            Action::ClearSelection => self.clear_selection(),

            Action::NextSuggestion
            | Action::PreviousSuggestion
            | Action::Accept
            | Action::Reject
            | Action::Skip
            | Action::AcceptSure
            | Action::Refresh
            | Action::SuggestAll
            | Action::OrderText
            | Action::OrderUncertain
            | Action::OrderEasy => self.act_on_suggestions(action),
            Action::ChooseModel => self.effects.push(Effect::Ask(Ask::Model)),
            Action::UsualModel => self.use_model(None),
            Action::Everywhere => self.everywhere(),
            Action::Stop => self.stop(),

            Action::FinishPassage => self.finish_passage(),
            Action::NextToDecide => self.next_to_decide(),
            Action::AddExample => self.add_example(false),
            Action::AddCounterExample => self.add_example(true),
            Action::StanceCard => self.stance_card(),
            Action::LinkEntity => self.link_entity(),
            Action::NextMark | Action::PreviousMark => self.walk_marks(action),
            Action::EndLeft | Action::EndRight | Action::StartLeft | Action::StartRight => self.move_edge(action),

            Action::CaretLeft
            | Action::CaretRight
            | Action::CaretUp
            | Action::CaretDown
            | Action::WordLeft
            | Action::WordRight
            | Action::LineStart
            | Action::SentenceBack
            | Action::SentenceForward
            | Action::ParagraphBack
            | Action::ParagraphForward
            | Action::LineEnd
            | Action::PageUp
            | Action::PageDown
            | Action::TextStart
            | Action::TextEnd
            | Action::ExtendLeft
            | Action::ExtendRight
            | Action::ExtendUp
            | Action::ExtendDown
            | Action::ExtendCharLeft
            | Action::ExtendCharRight
            | Action::ExtendLineStart
            | Action::ExtendLineEnd
            | Action::ExtendSentenceBack
            | Action::ExtendSentenceForward
            | Action::ExtendParagraphBack
            | Action::ExtendParagraphForward => self.move_caret(action),

            Action::NextArticle | Action::PreviousArticle | Action::MarkDone | Action::Reopen | Action::RemoveArticle => {
                self.act_on_articles(action);
            }

            Action::Palette
            | Action::KeyTable
            | Action::Find
            | Action::FindEverywhere
            | Action::FindNext
            | Action::FindPrevious
            | Action::ShowArticles
            | Action::ShowEntities
            | Action::ShowScheme
            | Action::ShowSuggestions
            | Action::ShowInspector
            | Action::ToggleLeft
            | Action::ToggleRight
            | Action::ShowBoard
            | Action::ShowConcordance
            | Action::ShowCodebook
            | Action::ShowEntityTable
            | Action::ExportReport
            | Action::NextTheme
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset
            | Action::ShowAll
            | Action::ShowStancesOnly
            | Action::ShowSpeakers
            | Action::ShowSuggestionsFirst
            | Action::LabelsAbove
            | Action::LabelsBehind
            | Action::LabelsOnHover
            | Action::ColoursCalm
            | Action::ColoursSafe
            | Action::ColoursStrong
            | Action::DirectionAuto
            | Action::DirectionLeft
            | Action::DirectionRight
            | Action::Settings => self.act_on_view(action),
        }
    }
}
