"""The exporter behind `jupyter nbconvert --to analyst_docx`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from traitlets import List, Unicode, default

from jupyter_analyst.report.templates import PARTS, TEMPLATES
from jupyter_analyst.report.write import render

if TYPE_CHECKING:
    from nbformat import NotebookNode


class AnalystDocxExporter(Exporter):
    """Turn any notebook into a Word report."""

    export_from_notebook = "Analyst report (docx)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    template_id = Unicode("professional", help=f"Its look: {', '.join(TEMPLATES)}.").tag(
        config=True
    )
    include = List(Unicode(), help=f"The parts it has, of: {', '.join(PARTS)}.").tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(  # type: ignore[override]  # bytes, as nbconvert's pdf exporter returns
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # nbconvert's signature
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the report as bytes, and what nbconvert needs to write it.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict, optional
            What nbconvert knows about it, such as its name.
        **kw
            Passed on to nbconvert.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        content = render(
            notebook,
            self.file_extension,
            template=self.template_id,
            include=self.include or None,
            name=resources.get("metadata", {}).get("name", ""),
        )
        return content, resources
