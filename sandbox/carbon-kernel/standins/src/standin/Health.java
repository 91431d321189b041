package standin;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates a product's health page: 503 until it is ready, which comes later than its console, then 200. */
final class Health extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private volatile boolean ready;

    void turnGreen() {
        ready = true;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(ready ? 200 : 503);
        response.setContentType("application/json");
        response.getWriter().write(ready ? "{\"health\":[]}" : "{\"errors\":[{\"message\":\"not ready yet\"}]}");
    }
}
