package carbonstandin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Every request on every port: probes, the product's own services, else the stand-in application. */
final class StandInServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Product product;
    private final transient Readiness readiness;
    private final transient Map<Integer, Listener.Role> roles;
    private final transient Application application;

    StandInServlet(Product product, Readiness readiness, Map<Integer, Listener.Role> roles, Application application) {
        this.product = product;
        this.readiness = readiness;
        this.roles = roles;
        this.application = application;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (roles.get(request.getLocalPort()) == Listener.Role.INTERNAL) {
            internalApi(request, response);
        } else if (isVersionService(request)) {
            versionService(response);
        } else if (!readiness.ready()) {
            send(response, 503, "application/json", "{\"error\":\"not deployed yet\"}");
        } else {
            application.answer(request, response);
        }
    }

    private void internalApi(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getRequestURI()) {
            case "/healthz" -> send(response, readiness.probeStatus(), "application/json", readiness.probeJson());
            case "/liveness" -> send(response, 200, "application/json", "{\"status\":\"alive\"}");
            default -> send(response, 404, "application/json", "{\"error\":\"no such resource\"}");
        }
    }

    private boolean isVersionService(HttpServletRequest request) {
        return product.kind() == Product.Kind.ENTERPRISE_INTEGRATOR
            && request.getRequestURI().equals("/services/Version");
    }

    private void versionService(HttpServletResponse response) throws IOException {
        if (readiness.ready()) {
            String name = product.kind().title + "-" + product.version();
            send(response, 200, "application/xml", "<version><return>" + name + "</return></version>");
        } else {
            send(response, 503, "application/json", readiness.probeJson());
        }
    }

    static void send(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
