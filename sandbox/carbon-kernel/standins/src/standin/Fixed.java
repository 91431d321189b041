package standin;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A page that is always the same: imitates {@code /oauth2/jwks}, with no key in it. */
final class Fixed extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String json;

    Fixed(String json) {
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().write(json);
    }
}
