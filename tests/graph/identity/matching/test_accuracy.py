from pathlib import Path

from benchmarks.identity_data import fake_1000
from graph.identity.engine import train_model
from graph.identity.evaluation import evaluate
from graph.identity.features import build_features
from graph.identity.refine import refine_clusters


def test_fake_1000_reaches_its_goal(data: Path) -> None:
    connection = fake_1000(data)
    truth = dict(connection.execute("SELECT record_id, entity FROM truth").fetchall())
    build_features(connection)
    clusters = refine_clusters(connection, train_model(connection))
    assignment = {record: cluster[0] for cluster in clusters for record in cluster}
    assert evaluate(truth, assignment).f1 >= 0.95
