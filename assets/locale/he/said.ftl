# משפטים שהשכבות שמתחת אומרות באנגלית, כפי שהחלון אומר אותם.

# מדוע דבר מה מוצע.
said-model-read-it-so = המודל קרא כך
said-model-taught-once = המודל קרא כך, עם הכרעה אחת שלך
said-model-taught = { $n ->
    [two] המודל קרא כך, עם שתי הכרעות שלך
   *[other] המודל קרא כך, עם { $n } הכרעות שלך
}
said-marked-so-here = מסומן כך במקום אחר בכתבה
said-marked-before = סומן { $label } { $often }
said-marked-before-otherwise = סומן { $label } { $often }, אחרת { $otherwise }
said-marked-before-rejected = סומן { $label } { $often }, נדחה { $rejected }
said-marked-before-both = סומן { $label } { $often }, אחרת { $otherwise }, נדחה { $rejected }
said-once = פעם אחת
said-times = { $n ->
    [two] פעמיים
   *[other] { $n } פעמים
}
said-known-from-a-list = ידוע מרשימה
said-like-a-natural-place = מסתיים כמו שם של מקום בטבע
said-like-an-event-first = מתחיל כמו שם של אירוע
said-like-a-law = מסתיים כמו שם של חוק
said-like-an-event = מסתיים כמו שם של אירוע
said-like-an-organisation = מסתיים כמו שם של ארגון
said-like-a-building = מסתיים כמו שם של בניין או דרך
said-follows-a-title = בא אחרי תואר
said-begins-with-a-given-name = מתחיל בשם פרטי
said-capitals-in-brackets = אותיות רישיות בסוגריים
said-written-in-capitals = כתוב באותיות רישיות
said-follows-a-preposition = בא אחרי מילת יחס של מקום
said-speaks = מדבר
said-two-or-three-capitalised = שתיים או שלוש מילים באות רישית
said-a-given-name = שם פרטי
said-capitalised-more-than-once = באות רישית יותר מפעם אחת
said-several-capitalised = כמה מילים באות רישית
said-surname-here = שם משפחה של אדם בכתבה
said-for = { $holder } בעד { $target } — { $telling }
said-against = { $holder } נגד { $target } — { $telling }
said-the-clause = המשפט כולו
said-attitude-word = { $who } — מילת עמדה “{ $cue }”
said-hearsay-word = { $who } — מילת שמועה “{ $cue }”
said-cue = { $who } — מילת ציטוט “{ $cue }”
said-goes-on = { $who } ממשיך — ציטוט בלי מילת ציטוט
said-somebody = מישהו
said-came-with-the-import = בא עם הייבוא, מאת { $model }
said-a-model = מודל

# מה אינו לפי ספר הקידוד.
said-codebook-asks = ספר הקידוד מבקש כאן { $field }.
said-an-attitude = יחס
said-an-intensity = עוצמה
said-a-basis = בסיס
said-a-channel = ערוץ
said-a-frame = מסגרת
said-the-stance-it-is-nested-in = את העמדה שבתוכה היא מקוננת
said-the-stances-it-answers = את העמדות שעליהן היא עונה
said-a-note = הערה
said-frame-not-in-codebook = המסגרת “{ $frame }” אינה בספר הקידוד.
said-about-a-stance-that-is-gone = מושאה הוא עמדה שכבר אינה.
said-holds-no-stances = { $entity } מסוג { $label }, שאינו מחזיק עמדות לפי ספר הקידוד הזה.
said-receives-no-stances = { $entity } מסוג { $label }, שאינו מושא לעמדות לפי ספר הקידוד הזה.
said-same-holder-and-target = המחזיק והמושא הם אותו אחד, ואין מילים שמראות זאת.
said-labels-exclude-each-other = { $one } ו־{ $other } מוציאים זה את זה אך מכסים אותן מילים.
said-label-not-there = התווית אינה עוד בספר הקידוד; יש לבחור אחרת
said-label-there-already = יש כבר תווית “{ $label }”; יש לבחור שם אחר, או למזג את השתיים
said-label-needs-a-name = תווית צריכה שם; יש להקליד אחד
said-label-into-itself = אי אפשר למזג תווית לתוך עצמה; יש לבחור אחרת

# מה פירוש עמדה כשספר הקידוד אינו אומר אחרת.
said-means-favor = המחזיק רוצה בזה, משבח, מגן או עוזר, במילים אלה או במה שברור שהן אומרות.
said-means-against = המחזיק דוחה את זה, מאשים, נלחם או מזהיר מפניו.
said-means-neutral = המחזיק מדבר על כך ושוקל בלי לנקוט צד.
said-means-mixed = המחזיק נוקט את שני הצדדים באותן מילים: בעד חלק אחד, נגד אחר.
said-means-unclear = ננקט צד, אך המילים אינן אומרות איזה.
said-means-none = ציטוט סתם: מישהו נשמע, ודבר אינו נשפט.

