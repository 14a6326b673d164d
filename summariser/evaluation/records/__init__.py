"""What a run keeps of each answer, as scoring reads it: outputs, verdicts, opinions, prices."""
