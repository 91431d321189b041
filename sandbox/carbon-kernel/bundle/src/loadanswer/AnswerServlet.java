package loadanswer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** Node, version, session and count as JSON; {@code ?delayMs=} makes it take its time. */
final class AnswerServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern DELAY = Pattern.compile("(?:^|&)delayMs=(\\d{1,6})(?:&|$)");

    private final String node;
    private final String version;

    AnswerServlet() throws IOException {
        node = InetAddress.getLocalHost().getHostName();
        version = kernelVersion(Paths.get(System.getProperty("carbon.home"), "bin", "wso2carbon-version.txt"));
    }

    /** {@code wso2carbon.version=4.10.32}, or the words {@code WSO2 Carbon Framework v4.10.32}. */
    static String kernelVersion(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Matcher found = Pattern.compile("\\d+\\.\\d+\\.\\d+[-.\\w]*").matcher(text);
        return found.find() ? found.group() : text.trim();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Served-By", node);
        HttpSession session = request.getSession(true);
        int requests = count(session);
        long bodyBytes = readWhole(request.getInputStream());
        pause(request.getQueryString());
        String json = "{\"node\":\"" + node + "\",\"version\":\"" + version + "\",\"sessionId\":\"" + session.getId()
            + "\",\"sessionRequests\":" + requests + ",\"bodyBytes\":" + bodyBytes + "}";
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static int count(HttpSession session) {
        AtomicInteger counter;
        synchronized (AnswerServlet.class) {
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

    /** From the query alone: getParameter would swallow the body of a form. */
    private static void pause(String query) throws IOException {
        Matcher delay = DELAY.matcher(query == null ? "" : query);
        if (!delay.find()) {
            return;
        }
        try {
            Thread.sleep(Integer.parseInt(delay.group(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
