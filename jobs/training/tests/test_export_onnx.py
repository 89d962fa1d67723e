from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import (
    AutoModel,
    BertConfig,
    BertModel,
    CodeGenConfig,
    CodeGenForCausalLM,
    PreTrainedModel,
    T5Config,
    T5EncoderModel,
)

from hornbook_training import export_onnx
from hornbook_training.__main__ import main

TEXTS = [
    "def f(x):\n    return x + 1\n",
    "x",
    "import os\n" * 12,
    "class Größe:\n    '''A size 🐍.'''\n",
    "for i in range(10):\n    print(i)\n" * 5,
]


def tokenizer(framed: bool) -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["[PAD]", "[CLS]", "[SEP]"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    made.train_from_iterator(
        TEXTS, trainers.BpeTrainer(vocab_size=300, special_tokens=special, initial_alphabet=alphabet)
    )
    if framed:
        made.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[(each, made.token_to_id(each)) for each in special[1:]]
        )
    return made


def code_gen() -> PreTrainedModel:
    return CodeGenForCausalLM(
        CodeGenConfig(vocab_size=320, n_positions=256, n_ctx=256, n_embd=32, n_layer=2, n_head=4, rotary_dim=4)
    )


def bert() -> PreTrainedModel:
    return BertModel(
        BertConfig(
            vocab_size=320,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=256,
        )
    )


def saved(folder: Path, model: PreTrainedModel, framed: bool = False) -> Path:
    """A folder as transformers writes it, with random weights that are large enough to show a wrong operator."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(7)) * 0.2)
    model.save_pretrained(folder)
    tokenizer(framed).save(str(folder / "tokenizer.json"))
    return folder


def batch(made: Tokenizer, given: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """As the embedder makes it: zeros behind the shorter texts."""
    tokens = [each.ids for each in made.encode_batch(given)]
    ids = torch.zeros((len(tokens), max(map(len, tokens))), dtype=torch.long)
    for row, own in zip(ids, tokens, strict=True):
        row[: len(own)] = torch.tensor(own)
    lengths = torch.tensor([len(each) for each in tokens])
    return ids, (torch.arange(ids.shape[1]) < lengths[:, None]).long()


def run(folder: Path, ids: torch.Tensor, mask: torch.Tensor) -> np.ndarray:
    session = export_onnx.session_of(folder)
    assert [each.name for each in session.get_inputs()] == ["input_ids", "attention_mask"]
    (output,) = session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    return np.asarray(output)


@pytest.mark.slow
@pytest.mark.parametrize(("model", "framed", "pooling"), [(code_gen, False, "last_token"), (bert, True, "mean")])
def test_onnx_runtime_gives_the_vectors_of_pytorch(
    model: object, framed: bool, pooling: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(model)
    given = saved(tmp_path / "given", model(), framed)
    out = tmp_path / "models" / "out"
    assert main(["export-onnx", "--model", str(given), "--out", str(out)]) == 0

    assert f"kind: onnx, model: {out}, pooling: {pooling}, max-tokens: 256," in capsys.readouterr().out
    assert sorted(each.name for each in out.iterdir()) == ["model.onnx", "tokenizer.json"]
    assert [each.name for each in out.parent.iterdir()] == ["out"]
    made = Tokenizer.from_file(str(out / "tokenizer.json"))
    torch_model = AutoModel.from_pretrained(given).eval()
    for texts in (TEXTS, TEXTS[1:2], TEXTS[:3]):
        ids, mask = batch(made, texts)
        with torch.inference_mode():
            expected = torch_model(input_ids=ids, attention_mask=mask).last_hidden_state.numpy()
        found = run(out, ids, mask)
        assert found.shape == (len(texts), ids.shape[1], 32)
        real = mask.numpy() == 1
        assert np.abs(expected[real]).max() > 1
        assert np.abs(found[real] - expected[real]).max() < 1e-4
    alone = run(out, *batch(made, TEXTS[:1]))[0]
    together = run(out, *batch(made, TEXTS))[0, : len(alone)]
    assert np.abs(alone - together).max() < 1e-5


@pytest.mark.slow
def test_weights_that_are_too_many_for_one_file_lie_beside_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_onnx, "ONE_FILE_BYTES", 1000)
    given = saved(tmp_path / "given", bert())
    done = export_onnx.export_onnx(str(given), tmp_path / "out")
    assert done.difference < 1e-4
    assert sorted(each.name for each in done.folder.iterdir()) == ["model.onnx", "model.onnx_data", "tokenizer.json"]
    assert (done.folder / "model.onnx_data").stat().st_size > (done.folder / "model.onnx").stat().st_size / 2


@pytest.mark.slow
def test_a_model_whose_vectors_differ_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = export_onnx._write

    def write_another(model: export_onnx._LastHiddenState, folder: Path) -> None:
        written(model, folder)
        with torch.no_grad():
            next(model.parameters()).mul_(1.01)

    monkeypatch.setattr(export_onnx, "_write", write_another)
    given = saved(tmp_path / "given", bert())
    assert main(["export-onnx", "--model", str(given), "--out", str(tmp_path / "out")]) == 3
    assert "ONNX Runtime's vectors differ from PyTorch's by" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["given"]


def test_says_what_it_cannot_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = T5EncoderModel(T5Config(vocab_size=320, d_model=16, d_kv=4, d_ff=16, num_layers=1, num_heads=2))
    both.config.is_encoder_decoder = True
    bare = tmp_path / "bare"
    bert().save_pretrained(bare)
    (tmp_path / "empty").mkdir()
    there = tmp_path / "there"
    there.mkdir()
    for model, out, message in (
        (tmp_path / "empty", tmp_path / "out", "Cannot load the model"),
        (saved(tmp_path / "both", both), tmp_path / "out", "it is an encoder with a decoder"),
        (bare, tmp_path / "out", "no readable tokenizer.json"),
        (bare, there, "exists (name a folder that does not)"),
    ):
        assert main(["export-onnx", "--model", str(model), "--out", str(out)]) == 2
        assert message in capsys.readouterr().err
        assert not (tmp_path / "out").exists()
