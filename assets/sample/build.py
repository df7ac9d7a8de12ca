#!/usr/bin/env python3
"""Writes line-4.standpoint.json, the sample project, from the articles and codings below.

Places, people, papers and events are invented. Offsets are code points and are found here by the words themselves; every
quote must occur where it is said to. Run: python3 build.py
"""
import hashlib
import json
import re

LABELS = ["PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "LAW", "WORK_OF_ART"]
COLOURS = ["#2f6fd0", "#8a4fc4", "#1f8a5b", "#6b8e23", "#c2701c", "#c03a5b", "#8c6d3f", "#b03fa6"]
DEFINITIONS = [
    "Names of people, without titles.", "Companies, agencies, parties, councils, unions, media.",
    "Countries and towns: places with a government, also when they act.", "Quays, hills, seas: places without a government.",
    "Nationalities, religions and political groups.", "Named events: strikes, votes, storms.", "Named acts and bylaws.",
    "Titles of books, films, songs."]
EXAMPLES = [["Mayor [Ada Brink] said"], ["the [Port Authority]"], ["the town of [Port Ellery]"], ["along [Lantern Quay]"], [], [],
            ["under the [Open Harbour Bylaw]"], []]
COUNTER = [["[Mayor Ada Brink]: leave the title out"], [], [], [], [], [], [], []]

CATEGORIES = ["official", "politician", "expert", "business", "civil society", "citizen", "media", "celebrity", "other"]
FRAMES = [
    ("Economic", "Costs, benefits and money for people, firms or the town."),
    ("Fairness and equality", "Who is treated better or worse than others."),
    ("Health and safety", "Risk, illness, accidents, care."),
    ("Quality of life", "Comfort, noise, beauty, daily life."),
    ("Public opinion", "What people at large think or want."),
    ("Political", "Parties, votes, tactics."),
    ("Policy prescription and evaluation", "Whether a plan works and what should be done instead."),
    ("Capacity and resources", "Whether there are enough means, staff or room."),
]
ISSUES = [
    ("line", "Tram line 4", "The planned tram line along Lantern Quay.", ["the tram", "the tram line", "line 4"]),
    ("closure", "Closing the quay to lorries", "The ban on lorries on Lantern Quay that comes with the tram.", ["the lorry ban"]),
    ("vote", "A public vote", "Letting the people of the town decide about the tram.", ["referendum"]),
]
# key: name, label, aliases, category, affiliation, role, naming, gender
ENTITIES = {
    "brink": ("Ada Brink", "PERSON", ["Brink"], "official", "Ellery Town Council", "mayor", "named", "female"),
    "weir": ("Jonas Weir", "PERSON", ["Weir"], "politician", "Civic List", "councillor, opposition", "named", "male"),
    "calder": ("Ruth Calder", "PERSON", ["Calder"], "official", "Ministry of Transport", "minister", "named", "female"),
    "hale": ("Tom Hale", "PERSON", ["Hale"], "civil society", "Dockers’ Union", "union secretary", "named", "male"),
    "nand": ("Priya Nand", "PERSON", ["Nand"], "expert", "Ellery University", "transport engineer", "named", "female"),
    "marlow": ("Greta Marlow", "PERSON", [], "business", "Marlow Freight", "chief executive", "named", "female"),
    "arden": ("Nils Arden", "PERSON", ["Arden"], "civil society", "Clean Quay", "spokesman", "named", "male"),
    "osei": ("Lena Osei", "PERSON", ["Osei"], "citizen", "", "nurse, lives on the quay", "named", "female"),
    "quill": ("Bert Quill", "PERSON", ["Quill"], "business", "Café Mole", "café owner", "named", "male"),
    "pettick": ("Saul Pettick", "PERSON", ["Pettick"], "citizen", "", "fisherman", "named", "male"),
    "council": ("Ellery Town Council", "ORG", ["the council", "town council"], "official", "", "", "named", ""),
    "authority": ("Port Authority", "ORG", [], "official", "", "", "named", ""),
    "union": ("Dockers’ Union", "ORG", [], "civil society", "", "", "named", ""),
    "freight": ("Marlow Freight", "ORG", [], "business", "", "", "named", ""),
    "clean": ("Clean Quay", "ORG", [], "civil society", "", "", "named", ""),
    "civic": ("Civic List", "ORG", [], "politician", "", "", "named", ""),
    "ministry": ("Ministry of Transport", "ORG", ["the ministry"], "official", "", "", "named", ""),
    "university": ("Ellery University", "ORG", [], "expert", "", "", "named", ""),
    "ellery": ("Port Ellery", "GPE", [], "", "", "", "", ""),
    "quay": ("Lantern Quay", "LOC", [], "", "", "", "", ""),
    "bylaw": ("Open Harbour Bylaw", "LAW", ["the bylaw"], "", "", "", "", ""),
    "anonymous": ("a council employee", None, [], "official", "Ellery Town Council", "", "anonymous", ""),
    "traders": ("traders on the quay", None, [], "business", "", "", "anonymous", ""),
    "residents": ("residents", None, [], "citizen", "", "", "anonymous", ""),
}

F, A, N, M, Q = "favor", "against", "neutral", "mixed", "none"
D, I, X, T = "direct", "indirect", "mixed", "narrated"
COURIER, LANTERN, TIDE = "Ellery Courier", "The Lantern", "Business Tide"

# Each coding: holder, target, polarity, directness, content, source, cue, frames
ARTICLES = [
(COURIER, "2026-03-02", "Council unveils plan for tram along the quay", "Mara Lind", """
Port Ellery is to get a tram along the water. Mayor Ada Brink presented the plans for line 4 on Monday evening to a crowded hall.

“This line gives the harbour back to the people who live here,” Brink said. Lorries would be banned from Lantern Quay between seven in the morning and eight at night under the Open Harbour Bylaw.

The Ministry of Transport will pay two thirds of the 84 million that the line is to cost. Minister Ruth Calder called it a model for other towns.

Opposition councillor Jonas Weir warned that the figures were “written on water”. His Civic List wants the people of the town to decide.
""", [
 ("brink", "line", F, D, "This line gives the harbour back to the people who live here", "Brink", "said", ["Quality of life"]),
 ("calder", "line", F, I, "a model for other towns", "Minister Ruth Calder", "called", ["Policy prescription and evaluation"]),
 ("weir", "line", A, X, "the figures were “written on water”", "Opposition councillor Jonas Weir", "warned", ["Economic"]),
 ("civic", "vote", F, I, "wants the people of the town to decide", "His Civic List", None, ["Political"]),
]),
(TIDE, "2026-03-03", "Hauliers count the cost of line 4", "R. Combe", """
Freight companies on Lantern Quay expect to lose a fifth of their trade if the lorry ban comes into force.

“Nobody asked us,” said Greta Marlow, chief executive of Marlow Freight. “You cannot run a port with the gates shut by day.”

The company employs 310 people and handles every second container that leaves Port Ellery. Greta Marlow said she would move the depot up the coast if the council did not give way.

Traders on the quay fear for the summer season. An engineer at Ellery University, Priya Nand, said the delay for lorries would be “about twelve minutes a trip, which is not nothing and not a catastrophe”.
""", [
 ("marlow", "council", A, D, "Nobody asked us", "Greta Marlow, chief executive of Marlow Freight", "said", ["Fairness and equality"]),
 ("marlow", "closure", A, D, "You cannot run a port with the gates shut by day", "Greta Marlow, chief executive of Marlow Freight", "said", ["Economic"]),
 ("marlow", "council", A, I, "she would move the depot up the coast if the council did not give way", "Greta Marlow", "said", ["Economic"]),
 ("traders", "line", A, I, "fear for the summer season", "Traders on the quay", "fear", ["Economic"]),
 ("nand", "closure", M, X, "the delay for lorries would be “about twelve minutes a trip, which is not nothing and not a catastrophe”", "An engineer at Ellery University, Priya Nand", "said", ["Policy prescription and evaluation"]),
]),
(LANTERN, "2026-03-03", "“At last we can open the windows”", "Ines Varga", """
Lena Osei has lived above Lantern Quay for eleven years and has kept her windows shut for most of them. On Tuesday she hung a paper tram in one of them.

“My boy coughs from October to May,” the nurse said. “A tram does not make him cough.”

The environmental group Clean Quay has measured the air at her door. Its spokesman, Nils Arden, said the lorries put out four times what is healthy. “Every month we wait is a month of that,” Arden said.

Café owner Bert Quill is less sure. He likes the idea of guests without diesel, he said, but two summers of building works could finish him.
""", [
 ("osei", "closure", F, D, "My boy coughs from October to May", "the nurse", "said", ["Health and safety"]),
 ("osei", "line", F, D, "A tram does not make him cough", "the nurse", "said", ["Health and safety"]),
 ("arden", "closure", F, I, "the lorries put out four times what is healthy", "Its spokesman, Nils Arden", "said", ["Health and safety"]),
 ("arden", "line", F, D, "Every month we wait is a month of that", "Arden", "said", ["Health and safety"]),
 ("quill", "line", M, I, "He likes the idea of guests without diesel, he said, but two summers of building works could finish him", "he", "said", ["Economic"]),
]),
(COURIER, "2026-03-04", "Dockers threaten to walk out over lorry ban", "Mara Lind", """
The Dockers’ Union has given the council until Friday to drop the lorry ban.

“We are not against a tram. We are against losing our shifts,” said its secretary, Tom Hale. Four hundred dockers work on Lantern Quay by day.

Hale accused Mayor Ada Brink of hiding a report on jobs. A council employee, who did not want to be named, confirmed that such a report exists. The mayor’s office said it would be published “when it is finished”.

The Port Authority has taken no side. It said it could work with either plan.
""", [
 ("hale", "line", N, D, "We are not against a tram", "its secretary, Tom Hale", "said", ["Economic"]),
 ("hale", "closure", A, D, "We are against losing our shifts", "its secretary, Tom Hale", "said", ["Economic"]),
 ("hale", "brink", A, I, "hiding a report on jobs", "Hale", "accused", ["Political"]),
 ("anonymous", None, Q, I, "such a report exists", "A council employee, who did not want to be named", "confirmed", []),
 ("council", None, Q, X, "it would be published “when it is finished”", "The mayor’s office", "said", []),
 ("authority", "line", N, I, "it could work with either plan", "It", "said", ["Capacity and resources"]),
 ("union", "closure", A, T, "has given the council until Friday to drop the lorry ban", "The Dockers’ Union", None, ["Political"]),
]),
(TIDE, "2026-03-05", "Ministry stands by its money", "R. Combe", """
The Ministry of Transport will not move a cent of its grant for line 4, whatever the dockers do.

“The contract is signed,” Minister Ruth Calder told this paper on Thursday. She added that towns which hesitate go to the back of the queue.

Greta Marlow called the minister’s remarks a threat. “This is how you lose a port,” she said.

Analysts see the argument differently. Priya Nand of Ellery University said the line would pay for itself in nineteen years, “longer than promised and shorter than feared”.
""", [
 ("calder", "line", F, D, "The contract is signed", "Minister Ruth Calder", "told", ["Policy prescription and evaluation"]),
 ("calder", "council", M, I, "towns which hesitate go to the back of the queue", "She", "added", ["Political"]),
 ("marlow", "calder", A, I, "a threat", "Greta Marlow", "called", ["Political"]),
 ("marlow", "line", A, D, "This is how you lose a port", "she", "said", ["Economic"]),
 ("nand", "line", F, X, "the line would pay for itself in nineteen years, “longer than promised and shorter than feared”", "Priya Nand of Ellery University", "said", ["Economic"]),
]),
(LANTERN, "2026-03-06", "The report the mayor would rather keep", "Ines Varga", """
Eighty-seven jobs on Lantern Quay are at risk from the lorry ban, according to a draft report that The Lantern has seen.

Mayor Ada Brink had told the council that there was no such number. A council employee who has worked on the draft said the figure had been known since January.

“She owes the dockers an apology,” said Jonas Weir of the Civic List. Tom Hale asked for the talks to begin again from the start.

Brink defended herself. “A draft is a draft,” she said. “I will not frighten four hundred families with half a table.”

That the mayor kept quiet was a mistake, and it does the tram no good.
""", [
 ("anonymous", "brink", A, I, "the figure had been known since January", "A council employee who has worked on the draft", "said", ["Political"]),
 ("weir", "brink", A, D, "She owes the dockers an apology", "Jonas Weir of the Civic List", "said", ["Political"]),
 ("hale", "council", A, I, "asked for the talks to begin again from the start", "Tom Hale", "asked", ["Political"]),
 ("brink", None, Q, D, "A draft is a draft", "she", "said", []),
 ("brink", "union", N, D, "I will not frighten four hundred families with half a table", "she", "said", ["Political"]),
 ("AUTHOR", "brink", A, "none", "That the mayor kept quiet was a mistake", None, None, ["Political"]),
]),
(COURIER, "2026-03-07", "Quay at a standstill as dockers walk out", "Mara Lind", """
Nothing moved on Lantern Quay on Saturday. The Dockers’ Union stopped work at six in the morning.

“We asked, we waited, we were laughed at,” Tom Hale told the crowd. Some 300 people stood before the gates; a few residents brought tea.

Mayor Ada Brink said she understood the anger but that a strike would not make the air cleaner. Saul Pettick, who has fished from the quay for forty years, said he was for the tram and for the dockers. “You can be for two things,” he said.

Marlow Freight reported eleven ships waiting outside the harbour.
""", [
 ("hale", "council", A, D, "We asked, we waited, we were laughed at", "Tom Hale", "told", ["Fairness and equality"]),
 ("brink", "union", M, I, "she understood the anger but that a strike would not make the air cleaner", "Mayor Ada Brink", "said", ["Health and safety"]),
 ("pettick", "line", F, I, "he was for the tram and for the dockers", "Saul Pettick, who has fished from the quay for forty years", "said", ["Public opinion"]),
 ("pettick", "union", F, D, "You can be for two things", "he", "said", ["Public opinion"]),
 ("residents", "union", F, T, "a few residents brought tea", "a few residents", None, ["Public opinion"]),
 ("freight", None, Q, I, "eleven ships waiting outside the harbour", "Marlow Freight", "reported", []),
]),
(TIDE, "2026-03-09", "Comment: a town that closes its own door", "R. Combe", """
A port is a door, and Port Ellery is about to nail a tram across it.

The council has had a year to ask the people who load the ships. It asked an architect instead. Marlow Freight, which pays more local tax than all the cafés together, learned of the lorry ban from a poster.

Greta Marlow is right when she says that goods do not take the tram. The minister’s grant is generous, but it is our money too.

Line 4 should be built behind the sheds, or not at all.
""", [
 ("AUTHOR", "line", A, "none", "Port Ellery is about to nail a tram across it", None, None, ["Economic"]),
 ("AUTHOR", "council", A, "none", "It asked an architect instead", None, None, ["Fairness and equality"]),
 ("marlow", "line", A, I, "goods do not take the tram", "she", "says", ["Economic"]),
 ("AUTHOR", "marlow", F, "none", "Greta Marlow is right", None, None, ["Economic"]),
 ("AUTHOR", "line", A, "none", "Line 4 should be built behind the sheds, or not at all", None, None, ["Policy prescription and evaluation"]),
]),
(LANTERN, "2026-03-10", "Six hundred names for a vote", "Ines Varga", """
The Civic List has handed in six hundred signatures for a public vote on line 4, twice as many as it needs.

“Let the town decide, and let it decide before the diggers come,” said Jonas Weir. Lena Osei did not sign. A vote is a way of waiting, she said, and her son has waited enough.

Nils Arden of Clean Quay said a vote would be won “by whoever prints the bigger poster”. Ada Brink has promised to accept the result, if there is one.

Bert Quill signed. “I want to be asked,” the café owner said. “That is all I want.”
""", [
 ("weir", "vote", F, D, "Let the town decide, and let it decide before the diggers come", "Jonas Weir", "said", ["Public opinion"]),
 ("osei", "vote", A, I, "A vote is a way of waiting, she said, and her son has waited enough", "she", "said", ["Health and safety"]),
 ("arden", "vote", A, X, "a vote would be won “by whoever prints the bigger poster”", "Nils Arden of Clean Quay", "said", ["Political"]),
 ("brink", "vote", N, I, "to accept the result, if there is one", "Ada Brink", "promised", ["Political"]),
 ("quill", "vote", F, D, "I want to be asked", "the café owner", "said", ["Public opinion"]),
]),
(COURIER, "2026-03-11", "Engineer: tram and lorries can share the quay", "Mara Lind", """
There is room for both, says the engineer. Priya Nand of Ellery University presented a third plan on Wednesday that would leave one lane to lorries until eleven in the morning.

“It is not elegant, but it works on paper and it works on the ground,” Nand said. The plan would cost four million more.

Tom Hale welcomed the proposal as the first honest offer. The Port Authority said it was feasible. Mayor Ada Brink promised to look at it “with an open mind and an open purse”.

Clean Quay was disappointed. “Half a ban is half a cough,” Nils Arden said.
""", [
 ("nand", "line", F, D, "It is not elegant, but it works on paper and it works on the ground", "Nand", "said", ["Policy prescription and evaluation"]),
 ("hale", "nand", F, I, "the first honest offer", "Tom Hale", "welcomed", ["Fairness and equality"]),
 ("authority", "nand", F, I, "it was feasible", "The Port Authority", "said", ["Capacity and resources"]),
 ("brink", "nand", N, X, "to look at it “with an open mind and an open purse”", "Mayor Ada Brink", "promised", ["Policy prescription and evaluation"]),
 ("arden", "closure", F, D, "Half a ban is half a cough", "Nils Arden", "said", ["Health and safety"]),
 ("clean", "nand", A, T, "Clean Quay was disappointed", "Clean Quay", None, ["Health and safety"]),
]),
(TIDE, "2026-03-12", "Marlow signals a truce", "R. Combe", """
Marlow Freight could live with the third plan for line 4, its chief executive said on Thursday.

“Four hours a day is a business. No hours is a museum,” said Greta Marlow. She praised Priya Nand for having counted lorries rather than votes.

The Ministry of Transport said the grant would cover any plan that has rails in it. Traders on the quay want to be paid for the months of building works.

Jonas Weir said the council had been dragged to reason by others.
""", [
 ("marlow", "closure", M, D, "Four hours a day is a business. No hours is a museum", "Greta Marlow", "said", ["Economic"]),
 ("marlow", "nand", F, I, "for having counted lorries rather than votes", "She", "praised", ["Policy prescription and evaluation"]),
 ("ministry", "line", F, I, "the grant would cover any plan that has rails in it", "The Ministry of Transport", "said", ["Economic"]),
 ("traders", "council", N, I, "want to be paid for the months of building works", "Traders on the quay", "want", ["Economic"]),
 ("weir", "council", A, I, "the council had been dragged to reason by others", "Jonas Weir", "said", ["Political"]),
]),
(LANTERN, "2026-03-13", "Who was heard, and who was not", "Ines Varga", """
Two weeks of argument about a tram, and hardly anybody has asked those who sleep beside the rails.

“I read about my own street in the paper,” said Lena Osei. Other residents say the same. Saul Pettick said the quay had always belonged to whoever shouted.

Ada Brink admitted that the council had talked to firms first. “That was the wrong order,” she said on Friday.

Priya Nand hopes that the next plan will be drawn at a kitchen table.
""", [
 ("AUTHOR", "council", A, "none", "hardly anybody has asked those who sleep beside the rails", None, None, ["Fairness and equality"]),
 ("osei", "council", A, D, "I read about my own street in the paper", "Lena Osei", "said", ["Fairness and equality"]),
 ("residents", "council", A, I, "say the same", "Other residents", "say", ["Fairness and equality"]),
 ("pettick", "council", A, I, "the quay had always belonged to whoever shouted", "Saul Pettick", "said", ["Fairness and equality"]),
 ("brink", "council", A, D, "That was the wrong order", "she", "said", ["Fairness and equality"]),
 ("nand", "council", N, I, "the next plan will be drawn at a kitchen table", "Priya Nand", "hopes", ["Fairness and equality"]),
]),
(COURIER, "2026-03-14", "Council votes for line 4 with a morning lane", "Mara Lind", """
By nineteen votes to eight, the town council has decided to build line 4 with a lane for lorries until eleven.

“This is a good day for the harbour,” said Mayor Ada Brink. The Civic List voted against. Jonas Weir said the town had been handed a compromise nobody had asked for.

Tom Hale called off the strike within the hour. “The shifts stay. So we go back,” he said.

Greta Marlow said the decision was bearable. Lena Osei, in the gallery, said eleven was early enough to open a window.
""", [
 ("brink", "line", F, D, "This is a good day for the harbour", "Mayor Ada Brink", "said", ["Quality of life"]),
 ("civic", "line", A, T, "The Civic List voted against", "The Civic List", None, ["Political"]),
 ("weir", "line", A, I, "the town had been handed a compromise nobody had asked for", "Jonas Weir", "said", ["Public opinion"]),
 ("hale", "line", F, D, "The shifts stay. So we go back", "he", "said", ["Economic"]),
 ("marlow", "line", N, I, "the decision was bearable", "Greta Marlow", "said", ["Economic"]),
 ("osei", "line", F, I, "eleven was early enough to open a window", "Lena Osei, in the gallery", "said", ["Quality of life"]),
]),
(LANTERN, "2026-03-15", "The lane at eleven", "Ines Varga", """
The tram will come, and so will the lorries, until eleven in the morning. It is not what Clean Quay wanted.

“We will measure every day,” said Nils Arden, “and we will publish every number.” He called the morning lane a gift to Marlow Freight.

Bert Quill has already painted a tram on the wall of his café. Mayor Ada Brink came for coffee on Sunday and said the works would start after the season.

For the people on Lantern Quay it is a beginning.
""", [
 ("arden", None, Q, D, "We will measure every day", "Nils Arden", "said", ["Health and safety"]),
 ("arden", "freight", A, I, "a gift to Marlow Freight", "He", "called", ["Fairness and equality"]),
 ("quill", "line", F, T, "Bert Quill has already painted a tram on the wall of his café", "Bert Quill", None, ["Quality of life"]),
 ("brink", "line", F, I, "the works would start after the season", "Mayor Ada Brink", "said", ["Economic"]),
 ("AUTHOR", "line", F, "none", "For the people on Lantern Quay it is a beginning", None, None, ["Quality of life"]),
]),
]


def base36(number):
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if number == 0:
            return digits


def span(text, start, end):
    return {"start": start, "end": end, "quote": text[start:end]}


def find(text, words, near=None, title=""):
    """The place of these words; of several, the one nearest to `near`."""
    places = [match.start() for match in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text)]
    assert places, f"{title}: no “{words}”"
    start = places[0] if near is None else min(places, key=lambda place: abs(place - near))
    return start, start + len(words)


