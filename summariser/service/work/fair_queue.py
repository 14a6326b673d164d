"""The order in which what waits has its turn: clients one after the other, and the oldest first within a client."""

from collections import OrderedDict
from typing import Generic, TypeVar

Item = TypeVar("Item")


class FairQueue(Generic[Item]):
    """What waits for one model. An item may wait for several clients, and has its turn with the first of them.

    So a client's five hundred items do not stop another's one. Every operation takes the same short time.
    """

    def __init__(self) -> None:
        self._by_client: OrderedDict[str, OrderedDict[Item, None]] = OrderedDict()
        self._clients: dict[Item, set[str]] = {}

    def __len__(self) -> int:
        return len(self._clients)

    def add(self, item: Item, client: str, *, first: bool = False) -> None:
        """Puts an item at the end of a client's line, or at its beginning."""
        own = self._by_client.setdefault(client, OrderedDict())
        own[item] = None
        if first:
            own.move_to_end(item, last=False)
        self._clients.setdefault(item, set()).add(client)

    def leave(self, item: Item, client: str) -> None:
        """Takes an item out of a client's line, if it is there."""
        clients = self._clients.get(item, set())
        if client not in clients:
            return
        clients.discard(client)
        if not clients:
            del self._clients[item]
        own = self._by_client[client]
        del own[item]
        if not own:
            del self._by_client[client]

    def take(self) -> Item | None:
        """The item whose turn it is; it waits no more. None if nothing waits."""
        if not self._by_client:
            return None
        client, own = next(iter(self._by_client.items()))
        self._by_client.move_to_end(client)
        item = next(iter(own))
        for other in tuple(self._clients[item]):
            self.leave(item, other)
        return item

    def before(self, item: Item) -> int:
        """About how many items have their turn before one that waits: so many of each line as of its own, at the most."""
        places = {
            client: tuple(self._by_client[client]).index(item) for client in self._clients.get(item, ())
        }
        if not places:
            return 0
        mine = min(places, key=lambda client: places[client])
        others = (len(own) for client, own in self._by_client.items() if client != mine)
        return places[mine] + sum(min(places[mine], length) for length in others)
