"""Pages: fetch, form, act, render."""
