package carbonstandin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the stand-in serves: an answer that says who gave it, and in which session. */
record Application(String node, String version) {

    private static final Pattern DELAY = Pattern.compile("(?:^|&)delayMs=([^&]*)");
    private static final int LONGEST_DELAY_MS = 600_000;

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Served-By", node);
        int delayMs = delayMs(request.getQueryString());
        if (delayMs < 0) {
            String error = "{\"error\":\"delayMs must be a number from 0 to " + LONGEST_DELAY_MS + "\"}";
            StandInServlet.send(response, 400, "application/json", error);
            return;
        }
        HttpSession session = request.getSession(true);
        int sessionRequests = count(session);
        long bodyBytes = readWhole(request.getInputStream());
        pause(delayMs);
        String json =
            "{\"node\":" + Json.quote(node)
                + ",\"version\":" + Json.quote(version)
                + ",\"sessionId\":" + Json.quote(session.getId())
                + ",\"sessionRequests\":" + sessionRequests
                + ",\"bodyBytes\":" + bodyBytes + "}";
        StandInServlet.send(response, 200, "application/json", json);
    }

    /** From the query alone: getParameter would swallow the body of a form. */
    static int delayMs(String query) {
        Matcher delay = DELAY.matcher(query == null ? "" : query);
        if (!delay.find()) {
            return 0;
        }
        try {
            int ms = Integer.parseInt(delay.group(1));
            return ms <= LONGEST_DELAY_MS ? ms : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static int count(HttpSession session) {
        AtomicInteger counter;
        synchronized (Application.class) {
            counter = (AtomicInteger) session.getAttribute("requests");
            if (counter == null) {
                counter = new AtomicInteger();
                session.setAttribute("requests", counter);
            }
        }
        return counter.incrementAndGet();
    }

    private static long readWhole(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
        }
        return total;
    }

    private static void pause(int ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
