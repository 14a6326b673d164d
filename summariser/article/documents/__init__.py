"""Documents that are no plain text or web page, read into what an Article is made of."""
