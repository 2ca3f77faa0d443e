"""Documents of which no row is made: nothing stands in the way of their change."""

from layak.evidence.actions.documents import Leaning

FREE = Leaning(locked=lambda document: None, follow=lambda document: None)
