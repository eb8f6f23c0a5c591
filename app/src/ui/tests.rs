//! What holds for every page and widget.
