"""Commands that make pages, expected rows and typed modules of what is declared elsewhere."""
