"""Sphinx configuration."""

from factledger import __version__

project = "factledger"
author = "The factledger authors"
copyright = "2026, The factledger authors"
release = version = __version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
# Notebooks are shown as they were committed; the tests run them.
nb_execution_mode = "off"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"factledger {release}"
exclude_patterns = ["_build", "figures"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"


def _examples_as_they_are(app, ctx, lines):
    """Show the examples of a command's help as code: a star in them is no emphasis."""
    if lines:
        shown = [line.replace("\b", "").replace("| ", "", 1) for line in lines]
        lines[:] = ["::", "", *("   " + line for line in shown), ""]


def setup(app):
    app.connect("sphinx-click-process-epilog", _examples_as_they_are)
