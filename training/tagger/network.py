"""The network of ``lintnews.language.tagger`` in JAX, for training."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Params = dict[str, Any]


def initial(
    seed: int, words: int, parts: int, width: int, hidden: int, layers: int, labels: int
) -> Params:
    random = np.random.default_rng(seed)

    def normal(*shape: int, scale: float) -> Any:
        return jnp.asarray(random.normal(0, scale, shape).astype(np.float32))

    params: Params = {
        "words": jnp.zeros((words + 1, width)),
        "parts": normal(parts, width, scale=0.1),
        "enter": normal(width, hidden, scale=width**-0.5),
        "enter_bias": jnp.zeros(hidden),
        "enter_gain": jnp.ones(hidden),
        "enter_shift": jnp.zeros(hidden),
        "leave": jnp.zeros((hidden, labels)),
        "leave_bias": jnp.zeros(labels),
    }
    for index in range(layers):
        params[f"conv{index}"] = normal(3 * hidden, hidden, scale=(1.5 * hidden) ** -0.5)
        params[f"bias{index}"] = jnp.zeros(hidden)
        params[f"gain{index}"] = jnp.ones(hidden)
        params[f"shift{index}"] = jnp.zeros(hidden)
    return params


def logits(
    params: Params,
    words: Any,
    parts: Any,
    mask: Any,
    dilations: tuple[int, ...],
    key: Any = None,
    dropout: float = 0.0,
) -> Any:
    """Label logits (N, T) for word rows (N,), part rows (N, K) and a mask (N, 1) of true tokens."""

    def drop(x: Any, number: int) -> Any:
        if key is None or dropout == 0:
            return x
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - dropout, x.shape)
        return jnp.where(kept, x / (1 - dropout), 0)

    x = params["words"][words] + params["parts"][parts].sum(axis=1)
    x = drop(x, 100)
    x = jax.nn.relu(x @ params["enter"] + params["enter_bias"])
    x = _normalized(x, params["enter_gain"], params["enter_shift"]) * mask
    for index, reach in enumerate(dilations):
        before = jnp.roll(x, reach, axis=0)
        after = jnp.roll(x, -reach, axis=0)
        window = drop(jnp.concatenate([before, x, after], axis=1), index)
        x = x + jax.nn.relu(window @ params[f"conv{index}"] + params[f"bias{index}"])
        x = _normalized(x, params[f"gain{index}"], params[f"shift{index}"]) * mask
    return drop(x, 200) @ params["leave"] + params["leave_bias"]


def _normalized(x: Any, gain: Any, shift: Any) -> Any:
    x = x - x.mean(axis=1, keepdims=True)
    return x / jnp.sqrt((x**2).mean(axis=1, keepdims=True) + 1e-5) * gain + shift
