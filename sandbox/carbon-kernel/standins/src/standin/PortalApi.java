package standin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates a portal's REST API: who has sent both halves of a token, one in a header and one in a cookie. */
final class PortalApi extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    PortalApi(Identity identity) {
        this.identity = identity;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String first = String.valueOf(request.getHeader("Authorization")).replaceFirst("^Bearer ", "");
        Map<String, String> token = identity.read("access", first + Web.cookie(request, "AM_ACC_TOKEN_DEFAULT_P2"));
        String user = token == null ? null : token.get("sub");
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("node", new Node().name);
        answer.put(user == null ? "error" : "user", user == null ? "Unclassified Authentication Failure" : user);
        Web.json(response, user == null ? 401 : 200, answer);
    }
}
