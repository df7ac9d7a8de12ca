# מספר ומה שהוא סופר.

n-articles = { $n ->
    [one] כתבה אחת
    [two] שתי כתבות
   *[other] { $n } כתבות
}
n-words = { $n ->
    [one] מילה אחת
    [two] שתי מילים
   *[other] { $n } מילים
}
n-mentions = { $n ->
    [one] אזכור אחד
    [two] שני אזכורים
   *[other] { $n } אזכורים
}
n-stances = { $n ->
    [one] עמדה אחת
    [two] שתי עמדות
   *[other] { $n } עמדות
}
n-utterances = { $n ->
    [one] אמירה אחת
    [two] שתי אמירות
   *[other] { $n } אמירות
}
n-framings = { $n ->
    [one] מסגור אחד
    [two] שני מסגורים
   *[other] { $n } מסגורים
}
n-passages = { $n ->
    [one] קטע אחד
    [two] שני קטעים
   *[other] { $n } קטעים
}
n-lines = { $n ->
    [one] שורה אחת
    [two] שתי שורות
   *[other] { $n } שורות
}
n-annotations = { $n ->
    [one] תיוג אחד
    [two] שני תיוגים
   *[other] { $n } תיוגים
}
n-spans = { $n ->
    [one] מקטע אחד
    [two] שני מקטעים
   *[other] { $n } מקטעים
}
n-relations = { $n ->
    [one] יחס אחר אחד
    [two] שני יחסים אחרים
   *[other] { $n } יחסים אחרים
}
n-open-suggestions = { $n ->
    [one] הצעה פתוחה אחת
    [two] שתי הצעות פתוחות
   *[other] { $n } הצעות פתוחות
}
n-entities = { $n ->
    [one] ישות אחת
    [two] שתי ישויות
   *[other] { $n } ישויות
}
n-new-articles = { $n ->
    [one] כתבה חדשה אחת
    [two] שתי כתבות חדשות
   *[other] { $n } כתבות חדשות
}
hide-repeated-stories = { $n ->
    [one] הסתרת סיפור חוזר אחד
    [two] הסתרת שני סיפורים חוזרים
   *[other] הסתרת { $n } סיפורים חוזרים
}
stances-go-over = { $n ->
    [one] עמדה אחת עוברת.
    [two] שתי עמדות עוברות.
   *[other] { $n } עמדות עוברות.
}
stances-keep-words = { $n ->
    [one] עמדה אחת שומרת על מילות המושא שלה.
    [two] שתי עמדות שומרות על מילות המושא שלהן.
   *[other] { $n } עמדות שומרות על מילות המושא שלהן.
}
stances-framed-so = { $n ->
    [one] עמדה אחת ממוסגרת כך.
    [two] שתי עמדות ממוסגרות כך.
   *[other] { $n } עמדות ממוסגרות כך.
}
stances-lose-framing = { $n ->
    [one] עמדה אחת מאבדת את המסגור הזה.
    [two] שתי עמדות מאבדות את המסגור הזה.
   *[other] { $n } עמדות מאבדות את המסגור הזה.
}
profiles-coded-so = { $n ->
    [one] פרופיל אחד מקודד כך.
    [two] שני פרופילים מקודדים כך.
   *[other] { $n } פרופילים מקודדים כך.
}
keep-under-new-name = { $mentions } ו־{ $entities } נשארים תחת השם החדש
change-their-label = { $mentions } ו־{ $entities } משנים את תוויתם
get-the-flag = { $mentions } מקבלים את הדגל “{ $flag }” להכרעה מחדש
go-with-it = { $mentions } נמחקים איתה, { $entities } מאבדות אותה
nothing-was-done = דבר לא { $done }.
merge-frame = מיזוג המסגור { $from } לתוך { $to }
rename-frame = שינוי שם המסגור { $from } ל־{ $to }
merge-category = מיזוג הקטגוריה { $from } לתוך { $to }
rename-category = שינוי שם הקטגוריה { $from } ל־{ $to }
row = שורה
column = עמודה
into-yours = { $n ->
    [one] אחת לתוך כתבה שכבר בפרויקט
    [two] שתיים לתוך כתבות שכבר בפרויקט
   *[other] { $n } לתוך כתבות שכבר בפרויקט
}
may-be-versions = { $n ->
    [one] כתבה אחת עשויה להיות גרסה אחרת של כתבה שכבר בפרויקט.
    [two] שתי כתבות עשויות להיות גרסאות אחרות של כתבות שכבר בפרויקט.
   *[other] { $n } כתבות עשויות להיות גרסאות אחרות של כתבות שכבר בפרויקט.
}
take-articles = { $n ->
    [one] קליטת כתבה אחת
    [two] קליטת שתי כתבות
   *[other] קליטת { $n } כתבות
}
n-places = { $n ->
    [one] מקום אחד
    [two] שני מקומות
   *[other] { $n } מקומות
}
changes-places = שינוי של { $places } ב־{ $articles }
leaves-as-they-are = { $n ->
    [one] ; אחד נשאר כפי שהוא
   *[other] ; { $n } נשארים כפי שהם
}
entities-mentions-stances = { $entities }, { $mentions } ו־{ $stances }
both-in-wikidata = שתיהן { $item } בוויקינתונים
both-called = שתיהן נקראות “{ $name }”
may-stand-for = ייתכן ש“{ $short }” הם ראשי התיבות של “{ $long }”
may-be-short-for = ייתכן ש“{ $part }” הוא קיצור של “{ $whole }”
differ-in-a-letter = “{ $one }” ו“{ $other }” נבדלים באות או שתיים
n-for = { $n } בעד
n-against = { $n } נגד
n-neutral = { $n } ניטרליות
n-mixed = { $n } מעורבות
n-unclear = { $n } לא ברורות
n-no-side = { $n } בלי צד
