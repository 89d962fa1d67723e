"""Batched generation, and the rules by which it stops.

A completion ends, whichever comes first,

1. at ``<|endoftext|>``,
2. at the first of the problem's stop strings (``benchmark``), which is cut off,
3. after ``max_tokens`` tokens, or where the model's context is full.

Prompts of a batch are padded on the left and masked; a prompt longer than the context allows loses its beginning, and
is counted. Temperature 0 takes the likeliest token.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from transformers import PhiForCausalLM, StoppingCriteria, StoppingCriteriaList

from hornbook_training.benchmark import Problem, answer
from hornbook_training.tokenizer import encode, end_of_text


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn, and how many at most."""

    temperature: float
    top_p: float
    max_tokens: int
    samples: int
    """Completions of each problem."""
    batch: int
    seed: int


@dataclass(frozen=True)
class Completions:
    """The answers to each problem, by its id, and how many prompts lost their beginning."""

    answers: dict[str, list[str]]
    shortened: int


class _Stopped(StoppingCriteria):  # type: ignore[misc]
    """Which sequences of a batch hold a stop string of their problem."""

    def __init__(self, tokenizer: Tokenizer, problems: list[Problem], start: int) -> None:
        self.tokenizer, self.problems, self.start = tokenizer, problems, start

    def __call__(self, input_ids: torch.Tensor, scores: object, **_: object) -> torch.Tensor:
        texts = self.tokenizer.decode_batch(input_ids[:, self.start :].tolist())
        found = [any(stop in text for stop in each.stops) for text, each in zip(texts, self.problems, strict=True)]
        return torch.tensor(found, device=input_ids.device)


def complete(
    model: PhiForCausalLM, tokenizer: Tokenizer, problems: Iterable[Problem], sampling: Sampling
) -> Completions:
    """Answers to all problems; the same for the same seed, batch and device."""
    torch.manual_seed(sampling.seed)
    model.eval()
    # Problems of like length share a batch: less padding.
    wanted = sorted((each for each in problems), key=lambda each: len(each.prompt))
    rows = [problem for problem in wanted for _ in range(sampling.samples)]
    answers: dict[str, list[str]] = {problem.id: [] for problem in wanted}
    room = model.config.max_position_embeddings - sampling.max_tokens
    if room < 1:
        raise ValueError(f"{sampling.max_tokens} tokens do not fit a context of {model.config.max_position_embeddings}")
    shortened = {each.id for each in wanted if len(encode(tokenizer, each.prompt)) > room}
    for start in range(0, len(rows), sampling.batch):
        part = rows[start : start + sampling.batch]
        for problem, text in zip(part, _batch(model, tokenizer, part, sampling, room), strict=True):
            answers[problem.id].append(answer(text, problem))
    return Completions(answers, len(shortened))


def _batch(
    model: PhiForCausalLM, tokenizer: Tokenizer, problems: list[Problem], sampling: Sampling, room: int
) -> list[str]:
    end = end_of_text(tokenizer)
    prompts = [encode(tokenizer, each.prompt)[-room:] for each in problems]
    width = max(len(prompt) for prompt in prompts)
    inputs = torch.tensor([[end] * (width - len(prompt)) + prompt for prompt in prompts], device=model.device)
    mask = torch.tensor([[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts], device=model.device)
    drawn = {"temperature": sampling.temperature, "top_p": sampling.top_p, "top_k": 0}
    with torch.no_grad():
        found = model.generate(
            inputs,
            attention_mask=mask,
            max_new_tokens=sampling.max_tokens,
            do_sample=sampling.temperature > 0,
            **(drawn if sampling.temperature > 0 else {}),
            use_cache=True,
            eos_token_id=end,
            pad_token_id=end,
            stopping_criteria=StoppingCriteriaList([_Stopped(tokenizer, problems, width)]),
        )
    return [_text(tokenizer, tokens, end) for tokens in found[:, width:].tolist()]


def _text(tokenizer: Tokenizer, tokens: list[int], end: int) -> str:
    kept = tokens[: tokens.index(end)] if end in tokens else tokens
    return str(tokenizer.decode(kept))
