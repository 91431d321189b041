package standin;

import java.io.IOException;

/**
 * The script of a portal's page: without a token it goes to sign in; with one it asks the REST API, by the product's own
 * path, and watches the session in a frame, as the product's pages do each few seconds.
 */
final class PortalPage {

    private PortalPage() {}

    static String stateCookie(String name) {
        return name.toUpperCase() + "_SESSION_STATE";
    }

    static String render(String context, String client, String name) throws IOException {
        String origin = Conf.publicUrl();
        String frame = Web.link(origin + "/oidc/checksession", "client_id", client, "redirect_uri", origin + context + "/services/auth/callback/login");
        String version = name.equals("publisher") ? "/v4" : "/v3";
        return "<h1>" + name + "</h1><p>Signed in as <span id=\"user\"></span> on <span id=\"node\"></span>, session <span id=\"session\"></span></p>"
            + "<p><a id=\"logout\" href=\"" + context + "/services/logout\">Sign out</a></p>"
            + "<iframe id=\"iframeOP\" hidden src=\"" + Web.escape(frame) + "\"></iframe><script>(async () => {"
            + "const cookie = (name) => document.cookie.split('; ').find((each) => each.startsWith(name + '='))"
            + "?.slice(name.length + 1);"
            + "const signIn = (how) => location.replace('" + context + "/services/auth/login' + how);"
            + "const token = cookie('WSO2_AM_TOKEN_1_Default');"
            + "if (!token) return signIn('');"
            + "const answer = await fetch('/api/am" + context + version + "/settings', { headers: { Authorization: 'Bearer ' + token } });"
            + "if (answer.status === 401) return signIn('');"
            + "const { user, node } = await answer.json();"
            + "document.getElementById('node').textContent = node; document.getElementById('user').textContent = user;"
            + "addEventListener('message', ({ data, origin }) => {"
            + " if (origin !== '" + origin + "') return; document.getElementById('session').textContent = data;"
            + " if (data === 'changed') signIn('?not-Login'); });"
            + "setInterval(() => document.getElementById('iframeOP').contentWindow.postMessage("
            + "'" + client + " ' + cookie('" + stateCookie(name) + "'), '" + origin + "'), 1000);"
            + "})();</script>";
    }
}
