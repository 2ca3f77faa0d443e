"""Reading for everybody: published results, awards, outlines, maps; and progress for provinces and nation."""
