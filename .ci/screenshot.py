"""Takes a picture of a page of `go tool trace`; .ci/screenshot says how to call it."""

import base64
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

# For the whole picture; a page that is not ready well before is given up.
LIMIT_SECONDS = 180
READY_SECONDS = 120

# Chromium talks to nobody but the trace server, and leaves nothing behind.
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

# A page is ready when it is loaded and, for a timeline, the viewer has taken in the model. It takes
# it and does nothing when the model is empty.
READY = """
if (document.readyState !== 'complete') return 'loading';
if (location.pathname !== '/trace') return 'ready';
const viewer = document.getElementById('trace-viewer');
if (!viewer || !viewer.builtPromise || viewer.queuedModel_) {
  const overlay = document.querySelector('tr-ui-b-overlay, .overlay');
  return 'importing' + (overlay ? ': ' + overlay.textContent.trim().slice(0, 300) : '');
}
if (!viewer.model) return 'error: nothing is on the timeline';
return 'ready';
"""

# Done to every timeline. The warning is about the polyfill of web components, which works; the
# palette of mouse modes would hide a part of the lanes. Times are milliseconds, as on the viewer's
# ruler, which starts at the first event.
HELPERS = """
const viewer = document.getElementById('trace-viewer');
const viewport = viewer.trackView.viewport;
const tracks = viewport.modelTrackContainer;
viewer.querySelector('#polyfill-warning').clearMessages();
document.querySelector('tr-ui-b-mouse-mode-selector').style.display = 'none';

window.zoom = (from, to) => {
  const transform = new tr.ui.TimelineDisplayTransform();
  transform.xSetWorldBounds(from, to, tracks.canvas.clientWidth);
  viewport.setDisplayTransformImmediately(transform);
};
window.scroll = (pixels) => { tracks.scrollTop = pixels; };
window.arrows = () => {
  for (const event of viewer.model.flowEvents) {
    tr.b.getCategoryParts(event.category).forEach((part) => viewer.selectedFlowEvents.add(part));
  }
  viewport.dispatchChangeEvent();
};
window.details = (pixels) => { viewer.querySelector('#analysis').style.height = pixels + 'px'; };
window.find = (text, index) => {
  let found = [...viewer.model.getDescendantEvents()]
      .filter((event) => event.title && event.title.includes(text));
  if (index !== undefined) {
    found = found.sort((a, b) => a.start - b.start).slice(index, index + 1);
  }
  if (found.length === 0) throw new Error('not on the timeline: ' + text);
  viewer.brushingStateController_.changeSelectionFromRequestSelectionChangeEvent(
      new tr.model.EventSet(found));
  details(300);
};
details(0);
"""


def main(trace, picture, page="/trace?view=proc", size="1600x900", script=""):
    width, height = (int(part) for part in size.split("x"))
    with contextlib.ExitStack() as stack:
        # Chromium and its driver leave files behind when they are killed.
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        os.environ["TMPDIR"] = folder
        server = stack.enter_context(
            started(
                ["go", "tool", "trace", "-http=127.0.0.1:0", trace],
                r"listening on (http://\S+)",
            )
        )
        driver = stack.enter_context(
            started(["chromedriver", "--port=0"], r"started successfully on port (\d+)")
        )
        browser = stack.enter_context(session(f"http://127.0.0.1:{driver}", f"{folder}/profile"))
        png = shoot(browser, server + page, width, height, script)
    with open(picture, "wb") as out:
        out.write(png)


def shoot(browser, url, width, height, script):
    cdp(
        browser,
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    call(f"{browser}/url", {"url": url})
    wait_until_ready(browser)
    settle(browser)
    if run(browser, "return location.pathname === '/trace'"):
        run(browser, HELPERS)
    if script:
        run(browser, script)
    settle(browser)
    return base64.b64decode(cdp(browser, "Page.captureScreenshot", {"format": "png"})["data"])


def wait_until_ready(browser):
    end = time.monotonic() + READY_SECONDS
    state = ""
    while state != "ready":
        state = run(browser, READY)
        if state.startswith("error") or time.monotonic() > end:
            sys.exit(f"screenshot: the page is not ready: {state}")
        time.sleep(0.1)


def settle(browser):
    """Lets the viewer draw: it does so in animation frames, some of them late."""
    for _ in range(5):
        script = "const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 100));"
        call(f"{browser}/execute/async", {"script": script, "args": []})


@contextlib.contextmanager
def started(command, pattern):
    """Runs a command that says where it listens, until the block is left."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Its browser would be `true`, which is satisfied at once.
        env={**os.environ, "BROWSER": "true"},
        # A group of its own, so that what it starts can be ended with it.
        start_new_session=True,
    )
    alarm = threading.Timer(LIMIT_SECONDS, end_group, [process])
    alarm.start()
    try:
        yield announced(process, pattern)
    finally:
        alarm.cancel()
        end_group(process)
        process.wait()


def announced(process, pattern):
    said = ""
    for line in process.stdout:
        said += line
        match = re.search(pattern, line)
        if match:
            if "Encountered error" in said:
                sys.exit(f"screenshot: the trace is broken:\n{said}")
            # Somebody must go on reading, else a full pipe stops the program.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return match.group(1)
    sys.exit(f"screenshot: {' '.join(process.args)} ended:\n{said}")


def end_group(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def session(driver, profile):
    options = {"args": [*CHROMIUM_FLAGS, f"--user-data-dir={profile}"]}
    wanted = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}
    timeouts = {"script": LIMIT_SECONDS * 1000, "pageLoad": LIMIT_SECONDS * 1000}
    wanted["alwaysMatch"]["timeouts"] = timeouts
    browser = f"{driver}/session/{call(f'{driver}/session', {'capabilities': wanted})['sessionId']}"
    try:
        yield browser
    finally:
        # What is left of it when this fails is killed with the driver.
        with contextlib.suppress(OSError):
            call(browser, method="DELETE")


def run(browser, script):
    return call(f"{browser}/execute/sync", {"script": script, "args": []})


def cdp(browser, command, parameters):
    return call(f"{browser}/goog/cdp/execute", {"cmd": command, "params": parameters})


def call(url, body=None, method="POST"):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    # The driver is on this machine, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=LIMIT_SECONDS) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        sys.exit(f"screenshot: {url}: {json.load(error)['value']['message']}")


main(*sys.argv[1:])
