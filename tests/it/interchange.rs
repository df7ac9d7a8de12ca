//! The import and export assistants without pixels: what they show before anything is taken or written, and what is there
//! afterwards.

use standpoint::edit::{Edit, apply};
use standpoint::format::Source;
use standpoint::format::import::Place;
use standpoint::model::Verdict;
use standpoint::session::exporting::ExportChoices;
use standpoint::session::{Action, Clock, Column, Command, ExportChange, Ids, ImportChange, Overlay, Session, Settings};
use std::path::{Path, PathBuf};

const STORY: &str = "The council of Ellery voted on Monday to close the harbour. Mayor Ana Souza said the old quay had become unsafe, and \
                     that repairs would cost more than the town earns in a year. Fishers called the decision a disaster and said \
                     they would take it to court before the end of the month.";

fn session() -> Session {
    Session::new(Settings::default(), Ids::seeded(7), Clock::Fixed(1_000))
}

/// A file of this name with these words, in a folder that lasts as long as the test.
fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

fn doccano(text: &str, words: &str, label: &str) -> String {
    let start = text[..text.find(words).unwrap()].encode_utf16().count();
    let end = start + words.encode_utf16().count();
    let text = serde_json::Value::from(text);
    format!("{{\"text\": {text}, \"label\": [[{start}, {end}, \"{label}\"]]}}\n")
}

fn quotes(session: &Session) -> Vec<String> {
    let articles = session.project().articles();
    articles
        .flat_map(|article| article.mentions().map(|mention| mention.spans.quote(article.text())).collect::<Vec<_>>())
        .collect()
}

#[test]
fn files_of_another_tool_are_shown_before_they_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "all.jsonl", &doccano(STORY, "Ana Souza", "PER"));
    let mut session = session();
    session.perform(Command::Open(vec![path]));
    assert_eq!(session.overlay(), Some(Overlay::Import));
    assert_eq!(session.project().article_count(), 0, "nothing is taken yet");
    let plan = session.importing().unwrap().plan().unwrap().clone();
    assert_eq!((plan.counts(), plan.rows[0].marks, plan.audits[0].spans), ((1, 0, 0), 1, 1));
    let shown = plan.after.article(plan.rows[0].article.unwrap()).unwrap();
    assert_eq!(shown.mentions().next().unwrap().spans.quote(shown.text()), "Ana Souza");

    session.perform(Command::TakeImport);
    assert_eq!((session.overlay(), quotes(&session)), (None, vec!["Ana Souza".to_owned()]));
    session.perform(Action::Undo.into());
    assert_eq!(session.project().article_count(), 0, "one undo takes it all back");
}

#[test]
fn leaving_takes_nothing_and_the_same_file_twice_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "all.jsonl", &doccano(STORY, "Ana Souza", "PER"));
    let mut session = session();
    session.perform(Command::ImportFiles(vec![path.clone()]));
    session.perform(Command::CloseOverlay);
    assert!(session.importing().is_none() && session.project().article_count() == 0);
    session.perform(Command::ImportFiles(vec![path.clone()]));
    session.perform(Command::TakeImport);
    let once = session.project().clone();
    session.perform(Command::ImportFiles(vec![path]));
    assert!(session.importing().unwrap().plan().unwrap().is_empty());
    session.perform(Command::TakeImport);
    assert_eq!(*session.project(), once);
}

#[test]
fn the_columns_of_a_table_are_named_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let table = format!(
        "Überschrift,Blatt,Worte,Kürzel\nHarbour,The Gull,\"{STORY}\",{}\n",
        "a rather long remark of the desk ".repeat(40)
    );
    let path = file(folder.path(), "press.csv", &table);
    let mut session = session();
    session.perform(Command::Open(vec![path]));
    let columns = |session: &Session| session.importing().unwrap().columns(0);
    assert_eq!(columns(&session), [Column::Title, Column::Attribute, Column::Attribute, Column::Text], "the longest is guessed");
    for (column, holds) in [(2, Column::Text), (1, Column::Outlet)] {
        session.perform(Command::ChangeImport(ImportChange::Column { part: 0, column, holds }));
    }
    assert_eq!(columns(&session), [Column::Title, Column::Outlet, Column::Text, Column::Attribute]);
    session.perform(Command::TakeImport);
    let article = session.article().unwrap();
    assert_eq!(
        (article.text(), article.metadata.outlet.as_str(), article.metadata.title.as_str()),
        (STORY, "The Gull", "Harbour")
    );
    assert!(article.metadata.attributes["Kürzel"].starts_with("a rather"));
}

