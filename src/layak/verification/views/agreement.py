"""Whether verifiers judge alike, for those who answer for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from layak.core.refusal import insist
from layak.verification.queries.assigning import cycles as cycles_of
from layak.verification.rules import verifying
from layak.verification.views.cycles import chosen


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Agreement in the cycle of `tahun`, else the newest: two statistics, severity, disputed rows."""
    from layak.verification.queries import agreement as queries  # noqa: PLC0415 - numpy: 0.15 s of a start

    insist(verifying.measure(request.user))
    cycles = cycles_of(request.user)
    cycle = chosen(request, cycles)
    context = {"cycles": cycles, "cycle": cycle, "measured": queries.measure(cycle) if cycle else None}
    return render(request, "verification/agreement.html", context)
