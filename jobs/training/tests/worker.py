"""What each process of a distributed test runs: the training stops after its first checkpoint, and goes on."""

import sys
from pathlib import Path

from hornbook_training.cluster import Cluster, joined
from hornbook_training.progress import Progress
from hornbook_training.train import Trainer, Training, train
from small import data, recipe


def first_half(training: Training, cluster: Cluster) -> None:
    trainer = Trainer(training, cluster)
    with Progress(training.out, training.recipe, 0, cluster.first) as progress:
        position = trainer.state.position
        for _ in range(3):
            batches, samples, position = trainer._read(position)
            trainer._step(batches, samples)
            trainer.state.position = position
            trainer.state.step += 1
        trainer._save(progress)


if __name__ == "__main__":
    folder, out, strategy = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    with joined(cpu=True) as cluster:
        given = data(folder / f"worker-{cluster.rank}", held_out=True)
        training = Training(recipe(device__strategy=strategy), given, out, seed=1)
        train(training, cluster)
