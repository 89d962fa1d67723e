"""The models: phi-1 and phi-1-small as published, and a ladder of small ones from one dial.

All are ``PhiForCausalLM``: attention and MLP in parallel, rotary embeddings over half of each head of 64, untied
embeddings. The dial is the depth: a model ``d6`` has 6 layers, a width of 6 x 64 and 6 heads, so that everything
else follows (an idea of nanochat's). Outside of the embeddings it has about 49,152 x depth^3 parameters.
"""

import re
from dataclasses import dataclass

import torch
from torch import nn
from transformers import PhiConfig, PhiForCausalLM

from hornbook_training.failure import ConfigurationError

HEAD = 64
ROTARY = 32
"""Dimensions of a head that turn (2306.11644, section 2.3)."""

VOCABULARY = 51_200
"""The rows of phi-1's embedding: the 50,295 tokens of codegen-350M-mono, padded."""

CONTEXT = 2048


@dataclass(frozen=True)
class Shape:
    """A model's dimensions; the MLP is four times as wide as the model."""

    layers: int
    hidden: int
    heads: int


PHI_1 = Shape(layers=24, hidden=2048, heads=32)
PHI_1_SMALL = Shape(layers=20, hidden=1024, heads=16)
NAMED = {"phi-1": PHI_1, "phi-1-small": PHI_1_SMALL}


def shape(name: str) -> Shape:
    """The shape of ``phi-1`` (1.3B), ``phi-1-small`` (350M) or ``d<depth>``, depth from 1 to 32."""
    if name in NAMED:
        return NAMED[name]
    match = re.fullmatch(r"d([1-9]\d?)", name)
    if match is None or int(match[1]) > 32:
        raise ConfigurationError(f"Invalid model: {name} (expected {', '.join(NAMED)} or d1 to d32)")
    depth = int(match[1])
    return Shape(layers=depth, hidden=depth * HEAD, heads=depth)


def phi_config(
    name: str,
    vocabulary: int = VOCABULARY,
    context: int = CONTEXT,
    dropout: float = 0.0,
    end_of_text: int | None = None,
) -> PhiConfig:
    """The configuration of a model; dropout is that of attention and of residuals."""
    dimensions = shape(name)
    return PhiConfig(
        vocab_size=vocabulary,
        hidden_size=dimensions.hidden,
        intermediate_size=4 * dimensions.hidden,
        num_hidden_layers=dimensions.layers,
        num_attention_heads=dimensions.heads,
        max_position_embeddings=context,
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0, "partial_rotary_factor": ROTARY / HEAD},
        resid_pdrop=dropout,
        attention_dropout=dropout,
        embd_pdrop=0.0,
        tie_word_embeddings=False,
        bos_token_id=end_of_text,
        eos_token_id=end_of_text,
        use_cache=False,
    )


def new_model(config: PhiConfig, seed: int) -> PhiForCausalLM:
    """A model with fresh weights, the same for the same seed; attention is PyTorch's SDPA (FlashAttention on GPUs)."""
    torch.manual_seed(seed)
    return PhiForCausalLM._from_config(config, attn_implementation="sdpa")


def parameters(config: PhiConfig) -> int:
    """How many parameters a model has; none is allocated."""
    with torch.device("meta"):
        return count(PhiForCausalLM(config))


def count(model: nn.Module) -> int:
    """How many parameters a model has."""
    return sum(each.numel() for each in model.parameters())


def flops_per_token(config: PhiConfig, parameters_in_all: int) -> float:
    """Floating-point operations of training on one token of a full window, forward and backward.

    Six for each parameter that is multiplied (all but the input embedding, a look-up), and of attention what a causal
    model needs: half of the square. Recomputed activations are not counted. PaLM's convention (2204.02311, appendix
    B) counts the whole square, which makes its MFU higher: by 14 % for phi-1-small.
    """
    multiplied = parameters_in_all - config.vocab_size * config.hidden_size
    attention = 6 * config.num_hidden_layers * config.hidden_size * config.max_position_embeddings
    return float(6 * multiplied + attention)


PEAK_FLOPS = {"H200": 989e12, "H100": 989e12, "A100": 312e12}
"""Dense bf16 and fp16 peak of a device by what its name holds, from the vendor's data sheets (SXM)."""


def peak_flops(device: torch.device) -> float | None:
    """What the device could do in half precision at most; None where that is not known."""
    if device.type != "cuda":
        return None
    name = torch.cuda.get_device_name(device)
    return next((peak for part, peak in PEAK_FLOPS.items() if part in name), None)
