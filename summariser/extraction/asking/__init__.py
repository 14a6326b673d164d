"""Questions to the model: report types, their prompts, the part of a schema that the model writes, what it may choose among."""
