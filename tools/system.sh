#!/bin/sh
# Installs the programs that the tests drive, where apt may; otherwise says what is missing and goes on:
# the tests that need a missing program skip themselves with a word.
missing=""
need() { command -v "$1" >/dev/null 2>&1 || [ -n "$(ls $3 2>/dev/null)" ] || missing="$missing $2"; }
need chromium chromium
need initdb postgresql "/usr/lib/postgresql/*/bin/initdb"
need msgcmp gettext
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo"; else sudo="no"; fi
if [ "$sudo" != no ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends $missing && exit 0
fi
echo "Not on this machine and not to be had through apt:$missing. The tests that need them are skipped." >&2
