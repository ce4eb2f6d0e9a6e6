"""Pictures of numbers, drawn on the server as SVG: pure functions, plain values in, markup out.

Each is drawn twice, 720 and 345 wide, so that type is never scaled. Everything that came from outside is escaped.
"""

from .chart import Chart
from .estimates import Estimate, Share, estimates_chart, share_bars
from .figure_bar import figure_bar
from .ranges import Swing, ranges_chart
from .readings import Aim, Level, Reading, readings_chart, sparkline
from .survival import Line, Step, survival_chart

__all__ = [
    "Aim",
    "Chart",
    "Estimate",
    "Level",
    "Line",
    "Reading",
    "Share",
    "Step",
    "Swing",
    "estimates_chart",
    "figure_bar",
    "ranges_chart",
    "readings_chart",
    "share_bars",
    "sparkline",
    "survival_chart",
]