#[test]
fn annotations_of_another_version_go_to_the_article_that_is_there_or_not_as_one_says() {
    let folder = tempfile::tempdir().unwrap();
    let edited = STORY.replace("on Monday ", "on Monday evening ");
    let path = file(folder.path(), "all.jsonl", &doccano(&edited, "Ana Souza", "PER"));
    let mut session = session();
    session.perform(Command::ImportText { name: "Harbour".into(), text: STORY.into() });
    let id = session.article().unwrap().id;
    session.perform(Command::ImportFiles(vec![path]));
    let row = session.importing().unwrap().plan().unwrap().rows[0].clone();
    assert!(row.is_unsure() && row.place == Place::Into(id), "{row:?}");
    session.perform(Command::ChangeImport(ImportChange::Place { row: 0, place: Place::New }));
    assert_eq!(session.importing().unwrap().plan().unwrap().counts(), (1, 0, 0));
    session.perform(Command::ChangeImport(ImportChange::AllAlike { merge: true }));
    session.perform(Command::TakeImport);
    assert_eq!((session.project().article_count(), quotes(&session)), (1, vec!["Ana Souza".to_owned()]));
    assert_eq!(session.article().unwrap().text(), STORY);
}

#[test]
fn the_same_story_twice_is_left_out_or_marked() {
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "wire/a.txt", STORY);
    file(folder.path(), "wire/b.txt", &format!("ELLERY (Wire) – {STORY}"));
    file(folder.path(), "wire/c.txt", "Something else altogether happened in the hills, where nobody had expected it at all.");
    let mut session = session();
    session.perform(Command::Open(vec![folder.path().join("wire")]));
    let plan = session.importing().expect("a repeat is asked about").plan().unwrap().clone();
    assert_eq!((plan.counts(), plan.rows[1].repeats), ((2, 0, 1), true));
    session.perform(Command::ChangeImport(ImportChange::LeaveOutRepeats(false)));
    session.perform(Command::TakeImport);
    let repeats: Vec<bool> = session.project().articles().map(|article| Session::is_repeat(article)).collect();
    assert_eq!(repeats, [false, true, false]);
}

#[test]
fn predictions_of_label_studio_are_open_suggestions() {
    let text = "Ana Souza met them on the old quay.";
    let region = |start, end, label| {
        format!(
            "{{\"id\": \"r{start}\", \"from_name\": \"label\", \"to_name\": \"text\", \"type\": \"labels\", \"score\": 0.9, \
             \"value\": {{\"start\": {start}, \"end\": {end}, \"labels\": [\"{label}\"]}}}}"
        )
    };
    let tasks = format!(
        "[{{\"id\": 1, \"data\": {{\"text\": \"{text}\"}}, \"annotations\": [{{\"id\": 1, \"result\": [{}]}}], \
         \"predictions\": [{{\"model_version\": \"ner-1\", \"score\": 0.8, \"result\": [{}]}}]}}]",
        region(0, 9, "PERSON"),
        region(26, 34, "PLACE")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "tasks.json", &tasks);
    let mut session = session();
    session.perform(Command::Open(vec![path]));
    session.perform(Command::TakeImport);
    assert_eq!(quotes(&session), ["Ana Souza"]);
    let open = session.open_suggestions();
    let quay = open.iter().find(|open| open.suggestion.engine == "import").expect("the prediction waits");
    assert_eq!(quay.place().quote(text), "old quay");
    assert!(quay.reason().contains("ner-1"), "{}", quay.reason());
    session.perform(Command::AcceptSuggestion(quay.id));
    assert_eq!(quotes(&session), ["Ana Souza", "old quay"]);
    assert!(matches!(session.article().unwrap().decisions().next().unwrap().verdict, Verdict::Accepted(_)));
}

