"""The page of the service: server-rendered, and whole without its script."""

from summariser.service.pages.routes import pages_router

__all__ = ["pages_router"]
