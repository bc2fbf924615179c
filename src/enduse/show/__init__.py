"""How does a person see it? Files, tables, words and the report; the only place where reasons become words."""
