package standin;

import java.io.IOException;
import java.util.Map;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.w3c.dom.Element;

/** Imitates {@code /samlsso}: a request by redirect, the login form that posts here, and a form that posts itself. */
final class SamlSso extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;
    private final transient HttpServlet login;

    /** @param login What takes the login form, at {@code /commonauth}. */
    SamlSso(Identity identity, HttpServlet login) {
        this.identity = identity;
        this.login = login;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        login.service(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> asked = identity.asked(request);
        Element message = asked == null ? null : Saml.readRequest(asked.get("SAMLRequest"));
        String consumer = message == null ? null : message.getAttribute("AssertionConsumerServiceURL");
        if (!Identity.isKnown(consumer)) {
            response.sendError(400, "no such service provider");
            return;
        }
        String user = identity.user(request);
        if (user == null) {
            identity.askToSignIn(request, response, "samlsso");
            return;
        }
        String subject = identity.issue("saml", 300, "sub", user, "aud", consumer);
        Web.html(response, "<title>One moment</title>", "<form method=\"post\" action=\"" + Web.escape(consumer) + "\">"
            + "<input type=\"hidden\" name=\"SAMLResponse\" value=\"" + Saml.response(message, Conf.publicUrl(), subject)
            + "\"><input type=\"hidden\" name=\"RelayState\" value=\"" + Web.escape(asked.get("RelayState"))
            + "\"></form><script>document.forms[0].submit()</script>");
    }
}
