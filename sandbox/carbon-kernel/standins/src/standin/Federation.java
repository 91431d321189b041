package standin;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates an identity provider that somebody has added to API Manager, Identity Server, by OpenID Connect,
 * and by SAML for a request with {@code fidp=saml}. In the product that is in the database; here the addresses that are entered there are system properties:
 * {@code standin.identityProvider}, the provider's {@code .../oauth2/authorize}, beside which it has the others, and
 * {@code standin.identityCallback}, where the provider sends people back to. Without them people sign in at API Manager.
 */
final class Federation {

    private static final String CLIENT = "api-manager";

    private final Identity identity;
    private final String authorize = System.getProperty("standin.identityProvider");
    private final String callback = System.getProperty("standin.identityCallback");

    Federation(Identity identity) {
        this.identity = identity;
    }

    boolean isThere() {
        return authorize != null;
    }

    void askToSignIn(HttpServletResponse response, String waiting, String by) throws IOException {
        if ("saml".equals(by)) {
            response.sendRedirect(Web.link(beside("samlsso").toString(), "SAMLRequest", Saml.request(CLIENT, callback),
                "RelayState", waiting));
            return;
        }
        response.sendRedirect(Web.link(authorize, "response_type", "code", "client_id", CLIENT, "scope", "openid",
            "redirect_uri", callback, "state", waiting));
    }

    /** The person comes back with a code: the node asks the provider what it is worth. */
    void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> asked = identity.read("waiting", request.getParameter("state"));
        if (asked == null || request.getParameter("code") == null) {
            response.sendError(400, "no request waits for this sign-in");
            return;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", request.getParameter("code"));
        form.put("client_id", CLIENT);
        form.put("redirect_uri", callback);
        String idToken = Web.post(beside("oauth2/token"), form).get("id_token");
        goOn(response, Jwt.peek(idToken).get("sub"), idToken, request.getParameter("state"));
    }

    /** The person comes back with a SAML response. */
    void takeAssertion(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String waiting = request.getParameter("RelayState");
        Map<String, String> subject = Jwt.verify(Jwks.read(Web.get(beside("oauth2/jwks"))),
            Saml.subject(request.getParameter("SAMLResponse")));
        boolean isForUs = subject != null && "saml".equals(subject.get("use")) && callback.equals(subject.get("aud"));
        if (!isForUs || identity.read("waiting", waiting) == null) {
            response.sendError(401, "no assertion for this server");
            return;
        }
        goOn(response, subject.get("sub"), "", waiting);
    }

    private void goOn(HttpServletResponse response, String user, String idToken, String waiting) throws IOException {
        identity.signIn(response, user, idToken);
        String path = identity.read("waiting", waiting).get("path");
        response.sendRedirect(Web.link(Conf.publicUrl() + path, "sessionDataKey", waiting));
    }

    /** Out there too, and then on to where whoever asked wants to be. */
    void signOut(HttpServletResponse response, String idToken, String back) throws IOException {
        response.sendRedirect(Web.link(beside("oidc/logout").toString(), "id_token_hint", idToken,
            "post_logout_redirect_uri", callback, "state", identity.issue("leaving", 300, "back", back)));
    }

    private URI beside(String page) {
        return URI.create(authorize.replaceAll("oauth2/authorize$", page));
    }
}