#[test]
fn remarks_in_a_document_keep_their_words() {
    let document = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Petro said he will </w:t></w:r><w:commentRangeStart w:id="3"/>
        <w:r><w:t>never leave</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>"#;
    let comments = r#"<w:comments xmlns:w="w"><w:comment w:id="3" w:author="Ann"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>"#;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("word/document.xml", document), ("word/comments.xml", comments)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    let mut session = session();
    session.perform(Command::Open(vec![path]));
    session.perform(Command::TakeImport);
    let article = session.article().unwrap();
    let mention = article.mentions().next().unwrap();
    assert_eq!((mention.spans.quote(article.text()).as_str(), mention.note.as_str()), ("never leave", "Sure?"));
    assert_eq!(session.project().annotator(mention.annotator).unwrap().name, "Ann");
}

/// The sample project, sent out in a format.
fn exporting(format: &'static str, change: impl FnOnce(&mut ExportChoices)) -> Session {
    let mut session = session();
    session.perform(Action::OpenSample.into());
    session.perform(Action::Export.into());
    assert_eq!(session.overlay(), Some(Overlay::Export));
    let mut choices = ExportChoices { format, ..session.exporting().unwrap().choices().clone() };
    change(&mut choices);
    session.perform(Command::ChangeExport(ExportChange::Choices(Box::new(choices))));
    session
}

fn write_to(path: PathBuf, overwrite: bool) -> Command {
    Command::ChangeExport(ExportChange::WriteTo { path, overwrite })
}

#[test]
fn what_was_exported_comes_back_and_adds_nothing() {
    for format in ["prodigy", "doccano", "label-studio", "brat", "hf-jsonl", "hf-parquet", "uima-xmi", "web-annotation"] {
        let folder = tempfile::tempdir().unwrap();
        let mut session = exporting(format, |_| {});
        session.perform(Command::ChangeExport(ExportChange::RoundTrip));
        let outcome = session.exporting().unwrap().round_trip().unwrap().clone();
        assert!(outcome.missing.keys().all(|kind| format == "brat" && kind.contains("detail")), "{format}: {outcome:?}");
        let wants_folder = session.exporting().unwrap().delivery().unwrap().wants_folder();
        let place = if wants_folder { folder.path().join("out") } else { folder.path().join("out.json") };
        session.perform(write_to(place, false));
        assert_eq!(session.overlay(), None, "{format}");
        let before = session.project().clone();
        session.perform(Command::ImportFiles(vec![folder.path().to_owned()]));
        let plan = session.importing().unwrap().plan().unwrap().clone();
        assert_eq!(plan.counts().0, 0, "{format}: every article is known");
        session.perform(Command::TakeImport);
        let count = |project: &standpoint::model::Project| -> (usize, usize) {
            let articles = project.articles();
            articles.map(|article| (article.mention_count(), article.stance_count())).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
        };
        assert_eq!(count(session.project()), count(&before), "{format}");
    }
}

#[test]
fn other_files_are_overwritten_only_when_one_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = exporting("brat", |_| {});
    session.perform(write_to(folder.path().to_owned(), false));
    let names = standpoint::disk::files_below(folder.path(), 100);
    let text = names.iter().find(|name| name.extension().is_some_and(|ending| ending == "ann")).unwrap();
    std::fs::write(text, "mine").unwrap();
    session.perform(Action::Export.into());
    session.perform(write_to(folder.path().to_owned(), false));
    assert_eq!(session.exporting().unwrap().overwrites().unwrap().1, names.len());
    assert_eq!(std::fs::read_to_string(text).unwrap(), "mine");
    session.perform(write_to(folder.path().to_owned(), true));
    assert_ne!(std::fs::read_to_string(text).unwrap(), "mine");
}

#[test]
fn a_data_set_is_divided_and_only_what_was_chosen_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = exporting("prodigy", |choices| choices.split = Some(vec![50, 25, 25]));
    session.perform(write_to(folder.path().join("set.jsonl"), false));
    let mut names: Vec<String> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["set.dev.jsonl", "set.test.jsonl", "set.train.jsonl"]);
    let session = exporting("prodigy", |choices| choices.selection.curated = true);
    let delivery = session.exporting().unwrap().delivery().unwrap().clone();
    assert_eq!(delivery.parts[0].audit.spans, 0, "nothing of the sample is curated");
}

