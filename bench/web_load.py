#!/usr/bin/env python3
"""Generic web load driver (standard library only, Python 3.9+).

Measures one or several web applications side by side, in one run, from one
plan file.  It knows nothing about any particular application: how to log in,
which pages to ask for and how to tell a good answer from a bad one is all in
the plan.

    web_load.py calibrate                       machine figures only
    web_load.py pages  plan.json [-o out.json]  throughput and latency of pages
    web_load.py rush   plan.json [-o out.json]  many users submit one form at once
    web_load.py quick --base URL --path /x [--path /y] [--login JSON]
                      [--concurrency 4] [--duration 10]

Why CPU and not only wall time: on a noisy machine the wall clock measures the
neighbours.  Each measurement also takes the CPU seconds of the server's own
process trees ("cpu_roots": {"app": PID, "db": PID}), the driver's own CPU, and
how busy the rest of the machine was.  "pages_per_cpu_s" (pages per CPU second
of app + db) is the figure to compare within a run, "loops_per_page" (the same cost in
units of a fixed Python loop timed just before) between runs.  Rounds are interleaved over targets
(A B, B A, A B ...) so that noise falls on all of them alike, and ratios are
taken within a round before the median is taken over rounds.

Plan (JSON):
{ "concurrency": 4, "duration": 8, "warmup": 2, "rounds": 5,
  "targets": [
    { "name": "a", "base": "http://127.0.0.1:8000",
      "cpu_roots": {"app": 123, "db": 456},        # or "@/path/to/pidfile"
      "login": { "path": "/login/", "form_match": "password",
                 "user_field": "username", "password_field": "password",
                 "user": "u{n}", "password": "secret", "first": 1,
                 "check_path": "/", "check": "Log out" },
      "paths": { "catalogue": {"path": "/courses/?page={1..12}", "expect": "<h1"},
                 "search":    {"path": "/courses/?q={pick:fire|care}"} },
      "rush": { "users": 500, "first": 1000, "concurrency": 32,
                "page": "/courses/7/", "form_match": "book",
                "fields": {"confirm": "1"}, "open_first": false,
                "outcomes": {"booked": "You are booked", "full": "full"},
                "places": 100, "reset_cmd": "...", "verify_cmd": "... prints a number" } } ] }
"rush" may be a list of such (each with a "label"); "open_first": true lets all users
open the form before the clock starts, so that only the submits are in the rush.
A path may go on: "capture": {"tok": "name=\"tok\" value=\"(\\w+)\""} takes a value
from its body, and "then": [{"method": "POST", "path": "/api?t={tok}", "json": [..],
"expect": ".."}] sends what a browser would send next; all of it is one page view.
In paths: {a..b} a random whole number, {pick:x|y} one of, {n} the user's number.
Each worker has a session (and user) of its own.  A redirect, a status other
than 200 or a body that "expect" does not match counts as an error.
Only loopback addresses are accepted, and every loop is bounded.
"""

import argparse, asyncio, hashlib, ipaddress, json, os, platform, random, re
import socket, ssl, statistics, subprocess, sys, time
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

TICK = os.sysconf("SC_CLK_TCK")
MAX_DURATION, MAX_ROUNDS, MAX_USERS, MAX_CONC = 300, 50, 20000, 256


# ---------------------------------------------------------------- CPU figures
def _stat(pid):
    with open(f"/proc/{pid}/stat") as f:
        s = f.read()
    rest = s[s.rindex(")") + 2 :].split()
    return int(rest[1]), sum(int(x) for x in rest[11:15])  # ppid, u+s+cu+cs


def tree_cpu(root):
    """CPU seconds used so far by a process, all that live below it, and all
    of their children that have ended and been waited for."""
    procs = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                procs[int(name)] = _stat(name)
            except (OSError, ValueError):
                pass
    kids = {}
    for pid, (ppid, _) in procs.items():
        kids.setdefault(ppid, []).append(pid)
    todo, total = [root], 0
    while todo:
        p = todo.pop()
        if p in procs:
            total += procs[p][1]
            todo += kids.get(p, [])
    return total / TICK


