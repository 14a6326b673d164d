"""A tool for assistants, over the Model Context Protocol: numbers found, texts checked, articles summarised and compared.

`mcp`, the official library, is an extra: `summariser.mcp.server` needs it, and is imported by the command alone.
"""

from summariser.mcp.options import AssistantOptions

__all__ = ["AssistantOptions"]
