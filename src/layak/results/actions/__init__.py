"""Writing results: closing a stage, publishing, printing, signing, the daily root."""
