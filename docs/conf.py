"""Settings of the documentation. Nothing here reaches for the network."""

import sys
from pathlib import Path

import longgame

sys.path.insert(0, str(Path(__file__).parent))

project = "longgame"
author = "The longgame developers"
copyright = "the longgame developers"
version = release = longgame.__version__

extensions = ["myst_parser", "ext.pages"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "ext"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"longgame {version}"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
# Typographic dashes would spoil the names of options.
smartquotes = False