def tree_rss(root):
    """(highest peak RSS, sum of PSS now) in MiB over the processes of a tree."""
    kids = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                kids.setdefault(_stat(name)[0], []).append(int(name))
            except (OSError, ValueError):
                pass
    todo, peak, pss, n = [root], 0, 0, 0
    while todo:
        p = todo.pop()
        try:
            with open(f"/proc/{p}/status") as f:
                for line in f:
                    if line.startswith("VmHWM:"):
                        peak = max(peak, int(line.split()[1]))
            with open(f"/proc/{p}/smaps_rollup") as f:
                for line in f:
                    if line.startswith("Pss:"):
                        pss += int(line.split()[1])
            n += 1
        except OSError:
            pass
        todo += kids.get(p, [])
    return {"processes": n, "peak_rss_mib_one": round(peak / 1024, 1), "pss_mib_all": round(pss / 1024, 1)}


def machine_cpu():
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:9]]
    idle = v[3] + v[4]
    return (sum(v) - idle - v[7]) / TICK, v[7] / TICK  # busy, stolen


def load1():
    with open("/proc/loadavg") as f:
        return float(f.read().split()[0])


def own_cpu():
    t = os.times()
    return t.user + t.system


def fixed_loop(n=5_000_000):
    """CPU seconds of a fixed piece of work: how fast a CPU second is just now.
    A busy neighbour makes every CPU second slower (shared caches and cores), so
    costs are also given in these loops, which carry over between runs."""
    t = time.process_time()
    x = 0
    for i in range(n):
        x = (x * 31 + i) & 0xFFFFFFFF
    return time.process_time() - t


