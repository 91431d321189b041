package standin;

import java.io.IOException;
import java.util.UUID;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /authenticationendpoint/login.do}: a form that posts beside its own folder, {@code ../commonauth} or
 * {@code ../samlsso}, and the session of a web application of its own.
 */
final class LoginPage extends HttpServlet {

    static final String PATH = "/authenticationendpoint/login.do";
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Web.giveCookie(response, "JSESSIONID", UUID.randomUUID().toString().replace("-", "").toUpperCase(),
            "Path=/authenticationendpoint; Secure; HttpOnly");
        String action = "samlsso".equals(request.getParameter("type")) ? "../samlsso" : "../commonauth";
        String failed = request.getParameter("authFailure") == null ? "" : "<p id=\"error-msg\">Login failed.</p>";
        Web.html(response, "<title>Sign in</title>", "<h1>Sign in</h1>" + failed
            + "<form id=\"loginForm\" method=\"post\" action=\"" + action + "\">"
            + "<input type=\"hidden\" name=\"sessionDataKey\" value=\""
            + Web.escape(request.getParameter("sessionDataKey")) + "\">"
            + "<input id=\"usernameUserInput\" name=\"username\"> "
            + "<input id=\"password\" name=\"password\" type=\"password\"> <button type=\"submit\">Continue</button></form>");
    }
}
