"""Articles from the web: the one place below extraction that knows the network, loaded when an address is read.

Whatever names an address may be hostile, and so may what stands there: addresses of the own network are refused, each
hop of a redirect is checked anew, and size, time and hops are bounded.
"""

from summariser.article.web.options import FetchOptions, is_address

__all__ = ["FetchOptions", "is_address"]
