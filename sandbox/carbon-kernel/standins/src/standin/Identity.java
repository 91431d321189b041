package standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.w3c.dom.Element;

/**
 * Imitates what the nodes of a product know in common: who is signed in, which requests wait for a sign-in, which codes are
 * given. Identity Server keeps that in {@code identity_db}, API Manager in {@code apim_db}. Here each of these is a value that the browser keeps, signed
 * with the key that all nodes have ({@code keystore.primary}): any node believes what another one has signed. So a code
 * counts as often as it is shown in its time, and a session that was signed out counts for who has kept its cookie.
 */
final class Identity {

    static final String SESSION = "commonAuthId";
    /** Of the browser's state, for pages that watch the session. */
    static final String STATE = "opbs";

    final RSAPublicKey publicKey;
    final Federation federation = new Federation(this);
    private final PrivateKey key;

    Identity() throws IOException, GeneralSecurityException {
        Element store = (Element) Conf.xml("repository", "conf", "carbon.xml").getElementsByTagName("KeyStore").item(0);
        String place = Conf.text(store, "Location").replace("${carbon.home}", System.getProperty("carbon.home"));
        KeyStore keys = KeyStore.getInstance(Conf.text(store, "Type"));
        try (InputStream in = Files.newInputStream(Paths.get(place))) {
            keys.load(in, Conf.text(store, "Password").toCharArray());
        }
        String alias = Conf.text(store, "KeyAlias");
        key = (PrivateKey) keys.getKey(alias, Conf.text(store, "KeyPassword").toCharArray());
        publicKey = (RSAPublicKey) keys.getCertificate(alias).getPublicKey();
    }

    /** @param use What it is: nothing is taken for something else. */
    String issue(String use, int seconds, String... claims) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("use", use);
        for (int i = 0; i < claims.length; i += 2) {
            all.put(claims[i], claims[i + 1]);
        }
        try {
            return Jwt.sign(key, seconds, all);
        } catch (GeneralSecurityException e) {
            throw new IOException("can't sign", e);
        }
    }

    /** Null for what no node has issued for this use, and for what is over. */
    Map<String, String> read(String use, String token) {
        Map<String, String> claims = Jwt.verify(publicKey, token);
        return claims != null && use.equals(claims.get("use")) ? claims : null;
    }

    /** Who is signed in; null for nobody. */
    String user(HttpServletRequest request) {
        Map<String, String> session = read("session", Web.cookie(request, SESSION));
        return session == null ? null : session.get("sub");
    }

    /** @param idToken Of the identity provider, where the person signed in there; else empty. */
    void signIn(HttpServletResponse response, String user, String idToken) throws IOException {
        Web.giveCookie(response, SESSION, issue("session", 900, "sub", user, "idp", idToken),
            "Path=/; Secure; HttpOnly; SameSite=None");
        Web.giveCookie(response, STATE, UUID.randomUUID().toString(), "Path=/; Secure; SameSite=None");
    }

    /** What an identity provider has said of who is signed in; empty where nobody has. */
    String federatedToken(HttpServletRequest request) {
        Map<String, String> session = read("session", Web.cookie(request, SESSION));
        return session == null ? "" : session.get("idp");
    }

    void signOut(HttpServletResponse response) {
        Web.giveCookie(response, SESSION, "", "Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0");
        Web.giveCookie(response, STATE, "", "Path=/; Secure; SameSite=None; Max-Age=0");
    }

    /** Sends the browser to the login page, or to the identity provider; once somebody has signed in there, it comes back to this request. */
    void askToSignIn(HttpServletRequest request, HttpServletResponse response, String type) throws IOException {
        String waiting = issue("waiting", 600, "path", request.getServletPath(), "query", request.getQueryString());
        if (federation.isThere()) {
            federation.askToSignIn(response, waiting, request.getParameter("fidp"));
            return;
        }
        response.sendRedirect(Web.link(Conf.publicUrl() + LoginPage.PATH, "sessionDataKey", waiting, "type", type));
    }

    /** The parameters of the request that waited for a sign-in, or of this one; null where the key is none of ours. */
    Map<String, String> asked(HttpServletRequest request) throws IOException {
        String waiting = request.getParameter("sessionDataKey");
        if (waiting == null) {
            return Web.query(request.getQueryString());
        }
        Map<String, String> claims = read("waiting", waiting);
        return claims == null ? null : Web.query(claims.get("query"));
    }

    /** Stands for the callbacks of registered applications: all that are at the server's own host. */
    static boolean isKnown(String callback) throws IOException {
        return callback != null && callback.startsWith(Conf.publicUrl() + "/");
    }
}
