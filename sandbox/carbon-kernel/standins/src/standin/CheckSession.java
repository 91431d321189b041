package standin;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Imitates {@code /oidc/checksession}: a frame that tells the page around it whether the session is still the same. As
 * the product's, it finds {@code opbs} in the browser's cookies by the first place where {@code opbs=} stands.
 */
final class CheckSession extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The server's own header lets no page be a frame.
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        Web.html(response, "<title>Session</title>", "<script>"
            + "addEventListener('message', async (event) => {"
            + " if (event.origin !== location.origin) return;"
            + " const [client, state = ''] = String(event.data).split(' ');"
            + " const salt = state.split('.')[1];"
            + " const name = \"opbs=\", all = document.cookie + ';', at = all.indexOf(name);"
            + " const found = at < 0 ? 'null' : all.substring(at + name.length, all.indexOf(';', at));"
            + " const text = new TextEncoder().encode([client, event.origin, found, salt].join(' '));"
            + " const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));"
            + " const hex = [...hash].map((each) => each.toString(16).padStart(2, '0')).join('');"
            + " event.source.postMessage(hex + '.' + salt === state ? 'unchanged' : 'changed', event.origin);"
            + "});</script>");
    }
}
