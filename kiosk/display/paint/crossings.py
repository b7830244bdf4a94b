"""Lines and boxes on the map: whether they meet."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


def inside(point: Point, box: Box) -> bool:
    """Tell whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Tell whether a line runs through a box: its part between left and right, then between top and bottom."""
    (x, y), (to_x, to_y) = start, end
    if max(x, to_x) < box[0] or min(x, to_x) > box[2] or max(y, to_y) < box[1] or min(y, to_y) > box[3]:
        return False
    enter, leave = 0.0, 1.0
    for at, step, low, high in ((x, to_x - x, box[0], box[2]), (y, to_y - y, box[1], box[3])):
        if step:
            near, far = sorted(((low - at) / step, (high - at) / step))
            enter, leave = max(enter, near), min(leave, far)
    return enter <= leave


def meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether the lines a-b and c-d cross."""
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
