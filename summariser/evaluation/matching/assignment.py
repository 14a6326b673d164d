"""The optimal assignment: which of the things found is taken for which of the things sought.

Greedy pairing can spend a good partner on the wrong entry; this finds the pairing of the greatest total weight
(Kuhn 1955, in the shortest-path form of Jonker and Volgenant, with potentials; cubic in the smaller side).
"""

from collections.abc import Sequence

Weights = Sequence[Sequence[float]]


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """The pairs (row, column), by row, of the greatest total weight; each row and column at most once.

    Weights are of all columns for each row, and 0 or less where the two do not belong together: such pairs are
    never among the answer.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = best_pairs([list(column) for column in zip(*weights, strict=True)])
        return sorted((row, column) for column, row in turned)
    costs = [[-max(0.0, weight) for weight in row] for row in weights]
    taken = _least(costs)
    return [(row, column) for row, column in enumerate(taken) if weights[row][column] > 0]


def _least(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row, so that the sum of costs is least; there are at least as many columns as rows."""
    rows, columns = len(costs), len(costs[0])
    # Row and column 0 stand for "none yet"; of_row and of_column are the potentials.
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
        done = [False] * (columns + 1)
        while row_of[column]:
            done[column] = True
            here, step, following = row_of[column], float("inf"), 0
            for other in (c for c in range(1, columns + 1) if not done[c]):
                reduced = costs[here - 1][other - 1] - of_row[here] - of_column[other]
                if reduced < least[other]:
                    least[other], before[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if done[other]:
                    of_row[row_of[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    return [column - 1 for _, column in sorted((row_of[c], c) for c in range(1, columns + 1) if row_of[c])]
