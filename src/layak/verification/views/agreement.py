"""Whether verifiers judge alike, for those who answer for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from layak.core.refusal import insist
from layak.verification.queries import assigning
from layak.verification.rules import verifying


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Agreement in the newest cycle: two statistics with their intervals, severity, disputed rows."""
    from layak.verification.queries import agreement as queries  # noqa: PLC0415 - numpy: 0.15 s of a start

    insist(verifying.measure(request.user))
    cycle = assigning.cycle()
    context = {"cycle": cycle, "measured": queries.measure(cycle) if cycle else None}
    return render(request, "verification/agreement.html", context)