def calibrate(openssl_seconds=3, loops=3):
    def hashing():
        b = b"x" * (1 << 20)
        t = time.process_time()
        for _ in range(200):
            hashlib.sha256(b).digest()
        return 200 / (time.process_time() - t)

    out = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load1": load1(),
        "python_loop_cpu_s": [round(fixed_loop(), 3) for _ in range(loops)],
        "hashlib_sha256_mib_per_cpu_s": [round(hashing(), 1) for _ in range(loops)],
    }
    try:
        p = subprocess.run(
            ["openssl", "speed", "-seconds", str(openssl_seconds), "-bytes", "8192", "sha256"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        m = re.search(r"^sha256\s+([\d.]+)k", p.stdout, re.M)
        out["openssl_sha256_8k_mb_s"] = round(float(m.group(1)) / 1000, 1) if m else None
    except (OSError, subprocess.TimeoutExpired):
        out["openssl_sha256_8k_mb_s"] = None
    return out


# ---------------------------------------------------------------- HTTP client
def check_loopback(base):
    host = urlsplit(base).hostname or ""
    for info in socket.getaddrinfo(host, None):
        if not ipaddress.ip_address(info[4][0]).is_loopback:
            raise SystemExit(f"{base}: not a loopback address; refused")


class Forms(HTMLParser):
    """All forms of a page: action, method, and the fields a browser would send."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.cur, self.sel, self.area = [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.cur = {
                "action": a.get("action") or "",
                "raw": str(a),
                "method": (a.get("method") or "get").lower(),
                "fields": {},
                "submit": {},
            }
            self.forms.append(self.cur)
        elif self.cur is None:
            return
        elif tag == "input" or tag == "button":
            self.cur["raw"] += " " + str(a)
            name, kind = a.get("name"), (a.get("type") or ("submit" if tag == "button" else "text")).lower()
            if not name or "disabled" in a:
                return
            if kind in ("submit", "image"):
                self.cur["submit"][name] = a.get("value") or ""
            elif kind in ("checkbox", "radio"):
                if "checked" in a:
                    self.cur["fields"][name] = a.get("value") or "on"
            elif kind not in ("button", "reset", "file"):
                self.cur["fields"][name] = a.get("value") or ""
        elif tag == "select":
            self.sel = a.get("name")
        elif tag == "option" and self.sel:
            if "selected" in a or self.sel not in self.cur["fields"]:
                self.cur["fields"][self.sel] = a.get("value") or ""
        elif tag == "textarea" and a.get("name"):
            self.area = a["name"]
            self.cur["fields"][self.area] = ""

    def handle_data(self, data):
        if self.cur is not None and self.area:
            self.cur["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.cur = None
        elif tag == "select":
            self.sel = None
        elif tag == "textarea":
            self.area = None


def find_form(text, match):
    """The first form of the page whose action, attributes or field names match.
    Only the forms themselves are parsed: pages are large and this runs in the
    driver, which must stay cheap beside the server it measures."""
    for m in re.finditer(r"<form\b.*?</form\s*>", text, re.S | re.I):
        for f in Forms(m.group()).forms:
            if not match or re.search(match, f["action"] + " " + f["raw"]):
                return f
    return None


class Session:
    """One user: a cookie jar and one kept-alive connection."""

    def __init__(self, base, headers=None):
        u = urlsplit(base)
        self.base, self.host, self.tls = base, u.hostname, u.scheme == "https"
        self.port = u.port or (443 if self.tls else 80)
        self.netloc = u.netloc
        self.cookies, self.headers = {}, headers or {}
        self.r = self.w = None

    async def close(self):
        if self.w:
            self.w.close()
            try:
                await self.w.wait_closed()
            except Exception:
                pass
        self.r = self.w = None

    async def _open(self):
        ctx = None
        if self.tls:
            ctx = ssl._create_unverified_context()  # loopback only
        self.r, self.w = await asyncio.open_connection(self.host, self.port, ssl=ctx, limit=1 << 20)

    async def request(self, method, path, body=None, referer=None):
        for attempt in (0, 1):
            fresh = self.w is None
            if fresh:
                await self._open()
            try:
                return await self._once(method, path, body, referer)
            except (ConnectionError, asyncio.IncompleteReadError, EOFError):
                await self.close()
                # only a kept-alive connection that had gone stale is tried again
                if fresh or attempt or method != "GET":
                    raise

    async def _once(self, method, path, body, referer):
        js = isinstance(body, bytes)
        h = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.netloc}",
            "User-Agent: web_load/1",
            "Accept: text/html,*/*",
            "Connection: keep-alive",
        ]
        h += [f"{k}: {v}" for k, v in self.headers.items()]
        if self.cookies:
            h.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if referer:
            h.append("Referer: " + referer)
        data = b""
        if body is not None:
            data = body if js else urlencode(body, doseq=True).encode()
            h += [
                "Content-Type: application/" + ("json" if js else "x-www-form-urlencoded"),
                f"Content-Length: {len(data)}",
                f"Origin: {self.base.rstrip('/')}",
            ]
        self.w.write(("\r\n".join(h) + "\r\n\r\n").encode() + data)
        head = await self.r.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        hd = {}
        for line in lines[1:]:
            k, _, v = line.partition(":")
            k, v = k.strip().lower(), v.strip()
            if k == "set-cookie":
                pair, _, rest = v.partition(";")
                n, _, val = pair.partition("=")
                if val in ("", "deleted", '""') or re.search(r"max-age=0\b", rest, re.I):
                    self.cookies.pop(n.strip(), None)
                else:
                    self.cookies[n.strip()] = val
            elif k:
                hd[k] = v
        if method == "HEAD" or status in (204, 304):
            out = b""
        elif hd.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while True:
                size = int((await self.r.readuntil(b"\r\n")).split(b";")[0], 16)
                chunk = await self.r.readexactly(size + 2)
                if size == 0:
                    break
                parts.append(chunk[:-2])
            out = b"".join(parts)
        elif "content-length" in hd:
            out = await self.r.readexactly(int(hd["content-length"]))
        else:
            out = await self.r.read()
            await self.close()
        if hd.get("connection", "").lower() == "close":
            await self.close()
        return status, hd, out

    def rel(self, here, location):
        u = urlsplit(urljoin(urljoin(self.base, here), location))
        if u.netloc != self.netloc:
            raise ValueError(f"redirect away from the target: {u.netloc}")
        return (u.path or "/") + ("?" + u.query if u.query else "")

    async def follow(self, method, path, body=None, referer=None, hops=6):
        st, hd, out = await self.request(method, path, body, referer)
        while st in (301, 302, 303, 307, 308) and hops:
            path, hops = self.rel(path, hd.get("location", "")), hops - 1
            st, hd, out = await self.request("GET", path)
        return st, path, out


def fill(path, n=0, rnd=random):
    def sub(m):
        s = m.group(1)
        if s == "n":
            return str(n)
        if s.startswith("pick:"):
            return rnd.choice(s[5:].split("|"))
        a, b = s.split("..")
        return str(rnd.randint(int(a), int(b)))

    return re.sub(r"\{(n|pick:[^}]*|\d+\.\.\d+)\}", sub, path)


async def login(target, n):
    s = Session(target["base"], target.get("headers"))
    spec = target.get("login")
    if not spec:
        return s
    st, path, out = await s.follow("GET", spec["path"])
    form = find_form(out.decode("utf-8", "replace"), spec.get("form_match", spec.get("password_field", "password")))
    if form is None:
        raise RuntimeError(f"no login form at {spec['path']} (status {st})")
    data = dict(form["fields"])
    data[spec.get("user_field", "username")] = spec["user"].replace("{n}", str(n))
    data[spec.get("password_field", "password")] = spec["password"].replace("{n}", str(n))
    data.update(spec.get("fields", {}))
    st, path, out = await s.follow("POST", s.rel(path, form["action"] or path), data, referer=urljoin(s.base, path))
    if spec.get("check_path"):
        st, path, out = await s.follow("GET", spec["check_path"])
    if st != 200 or (spec.get("check") and not re.search(spec["check"], out.decode("utf-8", "replace"))):
        raise RuntimeError(f"user {n}: not logged in (status {st} at {path})")
    return s


# ---------------------------------------------------------------- measurement
def pct(v, q):
    return v[min(len(v) - 1, max(0, int(round(q / 100 * len(v) + 0.5)) - 1))] if v else None


def ms(x):
    return None if x is None else round(x * 1000, 1)


def summary(lat):
    v = sorted(lat)
    return {
        "n": len(v),
        "min_ms": ms(v[0]) if v else None,
        "p50_ms": ms(pct(v, 50)),
        "p95_ms": ms(pct(v, 95)),
        "p99_ms": ms(pct(v, 99)),
        "max_ms": ms(v[-1]) if v else None,
    }


def roots_of(target):
    out = {}
    for k, v in (target.get("cpu_roots") or {}).items():
        if isinstance(v, str) and v.startswith("@"):
            with open(v[1:]) as f:
                v = f.readline()
        out[k] = int(v)
    return out


class Meter:
    """CPU of the target's trees, of this driver and of all others, over a span."""

    def __init__(self, target):
        self.roots = roots_of(target)

    def __enter__(self):
        self.l0, self.c0 = load1(), {k: tree_cpu(p) for k, p in self.roots.items()}
        self.o0, self.m0, self.t0 = own_cpu(), machine_cpu(), time.perf_counter()
        return self

    def __exit__(self, *exc):
        wall = time.perf_counter() - self.t0
        m1, o1 = machine_cpu(), own_cpu()
        cpu = {k: round(tree_cpu(p) - self.c0[k], 2) for k, p in self.roots.items()}
        server = round(sum(cpu.values()), 2)
        others = (m1[0] - self.m0[0]) - (o1 - self.o0) - server
        self.out = {
            "wall_s": round(wall, 2),
            "server_cpu_s": server if self.roots else None,
            "cpu_s": cpu,
            "driver_cpu_s": round(o1 - self.o0, 2),
            "other_cores_busy": round(max(0, others) / wall, 2) if self.roots else None,
            "stolen_cores": round((m1[1] - self.m0[1]) / wall, 2),
            "load1": [self.l0, load1()],
        }


async def run_path(target, sessions, name, spec, seconds, rnd):
    lat, errors, nbytes = [], {}, 0
    expect = re.compile(spec["expect"].encode()) if spec.get("expect") else None
    end = time.perf_counter() + seconds

    async def further(s, spec, out):
        nonlocal nbytes
        text, val = out.decode("utf-8", "replace"), {}
        for k, r in spec.get("capture", {}).items():
            m = re.search(r, text)
            if not m:
                return f"nothing captured for {k}"
            val[k] = m.group(1)

        def put(x):
            for k, v in val.items():
                x = x.replace("{" + k + "}", v)
            return x

        for step in spec["then"]:
            body = put(json.dumps(step["json"])).encode() if "json" in step else None
            st, hd, more = await asyncio.wait_for(
                s.request(step.get("method", "POST" if body else "GET"), put(step["path"]), body), 120
            )
            nbytes += len(more)
            if st != 200:
                return f"then: status {st}"
            if step.get("expect") and not re.search(step["expect"].encode(), more):
                return "then: body not as expected"

    async def worker(n, s):
        nonlocal nbytes
        while time.perf_counter() < end:
            path = fill(spec["path"], n, rnd)
            t = time.perf_counter()
            try:
                st, hd, out = await asyncio.wait_for(s.request("GET", path), 120)
                err = None if st == spec.get("status", 200) else f"status {st}"
                if not err and expect and not expect.search(out):
                    err = "body not as expected"
                nbytes += len(out)
                if not err and spec.get("then"):
                    err = await further(s, spec, out)
            except Exception as e:
                err = type(e).__name__
                await s.close()
            if err:
                errors[err] = errors.get(err, 0) + 1
                if sum(errors.values()) > 1000:
                    return
            else:
                lat.append(time.perf_counter() - t)

    await asyncio.gather(*(worker(n, s) for n, s in sessions))
    return lat, errors, nbytes


def mmm(values):
    v = [x for x in values if x is not None]
    return {"min": min(v), "median": round(statistics.median(v), 3), "max": max(v)} if v else None


async def pages(plan):
    conc = min(int(plan.get("concurrency", 4)), MAX_CONC)
    dur = min(float(plan.get("duration", 8)), MAX_DURATION)
    warm, rounds = float(plan.get("warmup", 2)), min(int(plan.get("rounds", 3)), MAX_ROUNDS)
    rnd = random.Random(plan.get("seed", 1))
    targets = plan["targets"]
    ses, names, raw = {}, [], {}
    for t in targets:
        check_loopback(t["base"])
        first = (t.get("login") or {}).get("first", 1)
        ses[t["name"]] = [(first + i, await login(t, first + i)) for i in range(conc)]
        for p in t["paths"]:
            if p not in names:
                names.append(p)
    for name in names:  # warm up every page first
        for t in targets:
            if name in t["paths"] and warm:
                await run_path(t, ses[t["name"]], name, t["paths"][name], warm, rnd)
    for rno in range(rounds):
        for name in names:
            for t in targets if rno % 2 == 0 else targets[::-1]:
                if name not in t["paths"]:
                    continue
                loop_s = fixed_loop()
                with Meter(t) as m:
                    lat, err, nb = await run_path(t, ses[t["name"]], name, t["paths"][name], dur, rnd)
                n, nerr = len(lat), sum(err.values())
                r = {
                    "round": rno,
                    "ok": n,
                    "errors": nerr,
                    "error_kinds": err,
                    "pages_per_s": round(n / m.out["wall_s"], 2),
                    "kib_per_page": round(nb / 1024 / max(1, n + nerr), 1),
                    **summary(lat),
                    **m.out,
                }
                if m.out["server_cpu_s"]:
                    r["cpu_ms_per_page"] = round(m.out["server_cpu_s"] * 1000 / max(1, n), 2)
                    r["pages_per_cpu_s"] = round(n / m.out["server_cpu_s"], 2)
                    r["loop_s"] = round(loop_s, 3)
                    r["loops_per_page"] = round(m.out["server_cpu_s"] / max(1, n) / loop_s, 4)
                raw.setdefault(name, {}).setdefault(t["name"], []).append(r)
    res = {}
    for name, by in raw.items():
        res[name] = {
            tn: {
                k: mmm([r.get(k) for r in rs])
                for k in (
                    "pages_per_s",
                    "p50_ms",
                    "p95_ms",
                    "p99_ms",
                    "cpu_ms_per_page",
                    "pages_per_cpu_s",
                    "loops_per_page",
                    "loop_s",
                    "kib_per_page",
                    "other_cores_busy",
                )
            }
            | {"errors": sum(r["errors"] for r in rs), "ok": sum(r["ok"] for r in rs)}
            for tn, rs in by.items()
        }
        order = [t["name"] for t in targets if t["name"] in by]
        for other in order[1:]:  # ratios against the first target
            base = order[0]
            res[name].setdefault("ratios", {})[f"{other} / {base}"] = {
                k: mmm([round(b[k] / a[k], 3) for a, b in zip(by[base], by[other]) if a.get(k) and b.get(k)])
                for k in ("pages_per_s", "pages_per_cpu_s", "p50_ms", "p95_ms")
            }
    mem = {t["name"]: {k: tree_rss(p) for k, p in roots_of(t).items()} for t in targets}
    for lst in ses.values():
        for _, s in lst:
            await s.close()
    return {
        "settings": {"concurrency": conc, "duration_s": dur, "warmup_s": warm, "rounds": rounds},
        "pages": res,
        "memory": mem,
        "raw": raw,
    }


async def rush_one(t, spec, kept):
    check_loopback(t["base"])
    n_users, conc = min(int(spec["users"]), MAX_USERS), min(int(spec.get("concurrency", 32)), MAX_CONC)
    first = int(spec.get("first", 1))
    if spec.get("reset_cmd"):
        subprocess.run(spec["reset_cmd"], shell=True, check=True, timeout=300, stdout=subprocess.DEVNULL)
    ses, llat, lerr = {}, [], {}
    for n in range(first, first + n_users):  # sessions are kept between rounds
        if (t["name"], n) in kept:
            ses[n] = kept[t["name"], n]
    todo = [n for n in range(first, first + n_users) if n not in ses]

    async def login_worker():
        while todo:
            n = todo.pop(0)
            a = time.perf_counter()
            try:
                ses[n] = kept[t["name"], n] = await login(t, n)
                llat.append(time.perf_counter() - a)
                await ses[n].close()
            except Exception as e:
                k = str(e)[:80] or type(e).__name__
                k = re.sub(r"\d+", "#", k)
                lerr[k] = lerr.get(k, 0) + 1

    with Meter(t) as lm:
        await asyncio.gather(*(login_worker() for _ in range(min(conc, spec.get("login_concurrency", 4)))))
    logins = {"ok": len(llat), "errors": lerr, **summary(llat), **lm.out}
    outcomes = {k: re.compile(v, re.S | re.I) for k, v in spec["outcomes"].items()}
    get_lat, post_lat, all_lat, count, samples = [], [], [], {}, {}
    forms = {}

    async def get_form(n, s):
        a = time.perf_counter()
        st, path, out = await asyncio.wait_for(s.follow("GET", fill(spec["page"], n)), 120)
        get_lat.append(time.perf_counter() - a)
        text = out.decode("utf-8", "replace")
        return path, text, find_form(text, spec.get("form_match"))

    async def one(n):
        s, a = ses[n], time.perf_counter()
        try:
            path, text, form = forms[n] if n in forms else await get_form(n, s)
            st = 200
            if form is not None:
                data = dict(form["fields"])
                for k, v in (form["submit"] if spec.get("send_submit", True) else {}).items():
                    if k != "cancel":
                        data[k] = v
                        break
                data.update({k: v.replace("{n}", str(n)) for k, v in spec.get("fields", {}).items()})
                b = time.perf_counter()
                st, path, out = await asyncio.wait_for(
                    s.follow("POST", s.rel(path, form["action"] or path), data, referer=urljoin(s.base, path)), 120
                )
                post_lat.append(time.perf_counter() - b)
                text = out.decode("utf-8", "replace")
            kind = next((k for k, r in outcomes.items() if r.search(text)), None)
            if st != 200:
                kind = f"status {st}"
            elif kind is None:
                kind = "unrecognised" if form is not None else "no form, unrecognised"
            if kind not in outcomes and kind not in samples:
                samples[kind] = re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text, flags=re.S))[
                    :600
                ]
        except Exception as e:
            kind = "error " + type(e).__name__
        await s.close()
        all_lat.append(time.perf_counter() - a)
        count[kind] = count.get(kind, 0) + 1
        done_at.append((time.perf_counter(), kind))

    async def over(users, fn):
        q = list(users)

        async def w():
            while q:
                await fn(q.pop(0))

        await asyncio.gather(*(w() for _ in range(conc)))

    done_at = []
    if spec.get("open_first"):

        async def opener(n):
            try:
                forms[n] = await get_form(n, ses[n])
            except Exception:
                pass
            await ses[n].close()

        await over(list(ses), opener)
    loop_s = fixed_loop()
    t0 = time.perf_counter()
    with Meter(t) as m:
        await over(list(ses), one)
    first_kind = next(iter(spec["outcomes"]))
    won = [x for x, k in done_at if k == first_kind]
    out = {
        "users": n_users,
        "concurrency": conc,
        "open_first": bool(spec.get("open_first")),
        "logins": logins,
        "outcomes": count,
        "samples": samples,
        **m.out,
        "users_per_s": round(len(done_at) / m.out["wall_s"], 2),
        "last_place_taken_s": round(max(won) - t0, 2) if won else None,
        "form_page": summary(get_lat),
        "submit": summary(post_lat),
        "whole": summary(all_lat),
    }
    if m.out["server_cpu_s"]:
        out["cpu_ms_per_user"] = round(m.out["server_cpu_s"] * 1000 / max(1, len(done_at)), 2)
        out["loop_s"] = round(loop_s, 3)
        out["loops_per_user"] = round(m.out["server_cpu_s"] / max(1, len(done_at)) / loop_s, 4)
    if spec.get("verify_cmd"):
        p = subprocess.run(spec["verify_cmd"], shell=True, capture_output=True, text=True, timeout=300)
        mt = re.search(r"-?\d+", p.stdout)
        out["places"], out["booked_in_database"] = spec.get("places"), int(mt.group()) if mt else None
        if mt and spec.get("places") is not None:
            out["oversold"] = max(0, int(mt.group()) - int(spec["places"]))
    return out


