"""Exports one awkward project in every format and reads it with the peers' own readers: every span's words, every relation.

Usage: python check.py path/to/standpoint [folder]. Readers that are not installed are skipped and said to be.
"""

import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

BINARY = sys.argv[1]
FOLDER = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
FOLDER.mkdir(parents=True, exist_ok=True)

PORT = (
    "Mayor Ana Souza 🏛️ said the port must close.\r\nUnion leader Wei Chen “cannot accept” that, he told قناة الميناء.\r\n\r\n"
    "North and South Korea will not vote,\r\nwrote e\u0301lite Zoe\u0308 👩‍👩‍👧.\r\n"
)
CAFE = "Le cafe\u0301 Fröhlich soutient la mairie.\nPas de commentaire 😀."


def span(text, words, label, annotator, number):
    pieces, at = [], 0
    for part in words.split("…"):
        at = text.index(part, at)
        pieces.append([at, at + len(part)])
        at += len(part)
    row = dict(id=f"m{number}", start=pieces[0][0], end=pieces[-1][1], label=label, annotator=annotator)
    row["text"] = text[row["start"] : row["end"]]
    if len(pieces) > 1:
        row["fragments"] = pieces
    return row


def article(name, text, marks, relations):
    spans = [span(text, words, label, annotator, number) for number, (words, label, annotator) in enumerate(marks)]
    relations = [
        dict(id=f"{name}-r{n}", head=f"m{head}", tail=f"m{tail}", label=label, annotator="ana", **more)
        for n, (head, tail, label, more) in enumerate(relations)
    ]
    metadata = {"title": "The port – “closing”", "outlet": "Harbour Post", "date": "2026-01-02"}
    return dict(id=name, text=text, spans=spans, relations=relations, metadata=metadata)


ARTICLES = [
    article(
        "port-1",
        PORT,
        [
            ("Mayor Ana Souza", "PERSON", "ana"),
            ("Ana Souza", "PERSON", "ana"),
            ("the port", "FAC", "ana"),
            ("Union leader Wei Chen", "PERSON", "ana"),
            ("قناة الميناء", "ORG", "ana"),
            ("North…Korea", "GPE", "ana"),
            ("South Korea", "GPE", "ana"),
            ("vote,\r\nwrote", "EVENT", "ana"),
            ("e\u0301lite Zoe\u0308", "PERSON", "ana"),
            ("cannot accept", "EVIDENCE", "ana"),
            ("👩‍👩‍👧", "PERSON", "ana"),
            ("Ana Souza", "PERSON", "ben"),
            ("the port", "LOC", "ben"),
        ],
        [
            (3, 0, "stance_against", dict(evidence="m9", attributes={"directness": "mixed"})),
            (0, 2, "stance_mixed", dict(attributes={"basis": "inferred"})),
            (3, 4, "told", {}),
        ],
    ),
    article(
        "cafe-2",
        CAFE,
        [("Le cafe\u0301 Fröhlich", "ORG", "ana"), ("la mairie", "ORG", "ana")],
        [(0, 1, "stance_favor", dict(attributes={"basis": "inferred"}))],
    ),
]

# (words of the hull, label) of every span; the words at both ends and label of every relation.
SPANS = collections.Counter((s["text"], s["label"]) for a in ARTICLES for s in a["spans"])
RELATIONS = collections.Counter()
for a in ARTICLES:
    words = {s["id"]: s["text"] for s in a["spans"]}
    RELATIONS.update((words[r["head"]], r["label"], words[r["tail"]]) for r in a["relations"])
PIECES = collections.Counter()
for a in ARTICLES:
    for s in a["spans"]:
        for start, end in s.get("fragments", [[s["start"], s["end"]]]):
            PIECES[(a["text"][start:end], s["label"])] += 1
TEXTS = {a["text"] for a in ARTICLES}


