package standin;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates {@code /oidc/logout} for whoever shows an id token; without one the product asks the person first. */
final class Logout extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    Logout(Identity identity) {
        this.identity = identity;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String back = request.getParameter("post_logout_redirect_uri");
        if (identity.read("id", request.getParameter("id_token_hint")) == null || !Identity.isKnown(back)) {
            response.sendError(400, "invalid_request");
            return;
        }
        String further = Web.link(back, "state", request.getParameter("state"));
        String idToken = identity.federatedToken(request);
        identity.signOut(response);
        if (idToken.isEmpty()) {
            response.sendRedirect(further);
        } else {
            identity.federation.signOut(response, idToken, further);
        }
    }
}
