"""The report of which an article tells: title, issuer, day of publication, the time that it covers."""
