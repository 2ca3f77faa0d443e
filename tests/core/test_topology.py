"""Outlines are read from TopoJSON, drawn and handed on; a broken file gets a sentence."""

import json
from pathlib import Path

import pytest

from layak.core import topology

SHARED = Path(__file__).parents[3] / "shared" / "geo" / "kab514.topo.json"
TWINS = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [100, 0]},
    # two squares with one side in common: arc 0 is that side, 1 the west one, 2 the east one
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 1], [1, 0], [0, -1], [-1, 0]]],
    "objects": {
        "kab": {
            "geometries": [
                {"id": "16.10", "type": "Polygon", "arcs": [[0, 1]]},
                {"id": "16.11", "type": "MultiPolygon", "arcs": [[[0, 2]]]},
            ]
        }
    },
}


def test_a_shared_border_belongs_to_both_neighbours():
    found = topology.read(json.dumps(TWINS))
    assert [outline.polygons[0][0] for outline in found.values()] == [
        [(101, 0), (101, 1), (100, 1), (100, 0), (101, 0)],
        [(101, 0), (101, 1), (102, 1), (102, 0), (101, 0)],
    ]


def test_outlines_become_a_path_in_whole_units():
    found = topology.read(json.dumps(TWINS))
    window = topology.frame(found.values())
    assert (window, topology.height(window, 200)) == (topology.Frame(100, 0, 102, 1), 100)
    assert topology.path([found["16.10"]], window, 200) == "M100 100l0-100-100 0 0 100z"
    assert topology.centre(found["16.11"], window, 200) == (150, 50)


def test_an_island_smaller_than_a_unit_is_still_seen():
    found = topology.read(json.dumps(TWINS))
    window = topology.Frame(0, -100, 1000, 100)
    assert topology.path([found["16.10"]], window, 100) == "M9 9l2 0 0 2-2 0z"


def test_geojson_has_the_same_corners():
    found = topology.read(json.dumps(TWINS))
    assert topology.geojson(found["16.10"]) == {
        "type": "MultiPolygon",
        "coordinates": [[[[101, 0], [101, 1], [100, 1], [100, 0], [101, 0]]]],
    }


def _without(key):
    return {name: value for name, value in TWINS.items() if name != key}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", json.dumps(_without("arcs")), json.dumps(TWINS | {"arcs": [[[0, 0]]]})]
)
def test_a_broken_file_is_refused_with_a_sentence(text):
    with pytest.raises(topology.BadTopology) as refused:
        topology.read(text)
    assert refused.value.text.en == "This file is not whole TopoJSON. Download it again from its source."


def test_shapes_without_codes_are_refused():
    nameless = json.dumps(TWINS).replace('"16.11"', '"Prabumulih"')
    with pytest.raises(topology.BadTopology, match="Kemendagri code"):
        topology.read(nameless)


@pytest.mark.skipif(not SHARED.exists(), reason="the geometry of the country is not here")
def test_the_whole_country_is_514_outlines_and_a_small_drawing():
    found = topology.read(SHARED.read_text())
    drawing = topology.path(found.values(), topology.frame(found.values()), 1000)
    assert (len(found), len(drawing) < 90_000) == (514, True)
