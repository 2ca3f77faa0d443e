"""Reading: sheets, tasks, clocks and standings, each only for whom may see it."""
