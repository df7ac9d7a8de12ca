# What the session says: steps, notices, names of what can be chosen.

tag-as = Tag as { $label }
relabel-as = Relabel as { $label }
unlink = Unlink
link-to = Link to { $entity }
set-the-polarity-to = Set the polarity to { $polarity }
flag-as = Flag as { $flag }
take-off-the-flag = Take off the flag { $flag }
delete = Delete
mark-the-articles-as = Mark the articles as { $status }
nothing-of-what-is-chosen-would-change = { $name }: nothing of what is chosen would change.
the-project-changed-meanwhile-ask-again = The project changed meanwhile; ask again.
in-places = { $asking } in { n-places }
places-one-undo-takes-it-all-back = { $asking }: { n-places }. One undo takes it all back.
keep-the-query = Keep the query “{ $name }”
forget-the-query = Forget the query “{ $name }”
in-favour = in favour
against = against
neutral = neutral
mixed = mixed
unclear = unclear
quotation-only = quotation only
new = new
in-progress = in progress
done = done
the-author = the author
the-outlet = the outlet
implicit = implicit
another-stance = another stance
untitled = Untitled
nothing-was-changed = Nothing was changed: { $why }.
that-could-not-be-done = That could not be done: { $error }.
the-articles-own-voice = the article’s own voice
an-editorial = an editorial
meant-not-said = meant, not said
target-list = target list
elsewhere = { $label }, elsewhere
new-holder = new holder
new-on-the-target-list = new on the target list
new-in-the-codebook = new in the codebook
stance = stance
stands-by-itself = stands by itself
a-stance-that-is-gone = a stance that is gone
somebody = somebody
suggested = { $label }, suggested
sources = Sources
stances = Stances
timeline = Timeline
outlets = Outlets
frames = Frames
effort = Effort
writing-the-report = Writing the report…
the-report-was-not-written = The report was not written: { $error }.
written = Written: { $name }
not-written = Not written: { $error }.
the-table-is-on-the-clipboard = The table is on the clipboard.
system = System
light = Light
dark = Dark
as-in-the-text = As in the text
least-certain-first = Least certain first
most-certain-first = Most certain first
reading-file-of = Reading file { $all } of { $all }
opening = Opening
looking-for-suggestions = Looking for suggestions
looking-through-article-of = Looking through article { $left } of { $all }
nothing-is-running-that-could-be-stopped = Nothing is running that could be stopped.
every-article-was-looked-through = Every article was looked through.
no-suggestions-this-time = No suggestions this time: { $error }.
a-stance-has-no-label-select-words = A stance has no label. Select words to tag them.
select-some-words-first-drag-double-click = Select some words first: drag, double-click, or Shift with the arrow keys.
tag-words-as = Tag “{ $span }” as { $label }
label-as = Label “{ $words }” as { $label }
move-the-edges-of = Move the edges of “{ $spans }”
move-the-edges-of-the-evidence = Move the edges of the evidence
write-a-note-on-the-article = Write a note on the article
nothing-is-selected-click-a-mark-or = Nothing is selected. Click a mark, or go to one with N and P.
remove = Remove “{ $spans }”
nothing-was-undone = Nothing was undone: { $why }.
undone = Undone
there-is-nothing-to-undo = There is nothing to undo.
that-could-not-be-undone = That could not be undone: { $error }.
done-again = Done again
there-is-nothing-to-do-again = There is nothing to do again.
that-could-not-be-done-again = That could not be done again: { $error }.
select-a-mention-first-then-choose-who = Select a mention first; then choose who or what it refers to.
this-is-the-last-article = This is the last article.
this-is-the-first-article = This is the first article.
every-article-is-done = Every article is done.
mark-the-article-as-new = Mark the article as new
mark-the-article-as-in-progress = Mark the article as in progress
mark-the-article-as-done = Mark the article as done
remove-article-titled = Remove the article “{ $found }”
the-article-is-out-of-the-project = The article is out of the project. Undo brings it back with all its marks.
no-blind-passages = No blind passages
blind-passages = { $percent } % blind passages
the-passage-at-the-caret-is-not = The passage at the caret is not a blind one; its suggestions are shown.
finish-a-blind-passage = Finish a blind passage
nothing-else-would-have-been-suggested-here = Nothing else would have been suggested here.
more-things-would-have-been-suggested-they = { $n ->
    [one] One more thing would have been suggested; it is shown now.
   *[other] { $n } more things would have been suggested; they are shown now.
}
nothing-is-marked-in-this-article-yet = Nothing is marked in this article yet.
take-over-the-codebook = Take over the codebook { $name }
was-not-taken-over = { $name } was not taken over. { $error }
add-the-list = Add the list { $list }
all-of-it-is-in-the-codebook = All of it is in the codebook already.
added-changed-undo-takes-it-back = { $what }: { $added } added, { $changed } changed. Undo takes it back.
select-a-mention-a-stance-or-the = Select a mention, a stance or the suggestion of one first; its words become an example in the codebook.
a-counter-example = a counter-example
an-example = an example
add-to-the-codebook-as-of = Add “{ $words }” to the codebook as { $kind } of { $name }
is-of-already = “{ $words }” is { $kind } of { $name } already.
is-now-of = “{ $words }” is now { $kind } of { $name }.
a-label-key-gives-it-that-label = a label key gives it that label, the key of the label it has keeps it
to-decide-again = { $left } to decide again: { $keys }.
nothing-is-to-be-decided-again = Nothing is to be decided again.
new-entity-called = New entity { $name }
rename-to = Rename to { $name }
delete-entity-called = Delete the entity { $name }
keep-and-apart = Keep { $one } and { $other } apart
is-no-wikidata-item-type-its-number = “{ $trim }” is no Wikidata item; type its number, for instance Q211, or paste the address of its page.
kind-of-source = kind of source
naming = naming
gender = gender
affiliation = affiliation
office = office
status = status
label-as-word = label
none = none
not-coded = not coded
the-is-already = The { $field } is { $value } already.
one-entity = one entity
code = Code { $whom }: { $field } { $value }
merge-into = Merge { $others } into { $into }
go-over-to = { $touched } go over to { $into }.
split-off = Split { $name } off { $entity }
go-over-to-the-new-one = { $touched } go over to the new one.
delete-named = Delete { $entities }
mentions-and-stances-stay-without-them = { $touched }: mentions and stances stay, without them.
nothing-would-change = { $name }: nothing would change.
an-entity-needs-a-name = An entity needs a name.
merge-one-into-another = Merge { $from } into { $into }
is-now-mentions-stances = { $gone } is now { $kept }: { $mentions }, { $stances }.
link-words-to = Link “{ $words }” to { $entity }
unlink-words = Unlink “{ $words }”
link-to-the-new-entity = Link to the new entity { $name }
a-stance-stands-in-its-own-words = A stance stands in its own words; only mentions can be applied everywhere.
select-a-mention-or-suggestion-first-then = Select a mention or suggestion first; then its words are looked for everywhere.
a-mention-in-several-parts-has-no = A mention in several parts has no other occurrences to find.
stands-nowhere-else-or-is-marked-there = “{ $words }” stands nowhere else, or is marked there already.
mark-as-in-more-places = { $n ->
    [one] Mark “{ $spread }” as { $label } in 1 more place
   *[other] Mark “{ $spread }” as { $label } in { $n } more places
}
more-places-marked-one-undo-takes-them = { $n ->
    [one] 1 more place marked. One undo takes it back.
   *[other] { $n } more places marked. One undo takes them all back.
}
your-work-is-in-memory-only-until = Your work is in memory only until you save: { $error }.
this-is-the-work-you-had-not = This is the work you had not saved under a name yet.
saved = Saved.
not-saved = Not saved: { $error }.
the-journal-cannot-be-written-your-work = The journal cannot be written; your work is kept in memory and tried again every second. { $error }
the-journal-has-caught-up-again = The journal has caught up again.
another-program-changed-the-project-file-saving = Another program changed the project file; saving again overwrites it. { $path }
this-project-has-changes-that-are-in = This project has changes that are in no file. Save it first ({ $key }), then open the other.
opened-for-reading-only = Opened for reading only: { $why }.
the-sample-could-not-be-opened = The sample could not be opened: { $error }.
your-settings-were-not-kept = Your settings were not kept: { $error }.
everything-in-these-files-is-in-the = Everything in these files is in the project already.
import-annotations-of-articles = Import annotations of { n-articles }
import-articles = Import { n-articles }
articles-added-more-annotated-annotations-in-all = { $new } added, { $merged } more annotated, { $kept } in all. One undo takes it all back.
there-is-nothing-to-export-yet-open = There is nothing to export yet: open some articles first.
files-written = { $n ->
    [one] Written
   *[other] { $n } files written
}
what-and-name = { $what }: { $name }
the-model-inside-the-program-suggests = The model inside the program suggests.
the-model-suggests-from-now-on = The model “{ $name }” suggests from now on.
the-model-inside-the-program-suggests-this = { $error }. The model inside the program suggests this time.
the-model-was-not-read = The model was not read: { $error }
not-opened = Not opened: { $error }.
these-articles-are = { $n ->
    [one] This article is in the project already.
   *[other] These { $n } articles are in the project already.
}
stopped-files-were-not-read = { $n ->
    [one] Stopped; 1 file was not read.
   *[other] Stopped; { $n } files were not read.
}
and-more = ; and { $more } more
files-not-opened = Not opened: { $text }.
and-more-standpoint-check-lists-them = {" "}and { $more } more; `standpoint check` lists them
something-in-the-file-was-not-as = Something in the file was not as it should be: { $first }{ $more }.
the-project-could-not-be-opened = The project could not be opened: { $error }.
has-no-text-nothing-was-added = { $name } has no text; nothing was added.
add-the-article = Add the article { $source }
add-articles = Add { n-articles }
articles-added = { n-articles } added.
recolour = Recolour
define = Define
hide = Hide
show = Show
add-to-the-target-list = Add “{ $name }” to the target list
rename-the-issue-to = Rename the issue to “{ $name }”
take-an-issue-off-the-target-list = Take an issue off the target list
rename-label = Rename { $label } to { $trim }
split-off-label-called = Split { $trim } off { $label }
delete-label-called = Delete the label { $label }
what-failed = { $name }: { $error }.
undo-takes-it-back = { $name }: { $entities }. Undo takes it back.
take-off-the-target-list = Take { $id } off the target list
delete-the-frame = Delete the frame { $name }
delete-the-category = Delete the category { $name }
add-the-label = Add the label { $name }
is-the-key-of-choose-another-or = “{ $key }” is the key of “{ $name }”. Choose another, or change that one in the settings.
set-the-key-of = Set the key of { $name }
done-to = { $verb } { $name }
select-the-words-that-carry-the-stance = Select the words that carry the stance first.
say-what-the-stance-is-about-or = Say what the stance is about, or set the polarity to “quoted” (Q) for a mere quotation.
a-quotation = a quotation
change-the-stance = Change the stance
add-a-stance = Add a stance
on = { $verb }: { $holder } on { $target }
accept-the-stance-of = Accept the stance of { $holder }
added-the-frame = Added the frame { $names }
added-to-the-target-list = Added “{ $name }” to the target list
suggestions-are-still-being-worked-out = Suggestions are still being worked out.
no-open-suggestions-here-ctrl-pagedown-goes = No open suggestions here. Ctrl+PageDown goes to the next article.
no-open-suggestions-here-marks-the-article = No open suggestions here. { $key } marks the article as done.
a-stance-has-no-label-a-accepts = A stance has no label. A accepts it, S opens its card.
accept-as = Accept “{ $words }” as { $label }
reject-words = Reject “{ $place }”
that-was-the-last-suggestion-here-marks = That was the last suggestion here. { $key } marks the article as done.
no-suggestion-here-is-shown-as-sure = No suggestion here is shown as sure.
accept-sure-suggestions = { $n ->
    [one] Accept 1 sure suggestion
   *[other] Accept { $n } sure suggestions
}
suggestions-accepted-one-undo-takes-them-back = { $n ->
    [one] 1 suggestion accepted. One undo takes it back.
   *[other] { $n } suggestions accepted. One undo takes them back.
}
theme = Theme: { $name }
nothing-is-looked-for-ctrl-f-opens = Nothing is looked for. Ctrl+F opens the search.
was-not-found = “{ $find }” was not found.
is-the-key-of-the-label-change = { $key } is the key of the label { $label }. Change that one in the scheme first.
was-the-key-of-which-now-has = { $text } was the key of “{ $other }”, which now has none of it.
name-the-annotator = Name the annotator { $name }

settings-not-read = Your settings could not be read ({ $error }); the usual ones are in use.
reason-and-other-engines = { $reason } · also: { $engines }
resize-panel = Resize panel
