"""The list of people with their roles, and the invitations."""

from urllib.parse import quote

from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from layak.core.refusal import Refused, insist
from layak.people import actions, rules
from layak.people.forms.managing import InvitationForm, refuse
from layak.people.queries import invitations, pages

PAGE = 50


def listing(request: HttpRequest) -> HttpResponse:
    """Who is here, with a search, and the invitations nobody has used yet."""
    insist(rules.see_people(request.user))
    sought = request.GET.get("cari", "").strip()
    page = Paginator(pages.people(request.user, sought), PAGE).get_page(request.GET.get("hal"))
    shown = {
        "page": page,
        "sought": sought,
        "invitations": invitations.unused_invitations(request.user),
        "ended": pages.ended_seat(request.user, request.GET.get("diakhiri", "")),
    }
    return render(request, "people/people.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask whom to invite; answer with the link, which is shown this once."""
    insist(rules.invite_anyone(request.user))
    start = {key: request.GET.get(key) for key in ("role", "agency", "region")}
    form = InvitationForm(request.POST or None, by=request.user, initial=start)
    if form.is_valid():
        try:
            return _show_link(request, actions.invite(by=request.user, **form.values()))
        except Refused as error:
            refuse(form, error)
    status = 422 if form.errors else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


@never_cache
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace a link that was lost or has expired; the new one is shown this once."""
    _managed(request, pk)
    return _show_link(request, actions.renew_invitation(pk, by=request.user))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link useless."""
    found = _managed(request, pk)
    actions.revoke_invitation(pk, by=request.user)
    messages.success(request, _("Undangan untuk %(name)s dicabut.") % {"name": found.name})
    return redirect("people")


@never_cache
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A link with which a person who forgot the password chooses a new one; shown this once."""
    if not pages.visible_seats(request.user).filter(user=pk).exists():
        raise Http404
    person, parts = actions.password_link(pk, by=request.user)
    link = request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=parts))
    text = render_to_string("people/password_message.txt", {"person": person, "link": link})
    shown = {"person": person, "link": link, "whatsapp": f"https://wa.me/?text={quote(text)}"}
    return render(request, "people/password_link.html", shown, status=201)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role; the list then offers to undo it."""
    _visible_seat(request, pk)
    actions.end_membership(pk, by=request.user)
    return redirect(f"{reverse('people')}?diakhiri={pk}")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the end of a role."""
    if pages.ended_seat(request.user, str(pk)) is None:
        raise Http404
    seat = actions.restore_membership(pk, by=request.user)
    messages.success(request, _("Peran %(name)s dipulihkan.") % {"name": seat.user})
    return redirect("people")


def _managed(request: HttpRequest, pk: int):
    found = invitations.unused_invitations(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _visible_seat(request: HttpRequest, pk: int) -> None:
    if not pages.visible_seats(request.user).filter(pk=pk).exists():
        raise Http404


def _show_link(request: HttpRequest, invited: actions.Invited) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
    words = {"invitation": invited.invitation, "link": link, "sender": request.user}
    text = render_to_string("people/invitation_message.txt", words)
    sent = _mail(invited.invitation.email, text)
    shown = words | {"whatsapp": f"https://wa.me/?text={quote(text)}", "sent": sent}
    return render(request, "people/invited.html", shown, status=201)


def _mail(address: str, text: str) -> bool:
    """Send the link when an address is known and mail is configured; whether that went well."""
    if not address or not rules.mail_is_configured():
        return False
    return bool(send_mail(_("Undangan ke Layak"), text, None, [address], fail_silently=True))
