"""The second reader as an ONNX graph, written out so that onnxruntime finds its fused kernels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from second_network import HEADS, LAYERS, WIDTH

from lintnews.reader.labels import LABELS

Arrays = dict[str, NDArray[np.float32]]

NOT_QUANTIZED = ("heads.product",)
"""The products that stay in 32 bits: small ones at the very end."""

_OPSET = 17
_IR = 9
_FUSED = "com.microsoft"


class _Graph:
    """Nodes in order and the weights that they use."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def weight(self, name: str, array: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(
        self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output


def float_graph(state: Arrays) -> ModelProto:
    """The network of ``second_network.Reader`` for windows (B, P) without padding.

    Args:
        state: its weights by name.

    Inputs are ``numbers``, ``looks``, ``speech`` and ``roles``, int64 (B, P); outputs ``labels``,
    the probabilities of the labels (B, P, labels), and ``damage``, the sentence logits (B, P). Only
    the pieces' embedding is in eight bits already, a scale for each piece.
    """
    graph = _Graph()
    x = _embedded(graph, state)
    for index in range(LAYERS):
        x = _layer(graph, state, x, f"layers.{index}.")
    heads = np.concatenate([state["token.weight"], state["sentence.weight"]]).T
    bias = np.concatenate([state["token.bias"], state["sentence.bias"]])
    scores = graph.add("MatMul", [x, graph.weight("heads.weight", heads)], NOT_QUANTIZED[0])
    scores = graph.add("Add", [scores, graph.weight("heads.bias", bias)], "heads.scores")
    sizes = graph.weight("heads.sizes", np.array([len(LABELS), 1], dtype=np.int64))
    split = helper.make_node("Split", [scores, sizes], ["label_scores", "last"], axis=-1)
    graph.nodes.append(split)
    graph.add("Softmax", ["label_scores"], "labels", axis=-1)
    graph.add("Squeeze", ["last", graph.weight("last_axis", np.array([-1]))], "damage")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", "pieces"])
        for name in ("numbers", "looks", "speech", "roles")
    ]
    outputs = [
        helper.make_tensor_value_info(
            "labels", TensorProto.FLOAT, ["windows", "pieces", len(LABELS)]
        ),
        helper.make_tensor_value_info("damage", TensorProto.FLOAT, ["windows", "pieces"]),
    ]
    made = helper.make_graph(graph.nodes, "second_reader", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=_IR)


def stored_state(model: ModelProto) -> Arrays:
    """The weights of ``second_network.Reader`` by name, from a graph whose matrices are in eight
    bits: what ``float_graph`` was given, rounded.
    """
    stored = {weight.name: numpy_helper.to_array(weight) for weight in model.graph.initializer}
    state = {name: array for name, array in stored.items() if array.dtype == np.float32}
    for name in [name for name in stored if name.endswith("_quantized")]:
        matrix = name.removesuffix("_quantized")
        state[matrix] = (stored[name] * state.pop(f"{matrix}_scale")).T
    state["words.weight"] = stored["words"] * state.pop("words.scale")
    heads, bias = state.pop("heads.weight").T, state.pop("heads.bias")
    state["token.weight"], state["sentence.weight"] = heads[:-1], heads[-1:]
    state["token.bias"], state["sentence.bias"] = bias[:-1], bias[-1:]
    return {name: np.array(array, dtype=np.float32) for name, array in state.items()}


def _embedded(graph: _Graph, state: Arrays) -> str:
    words = state["words.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / np.float32(127)
    rows = graph.weight("words", np.rint(words / scale).astype(np.int8))
    whole = graph.add("Gather", [rows, "numbers"], "words.rows")
    whole = graph.add("Cast", [whole], "words.floats", to=TensorProto.FLOAT)
    scales = graph.add("Gather", [graph.weight("words.scale", scale), "numbers"], "words.scales")
    x = graph.add("Mul", [whole, scales], "words.vectors")
    for name in ("looks", "speech", "roles"):
        rows = graph.weight(f"{name}.weight", state[f"{name}.weight"])
        x = graph.add(
            "Add", [x, graph.add("Gather", [rows, name], f"{name}.rows")], f"{name}.added"
        )
    # The first P rows for the places.
    length = graph.add("Shape", ["numbers"], "length", start=1, end=2)
    first = graph.weight("first", np.array([0]))
    places = graph.weight("places.weight", state["places.weight"])
    places = graph.add("Slice", [places, first, length, first], "places.rows")
    x = graph.add("Add", [x, places], "places.added")
    norm = [graph.weight(f"norm.{end}", state[f"norm.{end}"]) for end in ("weight", "bias")]
    return graph.add("LayerNormalization", [x, *norm], "embedded", epsilon=1e-12)


def _layer(graph: _Graph, state: Arrays, x: str, prefix: str) -> str:
    def stored(name: str) -> NDArray[np.float32]:
        return state[prefix + name]

    def times(x: str, name: str) -> str:
        weight = graph.weight(f"{prefix}{name}.weight", stored(f"{name}.weight").T)
        return graph.add("MatMul", [x, weight], f"{prefix}{name}.product")

    def bias(name: str) -> str:
        return graph.weight(f"{prefix}{name}.bias", stored(f"{name}.bias"))

    def joined(change: str, x: str, matrix: str, norm: str) -> str:
        """The normalised sum of a layer's input and of its change."""
        gain = graph.weight(f"{prefix}{norm}.weight", stored(f"{norm}.weight"))
        inputs = [change, x, gain, bias(norm), bias(matrix)]
        return graph.add(
            "SkipLayerNormalization", inputs, f"{prefix}{norm}", domain=_FUSED, epsilon=1e-12
        )

    product = times(x, "attend")
    sizes = graph.weight(f"{prefix}sizes", np.array([WIDTH] * 3, dtype=np.int64))
    parts = [f"{prefix}{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [product, sizes], parts, axis=-1))
    mixed = graph.add(
        "MultiHeadAttention",
        [*parts, bias("attend")],
        f"{prefix}mixed",
        domain=_FUSED,
        num_heads=HEADS,
    )
    x = joined(times(mixed, "attended"), x, "attended", "attended_norm")
    wide = graph.add("BiasGelu", [times(x, "widen"), bias("widen")], f"{prefix}wide", domain=_FUSED)
    return joined(times(wide, "narrow"), x, "narrow", "norm")