def mentions(text):
    """Every name of the entity list where it stands as whole words, longest names first."""
    names = []
    for key, (name, label, aliases, *_) in ENTITIES.items():
        if label:
            names += [(known, key, label) for known in [name, *[a for a in aliases if a[0].isupper()]]]
    found = []
    for known, key, label in sorted(names, key=lambda row: -len(row[0])):
        for match in re.finditer(r"(?<!\w)" + re.escape(known) + r"(?!\w)", text):
            start, end = match.span()
            if all(end <= s or e <= start for s, e, *_ in found):
                found.append((start, end, key, label))
    return sorted(found)


def build():
    numbers = {key: number for number, key in enumerate(ENTITIES, 1)}
    issue_names = {key: name for key, name, *_ in ISSUES}
    articles = []
    for at, (outlet, date, title, byline, text, codings) in enumerate(ARTICLES, 1):
        text = title + "\n\n" + text.strip() + "\n"
        marked = []
        for number, (start, end, key, label) in enumerate(mentions(text), 1):
            marked.append({"id": base36(number), "label": label, "spans": [span(text, start, end)],
                           "entity": base36(numbers[key]), "annotator": "1", "at": f"{date}T10:00:00Z"})
        stances = []
        for number, (holder, target, polarity, directness, content, source, cue, frames) in enumerate(codings, 1):
            start, end = find(text, content, title=title)
            evidence = [span(text, start, end)]
            if holder == "AUTHOR":
                held = {"actor": "author"}
            else:
                held = {"actor": "entity", "entity": base36(numbers[holder])}
            if source:
                held["mention"] = [span(text, *find(text, source, start, title))]
            if target is None:
                aimed = {"kind": "other"}
            elif target in issue_names:
                aimed = {"kind": "issue", "issue": issue_names[target]}
            else:
                aimed = {"kind": "entity", "entity": base36(numbers[target])}
            attribution = {}
            if directness != "none":
                if source:
                    attribution["source"] = held["mention"]
                if cue:
                    attribution["cue"] = [span(text, *find(text, cue, start, title))]
                attribution["content"] = evidence
                attribution["directness"] = directness
            stance = {"id": base36(number), "holder": held, "polarity": polarity, "target": aimed, "evidence": evidence}
            if attribution:
                stance["attribution"] = attribution
            if frames:
                stance["frames"] = [{"code": code} for code in frames]
            stance |= {"annotator": "1", "at": f"{date}T11:00:00Z"}
            stances.append(stance)
        articles.append({
            "id": base36(at), "status": "done",
            "metadata": {"title": title, "outlet": outlet, "byline": byline, "date": date, "language": "en"},
            "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text, "mentions": marked, "stances": stances})
    labels = [
        {"id": str(n), "name": name, "colour": colour, "key": str(n), "definition": definition, "examples": examples,
         "counter_examples": counter, "may_hold": name in ("PERSON", "ORG", "GPE", "NORP"), "may_receive": True}
        for n, (name, colour, definition, examples, counter) in
        enumerate(zip(LABELS, COLOURS, DEFINITIONS, EXAMPLES, COUNTER), 1)]
    entities = []
    for key, (name, label, aliases, category, affiliation, role, naming, gender) in ENTITIES.items():
        entity = {"id": base36(numbers[key]), "name": name}
        if label:
            entity["label"] = label
        if aliases:
            entity["aliases"] = aliases
        profile = {"category": category, "affiliation": affiliation, "role": role, "naming": naming, "gender": gender}
        profile = {field: value for field, value in profile.items() if value}
        if profile:
            entity["profile"] = profile
        entities.append(entity)
    return {
        "format": "standpoint", "version": 1, "name": "The tram at Port Ellery",
        "queries": {"Against the tram": "polarity:against target:\"tram line 4\"", "The mayor speaks": "holder:Brink directness:direct|mixed"},
        "scheme": {
            "name": "News-8", "version": 1, "asked": ["attitude", "intensity", "basis", "frames", "note"],
            "source_categories": CATEGORIES,
            "frames": [{"name": name, "definition": definition} for name, definition in FRAMES],
            "issues": [{"id": str(n), "name": name, "definition": definition, "aliases": aliases}
                       for n, (_, name, definition, aliases) in enumerate(ISSUES, 1)],
            "labels": labels},
        "annotators": [{"id": "1", "name": "sample"}],
        "entities": entities, "articles": articles}


if __name__ == "__main__":
    project = build()
    with open("line-4.standpoint.json", "w", encoding="utf-8") as out:
        json.dump(project, out, ensure_ascii=False, indent=1)
        out.write("\n")
    print(len(project["articles"]), "articles,", sum(len(a["mentions"]) for a in project["articles"]), "mentions,",
          sum(len(a["stances"]) for a in project["articles"]), "stances")
