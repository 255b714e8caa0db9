from rdflib import Graph

from grondslag.register import (
    GraphOrganisation,
    RegisterSubject,
    graph_organisations,
    register_subjects,
)

TOOI = "https://identifier.overheid.nl/tooi/id/"
TURTLE = """
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix c: <https://w3id.org/grondslag/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/id/> .

ex:ministry a gs:Ministry ; rdfs:label "Oefenzaken en Proeven"@nl, "Practice"@en ;
    gs:tooiIdentifier <https://identifier.overheid.nl/tooi/id/ministerie/mnre9002> .
ex:ministry-again a gs:Organisation ; rdfs:label "OZP"@nl ;
    gs:tooiIdentifier <https://identifier.overheid.nl/tooi/id/ministerie/mnre9002> .
ex:directorate a gs:OrganisationalUnit ; rdfs:label "Directie Toezicht"@nl ; gs:partOf ex:dg .
ex:dg a gs:OrganisationalUnit ; rdfs:label "DG Proeven"@nl ; gs:partOf ex:ministry, ex:circle .
ex:circle a gs:OrganisationalUnit ; rdfs:label "Kring"@nl ; gs:partOf ex:dg .
ex:office a gs:Office ; rdfs:label "CIO"@nl ; gs:atOrganisation ex:directorate .
ex:lost a gs:OrganisationalUnit ; rdfs:label "Zwevend"@nl ; gs:partOf ex:lost .

ex:a a gs:RiskModel ; rdfs:label "A"@en, "Model  A"@nl ; gs:owner ex:office ;
    gs:activityStatus c:status-active ; gs:hasRegistration ex:r1, ex:r2, ex:r3 .
ex:r1 a gs:AlgorithmRegistration ; dcterms:identifier " 91991124 " .
ex:r2 a gs:AlgorithmRegistration ; dcterms:identifier "91991111" .
ex:r3 a gs:AlgorithmRegistration .
ex:b a gs:RiskModel ; rdfs:label "Model B" ; gs:owner ex:lost ;
    gs:noRegistrationReason "Nog in onderzoek"@nl .
ex:c a gs:RiskModel ; gs:owner <https://identifier.overheid.nl/tooi/id/oorg/oorg90001> .
ex:d a gs:RiskModel ; rdfs:label "Model D"@nl .
"""
EX = "https://example.org/id/"


def graph() -> Graph:
    return Graph().parse(data=TURTLE, format="turtle")


def test_risk_models_with_owner_codes_and_status() -> None:
    assert register_subjects(graph()) == (
        RegisterSubject(
            EX + "a",
            "Model A",
            EX + "office",
            "Directie Toezicht",
            TOOI + "ministerie/mnre9002",
            ("", "91991111", "91991124"),
            None,
            "status-active",
        ),
        RegisterSubject(
            EX + "b", "Model B", EX + "lost", "Zwevend", None, (), "Nog in onderzoek", None
        ),
        RegisterSubject(EX + "d", "Model D", None, None, None),
        RegisterSubject(
            EX + "c",
            EX + "c",
            TOOI + "oorg/oorg90001",
            TOOI + "oorg/oorg90001",
            TOOI + "oorg/oorg90001",
        ),
    )


def test_organisations_with_one_identifier_are_one() -> None:
    found = graph_organisations(graph())
    assert [each.label for each in found] == [
        "DG Proeven",
        "Directie Toezicht",
        "Kring",
        "Oefenzaken en Proeven",
        "Zwevend",
    ]
    assert found[3] == GraphOrganisation(
        EX + "ministry", "Oefenzaken en Proeven", TOOI + "ministerie/mnre9002"
    )


def test_an_empty_graph_has_nothing_to_look_up() -> None:
    assert register_subjects(Graph()) == ()
    assert graph_organisations(Graph()) == ()
