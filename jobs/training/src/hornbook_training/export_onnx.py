"""A Hugging Face model as the folder that Hornbook's ``onnx`` embedder reads.

The folder holds ``model.onnx`` and ``tokenizer.json``, and ``model.onnx_data`` where the weights are too many for one
file. The model takes ``input_ids`` and ``attention_mask`` of any texts and tokens, texts padded on the right, and gives
``last_hidden_state``: a vector a token, in fp32. The contract stands in the documentation of
``io.hornbook.common.embed``.

Nothing is published unseen: ONNX Runtime must give PyTorch's vectors on batches of unequal texts first.
"""

import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx_ir
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from hornbook_training.failure import ConfigurationError, DataError

TOLERANCE = 1e-4
"""The largest difference of a number from PyTorch's, where the numbers themselves are about 1."""

ONE_FILE_BYTES = 1_900_000_000
"""Protocol buffers end at 2 GiB: more weights than this lie in a file beside the model."""

LENGTHS = ((1,), (7,), (33, 2, 17), (64, 63, 1, 40))
"""Of the texts that are compared: alone, and padded to the longest of a batch."""

INPUTS = ("input_ids", "attention_mask")


@dataclass(frozen=True)
class Exported:
    """What was written."""

    folder: Path
    dimensions: int
    pooling: str
    """What the architecture suggests: ``last_token`` for a decoder, ``mean`` for an encoder."""
    max_tokens: int | None
    """The positions that the model knows, if it is limited."""
    difference: float
    """The largest one from PyTorch's numbers that was seen."""


class _LastHiddenState(nn.Module):
    """A model that takes and gives what the embedder knows, and nothing else."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.config: Any = model.config
        self.arguments = {"use_cache": False} if hasattr(self.config, "use_cache") else {}

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        output = self.model(input_ids=input_ids, attention_mask=attention_mask, **self.arguments)
        vectors: Tensor = output.last_hidden_state
        return vectors


def export_onnx(name: str, out: Path) -> Exported:
    """Writes a model, a folder or a name on the hub, into a folder that does not exist yet."""
    if out.exists():
        raise ConfigurationError(f"Invalid --out: {out} exists (name a folder that does not)")
    model = _load(name)
    tokenizer = _tokenizer(name)
    part = out.with_name(out.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        _write(model, part)
        tokenizer.save(str(part / "tokenizer.json"))
        difference = compare(model, part)
        if not difference <= TOLERANCE:
            raise DataError(
                f"Cannot export {name}: ONNX Runtime's vectors differ from PyTorch's by {difference:.1e} "
                f"(expected {TOLERANCE:.0e} at most)"
            )
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    config = model.config
    positions = getattr(config, "max_position_embeddings", None)
    decoder = any(each.endswith(("CausalLM", "LMHeadModel")) for each in config.architectures or [])
    return Exported(out, config.hidden_size, "last_token" if decoder else "mean", positions, difference)


def _load(name: str) -> _LastHiddenState:
    try:
        # The eager form of attention is plain arithmetic, which every runtime knows.
        model = AutoModel.from_pretrained(name, dtype=torch.float32, attn_implementation="eager")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"Cannot load the model {name}: {error}") from error
    if model.config.is_encoder_decoder:
        raise ConfigurationError(f"Cannot export {name}: it is an encoder with a decoder (expected one of the two)")
    return _LastHiddenState(model.eval())


def _tokenizer(name: str) -> Tokenizer:
    file = Path(name) / "tokenizer.json"
    try:
        return Tokenizer.from_file(str(file)) if Path(name).is_dir() else Tokenizer.from_pretrained(name)
    except Exception as error:  # the library raises bare Exception
        raise ConfigurationError(
            f"Cannot load the tokenizer of {name}: no readable tokenizer.json ({error})"
        ) from error


def _write(model: _LastHiddenState, folder: Path) -> None:
    ids, mask = _batch(model, (5, 3))
    shape = {0: torch.export.Dim("texts", min=1), 1: torch.export.Dim("tokens", min=1, max=_longest(model))}
    with torch.inference_mode(), _quietly():
        program: Any = torch.onnx.export(
            model,
            (ids, mask),
            input_names=list(INPUTS),
            output_names=["last_hidden_state"],
            dynamic_shapes=(shape, shape),
            dynamo=True,
            verbose=False,
        )
    weights = sum(parameter.numel() * parameter.element_size() for parameter in model.state_dict().values())
    external = "model.onnx_data" if weights > ONE_FILE_BYTES else None
    onnx_ir.save(program.model, folder / "model.onnx", external_data=external)


@contextmanager
def _quietly() -> Iterator[None]:
    """The exporter's remarks on its own work are no use to who called it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


def _longest(model: _LastHiddenState) -> int:
    return int(getattr(model.config, "max_position_embeddings", 1 << 20))


def _batch(model: _LastHiddenState, lengths: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Texts of random tokens, followed by padding."""
    random = torch.Generator().manual_seed(sum(lengths))
    ids = torch.randint(model.config.vocab_size, (len(lengths), max(lengths)), generator=random)
    mask = (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()
    return ids * mask, mask


def compare(model: _LastHiddenState, folder: Path) -> float:
    """The largest difference between the vectors of PyTorch and of ONNX Runtime."""
    session = session_of(folder)
    found = 0.0
    for lengths in LENGTHS:
        ids, mask = _batch(model, tuple(min(each, _longest(model)) for each in lengths))
        with torch.inference_mode():
            expected = model(ids, mask).numpy()
        found = max(found, largest_difference(session, ids, mask, expected))
    return found


def session_of(folder: Path) -> Any:  # noqa: ANN401 - the runtime has no types
    """The model of a folder, on this machine's processors."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(os.cpu_count() or 1, 8)
    return onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])


def largest_difference(session: Any, ids: Tensor, mask: Tensor, expected: np.ndarray) -> float:  # noqa: ANN401
    """Of the tokens that are no padding; NaN where a number is none."""
    values = dict(zip(INPUTS, (ids.numpy(), mask.numpy()), strict=True))
    output = session.run(None, {each.name: values[each.name] for each in session.get_inputs()})[0]
    return float(np.abs(output - expected)[mask.numpy() == 1].max())
