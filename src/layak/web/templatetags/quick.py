"""Django's tags `translate` and `url`, remembering what they found: one page asks for hundreds of each."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

ADDRESSES = 8192
"""Addresses kept a process, some 3 MB; the least used go first."""


class Sentence(template.Node):
    """A literal sentence: looked up once per language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The sentence in the active language."""
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


class Address(URLNode):
    """An address of positional parts: reversed once; any other form is left to Django."""

    def render(self, context: Context) -> str:
        """The address, escaped."""
        if self.kwargs or self.asvar:
            return super().render(context)
        parts = [part.resolve(context) for part in self.args]
        return address(self.view_name.resolve(context), *parts)


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """As Django's; a plain sentence without `as`, context or filters is remembered."""
    node = do_translate(parser, token)
    said = node.filter_expression
    more = node.noop or node.asvar or node.message_context or said.filters
    return node if more or said.var.lookups is not None else Sentence(node)


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """As Django's, remembering what it found."""
    node = do_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


def address(name: str, *parts: Any) -> SafeString:
    """The address of a page by its name and positional parts, escaped."""
    return _address(settings.ROOT_URLCONF, get_script_prefix(), name, *parts)


@lru_cache(maxsize=ADDRESSES, typed=True)
def _address(_urls: str, _prefix: str, name: str, *parts: Any) -> SafeString:
    return escape(reverse(name, args=parts))
