//! Import and export: choices, the work beside the window, and taking or writing what was seen.

use crate::format::Options;
use crate::format::roundtrip;
use crate::say;
use crate::session::exporting::{Delivery, Export, ExportChange, Made};
use crate::session::importing::{self, Import, ImportChange, Material, Part};
use crate::session::{Ask, Effect, Overlay, Session};
use crate::task::Progress;
use std::path::PathBuf;
use std::sync::Arc;

impl Session {
    /// Shows what was read, before anything is taken.
    pub(super) fn begin_import(&mut self, material: Material) {
        self.import = Some(Import::new(material));
        self.overlay = Some(Overlay::Import);
        self.read_import();
    }

    /// Reads the material with the unit chosen, and makes a plan.
    fn read_import(&mut self) {
        let now = self.clock.now();
        let revision = self.history.revision();
        let project = self.project.clone();
        let Some(import) = &mut self.import else { return };
        let (material, choices) = (Arc::clone(&import.material), import.choices.clone());
        let work = move |progress: &Progress| {
            let parts = importing::read(&material, choices.unit, &project, progress)?;
            importing::plan(&project, revision, Arc::new(parts), &choices, now)
        };
        self.start_plan(work);
    }

    /// Makes a plan of what was read with the choices as they are now; `columns` of this part were named anew.
    fn plan_import(&mut self, columns: Option<usize>) {
        let now = self.clock.now();
        let revision = self.history.revision();
        let project = self.project.clone();
        let Some(import) = &mut self.import else { return };
        let Some(plan) = &import.plan else { return };
        let (parts, choices) = (Arc::clone(&plan.parts), import.choices.clone());
        let work = move |_: &Progress| {
            let named = columns.and_then(|at| Some((at, choices.columns.get(&at)?)));
            let parts = match named {
                None => parts,
                Some((at, columns)) => {
                    let mut parts: Vec<Part> = parts.to_vec();
                    parts[at].name_columns(columns, &project);
                    Arc::new(parts)
                }
            };
            importing::plan(&project, revision, parts, &choices, now)
        };
        self.start_plan(work);
    }

    fn start_plan(&mut self, work: impl FnOnce(&Progress) -> Result<importing::Plan, String> + Send + 'static) {
        let (waker, window) = (self.waker(), self.has_window());
        let Some(import) = &mut self.import else { return };
        if window {
            import.task.start("reading the import", &waker, work);
        } else {
            let plan = work(&Progress::default());
            self.take_plan(plan);
        }
    }

    fn take_plan(&mut self, plan: Result<importing::Plan, String>) {
        let Some(import) = &mut self.import else { return };
        match plan {
            Ok(plan) => (import.plan, import.error) = (Some(Arc::new(plan)), None),
            Err(error) => import.error = Some(error),
        }
        if std::mem::take(&mut import.taking) {
            self.take_import();
        }
    }

    pub(super) fn change_import(&mut self, change: ImportChange) {
        let Some(import) = &mut self.import else { return };
        match change {
            ImportChange::Unit(unit) => {
                import.choices.unit = unit;
                import.choices.places.clear();
                self.read_import();
                return;
            }
            ImportChange::LooseStances(on) => import.choices.loose_stances = on,
            ImportChange::Column { part, column, holds } => {
                let mut columns = import.columns(part);
                importing::name_column(&mut columns, column, holds);
                import.choices.columns.insert(part, columns);
                import.choices.places.retain(|(of, _), _| *of != part);
                self.plan_import(Some(part));
                return;
            }
            ImportChange::Place { row, place } => {
                if let Some(row) = import.plan.as_ref().and_then(|plan| plan.rows.get(row)) {
                    import.choices.places.insert((row.part, row.number), place);
                }
            }
            ImportChange::AllAlike { merge } => import.place_all_alike(merge),
            ImportChange::LeaveOutRepeats(on) => import.choices.leave_out_repeats = on,
        }
        self.plan_import(None);
    }

    /// Does what the plan on screen says, in one step.
    pub(super) fn take_import(&mut self) {
        let revision = self.history.revision();
        let Some(import) = &mut self.import else { return };
        if import.is_working() {
            import.taking = true;
            return;
        }
        let Some(plan) = import.plan.clone().filter(|_| import.error.is_none()) else { return };
        if plan.revision != revision || plan.choices != import.choices {
            import.taking = true;
            self.plan_import(None);
            return;
        }
        let (new, merged, _) = plan.counts();
        if plan.is_empty() {
            self.notices.note(say!("everything-in-these-files-is-in-the"));
        } else {
            let name = match (new, merged) {
                (0, merged) => say!("import-annotations-of-articles", n = merged),
                (new, _) => say!("import-articles", n = new),
            };
            if !self.commit(name, plan.edit.clone()) {
                return;
            }
            let kept: usize = plan.audits.iter().map(|audit| audit.spans + audit.stances + audit.relations).sum();
            self.notices.note(say!(
                "articles-added-more-annotated-annotations-in-all",
                new = say!("n-articles", n = new),
                merged = say!("n-articles", n = merged),
                kept = say!("n-annotations", n = kept)
            ));
        }
        self.import = None;
        self.overlay = None;
        if let Some(first) = plan.rows.iter().find_map(|row| row.article) {
            self.open_article(first);
        }
    }

