package standin;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /console} and {@code /myaccount}: a page that keeps nothing but the memory of its script, is sent to
 * sign in, and exchanges the code by itself. As theirs, it tells no other page where it is.
 */
final class AccountPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String client;

    AccountPage(String path, String client) {
        this.path = path;
        this.client = client;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String self = Conf.publicUrl() + path;
        response.setHeader("X-Served-By", new Node().name);
        Web.html(response, "<title>" + client + "</title><meta name=\"referrer\" content=\"no-referrer\">",
            "<h1>" + client + "</h1><p>Signed in as <span id=\"user\"></span></p><script>(async () => {"
            + "const callback = '" + self + "', client = '" + client + "';"
            + "const code = new URLSearchParams(location.search).get('code');"
            + "if (!code) { location.replace('" + Conf.publicUrl() + "/oauth2/authorize?' + new URLSearchParams("
            + "{ response_type: 'code', client_id: client, redirect_uri: callback, scope: 'openid' })); return; }"
            + "const answer = await fetch('" + Conf.publicUrl() + "/oauth2/token', { method: 'POST', body: new URLSearchParams("
            + "{ grant_type: 'authorization_code', code, client_id: client, redirect_uri: callback }) });"
            + "const { id_token = '..' } = await answer.json();"
            + "document.getElementById('user').textContent = JSON.parse(atob(id_token.split('.')[1]"
            + ".replaceAll('-', '+').replaceAll('_', '/'))).sub; })();</script>");
    }
}