# האם ההצעות מוליכות אנשים.
said-alike = מכל מה שהוצע, { $shown } % סומן כך במקום שאנשים ראו אותו (n = { $seen }) ו־{ $blind } % במקום שלא ראו (n = { $unseen }): { $points } נקודות, רווח סמך 95 % מ־{ $low } עד { $high }. { $verdict }
said-people-follow = אנשים הולכים אחרי הצעות שהם רואים יותר מכפי שקריאתם שלהם הייתה מביאה אותם.
said-people-contradict = אנשים סותרים הצעות שהם רואים יותר מכפי שקריאתם שלהם הייתה מביאה אותם.
said-not-shown-to-lead = הנתונים אינם מראים שההצעות מוליכות אנשים.

# מה נמצא בפתיחת פרויקט.
said-things-repaired = { $n ->
    [one] דבר אחד בקובץ לא היה כפי שצריך; הוא תוקן.
    [two] שני דברים בקובץ לא היו כפי שצריך; שניהם תוקנו.
   *[other] { $n } דברים בקובץ לא היו כפי שצריך; כולם תוקנו.
}
said-things-to-look-at = { $n ->
    [one] דבר אחד בקובץ לא היה כפי שצריך; { $open } דורש מבט.
   *[other] { $n } דברים בקובץ לא היו כפי שצריך; { $open } דורשים מבט.
}
said-folder-not-writable = אי אפשר לכתוב לתיקיית הפרויקט ({ $reason }). העבודה נשמרת ביומן; יש לשמור בשם אחר.
said-read-only-close-there = לקריאה בלבד: { $reason }. יש לסגור שם, או לשמור בשם אחר.
said-open-elsewhere = פתוח ב{ $holder }
said-read-only = לקריאה בלבד: { $reason }.
said-no-place-for-the-lock = אין מקום למנעול שלו
said-another-window = חלון אחר (תהליך { $process } במחשב { $host }, מאז { $since })
said-journal-followed-so-far = אפשר היה לעקוב אחר היומן עד נקודה מסוימת בלבד ({ $why }). { $n } שינויים הוחזרו; עותק של היומן נשמר כ־{ $path }.
said-changed-by-another = תוכנית אחרת שינתה את הקובץ. { $n } שינויים שלא נשמרו נעשו שוב על גביו; היומן הישן נשמר כ־{ $path }.
said-brought-back = { $n ->
    [one] הוחזר שינוי אחד שלא נשמר כשהתוכנית נעצרה.
    [two] הוחזרו שני שינויים שלא נשמרו כשהתוכנית נעצרה.
   *[other] הוחזרו { $n } שינויים שלא נשמרו כשהתוכנית נעצרה.
}
said-disk-failed = { $doing } נכשלה: { $reason }: { $path }
said-disk-reading = הקריאה
said-disk-backup = שמירת גיבוי
said-disk-locking = הנעילה
said-disk-folder = יצירת התיקייה
said-disk-opening-journal = פתיחת היומן
said-disk-removing = ההסרה
said-disk-renaming = שינוי השם
said-disk-saving = השמירה
said-disk-writing-journal = הכתיבה ליומן
said-disk-full = הדיסק מלא; יש לפנות מקום ולנסות שוב
said-not-allowed-here = אין הרשאה כאן; יש לבחור תיקייה אחרת או לבקש זכות כתיבה
said-drive-read-only = הכונן לקריאה בלבד; יש לשמור במקום אחר
said-not-there = הקובץ או התיקייה אינם שם (הועברו, או שהכונן נותק); יש לבדוק ולנסות שוב
said-not-utf8 = הקובץ אינו UTF-8 (בית { $byte }); פרויקט הוא טקסט UTF-8. יש לשחזר גיבוי, או לפתוח אותו ככתבה: { $path }
said-not-json = הקובץ אינו JSON שלם: { $why }. יש לשחזר גיבוי מהתיקייה שלצדו: { $path }
said-newer-version = הקובץ נכתב ב־Standpoint חדש יותר (גרסה { $version }, כאן נקראת { $ours }); יש לעדכן כדי לפתוח: { $path }
said-changed-since-opened = תוכנית אחרת שינתה את הקובץ מאז שנפתח; יש לשמור בשם אחר, או לשמור שוב כדי לדרוס: { $path }
said-name-taken = פרויקט בשם זה פתוח; יש לבחור שם אחר: { $path }
said-project-read-only = הפרויקט פתוח לקריאה בלבד ({ $reason }); יש לשמור בשם אחר
said-two-have-the-name = לשני { $what } יש אותו שם “{ $name }”; יש לבחור אחר
said-no-key = “{ $key }” אינו מקש; יש לכתוב כמו Ctrl+Shift+Z, Tab או F1
said-no-model = אין זה מודל של Standpoint: אינו מתחיל ב“SPM1”; יש לבחור קובץ ש־`standpoint train` יצר
said-model-damaged = קובץ המודל קטוע או פגום; יש ליצור או להביא אותו שוב
said-task-stopped = “{ $task }” נעצר במפתיע ({ $why }); דבר לא השתנה. אפשר לנסות שוב