    /// Shows what an export would write, before it is written.
    pub(super) fn begin_export(&mut self) {
        if self.project.article_count() == 0 {
            self.notices.note(say!("there-is-nothing-to-export-yet-open"));
            return;
        }
        let choices = self.export.take().map(|export| export.choices).unwrap_or_default();
        self.export = Some(Export { choices, ..Export::default() });
        self.overlay = Some(Overlay::Export);
        self.make_delivery();
    }

    fn make_delivery(&mut self) {
        let project = self.project.clone();
        let Some(export) = &mut self.export else { return };
        (export.error, export.round_trip, export.overwrites) = (None, None, None);
        let (format, choices) = (export.format(), export.choices.clone());
        self.start_export("exporting", move |_| {
            Made::Delivery(Delivery::make(&project, format, &choices).map_err(|error| error.to_string()))
        });
    }

    fn start_export(&mut self, name: &str, work: impl FnOnce(&Progress) -> Made + Send + 'static) {
        let (waker, window) = (self.waker(), self.has_window());
        let Some(export) = &mut self.export else { return };
        if window {
            export.task.start(name, &waker, work);
        } else {
            let made = work(&Progress::default());
            self.take_made(made);
        }
    }

    fn take_made(&mut self, made: Made) {
        let Some(export) = &mut self.export else { return };
        match made {
            Made::Delivery(Ok(delivery)) => export.delivery = Some(Arc::new(delivery)),
            Made::Delivery(Err(error)) => (export.delivery, export.error) = (None, Some(error)),
            Made::RoundTrip(Ok(outcome)) => export.round_trip = Some(outcome),
            Made::RoundTrip(Err(error)) => export.error = Some(error),
            Made::Written(path, Ok(count)) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let what = say!("files-written", n = count);
                self.notices.note(say!("what-and-name", what = what, name = name));
                self.overlay = None;
                self.leave_interchange();
            }
            Made::Written(_, Err(error)) => {
                self.notices.error(say!("not-written", error = crate::words::told(&error)));
            }
        }
    }

    pub(super) fn change_export(&mut self, change: ExportChange) {
        let Some(export) = &mut self.export else { return };
        match change {
            ExportChange::Choices(choices) => {
                if *choices != export.choices {
                    export.choices = *choices;
                    self.make_delivery();
                }
            }
            ExportChange::RoundTrip => self.try_round_trip(),
            ExportChange::AskWhere => self.ask_where_to_export(),
            ExportChange::WriteTo { path, overwrite } => self.write_export(path, overwrite),
        }
    }

    fn try_round_trip(&mut self) {
        let project = self.project.clone();
        let Some(export) = &mut self.export else { return };
        let (format, choices) = (export.format(), export.choices.clone());
        self.start_export("round trip", move |_| {
            let options = Options { unit: choices.unit, ..Options::default() };
            Made::RoundTrip(roundtrip::run(&project, &choices.selection, format, &options).map_err(|error| error.to_string()))
        });
    }

    fn ask_where_to_export(&mut self) {
        let title = self.title();
        let folder = self.path.as_deref().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        let Some(export) = &self.export else { return };
        let Some(delivery) = &export.delivery else { return };
        let ask = if delivery.wants_folder() {
            Ask::ExportFolder
        } else {
            let ending = export.format().extensions.first().copied().unwrap_or("txt");
            Ask::ExportFile { folder, name: format!("{title}.{ending}") }
        };
        self.effects.push(Effect::Ask(ask));
    }

    /// Writes the files that are on screen; asks first where other files would be overwritten.
    fn write_export(&mut self, path: PathBuf, overwrite: bool) {
        let Some(export) = &mut self.export else { return };
        let Some(delivery) = export.delivery.clone() else { return };
        let there = delivery.places(&path).iter().filter(|(path, _)| crate::disk::exists(path)).count();
        // The system's own dialog has asked about a single file.
        let asked = there == 1 && delivery.size().0 == 1;
        if there > 0 && !overwrite && !asked {
            export.overwrites = Some((path, there));
            return;
        }
        export.overwrites = None;
        self.start_export("writing", move |progress| {
            progress.set_total(delivery.size().0);
            let written = delivery.write(&path, || progress.advance("")).map_err(|error| error.to_string());
            Made::Written(path, written)
        });
    }

    pub(in crate::session) fn poll_interchange(&mut self) {
        match self.import.as_mut().and_then(|import| import.task.poll()) {
            Some(Ok(plan)) => self.take_plan(plan),
            Some(Err(error)) => self.take_plan(Err(error.to_string())),
            None => {}
        }
        match self.export.as_mut().and_then(|export| export.task.poll()) {
            Some(Ok(made)) => self.take_made(made),
            Some(Err(error)) => {
                if let Some(export) = &mut self.export {
                    export.error = Some(error.to_string());
                }
            }
            None => {}
        }
    }

    /// Lets go of what was read; nothing was taken.
    pub(super) fn leave_interchange(&mut self) {
        self.import = None;
        if let Some(export) = &mut self.export {
            (export.delivery, export.round_trip, export.overwrites) = (None, None, None);
            export.task.cancel();
        }
    }
}