async def rush(plan):
    res, kept = {}, {}
    for rno in range(min(int(plan.get("rounds", 3)), MAX_ROUNDS)):
        for t in plan["targets"] if rno % 2 == 0 else plan["targets"][::-1]:
            specs = t.get("rush") or []
            for spec in specs if isinstance(specs, list) else [specs]:
                key = t["name"] + (" " + spec["label"] if spec.get("label") else "")
                res.setdefault(key, []).append(await rush_one(t, spec, kept))
                print(
                    f"round {rno} {key}: {res[key][-1]['outcomes']} in {res[key][-1]['wall_s']} s",
                    file=sys.stderr,
                    flush=True,
                )
    return {
        "rush": res,
        "summary": {
            n: {
                "booked_in_database": [r.get("booked_in_database") for r in rs],
                "oversold": [r.get("oversold") for r in rs],
                "wall_s": mmm([r["wall_s"] for r in rs]),
                "server_cpu_s": mmm([r["server_cpu_s"] for r in rs]),
                "cpu_ms_per_user": mmm([r.get("cpu_ms_per_user") for r in rs]),
                "loops_per_user": mmm([r.get("loops_per_user") for r in rs]),
                "submit_p50_ms": mmm([r["submit"]["p50_ms"] for r in rs]),
                "submit_p95_ms": mmm([r["submit"]["p95_ms"] for r in rs]),
                "login_cpu_ms": mmm(
                    [
                        round(r["logins"]["server_cpu_s"] * 1000 / r["logins"]["ok"], 1)
                        if r["logins"]["server_cpu_s"] and r["logins"]["ok"]
                        else None
                        for r in rs
                    ]
                ),
            }
            for n, rs in res.items()
        },
    }


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="cmd", required=True)
    for c in ("pages", "rush"):
        p = sub.add_parser(c)
        p.add_argument("plan")
        p.add_argument("-o", "--out")
        p.add_argument("--no-calibrate", action="store_true")
    p = sub.add_parser("calibrate")
    p.add_argument("-o", "--out")
    q = sub.add_parser("quick")
    q.add_argument("--base", required=True)
    q.add_argument("--path", action="append", required=True)
    q.add_argument("--login", help="login spec, JSON")
    q.add_argument("--cpu-root", action="append", default=[], help="NAME=PID")
    q.add_argument("--concurrency", type=int, default=4)
    q.add_argument("--duration", type=float, default=10)
    q.add_argument("--rounds", type=int, default=1)
    q.add_argument("-o", "--out")
    a = ap.parse_args()
    if a.cmd == "calibrate":
        res = calibrate()
    else:
        if a.cmd == "quick":
            plan = {
                "concurrency": a.concurrency,
                "duration": a.duration,
                "rounds": a.rounds,
                "targets": [
                    {
                        "name": "target",
                        "base": a.base,
                        "login": json.loads(a.login) if a.login else None,
                        "cpu_roots": dict(x.split("=", 1) for x in a.cpu_root),
                        "paths": {p: {"path": p} for p in a.path},
                    }
                ],
            }
            cal, fn = True, pages
        else:
            with open(a.plan) as f:
                plan = json.load(f)
            cal, fn = not a.no_calibrate, pages if a.cmd == "pages" else rush
        before = calibrate() if cal else None
        res = asyncio.run(fn(plan))
        res["calibration"] = {"before": before, "after": calibrate() if cal else None}
    text = json.dumps(res, indent=1)
    if a.out:
        with open(a.out, "w") as f:
            f.write(text + "\n")
    else:
        print(text)


if __name__ == "__main__":
    main()
