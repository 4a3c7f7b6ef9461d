"""The bargaining models. One file a model; registering one is one line below."""

from __future__ import annotations

from longgame.settle.base import Model
from longgame.settle.library import compromise, nash

MODELS: tuple[Model, ...] = (compromise.MODEL, nash.MODEL, nash.REVERSION)
BY_NAME = {model.name: model for model in MODELS}
