"""The parts of a text: headings, paragraphs, lists and tables, and what each stands under."""
