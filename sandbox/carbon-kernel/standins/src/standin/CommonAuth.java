package standin;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /commonauth}: takes the login form, or who comes back from an identity provider, and sends the browser
 * back to the request that waited.
 */
final class CommonAuth extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;
    private final transient Users users;

    CommonAuth(Identity identity, Users users) {
        this.identity = identity;
        this.users = users;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> leaving = identity.read("leaving", request.getParameter("state"));
        if (leaving == null) {
            identity.federation.signIn(request, response);
        } else {
            response.sendRedirect(leaving.get("back"));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("SAMLResponse") != null) {
            identity.federation.takeAssertion(request, response);
            return;
        }
        String waiting = request.getParameter("sessionDataKey");
        Map<String, String> asked = identity.read("waiting", waiting);
        if (asked == null) {
            response.sendError(400, "no request waits for this sign-in");
            return;
        }
        String user = request.getParameter("username");
        if (!users.isPassword(user, request.getParameter("password"))) {
            response.sendRedirect(Web.link(Conf.publicUrl() + LoginPage.PATH, "sessionDataKey", waiting,
                "authFailure", "true", "authFailureMsg", "login.fail.message"));
            return;
        }
        identity.signIn(response, user, "");
        response.sendRedirect(Web.link(Conf.publicUrl() + asked.get("path"), "sessionDataKey", waiting));
    }
}
