"""Whether verifiers judge alike: agreement by two statistics, severity of each, and the rows they dispute."""

from layak.core.agreement.alpha import Level, alpha
from layak.core.agreement.disputes import Dispute, disputes
from layak.core.agreement.figure import Figure
from layak.core.agreement.kappa import Pairing, kappa, linear, pairings, quadratic, unweighted
from layak.core.agreement.ratings import Ratings
from layak.core.agreement.severity import Severity, severities

__all__ = [
    "Dispute",
    "Figure",
    "Level",
    "Pairing",
    "Ratings",
    "Severity",
    "alpha",
    "disputes",
    "kappa",
    "linear",
    "pairings",
    "quadratic",
    "severities",
    "unweighted",
]
