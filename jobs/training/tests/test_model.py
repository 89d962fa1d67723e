import pytest
import torch

from hornbook_training.failure import ConfigurationError
from hornbook_training.model import flops_per_token, new_model, parameters, peak_flops, phi_config, shape


def test_phi_1_is_the_published_model() -> None:
    config = phi_config("phi-1")
    assert (config.num_hidden_layers, config.hidden_size, config.intermediate_size) == (24, 2048, 8192)
    assert (config.num_attention_heads, config.hidden_size // config.num_attention_heads) == (32, 64)
    assert (config.max_position_embeddings, config.vocab_size) == (2048, 51_200)
    assert config.rope_parameters["partial_rotary_factor"] * 64 == 32
    assert not config.tie_word_embeddings
    assert parameters(config) == 1_418_270_720


def test_phi_1_small_is_the_published_model() -> None:
    config = phi_config("phi-1-small")
    assert (config.num_hidden_layers, config.hidden_size, config.intermediate_size) == (20, 1024, 4096)
    assert (config.num_attention_heads, config.hidden_size // config.num_attention_heads) == (16, 64)
    assert (config.max_position_embeddings, config.vocab_size) == (2048, 51_200)
    assert config.rope_parameters["partial_rotary_factor"] * 64 == 32
    # Two embeddings of 51,200 rows and a bias, 20 layers of 12 h^2 + 11 h, a last norm: "350M".
    assert parameters(config) == (2 * 1024 + 1) * 51_200 + 20 * (12 * 1024**2 + 11 * 1024) + 2 * 1024 == 356_794_368


@pytest.mark.parametrize(("name", "millions"), [("phi-1", 1418.3), ("phi-1-small", 356.8)])
def test_dropout_is_that_of_attention_and_residuals(name: str, millions: float) -> None:
    config = phi_config(name, dropout=0.1)
    assert (config.attention_dropout, config.resid_pdrop, config.embd_pdrop) == (0.1, 0.1, 0.0)
    assert parameters(config) == pytest.approx(millions * 1e6, rel=1e-4)


def test_the_ladder_has_one_dial() -> None:
    ladder = {f"d{depth}": parameters(phi_config(f"d{depth}", vocabulary=4096)) for depth in (2, 4, 6, 8, 10, 13)}
    assert list(ladder.values()) == sorted(ladder.values())
    assert ladder["d2"] < 2e6 < ladder["d4"]
    assert ladder["d13"] == pytest.approx(115e6, rel=0.05)
    for depth in (1, 7, 32):
        assert shape(f"d{depth}").hidden == 64 * depth
        assert shape(f"d{depth}").heads == shape(f"d{depth}").layers == depth


def test_blocks_are_parallel_with_rotary_halves() -> None:
    model = new_model(phi_config("d2", vocabulary=64, context=16), seed=0)
    attention = model.model.layers[0].self_attn
    assert attention.rotary_ndims == 32
    assert attention.q_proj.bias is not None
    assert model.config._attn_implementation == "sdpa"


def test_the_seed_is_all_that_weights_depend_on() -> None:
    config = phi_config("d1", vocabulary=64, context=16)
    one, same, other = (new_model(config, seed).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[key], same[key]) for key in one)
    assert not torch.equal(one["lm_head.weight"], other["lm_head.weight"])


@pytest.mark.parametrize("name", ["phi-2", "d0", "d33", "d", "d007"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"Invalid model: {name} "):
        shape(name)


def test_operations_are_counted_as_documented() -> None:
    config = phi_config("phi-1-small")
    all_parameters = parameters(config)
    expected = 6 * (all_parameters - 51_200 * 1024) + 6 * 20 * 1024 * 2048
    assert flops_per_token(config, all_parameters) == expected
    assert peak_flops(torch.device("cpu")) is None
