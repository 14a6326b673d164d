"""The fields of a structured summary, each checked as what it is: a quantity, a name, a quotation, a weekday, evidence."""
