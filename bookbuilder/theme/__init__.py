"""What a typesetter may change: templates, terms, sections, palette, style sheets and fonts."""