# מה נמצא בקריאת מסמך.
said-read-in-encoding = הקובץ אינו UTF-8; הוא נקרא כ־{ $encoding }.
said-bytes-no-letters = כמה בתים אינם אותיות בקידוד הזה; הם עומדים כ־�.
said-column-taken-as-text = העמודה “{ $column }” נלקחה כטקסט של { $n } שורות.
said-rows-without-text = { $n ->
    [one] שורה אחת בלי טקסט הושמטה.
    [two] שתי שורות בלי טקסט הושמטו.
   *[other] { $n } שורות בלי טקסט הושמטו.
}
said-pages-without-text = ל־{ $empty } מתוך { $n } עמודים אין שכבת טקסט; הם תמונות או ריקים.
said-file-is-empty = הקובץ ריק
said-has-no-text = אין טקסט ב־{ $name }
said-cannot-be-read = אי אפשר לקרוא { $what }: { $why }
said-unpacks-to-too-much = { $what } נפרש ליותר מן הסביר; הוא נדחה

# מה חסר בשאילתה.
said-near-takes-a-number = NEAR לוקח מספר מילים, /s למשפט או /p לפסקה: NEAR/5.
said-quotation-never-closed = המירכאות האלה לא נסגרו.
said-field-without-value = לשדה אין ערך; יש לכתוב אחד אחרי הנקודתיים.
said-something-is-missing = חסר כאן דבר מה: מילה, צירוף או שדה.
said-regular-expression = הביטוי הרגולרי הזה אינו עובד: { $why }.
said-bracket-never-closed = הסוגר הזה לא נסגר.
said-bracket-never-opened = הסוגר הזה לא נפתח.
said-nothing-between-brackets = אין דבר בין הסוגריים האלה.
said-word-missing-before = חסרה מילה לפני זה. כדי לחפש את המילה עצמה, יש לשים אותה במירכאות.
said-field-missing = חסר כאן שדה.
said-no-word-in-this = אין בזה מילה.