def export(form, name, *more):
    source = FOLDER / "awkward.jsonl"
    source.write_text("".join(json.dumps(a) + "\n" for a in ARTICLES), encoding="utf-8")
    target = FOLDER / name
    done = subprocess.run([BINARY, "convert", str(source), "--to", form, "-o", str(target), *more], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target


def same(what, found, expected):
    missing, more = expected - found, found - expected
    assert not missing and not more, f"{what}: missing {dict(missing)}, not expected {dict(more)}"


def spacy_docbin():
    import spacy
    from spacy.tokens import DocBin

    docs = list(DocBin().from_disk(export("docbin", "out.spacy")).get_docs(spacy.blank("xx").vocab))
    assert {doc.text for doc in docs} == TEXTS, "texts"
    same("doc.spans", collections.Counter((s.text, s.label_) for d in docs for s in d.spans["sc"]), PIECES)
    ents = collections.Counter((e.text, e.label_) for d in docs for e in d.ents)
    assert ents and not ents - PIECES, "doc.ents"


def prodigy():
    import spacy
    import srsly
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    spans, relations, texts = collections.Counter(), collections.Counter(), set()
    for row in srsly.read_jsonl(export("prodigy", "prodigy.jsonl")):
        texts.add(row["text"])
        for s in row["spans"]:
            assert row["text"][s["start"] : s["end"]] == s["text"]
            spans[(s["text"], s["label"])] += 1
        if "tokens" in row:
            doc = Doc(vocab, [t["text"] for t in row["tokens"]], [t["ws"] for t in row["tokens"]])
            assert doc.text == row["text"], "tokens make the text"
            for s in row["spans"]:
                found = doc.char_span(s["start"], s["end"], alignment_mode="strict")
                assert found is not None and (found.start, found.end - 1) == (s["token_start"], s["token_end"]), s
        for r in row.get("relations", []):
            head, child = ([s for s in row["spans"] if s["token_end"] == r[k] and s["start"] == r[k + "_span"]["start"]][0] for k in ("head", "child"))
            relations[(head["text"], r["label"], child["text"])] += 1
    assert texts == TEXTS
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def doccano():
    """By doccano's rules: SpanLabel(start_offset, end_offset, label), RelationLabel(from_id, to_id, type), integer ids."""
    spans, relations = collections.Counter(), collections.Counter()
    raw = export("doccano", "doccano.jsonl").read_bytes()
    assert raw.isascii()
    for row in map(json.loads, raw.splitlines()):
        words = {}
        for e in row["entities"]:
            assert isinstance(e["id"], int) and e["id"] not in words
            words[e["id"]] = row["text"][e["start_offset"] : e["end_offset"]]
            spans[(words[e["id"]], e["label"])] += 1
        relations.update((words[r["from_id"]], r["type"], words[r["to_id"]]) for r in row.get("relations", []))
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def label_studio():
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    path = export("label-studio", "tasks.json")
    config = path.with_name("tasks.config.xml").read_text(encoding="utf-8")
    interface = LabelInterface(config)
    spans, relations = collections.Counter(), collections.Counter()
    tasks = json.loads(path.read_bytes())
    for task in tasks:
        assert interface.validate_task({"data": task["data"]}), "task"  # 2.1.2 forgets an argument where a task has annotations
        for annotation in task["annotations"]:
            errors = interface._validate_object(annotation, return_errors=True)
            assert not errors, errors
            words = {}
            for region in annotation["result"]:
                if region["type"] == "relation":
                    relations[(words[region["from_id"]], region["labels"][0], words[region["to_id"]])] += 1
                    continue
                value = region["value"]
                words[region["id"]] = task["data"]["text"][value["start"] : value["end"]]
                assert words[region["id"]] == value["text"]
                spans[(value["text"], value["labels"][0])] += 1
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)
    converter = Converter(config, str(FOLDER), download_resources=False)
    (FOLDER / "ls").mkdir(exist_ok=True)
    converter.convert_to_json_min(str(path), str(FOLDER / "ls"), is_dir=False)
    rows = json.loads((FOLDER / "ls" / "result.json").read_bytes())
    same("JSON_MIN", collections.Counter((s["text"], s["labels"][0]) for r in rows for s in r["label"]), SPANS)


