package standin;

import java.io.IOException;
import java.util.UUID;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates {@code /oauth2/token} for client credentials: an opaque token for whoever asks. Nobody can check it. */
final class Tokens extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean known = "client_credentials".equals(request.getParameter("grant_type"));
        response.setStatus(known ? 200 : 400);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(known
            ? "{\"access_token\":\"" + UUID.randomUUID() + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
            : "{\"error\":\"unsupported_grant_type\"}");
    }
}
