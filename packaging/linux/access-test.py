"""Says what a screen reader would find in the window, and fails where something is missing."""

import subprocess
import sys
import time

import pyatspi


def window():
    for application in pyatspi.Registry.getDesktop(0):
        if application and "standpoint" in (application.name or "").lower():
            return application
    return None


def all_below(node, depth=0):
    if node is None or depth > 40:
        return
    yield node
    for child in node:
        yield from all_below(child, depth + 1)


def found(wanted, seconds=60):
    """The first list of (role, name) in which `wanted` holds; fails after so many seconds."""
    end = time.time() + seconds
    seen = []
    while time.time() < end:
        application = window()
        if application is not None:
            seen = [(node.getRoleName(), node.name or "") for node in all_below(application)]
            if wanted(seen):
                return seen
        time.sleep(0.5)
    for role, name in seen[:200]:
        print(f"  {role}: {name}", file=sys.stderr)
    return None


def expect(what, wanted):
    seen = found(wanted)
    if seen is None:
        sys.exit(f"access test: {what} was not found")
    print(f"found: {what}")
    return seen


def key(*keys):
    for one in keys:
        subprocess.run(["xdotool", "key", "--clearmodifiers", one], check=True)
        time.sleep(0.4)


expect("the article as a document", lambda seen: any("document" in role for role, _ in seen))
expect("paragraphs with their words", lambda seen: any("winter timetable" in name for _, name in seen))
expect("a suggestion in words", lambda seen: any("suggested" in name and "person" in name for _, name in seen))
expect("a suggested stance in words", lambda seen: any("stance" in name or "quoted" in name for _, name in seen))
seen = expect("buttons and lists with names", lambda seen: any(role == "push button" and name for role, name in seen))
nameless = [role for role, name in seen if role in ("push button", "check box", "text", "entry", "radio button") and not name]
if nameless:
    sys.exit(f"access test: these have no name: {nameless}")
key("Tab", "a")
expect("that accepting is announced", lambda seen: any(name.startswith("Accept “") for _, name in seen))
key("ctrl+z")
expect("that undoing is announced", lambda seen: any(name.startswith("Undone: Accept") for _, name in seen))
key("F1")
expect("the table of keys", lambda seen: any(name == "Keys" or "Press a line" in name for _, name in seen))
