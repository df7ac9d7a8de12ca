# A number with what it counts.

n-articles = { $n ->
    [one] 1 article
   *[other] { $n } articles
}
n-words = { $n ->
    [one] 1 word
   *[other] { $n } words
}
n-mentions = { $n ->
    [one] 1 mention
   *[other] { $n } mentions
}
n-stances = { $n ->
    [one] 1 stance
   *[other] { $n } stances
}
n-utterances = { $n ->
    [one] 1 utterance
   *[other] { $n } utterances
}
n-framings = { $n ->
    [one] 1 framing
   *[other] { $n } framings
}
n-passages = { $n ->
    [one] 1 passage
   *[other] { $n } passages
}
n-lines = { $n ->
    [one] 1 line
   *[other] { $n } lines
}
n-annotations = { $n ->
    [one] 1 annotation
   *[other] { $n } annotations
}
n-spans = { $n ->
    [one] 1 span
   *[other] { $n } spans
}
n-relations = { $n ->
    [one] 1 other relation
   *[other] { $n } other relations
}
n-open-suggestions = { $n ->
    [one] 1 open suggestion
   *[other] { $n } open suggestions
}
n-entities = { $n ->
    [one] 1 entity
   *[other] { $n } entities
}
n-new-articles = { $n ->
    [one] 1 new article
   *[other] { $n } new articles
}
hide-repeated-stories = { $n ->
    [one] Hide 1 repeated story
   *[other] Hide { $n } repeated stories
}
stances-go-over = { $n ->
    [one] 1 stance goes over.
   *[other] { $n } stances go over.
}
stances-keep-words = { $n ->
    [one] 1 stance keeps the words of its target.
   *[other] { $n } stances keep the words of their target.
}
stances-framed-so = { $n ->
    [one] 1 stance is framed so.
   *[other] { $n } stances are framed so.
}
stances-lose-framing = { $n ->
    [one] 1 stance loses this framing.
   *[other] { $n } stances lose this framing.
}
profiles-coded-so = { $n ->
    [one] 1 profile is coded so.
   *[other] { $n } profiles are coded so.
}
keep-under-new-name = { $mentions } and { $entities } keep it under the new name
change-their-label = { $mentions } and { $entities } change their label
get-the-flag = { $mentions } get the flag “{ $flag }” to be decided again
go-with-it = { $mentions } go with it, { $entities } lose it
nothing-was-done = Nothing was { $done }.
merge-frame = Merge the frame { $from } into { $to }
rename-frame = Rename the frame { $from } to { $to }
merge-category = Merge the category { $from } into { $to }
rename-category = Rename the category { $from } to { $to }
row = row
column = column
into-yours = { $n ->
    [one] 1 into article that you have
   *[other] { $n } into articles that you have
}
may-be-versions = { $n ->
    [one] 1 article may be another version of one that you have.
   *[other] { $n } articles may be another version of one that you have.
}
take-articles = { $n ->
    [one] Take 1 article
   *[other] Take { $n } articles
}
n-places = { $n ->
    [one] 1 place
   *[other] { $n } places
}
changes-places = Changes { $places } in { $articles }
leaves-as-they-are = { $n ->
    [one] ; leaves 1 as it is
   *[other] ; leaves { $n } as each is
}
entities-mentions-stances = { $entities }, { $mentions } and { $stances }
both-in-wikidata = both are { $item } in Wikidata
both-called = both are called “{ $name }”
may-stand-for = “{ $short }” may stand for “{ $long }”
may-be-short-for = “{ $part }” may be short for “{ $whole }”
differ-in-a-letter = “{ $one }” and “{ $other }” differ in a letter or two
n-for = { $n } for
n-against = { $n } against
n-neutral = { $n } neutral
n-mixed = { $n } mixed
n-unclear = { $n } unclear
n-no-side = { $n } no side
