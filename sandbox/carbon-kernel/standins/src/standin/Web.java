package standin;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What pages have in common. */
final class Web {

    private Web() {}

    static String cookie(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        if (all != null) {
            for (Cookie each : all) {
                if (each.getName().equals(name) && !each.getValue().isEmpty()) {
                    return each.getValue();
                }
            }
        }
        return null;
    }

    /** @param attributes {@code Path=/; Secure; HttpOnly} */
    static void giveCookie(HttpServletResponse response, String name, String value, String attributes) {
        response.addHeader("Set-Cookie", name + "=" + value + "; " + attributes);
    }

    /** {@code url?name=value&...}; a value that is null is left out. */
    static String link(String url, String... namesAndValues) throws IOException {
        StringBuilder out = new StringBuilder(url);
        char separator = url.indexOf('?') < 0 ? '?' : '&';
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                String value = URLEncoder.encode(namesAndValues[i + 1], "UTF-8");
                out.append(separator).append(namesAndValues[i]).append('=').append(value);
                separator = '&';
            }
        }
        return out.toString();
    }

    static Map<String, String> query(String text) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        for (String each : (text == null ? "" : text).split("&")) {
            int at = each.indexOf('=');
            if (at > 0) {
                members.put(each.substring(0, at), URLDecoder.decode(each.substring(at + 1), "UTF-8"));
            }
        }
        return members;
    }

    static void html(HttpServletResponse response, String head, String body) throws IOException {
        response.setContentType("text/html; charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        byte[] page = ("<!DOCTYPE html><html lang=\"en\"><head>" + head + "</head><body>" + body + "</body></html>")
            .getBytes(StandardCharsets.UTF_8);
        response.getOutputStream().write(page);
    }

    static void json(HttpServletResponse response, int status, Map<String, ?> members) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(Json.write(members));
    }

    /** Asks by TLS, verified with the server's own trust store and by name. */
    static Map<String, String> post(URI address, Map<String, String> form) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Map.Entry<String, String> each : form.entrySet()) {
            body.append(body.length() > 0 ? "&" : "").append(each.getKey()).append('=')
                .append(URLEncoder.encode(each.getValue(), "UTF-8"));
        }
        return Json.read(ask(HttpRequest.newBuilder(address).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    static String get(URI address) throws IOException {
        return ask(HttpRequest.newBuilder(address));
    }

    private static String ask(HttpRequest.Builder asked) throws IOException {
        HttpRequest request = asked.timeout(Duration.ofSeconds(20)).build();
        try {
            HttpResponse<String> answer = Client.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Made when it is first used: the server names its trust store while it starts. */
    private static final class Client {
        static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    }

    static String escape(String text) {
        String plain = text == null ? "" : text;
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