def brat():
    """As brat's annotation.py reads: codecs, lines at every line break Python knows, words of each piece joined by a blank."""
    import codecs

    folder = export("brat", "brat")
    spans, relations = collections.Counter(), collections.Counter()
    for path in sorted(folder.rglob("*.ann")):
        text = codecs.open(str(path.with_suffix(".txt")), encoding="utf-8").read()
        assert text in TEXTS
        bounds, events = {}, {}
        for line in codecs.open(str(path), encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if cells[0][0] == "T":
                label, offsets = cells[1].split(" ", 1)
                pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
                words = " ".join(text[start:end] for start, end in pieces)
                assert words == cells[2], (words, cells[2])
                hull = text[pieces[0][0] : pieces[-1][1]]
                bounds[cells[0]] = (hull, label)
                if label != "Stance":
                    spans[(hull, label)] += 1
            elif cells[0][0] == "R":
                label, one, two = cells[1].split()[:3]
                relations[(bounds[one.split(":")[1]][0], label, bounds[two.split(":")[1]][0])] += 1
            elif cells[0][0] == "E":
                events[cells[0]] = dict(word.split(":") for word in cells[1].split())
            elif cells[0][0] == "A" and cells[1].startswith("Polarity"):
                _, event, polarity = cells[1].split()
                arguments = events[event]
                relations[(bounds[arguments["Holder"]][0], "stance_" + polarity, bounds[arguments["Target"]][0])] += 1
            else:
                assert cells[0][0] in "A#M*N", line
    trigger_only = collections.Counter({("cannot accept", "EVIDENCE"): 1})
    same("spans", spans, SPANS - trigger_only)
    same("relations", relations, RELATIONS)


def cassis_of(load, folder, ending):
    spans, relations = collections.Counter(), collections.Counter()
    for path in sorted(folder.rglob("*" + ending)):
        cas = load(path)
        assert cas.sofa_string in TEXTS
        spans.update((s.get_covered_text(), s.label) for s in cas.select("webanno.custom.Span"))
        for r in cas.select("webanno.custom.Rel"):
            relations[(r.Governor.get_covered_text(), r.label, r.Dependent.get_covered_text())] += 1
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def uima_xmi():
    import cassis

    folder = export("uima-xmi", "xmi")
    system = cassis.load_typesystem((folder / "TypeSystem.xml").read_text(encoding="utf-8"))
    cassis_of(lambda path: cassis.load_cas_from_xmi(path.read_text(encoding="utf-8", newline="") if sys.version_info >= (3, 13) else path.read_bytes().decode(), typesystem=system), folder, ".xmi")


def uima_json():
    import cassis

    cassis_of(lambda path: cassis.load_cas_from_json(path.read_bytes().decode()), export("uima-json", "casjson"), ".json")


def gate(form="gate", ending="bdocjs", **how):
    from gatenlp import Document

    spans, relations = collections.Counter(), collections.Counter()
    for path in sorted(export(form, form).glob("*." + ending)):
        document = Document.load(str(path), **how)
        for name in document.annset_names():
            annotations = document.annset(name)
            for annotation in annotations:
                if annotation.type == "Relation":
                    ends = [document[annotations.get(int(annotation.features[key]))] for key in ("head", "tail")]
                    relations[(ends[0], annotation.features["label"], ends[1])] += 1
                else:
                    spans[(document[annotation], annotation.type)] += 1
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def gate_xml():
    gate("gate-xml", "xml", fmt="gatexml")


def conllu():
    """The words of every row and its SpaceAfter make the text; Entity opens and closes the spans."""
    import re
    import conllu as reader

    found = collections.Counter()
    sentences = reader.parse(export("conllu", "out.conllu").read_text(encoding="utf-8"))
    open_spans = {}
    for sentence in sentences:
        for token in sentence:
            for inner in open_spans.values():
                inner["words"].append(token["form"])
            for opening, closing in re.findall(r"\(([^()]*)|([^()]*)\)", (token["misc"] or {}).get("Entity", "")):
                if opening:
                    name, label = opening.split("-")
                    open_spans[name] = {"label": label, "words": [token["form"]]}
                    last = name
                else:
                    done = open_spans.pop(closing or last)
                    found[("".join(done["words"]), done["label"])] += 1
    assert not open_spans and len(sentences) > 4
    same("entities", found, collections.Counter({("".join(w.split()), label): n for (w, label), n in PIECES.items()}))


def webanno_tsv():
    """As WebAnno's reader: the text is the sentences at the offsets of their first tokens, in UTF-16 units."""
    spans, relations = collections.Counter(), collections.Counter()
    for path in sorted(export("webanno-tsv", "tsv").rglob("*.tsv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
        layers = [line[1:].split("=", 1) for line in lines if line.startswith("#T_")]
        columns = [(kind, column) for kind, names in layers for column in names.split("|")[1:]]
        units, sentence, marks, ends = b"", None, {}, []
        for line in lines:
            if line.startswith("#Text="):
                sentence = unescaped(line[6:]).encode("utf-16-le")
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                start, end = (2 * int(n) for n in cells[1].split("-"))
                if sentence is not None:
                    units += b"\n\0" * ((start - len(units)) // 2) + sentence
                    sentence = None
                assert units[start:end].decode("utf-16-le") == unescaped(cells[2]), line
                relation = None
                for (kind, column), cell in zip(columns, cells[3:]):
                    if cell == "_":
                        continue
                    if kind == "T_SP" and column == "label":
                        for part in cell.split("|"):
                            label, number = part.rstrip("]").split("[")
                            first, _, _ = marks.get(number, (start, 0, ""))
                            marks[number] = (first, end, unescaped(label))
                    elif kind == "T_RL" and column == "label":
                        relation = [unescaped(part) for part in cell.split("|")]
                    elif kind == "T_RL" and column.startswith("BT_"):
                        numbers = [part.rstrip("]").split("[")[1].split("_") for part in cell.split("|")]
                        ends += zip(numbers, relation)
        text = units.decode("utf-16-le")
        assert text in TEXTS, path
        words = {number: units[start:end].decode("utf-16-le") for number, (start, end, _) in marks.items()}
        spans.update((words[number], label) for number, (_, _, label) in marks.items())
        relations.update((words[one], label, words[two]) for (one, two), label in ends)
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def unescaped(cell):
    import re

    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1]), cell)


def datasets_rows(rows):
    spans, relations = collections.Counter(), collections.Counter()
    for row in rows:
        words = {}
        for s in row["spans"]:
            words[s["id"]] = row["text"][s["start"] : s["end"]]
            assert words[s["id"]] == s["text"]
            spans[(s["text"], s["label"])] += 1
        relations.update((words[r["head"]], r["label"], words[r["tail"]]) for r in row["relations"])
    same("spans", spans, SPANS)
    same("relations", relations, RELATIONS)


def hf_parquet():
    import datasets

    loaded = datasets.Dataset.from_parquet(str(export("hf-parquet", "spans.parquet")), cache_dir=str(FOLDER / "cache"))
    datasets_rows(loaded)


def hf_jsonl():
    import datasets

    datasets_rows(datasets.Dataset.from_json(str(export("hf-jsonl", "rows.jsonl")), cache_dir=str(FOLDER / "cache")))


def hf_tokens():
    import datasets
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities

    loaded = datasets.Dataset.from_parquet(str(export("hf-tokens", "tokens.parquet")), cache_dir=str(FOLDER / "cache"))
    names = loaded.features["ner_tags"].feature.names
    tags = [[names[tag] for tag in row["ner_tags"]] for row in loaded]
    strict = Entities(tags, IOB2)
    assert sum(map(len, strict.entities)) == sum(len(get_entities(row)) for row in tags) > 8


def columns(path):
    sentences, now = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.startswith("-DOCSTART-"):
            if now:
                sentences.append(now)
            now = []
        else:
            cells = line.split(" ")
            assert len(cells) == 4, line
            now.append((cells[0], cells[3]))
    return sentences


def conll():
    from seqeval.scheme import BILOU, IOB2, Entities

    for form, scheme in (("conll", IOB2), ("bilou", BILOU)):
        sentences = columns(export(form, form + ".conll"))
        strict = Entities([[tag for _, tag in s] for s in sentences], scheme)
        found = collections.Counter()
        for sentence, entities in zip(sentences, strict.entities):
            for e in entities:
                found[("".join(word for word, _ in sentence[e.start : e.end]), e.tag)] += 1
        expected = collections.Counter(("".join(words.split()), label) for words, label in PIECES)
        assert len(found) > 8 and not found - expected, (form, found - expected)


def tables():
    import openpyxl

    rows = list(csv.DictReader(open(export("csv-mentions", "mentions.csv"), encoding="utf-8", newline="")))
    texts = {a["id"]: a["text"] for a in ARTICLES}
    same("mentions", collections.Counter((texts[r["article"]][int(r["start"]) : int(r["end"])], r["label"]) for r in rows), SPANS)
    rows = list(csv.DictReader(open(export("csv-stances", "stances.csv"), encoding="utf-8", newline="")))
    stances = collections.Counter({key: count for key, count in RELATIONS.items() if key[1].startswith("stance_")})
    same("stances", collections.Counter((r["holder_text"], "stance_" + r["polarity"], r["target_text"]) for r in rows), stances)
    book = openpyxl.load_workbook(export("xlsx", "book.xlsx"), read_only=True)
    assert len(list(book["Mentions"].rows)) == 1 + sum(SPANS.values()) and len(list(book["Stances"].rows)) == 1 + len(rows)


def refi():
    import xml.etree.ElementTree as tree

    archive = zipfile.ZipFile(export("refi", "out.qdpx"))
    space = {"q": "urn:QDA-XML:project:1.0"}
    root = tree.fromstring(archive.read("project.qde"))
    codes = {c.get("guid"): c.get("name") for c in root.iterfind(".//q:Code", space)}
    spans = collections.Counter()
    for source in root.iterfind(".//q:TextSource", space):
        text = archive.read("sources/" + source.get("plainTextPath").removeprefix("internal://")).decode()
        for s in source.iterfind("q:PlainTextSelection", space):
            code = codes[s.find(".//q:CodeRef", space).get("targetGUID")]
            if not code.startswith("stance_"):
                spans[(text[int(s.get("startPosition")) : int(s.get("endPosition"))], code)] += 1
    same("codings", spans, PIECES)


def web_annotation():
    spans = collections.Counter()
    texts = {}
    for item in json.loads(export("web-annotation", "w3c.json").read_bytes()):
        if "standpoint" in item:
            texts[item["id"]] = item["standpoint"]["text"]
        elif item.get("motivation") != "linking":
            for target in item["target"]:
                quote, position = target["selector"]
                words = texts[target["source"]][position["start"] : position["end"]]
                assert words == quote["exact"]
                spans[(words, item["body"][0]["value"])] += 1
    same("annotations", spans, PIECES)


def main():
    failed = skipped = 0
    checks = [spacy_docbin, prodigy, doccano, label_studio, brat, uima_xmi, uima_json, gate, gate_xml, webanno_tsv, conllu, hf_parquet, hf_jsonl, hf_tokens, conll, tables, refi, web_annotation]
    for check in checks:
        try:
            check()
            print("ok     ", check.__name__)
        except ImportError as error:
            skipped += 1
            print("SKIPPED", check.__name__, "- its reader is not installed:", error)
        except Exception as error:  # noqa: BLE001 - each check is reported
            failed += 1
            print("FAILED ", check.__name__, "-", type(error).__name__, error)
    print(f"{len(checks) - failed - skipped} passed, {failed} failed, {skipped} skipped; files are in {FOLDER}")
    sys.exit(bool(failed))


main()
