package standin;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /publisher} and {@code /devportal}: the page, and below {@code services} the sign-in and the way
 * out, with the product's cookies on the product's paths. As the product, a node asks itself for tokens, at localhost. No session is on the node: a token is in
 * two cookies, of which the page's script sends one. The product shows the developer portal to strangers too.
 */
final class Portal extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String LOGIN = "/services/auth/callback/login";
    private static final String LOGOUT = "/services/auth/callback/logout";

    private final String context;
    private final String name;

    Portal(String name) {
        this.name = name;
        this.context = "/" + name;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String self = Conf.publicUrl() + context;
        switch (path) {
            case "":
                response.sendRedirect(self + "/");
                break;
            case "/services/auth/login":
                String prompt = "not-Login".equals(request.getQueryString()) ? "none" : null;
                Web.giveCookie(response, "CLIENT_ID", client(), "Path=" + context + "/; Secure");
                response.sendRedirect(Web.link(Conf.publicUrl() + Authorize.PATH, "response_type", "code",
                    "client_id", client(), "scope", "openid apim:api_view", "state", "/apis", "prompt", prompt,
                    "redirect_uri", self + LOGIN));
                break;
            case LOGIN:
                callBack(request, response, self);
                break;
            case "/services/logout":
                String idToken = Web.cookie(request, "AM_ID_TOKEN_DEFAULT_P1") + Web.cookie(request, "AM_ID_TOKEN_DEFAULT_P2");
                response.sendRedirect(Web.link(Conf.publicUrl() + "/oidc/logout",
                    "id_token_hint", idToken, "post_logout_redirect_uri", self + LOGOUT));
                break;
            case LOGOUT:
                giveCookies(response, "..", "..", "..", "", 2);
                response.sendRedirect(context + "/logout");
                break;
            case "/logout":
                Web.html(response, "<title>" + name + "</title>", "<p id=\"out\">Signed out</p>");
                break;
            default:
                response.setHeader("X-Served-By", new Node().name);
                Web.html(response, "<title>" + name + "</title>", PortalPage.render(context, client(), name));
        }
    }

    private void callBack(HttpServletRequest request, HttpServletResponse response, String self) throws IOException {
        if (request.getParameter("code") == null) {
            response.sendRedirect(self + "/services/logout");
            return;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", request.getParameter("code"));
        form.put("client_id", client());
        form.put("redirect_uri", self + LOGIN);
        URI own = URI.create("https://localhost:" + (9443 + Conf.offset()) + Tokens.PATH);
        Map<String, String> tokens = Web.post(own, form);
        giveCookies(response, tokens.get("access_token"), tokens.get("refresh_token"), tokens.get("id_token"),
            request.getParameter("session_state"), Integer.parseInt(tokens.get("expires_in")));
        response.sendRedirect(context + request.getParameter("state"));
    }

    /** The halves and the paths that the product's {@code login_callback.jsp} gives; empty ones to end it. */
    private void giveCookies(HttpServletResponse response, String access, String refresh, String id, String state,
            int seconds) {
        String secure = "; Secure; Max-Age=" + seconds;
        String own = "Path=" + context + "/" + secure;
        String out = "Path=" + context + "/services/logout" + secure;
        Web.giveCookie(response, "WSO2_AM_TOKEN_1_Default", half(access, 1), own);
        Web.giveCookie(response, "AM_ACC_TOKEN_DEFAULT_P2", half(access, 2), own + "; HttpOnly");
        Web.giveCookie(response, "AM_ACC_TOKEN_DEFAULT_P2", half(access, 2),
            "Path=/api/am" + context + "/" + secure + "; HttpOnly");
        Web.giveCookie(response, "WSO2_AM_REFRESH_TOKEN_1_Default", half(refresh, 1), own);
        Web.giveCookie(response, "AM_REF_TOKEN_DEFAULT_P2", half(refresh, 2), own + "; HttpOnly");
        Web.giveCookie(response, "AM_ID_TOKEN_DEFAULT_P1", half(id, 1), out);
        Web.giveCookie(response, "AM_ID_TOKEN_DEFAULT_P2", half(id, 2), out);
        Web.giveCookie(response, PortalPage.stateCookie(name), state, own);
    }

    private static String half(String token, int which) {
        int middle = token.length() / 2;
        if (token.equals("..")) {
            return "";
        }
        return which == 1 ? token.substring(0, middle) : token.substring(middle);
    }

    private String client() {
        return "apim_" + name;
    }
}
