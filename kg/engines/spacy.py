"""Any spaCy pipeline as an engine, by the name of its package or by its folder (extra `spacy`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib.metadata import version
from json import dumps
from pathlib import Path
from typing import Any

from kg.engines.spans import LABELS, Span
from kg.errors import EngineError, InputError
from kg.model import CLASSES, Class

__all__ = ["SpacyRecognizer"]


class SpacyRecognizer:
    """Entities of a spaCy pipeline (`doc.ents`), texts run through it in batches."""

    name = "spacy"

    def __init__(
        self,
        model: str = "zh_core_web_sm",
        *,
        labels: Mapping[str, Class] = LABELS,
        confidence: float = 1.0,
        batch_size: int = 64,
    ) -> None:
        """`labels` are the pipeline's labels that count, with the class each stands for.

        spaCy's recognizers do not say how sure they are: `confidence` holds for all. Raises InputError when
        spaCy or the pipeline is not there, or a label has no class of ours.
        """
        if unknown := {*labels.values()} - {*CLASSES}:
            raise InputError(
                f"engine spacy: labels: unknown class {min(unknown)!r}; known: {', '.join(CLASSES)}"
            )
        if not 0 < confidence <= 1 or batch_size < 1:
            raise InputError("engine spacy: confidence is above 0 and at most 1, batch_size at least 1")
        self._pipeline = _pipeline(model)
        self._labels, self._confidence, self._batch_size = dict(labels), confidence, batch_size
        self.identity = (
            f"{_told(self._pipeline, model)}; {dumps(self._labels, sort_keys=True)}; {confidence:g}"
        )

    def recognize(self, texts: Sequence[str], /) -> list[list[Span]]:
        """The entities whose label has a class, text by text."""
        documents = self._pipeline.pipe(texts, batch_size=self._batch_size)
        return [self._spans(text, document) for text, document in zip(texts, documents, strict=True)]

    def _spans(self, text: str, document: Any) -> list[Span]:
        if document.text != text:
            raise EngineError(
                self.name, "its tokenizer changes the text, offsets would be wrong 分词改动了原文"
            )
        return [
            Span(entity.start_char, entity.end_char, self._labels[entity.label_], self._confidence)
            for entity in document.ents
            if entity.label_ in self._labels
        ]


def _pipeline(model: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise InputError("engine spacy needs spaCy: pip install 'kg[spacy]' 请先安装 spaCy") from error
    try:
        return spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        told = str(error).splitlines()[0]
        advice = f"python -m spacy download {model}, or give a folder 请下载模型或给出文件夹"
        raise InputError(f"engine spacy: {told}; {advice}") from error


def _told(pipeline: Any, model: str) -> str:
    """Pipeline and version; of one in a folder the digest of its files, which anybody may have changed."""
    meta = pipeline.meta
    told = f"spaCy {version('spacy')}, {meta['lang']}_{meta['name']} {meta['version']}"
    folder = Path(model)
    return f"{told}, {_digest(folder)}" if folder.is_dir() else told


def _digest(folder: Path) -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