#[test]
fn a_colleagues_project_is_added_with_her_layer_and_what_she_knows_of_people() {
    let sample = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/line-4.standpoint.json")).unwrap();
    let ours = standpoint::format::project::read(&sample).unwrap().0;
    let mut hers = ours.clone();
    let coded = |entity: &standpoint::model::Entity| entity.profile != standpoint::model::SourceProfile::default();
    let person = ours.entities().find(|entity| coded(entity)).unwrap().clone();
    let mut annotators = hers.annotators.clone();
    annotators[0].name = "Bea".to_owned();
    apply(&mut hers, Edit::SetAnnotators(annotators)).unwrap();
    let mut ours = ours;
    let plain = standpoint::model::Entity { profile: Default::default(), ..(*person).clone() };
    apply(&mut ours, Edit::PutEntity(std::sync::Arc::new(plain))).unwrap();

    let source = Source { name: "hers.standpoint.json".to_owned(), bytes: standpoint::format::project::write(&hers) };
    let add = |project: &mut standpoint::model::Project| {
        let (read, mut audit) = standpoint::format::intake::of_project(&source).unwrap();
        let edit = standpoint::format::import::edit(project, &read, &Default::default(), &mut audit);
        apply(project, edit).unwrap();
        assert!(audit.lost.is_empty(), "{audit}");
    };
    let count = |project: &standpoint::model::Project, name: &str| -> usize {
        let id = project.annotators.iter().find(|annotator| annotator.name == name).unwrap().id;
        let of = |article: &std::sync::Arc<standpoint::model::Article>| {
            article.mentions().filter(|mention| mention.annotator == id).count()
                + article.stances().filter(|stance| stance.annotator == id).count()
        };
        project.articles().map(of).sum()
    };
    let before = count(&ours, "sample");
    add(&mut ours);
    assert_eq!((ours.article_count(), ours.annotators.len()), (hers.article_count(), 2));
    assert_eq!((count(&ours, "sample"), count(&ours, "Bea")), (before, before));
    assert_eq!(ours.entity(person.id).unwrap().profile, person.profile);
    let once = ours.clone();
    add(&mut ours);
    assert_eq!(ours, once, "a second time adds nothing");
}

/// Runs `standpoint convert` in a folder with these files; exit code, standard output and what it said.
fn converted(files: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_standpoint"));
    let output = command.arg("convert").args(arguments).args(["-o", "-"]).current_dir(folder.path()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_text_beside_an_annotation_file_is_read_with_it() {
    let files =
        [("quay.txt", "Ana Ruiz spoke.\n"), ("quay.ann", "T1\tPERSON 0 8\tAna Ruiz\n"), ("other.txt", "Not asked for.\n")];
    let (code, written, said) = converted(&files, &["quay.ann", "--to", "prodigy"]);
    assert_eq!((code, written.lines().count()), (Some(0), 1), "{said}");
    assert!(written.contains("\"label\":\"PERSON\"") && written.contains("Ana Ruiz spoke."), "{written}");
}

#[test]
fn what_is_given_twice_or_without_a_place_is_told() {
    let twice = r#"{"text": "Ana Ruiz spoke.", "label": [[0, 8, "PERSON"], [0, 8, "PERSON"], ["?", 3, "PERSON"]]}"#;
    let (code, written, said) = converted(&[("twice.jsonl", twice)], &["twice.jsonl", "--to", "hf-jsonl"]);
    assert_eq!((code, written.matches("PERSON").count()), (Some(0), 1), "{written}");
    assert!(said.contains("repaired: 1 × annotation given twice, kept once"), "{said}");
    assert!(said.contains("not kept: 1 × span without offsets"), "{said}");
}

#[test]
fn nothing_is_written_where_nothing_could_be_read() {
    let (code, written, said) = converted(&[("a.html", "<html><script>1</script></html>")], &["a.html", "--to", "prodigy"]);
    assert_eq!((code, written.as_str()), (Some(1), ""));
    assert!(said.contains("the page has no text") && said.contains("no article could be read"), "{said}");
}
