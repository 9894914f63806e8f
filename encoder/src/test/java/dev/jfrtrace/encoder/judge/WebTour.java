package dev.jfrtrace.encoder.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A walk over the pages of {@code go tool trace} that somebody who looks at a trace can come to:
 * all that are linked from the front page, and of those that exist once per thing (goroutine group,
 * goroutine, task, region) the first few. Goes on after a bad page, and ends early only when the
 * server is dead.
 */
final class WebTour {
    /** How many pages of a kind are looked at. */
    private static final int FEW = 3;

    private static final List<String> PROFILES = List.of("/io", "/block", "/syscall", "/sched");

    private final GoServer server;
    private final List<String> faults = new ArrayList<>();
    private int pages;

    WebTour(GoServer server) {
        this.server = server;
        Optional<GoServer.Page> front = visit("/");
        front.ifPresent(this::timelines);
        goroutines();
        tasks();
        regions();
        mutatorUtilization();
        PROFILES.forEach(profile -> visit(profile + "?raw=1"));
        // The end of the tour is also the proof that the server has outlived it.
        visit("/");
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many pages were good. */
    int pages() {
        return pages;
    }

    private Optional<GoServer.Page> visit(String path) {
        if (!server.isAlive()) {
            return Optional.empty();
        }
        try {
            GoServer.Page page = server.get(path);
            pages++;
            return Optional.of(page);
        } catch (AssertionError e) {
            faults.add(e.getMessage());
            return Optional.empty();
        }
    }

    private void timelines(GoServer.Page front) {
        visit("/trace");
        // A big trace is served in parts; nobody can look at the undivided one.
        if (front.links("/trace?").noneMatch(link -> link.contains("start="))) {
            visit("/jsontrace");
        }
        Stream.of("/trace?view=proc", "/trace?view=thread")
                .flatMap(view -> front.links(view).limit(FEW))
                .forEach(this::timeline);
    }

    private void timeline(String link) {
        visit(link);
        visit(link.replace("/trace?", "/jsontrace?"));
    }

    private void goroutines() {
        List<GoServer.Page> groups = follow(visit("/goroutines"), "/goroutine?");
        groups.forEach(group -> group.links("/trace?goid=").limit(1).forEach(this::timeline));
        groups.stream().limit(1).forEach(group -> profiles(group, "/"));
    }

    private void tasks() {
        List<GoServer.Page> types = follow(visit("/usertasks"), "/usertask?");
        for (GoServer.Page type : types) {
            for (String by : List.of("/trace?focustask=", "/trace?taskid=")) {
                // Task 0 stands for "no task". Go lists it, and has no timeline for it.
                type.links(by)
                        .filter(link -> !link.equals(by + "0"))
                        .limit(1)
                        .forEach(this::timeline);
            }
        }
    }

    private void regions() {
        List<GoServer.Page> types = follow(visit("/userregions"), "/userregion?");
        types.forEach(type -> type.links("/trace?goid=").limit(1).forEach(this::timeline));
        types.stream().limit(1).forEach(type -> profiles(type, "/region"));
    }

    /** The four downloads of profiles that a page of goroutines or regions links to. */
    private void profiles(GoServer.Page page, String prefix) {
        page.links(prefix).filter(link -> link.endsWith("&raw=1")).forEach(this::visit);
    }

    private void mutatorUtilization() {
        visit("/mmu");
        for (String perProc : List.of("", "%7CperProc")) {
            for (String stw : List.of("", "%7Cstw")) {
                for (String background : List.of("", "%7Cbackground")) {
                    for (String assist : List.of("", "%7Cassist")) {
                        plot(perProc + stw + background + assist);
                    }
                }
            }
        }
        plot("%7Cstw%7Cbackground%7Cassist%7Csweep%7Cmut");
        visit("/mmu?mode=details&window=1000000&flags=stw%7Cbackground%7Cassist");
    }

    private void plot(String flags) {
        // The page joins the flags by bars and cuts off the first; an empty list is legal.
        visit("/mmu?mode=plot&flags=" + (flags.isEmpty() ? "" : flags.substring("%7C".length())));
    }

    private List<GoServer.Page> follow(Optional<GoServer.Page> page, String prefix) {
        return page.stream()
                .flatMap(found -> found.links(prefix).limit(FEW))
                .map(this::visit)
                .flatMap(Optional::stream)
                .toList();
    }
}
