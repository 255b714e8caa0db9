"""A case: a data graph and a shapes graph that one number reproduces."""

from dataclasses import dataclass
from random import Random

from rdflib import Graph

from differential.data import random_data
from differential.shapes import random_shapes


@dataclass(frozen=True)
class Case:
    """What two engines are compared on."""

    data: Graph
    shapes: Graph


def case(seed: int) -> Case:
    """Return the case of a seed: the same on every machine and in every process."""
    rng = Random(seed)
    return Case(random_data(rng, seed), random_shapes(rng, seed))
