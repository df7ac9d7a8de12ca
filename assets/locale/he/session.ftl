# מה שהישיבה אומרת: צעדים, הודעות, שמות של אפשרויות.

tag-as = תיוג כ־{ $label }
relabel-as = תיוג מחדש כ־{ $label }
unlink = ביטול הקישור
link-to = קישור אל { $entity }
set-the-polarity-to = קביעת הקוטביות: { $polarity }
flag-as = סימון בדגל { $flag }
take-off-the-flag = הסרת הדגל { $flag }
delete = מחיקה
mark-the-articles-as = סימון הכתבות: { $status }
nothing-of-what-is-chosen-would-change = { $name }: שום דבר ממה שנבחר לא ישתנה.
the-project-changed-meanwhile-ask-again = הפרויקט השתנה בינתיים; יש לבקש שוב.
in-places = { $asking } ב{ n-places }
places-one-undo-takes-it-all-back = { $asking }: { n-places }. ביטול אחד מחזיר הכול.
keep-the-query = שמירת השאילתה “{ $name }”
forget-the-query = מחיקת השאילתה “{ $name }”
in-favour = בעד
against = נגד
neutral = ניטרלי
mixed = מעורב
unclear = לא ברור
quotation-only = ציטוט בלבד
new = חדש
in-progress = בעבודה
done = גמור
the-author = המחבר
the-outlet = כלי התקשורת
implicit = מובלע
another-stance = עמדה אחרת
untitled = ללא שם
nothing-was-changed = דבר לא השתנה: { $why }.
that-could-not-be-done = לא ניתן היה לבצע זאת: { $error }.
the-articles-own-voice = קולה של הכתבה עצמה
an-editorial = מאמר מערכת
meant-not-said = משתמע, לא נאמר
target-list = רשימת המושאים
elsewhere = { $label }, במקום אחר
new-holder = בעל עמדה חדש
new-on-the-target-list = חדש ברשימת המושאים
new-in-the-codebook = חדש בספר הקידוד
stance = עמדה
stands-by-itself = עומדת בפני עצמה
a-stance-that-is-gone = עמדה שכבר איננה
somebody = מישהו
suggested = { $label }, הצעה
sources = מקורות
stances = עמדות
timeline = ציר זמן
outlets = כלי תקשורת
frames = מסגורים
effort = מאמץ
writing-the-report = הדוח נכתב…
the-report-was-not-written = הדוח לא נכתב: { $error }.
written = נכתב: { $name }
not-written = לא נכתב: { $error }.
the-table-is-on-the-clipboard = הטבלה בלוח ההעתקה.
system = מערכת
light = בהיר
dark = כהה
as-in-the-text = כמו בטקסט
least-certain-first = הפחות ודאיות תחילה
most-certain-first = הוודאיות תחילה
reading-file-of = קריאת קובץ { $all } מתוך { $all }
opening = פתיחה
looking-for-suggestions = חיפוש הצעות
looking-through-article-of = מעבר על כתבה { $left } מתוך { $all }
nothing-is-running-that-could-be-stopped = דבר אינו רץ כרגע.
every-article-was-looked-through = כל הכתבות נבדקו.
no-suggestions-this-time = אין הצעות הפעם: { $error }.
a-stance-has-no-label-select-words = לעמדה אין תווית. יש לבחור מילים כדי לתייג אותן.
select-some-words-first-drag-double-click = תחילה יש לבחור מילים: גרירה, לחיצה כפולה, או Shift עם מקשי החיצים.
tag-words-as = תיוג “{ $span }” כ־{ $label }
label-as = תיוג “{ $words }” כ־{ $label }
move-the-edges-of = הזזת הקצוות של “{ $spans }”
move-the-edges-of-the-evidence = הזזת קצות הראיה
write-a-note-on-the-article = כתיבת הערה לכתבה
nothing-is-selected-click-a-mark-or = דבר לא נבחר. אפשר ללחוץ על סימון, או לעבור אליו עם N ו־P.
remove = הסרת “{ $spans }”
nothing-was-undone = דבר לא בוטל: { $why }.
undone = בוטל
there-is-nothing-to-undo = אין מה לבטל.
that-could-not-be-undone = לא ניתן היה לבטל זאת: { $error }.
done-again = בוצע שוב
there-is-nothing-to-do-again = אין מה לבצע שוב.
that-could-not-be-done-again = לא ניתן היה לבצע זאת שוב: { $error }.
select-a-mention-first-then-choose-who = תחילה יש לבחור אזכור; אחר כך לבחור אל מי או אל מה הוא מתייחס.
this-is-the-last-article = זו הכתבה האחרונה.
this-is-the-first-article = זו הכתבה הראשונה.
every-article-is-done = כל הכתבות גמורות.
mark-the-article-as-new = סימון הכתבה כחדשה
mark-the-article-as-in-progress = סימון הכתבה כבעבודה
mark-the-article-as-done = סימון הכתבה כגמורה
remove-article-titled = הסרת הכתבה “{ $found }”
the-article-is-out-of-the-project = הכתבה הוצאה מהפרויקט. ביטול יחזיר אותה עם כל סימוניה.
no-blind-passages = בלי קטעים עיוורים
blind-passages = { $percent } % קטעים עיוורים
the-passage-at-the-caret-is-not = הקטע שבו הסמן אינו עיוור; ההצעות שלו מוצגות.
finish-a-blind-passage = סיום קטע עיוור
nothing-else-would-have-been-suggested-here = דבר נוסף לא היה מוצע כאן.
more-things-would-have-been-suggested-they = { $n ->
    [one] דבר אחד נוסף היה מוצע; הוא מוצג כעת.
    [two] שני דברים נוספים היו מוצעים; הם מוצגים כעת.
   *[other] { $n } דברים נוספים היו מוצעים; הם מוצגים כעת.
}
nothing-is-marked-in-this-article-yet = דבר עוד לא סומן בכתבה זו.
take-over-the-codebook = קליטת ספר הקידוד { $name }
was-not-taken-over = { $name } לא נקלט. { $error }
add-the-list = הוספת הרשימה { $list }
all-of-it-is-in-the-codebook = הכול כבר בספר הקידוד.
added-changed-undo-takes-it-back = { $what }: נוספו { $added }, שונו { $changed }. ביטול מחזיר את המצב.
select-a-mention-a-stance-or-the = תחילה יש לבחור אזכור, עמדה או הצעה; המילים יהפכו לדוגמה בספר הקידוד.
a-counter-example = דוגמה נגדית
an-example = דוגמה
add-to-the-codebook-as-of = הוספת “{ $words }” לספר הקידוד: { $kind } של { $name }
is-of-already = “{ $words }” כבר { $kind } של { $name }.
is-now-of = “{ $words }” כעת { $kind } של { $name }.
a-label-key-gives-it-that-label = מקש תווית נותן את התווית, ומקש התווית הקיימת משאיר אותה
to-decide-again = { $left } להכרעה מחדש: { $keys }.
nothing-is-to-be-decided-again = אין דבר להכרעה מחדש.
new-entity-called = ישות חדשה { $name }
rename-to = שינוי השם ל־{ $name }
delete-entity-called = מחיקת הישות { $name }
keep-and-apart = הפרדה בין { $one } לבין { $other }
is-no-wikidata-item-type-its-number = “{ $trim }” אינו פריט בוויקינתונים; יש להקליד את מספרו, למשל Q211, או להדביק את כתובת הדף שלו.
kind-of-source = סוג המקור
naming = ציון שם
gender = מגדר
affiliation = שיוך
office = תפקיד
status = מעמד
label-as-word = תווית
none = ללא
not-coded = לא קודד
the-is-already = { $field }: כבר { $value }.
one-entity = ישות אחת
code = קידוד { $whom }: { $field } { $value }
merge-into = מיזוג { $others } לתוך { $into }
go-over-to = { $touched } עוברים אל { $into }.
split-off = הפרדת { $name } מתוך { $entity }
go-over-to-the-new-one = { $touched } עוברים אל החדשה.
delete-named = מחיקת { $entities }
mentions-and-stances-stay-without-them = { $touched }: האזכורים והעמדות נשארים, בלעדיהן.
nothing-would-change = { $name }: דבר לא ישתנה.
an-entity-needs-a-name = ישות זקוקה לשם.
merge-one-into-another = מיזוג { $from } לתוך { $into }
is-now-mentions-stances = { $gone } כעת { $kept }: { $mentions }, { $stances }.
link-words-to = קישור “{ $words }” אל { $entity }
unlink-words = ביטול הקישור של “{ $words }”
link-to-the-new-entity = קישור לישות החדשה { $name }
a-stance-stands-in-its-own-words = עמדה כתובה במילים משלה; רק אזכורים אפשר להחיל בכל מקום.
select-a-mention-or-suggestion-first-then = תחילה יש לבחור אזכור או הצעה; אז המילים מחופשות בכל מקום.
a-mention-in-several-parts-has-no = לאזכור בכמה חלקים אין מופעים אחרים שאפשר למצוא.
stands-nowhere-else-or-is-marked-there = “{ $words }” לא מופיע במקום אחר, או שכבר סומן שם.
mark-as-in-more-places = סימון “{ $spread }” כ־{ $label } בעוד { n-places }
more-places-marked-one-undo-takes-them = { $n ->
    [one] סומן עוד מקום אחד. ביטול אחד מחזיר אותו.
    [two] סומנו עוד שני מקומות. ביטול אחד מחזיר את שניהם.
   *[other] סומנו עוד { $n } מקומות. ביטול אחד מחזיר את כולם.
}
your-work-is-in-memory-only-until = העבודה נמצאת בזיכרון בלבד עד לשמירה: { $error }.
this-is-the-work-you-had-not = זו העבודה שעוד לא נשמרה בשם.
saved = נשמר.
not-saved = לא נשמר: { $error }.
the-journal-cannot-be-written-your-work = לא ניתן לכתוב את היומן; העבודה נשמרת בזיכרון והכתיבה מנוסה שוב בכל שנייה. { $error }
the-journal-has-caught-up-again = היומן שוב מעודכן.
another-program-changed-the-project-file-saving = תוכנה אחרת שינתה את קובץ הפרויקט; שמירה נוספת תדרוס אותו. { $path }
this-project-has-changes-that-are-in = בפרויקט יש שינויים שאינם בשום קובץ. יש לשמור תחילה ({ $key }) ואז לפתוח את האחר.
opened-for-reading-only = נפתח לקריאה בלבד: { $why }.
the-sample-could-not-be-opened = לא ניתן היה לפתוח את הדוגמה: { $error }.
your-settings-were-not-kept = ההגדרות לא נשמרו: { $error }.
everything-in-these-files-is-in-the = כל מה שבקבצים האלה כבר בפרויקט.
import-annotations-of-articles = ייבוא תיוגים של { n-articles }
import-articles = ייבוא { n-articles }
articles-added-more-annotated-annotations-in-all = נוספו { $new }, ועוד { $merged } תויגו; בסך הכול { $kept }. ביטול אחד מחזיר הכול.
there-is-nothing-to-export-yet-open = עוד אין מה לייצא: תחילה יש לפתוח כתבות.
files-written = { $n ->
    [one] נכתב
    [two] נכתבו שני קבצים
   *[other] נכתבו { $n } קבצים
}
what-and-name = { $what }: { $name }
the-model-inside-the-program-suggests = המודל שבתוך התוכנה מציע.
the-model-suggests-from-now-on = המודל “{ $name }” מציע מעתה.
the-model-inside-the-program-suggests-this = { $error }. הפעם מציע המודל שבתוך התוכנה.
the-model-was-not-read = המודל לא נקרא: { $error }
not-opened = לא נפתח: { $error }.
these-articles-are = { $n ->
    [one] הכתבה הזאת כבר בפרויקט.
    [two] שתי הכתבות האלה כבר בפרויקט.
   *[other] { $n } הכתבות האלה כבר בפרויקט.
}
stopped-files-were-not-read = { $n ->
    [one] נעצר; קובץ אחד לא נקרא.
    [two] נעצר; שני קבצים לא נקראו.
   *[other] נעצר; { $n } קבצים לא נקראו.
}
and-more = ; ועוד { $more }
files-not-opened = לא נפתח: { $text }.
and-more-standpoint-check-lists-them = {" "}ועוד { $more }; `standpoint check` מונה אותם
something-in-the-file-was-not-as = משהו בקובץ לא היה כשורה: { $first }{ $more }.
the-project-could-not-be-opened = לא ניתן היה לפתוח את הפרויקט: { $error }.
has-no-text-nothing-was-added = ב־{ $name } אין טקסט; דבר לא נוסף.
add-the-article = הוספת הכתבה { $source }
add-articles = הוספת { n-articles }
articles-added = נוספו { n-articles }.
recolour = שינוי צבע
define = הגדרה
hide = הסתרה
show = הצגה
add-to-the-target-list = הוספת “{ $name }” לרשימת המושאים
rename-the-issue-to = שינוי שם הסוגיה ל־“{ $name }”
take-an-issue-off-the-target-list = הסרת סוגיה מרשימת המושאים
rename-label = שינוי השם של { $label } ל־{ $trim }
split-off-label-called = הפרדת { $trim } מתוך { $label }
delete-label-called = מחיקת התווית { $label }
what-failed = { $name }: { $error }.
undo-takes-it-back = { $name }: { $entities }. ביטול מחזיר את המצב.
take-off-the-target-list = הסרת { $id } מרשימת המושאים
delete-the-frame = מחיקת המסגור { $name }
delete-the-category = מחיקת הקטגוריה { $name }
add-the-label = הוספת התווית { $name }
is-the-key-of-choose-another-or = “{ $key }” הוא המקש של “{ $name }”. יש לבחור אחר, או לשנות אותו בהגדרות.
set-the-key-of = קביעת המקש של { $name }
done-to = { $verb } { $name }
select-the-words-that-carry-the-stance = תחילה יש לבחור את המילים הנושאות את העמדה.
say-what-the-stance-is-about-or = יש לומר במה העמדה עוסקת, או לקבוע את הקוטביות ל“ציטוט” (Q) עבור ציטוט בלבד.
a-quotation = ציטוט
change-the-stance = שינוי העמדה
add-a-stance = הוספת עמדה
on = { $verb }: { $holder } על { $target }
accept-the-stance-of = אישור העמדה של { $holder }
added-the-frame = נוסף המסגור { $names }
added-to-the-target-list = “{ $name }” נוסף לרשימת המושאים
suggestions-are-still-being-worked-out = ההצעות עוד מחושבות.
no-open-suggestions-here-ctrl-pagedown-goes = אין כאן הצעות פתוחות. Ctrl+PageDown עובר לכתבה הבאה.
no-open-suggestions-here-marks-the-article = אין כאן הצעות פתוחות. { $key } מסמן את הכתבה כגמורה.
a-stance-has-no-label-a-accepts = לעמדה אין תווית. A מאשר אותה, S פותח את הכרטיס שלה.
accept-as = אישור “{ $words }” כ־{ $label }
reject-words = דחיית “{ $place }”
that-was-the-last-suggestion-here-marks = זו הייתה ההצעה האחרונה כאן. { $key } מסמן את הכתבה כגמורה.
no-suggestion-here-is-shown-as-sure = אף הצעה כאן אינה מוצגת כבטוחה.
accept-sure-suggestions = { $n ->
    [one] אישור הצעה בטוחה אחת
    [two] אישור שתי הצעות בטוחות
   *[other] אישור { $n } הצעות בטוחות
}
suggestions-accepted-one-undo-takes-them-back = { $n ->
    [one] אושרה הצעה אחת. ביטול אחד מחזיר אותה.
    [two] אושרו שתי הצעות. ביטול אחד מחזיר אותן.
   *[other] אושרו { $n } הצעות. ביטול אחד מחזיר אותן.
}
theme = ערכת צבעים: { $name }
nothing-is-looked-for-ctrl-f-opens = דבר אינו מחופש. Ctrl+F פותח את החיפוש.
was-not-found = “{ $find }” לא נמצא.
is-the-key-of-the-label-change = { $key } הוא המקש של התווית { $label }. תחילה יש לשנות אותו בסכמה.
was-the-key-of-which-now-has = { $text } היה המקש של “{ $other }”, ושם כבר אינו משמש.
name-the-annotator = שם המתייג: { $name }

settings-not-read = לא ניתן היה לקרוא את ההגדרות ({ $error }); בשימוש ההגדרות הרגילות.
reason-and-other-engines = { $reason } · גם: { $engines }
resize-panel = שינוי גודל הלוח
