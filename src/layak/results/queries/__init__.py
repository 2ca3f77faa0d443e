"""Reading results: frozen documents, papers, roots, and what a page says of them."""
