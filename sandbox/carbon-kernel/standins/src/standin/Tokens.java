package standin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /oauth2/token}: an opaque token for whoever asks by client credentials, and signed ones for a code of
 * {@link Authorize}. It knows no client's secret.
 */
final class Tokens extends HttpServlet {

    static final String PATH = "/oauth2/token";
    private static final long serialVersionUID = 1L;
    private static final int SECONDS = 3600;

    private final transient Identity identity;

    Tokens(Identity identity) {
        this.identity = identity;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        String grant = String.valueOf(request.getParameter("grant_type"));
        switch (grant) {
            case "client_credentials":
                answer.put("access_token", UUID.randomUUID());
                break;
            case "authorization_code":
                exchange(request, answer);
                break;
            default:
                answer.put("error", "unsupported_grant_type");
        }
        boolean known = !answer.containsKey("error");
        if (known) {
            answer.put("token_type", "Bearer");
            answer.put("expires_in", SECONDS);
        }
        Web.json(response, known ? 200 : 400, answer);
    }

    private void exchange(HttpServletRequest request, Map<String, Object> answer) throws IOException {
        Map<String, String> code = identity.read("code", request.getParameter("code"));
        if (code == null || !code.get("uri").equals(request.getParameter("redirect_uri"))) {
            answer.put("error", "invalid_grant");
            return;
        }
        String[] claims = {"sub", code.get("sub"), "aud", code.get("aud"), "iss", Conf.publicUrl() + PATH};
        answer.put("access_token", identity.issue("access", SECONDS, claims));
        answer.put("refresh_token", identity.issue("refresh", 86400, claims));
        answer.put("id_token", identity.issue("id", SECONDS, claims));
    }
}
