"""Step 6: the trained second reader as the files that ship, and what the eight bits cost."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from corpus import Corpus
from damage import Damager
from graph import NOT_QUANTIZED, float_graph
from measure import Scored, area, recall, threshold
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from second import Watched, sentences_of
from second_network import Reader
from statistics_of_text import Statistics

from lintnews.reader.pieces import Vocabulary, is_reachable

Outputs = tuple[NDArray[np.float32], NDArray[np.float32]]
"""The probabilities of the labels (P, labels) and the sentence logits (P,) of a window."""

FALSE_SHARES = (0.005, 0.02)


def quantized(model: onnx.ModelProto) -> onnx.ModelProto:
    """The matrices in eight bits, a scale for each column.

    Weights take seven bits of them: with eight the sums of processors without VNNI instructions
    overflow, and a text would not read the same everywhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "float.onnx"), Path(folder, "small.onnx")
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=list(NOT_QUANTIZED),
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        return onnx.load(small)


def compare(
    model: Reader, session: onnxruntime.InferenceSession, kept: NDArray[np.int64], watched: Watched
) -> None:
    """Print how far both readers are apart on windows that were never learned from."""
    largest, total, count = 0.0, 0.0, 0
    scored: tuple[list[Scored], list[Scored]] = ([], [])
    renumbered = np.zeros(int(kept.max()) + 1, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    for example, kinds in watched.windows:
        inputs = [np.array([row], dtype=np.int64) for row in example[:4]]
        trained = _by_torch(model, inputs)
        shipped = _by_onnx(session, [renumbered[inputs[0]], *inputs[1:]])
        difference = np.abs(trained[0] - shipped[0])
        largest = max(largest, float(difference.max()))
        total, count = total + float(difference.sum()), count + difference.size
        for sentences, outputs in zip(scored, (trained, shipped), strict=True):
            sentences.extend(sentences_of(example, outputs[1].tolist(), kinds))
    print(f"probabilities differ by {total / count:.6f} on average, {largest:.4f} at most")
    for name, sentences in zip(("trained", "shipped"), scored, strict=True):
        found = (
            f"{recall(sentences, threshold(sentences, share)):.4f} at {share:.1%}"
            for share in FALSE_SHARES
        )
        print(f"{name}: area {area(sentences):.4f}, recall {', '.join(found)}")


def _by_torch(model: Reader, inputs: Sequence[NDArray[np.int64]]) -> Outputs:
    numbers, looks, speech, roles = map(torch.from_numpy, inputs)
    with torch.no_grad():
        labels, damage = model(numbers, looks, speech, roles, torch.ones_like(numbers))
    return labels.softmax(-1)[0].numpy(), damage[0].numpy()


def _by_onnx(session: onnxruntime.InferenceSession, inputs: Sequence[NDArray[np.int64]]) -> Outputs:
    names = ("numbers", "looks", "speech", "roles")
    labels, damage = session.run(None, dict(zip(names, inputs, strict=True)))
    return labels[0], damage[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of what ships")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    stored = torch.load(arguments.checkpoint, weights_only=True)
    pieces = arguments.vocabulary.read_text(encoding="utf-8").splitlines()
    model = Reader(len(pieces))
    model.load_state_dict(stored["model"])
    model.eval()

    kept = np.array([number for number, piece in enumerate(pieces) if is_reachable(piece)])
    state = {name: value.float().numpy() for name, value in stored["model"].items()}
    state["words.weight"] = state["words.weight"][kept]
    small = quantized(float_graph(state))
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(small, arguments.out / "second.onnx")
    listed = "".join(f"{pieces[number]}\n" for number in kept)
    (arguments.out / "pieces.txt").write_text(listed, encoding="utf-8")
    size = (arguments.out / "second.onnx").stat().st_size
    print(f"round {stored['round']}, {len(kept)} of {len(pieces)} pieces, {size / 1e6:.1f} MB")

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    session = onnxruntime.InferenceSession(
        small.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    damager = Damager(Statistics(arguments.statistics))
    compare(model, session, kept, Watched(Corpus(arguments.corpus), damager, Vocabulary(pieces)))


if __name__ == "__main__":
    main()
