package carbonstandin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.axis2.clustering.Member;

/**
 * Sends each request to a member of its host's sub-domain: the session's own, else the next one. As in ELB 2.0
 * (TenantAwareLoadBalanceEndpoint), a member that no connection can be made to is suspended for ten seconds, and after
 * one second another gets the request, if one is left that is not; whatever fails later is the client's to see.
 */
final class ElbServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 5;
    private static final long SUSPEND_MS = 10_000;
    private static final Pattern SET_SESSION = Pattern.compile("JSESSIONID=([^;]+)");
    private static final Set<String> HOP_BY_HOP =
        Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "upgrade", "te", "expect", "trailer");

    private final transient ElbServices services;
    private final transient Map<String, ElbMembers> domains;
    private final transient HttpClient client;
    private final transient CarbonLog log;

    ElbServlet(ElbServices services, Map<String, ElbMembers> domains, HttpClient client, CarbonLog log) {
        this.services = services;
        this.domains = domains;
        this.client = client;
        this.log = log;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ElbServices.Target target = services.of(request.getServerName());
        if (target == null) {
            StandInServlet.send(response, 500, "text/plain", "no service has the host " + request.getServerName());
            return;
        }
        ElbMembers members = domains.get(target.domain());
        byte[] body = request.getInputStream().readAllBytes();
        String session = sessionOf(request);
        Member own = members.ofSession(session);
        Member member = own == null ? members.next(target.subDomain()) : own;
        for (int attempt = 1; member != null; attempt++) {
            HttpResponse<InputStream> answer;
            try {
                answer = client.send(toMember(request, body, member), HttpResponse.BodyHandlers.ofInputStream());
            } catch (ConnectException e) {
                member.suspend(SUSPEND_MS);
                log.info(ElbServlet.class, "Suspended member " + member + " for 10s due to " + e);
                members.forget(session);
                member = services.failOver() && attempt < ATTEMPTS ? members.nextNotSuspended(target.subDomain()) : null;
                pause(member == null ? 0 : 1000);
                continue;
            } catch (InterruptedException e) {
                throw new IOException("interrupted");
            }
            pass(answer, response, members, member);
            return;
        }
        log.error(ElbServlet.class, "No application members available");
        StandInServlet.send(response, 503, "text/plain", "No application members available");
    }

    private static HttpRequest toMember(HttpServletRequest request, byte[] body, Member member) {
        int port = request.isSecure() ? member.getHttpsPort() : member.getHttpPort();
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String address = member.getHostName() + ":" + port + request.getRequestURI() + query;
        HttpRequest.Builder sent =
            HttpRequest.newBuilder(URI.create(request.getScheme() + "://" + address))
                .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : Collections.list(request.getHeaderNames())) {
            if (!HOP_BY_HOP.contains(name.toLowerCase())) {
                Collections.list(request.getHeaders(name)).forEach(value -> sent.header(name, value));
            }
        }
        return sent.header("X-Forwarded-For", request.getRemoteAddr()).build();
    }

    private static void pass(
        HttpResponse<InputStream> answer, HttpServletResponse response, ElbMembers members, Member member)
        throws IOException {
        response.setStatus(answer.statusCode());
        answer.headers()
            .map()
            .forEach(
                (name, values) -> {
                    if (!HOP_BY_HOP.contains(name.toLowerCase())) {
                        values.forEach(value -> response.addHeader(name, value));
                    }
                });
        for (String cookie : answer.headers().allValues("set-cookie")) {
            Matcher session = SET_SESSION.matcher(cookie);
            if (session.find()) {
                members.bind(session.group(1), member);
            }
        }
        try (InputStream in = answer.body()) {
            in.transferTo(response.getOutputStream());
        }
    }

    private static String sessionOf(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals("JSESSIONID")) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static void pause(int ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IOException("interrupted");
        }
    }
}
