"""What a step shows: kept as records, drawn again when a notebook is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst import data, profile, tools
from jupyter_analyst.profile.drift import DRIFT_MIMETYPE, Drift
from jupyter_analyst.session.loaded import dataset_bundle

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.profile import Profile
    from jupyter_analyst.tools import Result

Bundle = dict[str, Any]
"""One displayed output: MIME type to content."""

TEXT = "text/plain"


def outputs(value: Profile | Result) -> Bundle:
    """Return what the record keeps of something shown: its data and its plain text.

    Parameters
    ----------
    value : Profile or Result
        What was shown.
    """
    mimetype = tools.MIMETYPE if isinstance(value, tools.Result) else profile.MIMETYPE
    return {mimetype: value.to_json(), TEXT: str(value)}


def bundles(kept: Bundle) -> list[Bundle]:
    """Return the displays a notebook shows for what was kept of a step.

    Parameters
    ----------
    kept : dict
        What `outputs` returned, or any other bundle.
    """
    for mimetype, draw in _DRAWN.items():
        if mimetype in kept:
            return draw(kept[mimetype])
    return [kept] if kept else []


def profile_bundles(found: Profile) -> list[Bundle]:
    """Return how a profile is shown.

    Parameters
    ----------
    found : Profile
        The profile.
    """
    return [dict(found._repr_mimebundle_())]


_DRAWN: dict[str, Callable[[Any], list[Bundle]]] = {
    data.MIMETYPE: lambda record: [dataset_bundle(data.Dataset.from_json(record))],
    tools.MIMETYPE: lambda record: tools.bundles(tools.Result.from_json(record)),
    DRIFT_MIMETYPE: lambda record: [dict(Drift.from_json(record)._repr_mimebundle_())],
    profile.MIMETYPE: lambda record: profile_bundles(profile.Profile.from_json(record)),
}
