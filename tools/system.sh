#!/bin/sh
# Installs the programs that the tests drive, where apt may; otherwise says what is missing and why, and
# goes on: the tests that need a missing program skip themselves with a word.
missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need chromium chromium
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql
need msgcmp gettext
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    why="there is no apt-get on this machine"
elif [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
    why="apt needs root, and sudo asks for a password"
else
    [ "$(id -u)" = 0 ] && sudo="" || sudo="sudo"
    export DEBIAN_FRONTEND=noninteractive
    $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends $missing && exit 0
    why="apt-get failed, as it says above"
fi
echo "Not installed:$missing ($why). The tests that need them are skipped." >&2
echo "Install them yourself and run again: sudo apt-get install$missing" >&2
