package standin;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates {@code /oauth2/authorize} for {@code response_type=code}, with {@code prompt=none} and session state. */
final class Authorize extends HttpServlet {

    static final String PATH = "/oauth2/authorize";
    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    Authorize(Identity identity) {
        this.identity = identity;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> asked = identity.asked(request);
        if (asked == null || !Identity.isKnown(asked.get("redirect_uri")) || asked.get("client_id") == null) {
            response.sendError(400, "invalid_callback");
            return;
        }
        String callback = asked.get("redirect_uri");
        String client = asked.get("client_id");
        String user = identity.user(request);
        if (user != null) {
            String code = identity.issue("code", 300, "sub", user, "aud", client, "uri", callback);
            response.sendRedirect(Web.link(callback, "code", code, "state", asked.get("state"),
                "session_state", sessionState(client, callback, Web.cookie(request, Identity.STATE))));
        } else if ("none".equals(asked.get("prompt"))) {
            response.sendRedirect(Web.link(callback, "error", "login_required", "state", asked.get("state")));
        } else {
            identity.askToSignIn(request, response, "oidc");
        }
    }

    /** As OpenID Connect Session Management has it, and as the page of {@link CheckSession} calculates it. */
    private static String sessionState(String client, String callback, String browserState) throws IOException {
        String salt = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        String origin = callback.replaceAll("^(https://[^/]+).*", "$1");
        String text = client + " " + origin + " " + browserState + " " + salt;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, hash)) + "." + salt;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