# דין וחשבון על ייבוא וייצוא: מה לא נשמר, מה תוקן, מה כדאי לדעת.
said-record-no-json = רשומה שאינה JSON
said-record-without-text = רשומה בלי טקסט
said-row-answered = שורה שנענתה “reject” או “ignore”; מקטעיה נקראים בכל זאת
said-span-without-offsets = מקטע בלי היסטים
said-relation-ends-no-spans = יחס שקצותיו אינם מקטעים
said-text-told-by-quotes = טקסט שזוהה לפי ציטוטיו
said-annotation-of-absent-text = תיוג של טקסט שאינו כאן; יש לתת גם את הטקסט, או לפתוח את הפרויקט שבו הוא
said-span-found-by-quote = מקטע שנמצא שוב לפי ציטוטו
said-span-found-by-quote-of-several = מקטע שנמצא שוב לפי ציטוט, שמופיע בטקסט כמה פעמים
said-quote-not-in-text = מקטע שציטוטו אינו בטקסט
said-annotation-of-whole-text = תיוג של הטקסט כולו, נשמר כהערתו
said-relation-ends-not-here = יחס שקצותיו אינם כאן
said-decision-stays-behind = הכרעה על הצעה; היא נשארת מאחור
said-problem-in-project = בעיה בקובץ הפרויקט
said-document-not-read = מסמך שאי אפשר היה לקרוא
said-span-moved-offsets = מקטע שהוזז: ההיסטים סופרים { $unit }
said-astral = כתבה עם תווים אסטרליים ובלי ציטוטים, ההיסטים נלקחו כ־{ $unit }
said-span-without-words = מקטע בלי מילים
said-span-outside-text = מקטע מחוץ לטקסט שלו
said-annotations-without-text = קובץ תיוגים בלי הטקסט שלצדו
said-line-not-read = שורה שאי אפשר לקרוא
said-line-kept = שורה שנשמרה כמות שהיא: אירוע, נרמול, שקילות או מה ששייך להם
said-field-without-column = שדה בלי עמודה
said-span-overlaps-longer = מקטע שחופף לארוך ממנו
said-source-no-text = מקור שאינו טקסט
said-source-text-not-in-file = מקור שהטקסט שלו אינו בקובץ
said-selection-without-offsets = בחירה בלי היסטים
said-coding-not-in-codebook = קידוד שהקוד שלו אינו בספר הקידוד
said-crlf = כתבה עם סופי שורה CRLF; NVivo סופר אותם כשניים, ATLAS.ti כאחד
said-record-no-task = רשומה שאינה משימה
said-task-without-data = משימה בלי נתונים
said-task-without-text = משימה בלי טקסט
said-relation-ends-no-regions = יחס שקצותיו אינם אזורים
said-relation-to-the-left = יחס שהצביע שמאלה
said-open-suggestion = הצעה פתוחה
said-relation-to-others-span = יחס למקטע של מתייג אחר
said-article-without-a-word = כתבה בלי מילה
said-white-space-first = רווח לפני המילה הראשונה של כתבה
said-words-not-in-version = מקטע על מילים שאינן בגרסה שבפרויקט
said-relation-words-not-in-version = יחס שמילותיו אינן בגרסה שבפרויקט
said-file-without-token = קובץ בלי אסימון
said-line-no-token = שורה שאינה אסימון
said-token-not-in-text = אסימון שאינו בטקסט שלו
said-slot-no-span = משבצת שממלאה אינו מקטע
said-doccano-keeps = doccano עצמו שומר מעמדה רק את שני קצותיה ואת הקוטביות
said-file-without-text = קובץ בלי טקסט
said-control-character = תו בקרה ש־XML אינו יכול להחזיק, נכתב כ־�
said-highlight-outside = הדגשה מחוץ לטקסט שלה
said-score = ציון
said-file-no-utf8 = קובץ שאינו UTF-8; מה שאי אפשר היה לקרוא מוצג כ־�
said-file-without-tagged-words = קובץ בלי מילים מתויגות
said-line-without-tag = שורה בלי תג
said-word-with-more = מילה עם יותר מהתג שלה (חלק דיבר, צירוף, שכבת תגים שנייה)
said-text-rebuilt = טקסט שמילותיו אינן מתאימות לו; נבנה מחדש מן המילים
said-record-no-document = רשומה שאינה מסמך
said-relation-ends-not-in-set = יחס שקצותיו אינם בקבוצה שלו
said-table-stances-only = מקטע; הטבלה הזאת מחזיקה עמדות בלבד
said-table-attributions-only = מקטע; הטבלה הזאת מחזיקה ייחוסים בלבד
said-cell-too-short = סופו של טקסט ארוך ממה שתא מחזיק (32,767 תווים)
said-suggester-as-annotator = מציע, רשום כמתייג
said-line-no-word = שורה שאינה מילה
said-file-without-words = קובץ בלי מילים
said-end-without-beginning = סוף של מקטע שלא התחיל
said-span-without-end = מקטע בלי סוף
said-gap-of-span = רווח במקטע לא רציף; חלקיו נכתבים כמקטעים נפרדים
said-attribute-of-span = תכונה של מקטע
said-a-stance = עמדה
said-a-relation = יחס
said-field-of-stance = שדה של עמדה מלבד הקוטביות
said-attribute-of-relation = תכונה של יחס
said-metadata-of-article = נתוני כתבה
said-whose-annotation = של מי התיוג, בכתבה עם כמה מתייגים
said-note-of-article = הערה של כתבה
said-row-no-json = שורה שאינה אובייקט JSON
said-row-no-csv = שורה שאינה CSV
said-row-without-text = שורה בלי טקסט
said-character-brat = תו של תווית ש־brat אינו יכול להחזיק
said-words-not-in-strings = כתבה שמילותיה אינן בין המחרוזות של הקובץ
said-overlaps-in-doc-spans = מקטע שחופף לארוך ממנו: ב־doc.spans["sc"], לא ב־doc.ents
said-rest-of-damaged-file = שארית קובץ משורה פגומה ואילך
said-article-left-out = כתבה שהושמטה
said-article-got-annotations = כתבה שהייתה בפרויקט קיבלה את התיוגים
said-version-got-annotations = כתבה שבפרויקט גרסה אחרת שלה קיבלה את התיוגים
said-relation-among-suggestions = יחס בין הצעות פתוחות
said-relation-maybe-stance = יחס שאולי כוונתו עמדה; --loose-stances לוקח אותו כעמדה
said-documents = מסמכים
said-standpoint-project = פרויקט של Standpoint
said-other-files = קבצים אחרים
said-nothing-reads = קובץ שדבר כאן אינו קורא
said-row-left-out = שורה בלי טקסט; הושמטה
