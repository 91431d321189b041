package standin;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleContext;

/** What both products have of the same code: OAuth, OpenID Connect, and the pages to sign in and out. */
final class SignInPages {

    private SignInPages() {}

    static Identity add(Map<String, HttpServlet> servlets, BundleContext context)
            throws IOException, GeneralSecurityException {
        Identity identity = new Identity();
        servlets.put(Authorize.PATH, new Authorize(identity));
        servlets.put(LoginPage.PATH, new LoginPage());
        CommonAuth commonAuth = new CommonAuth(identity, new Users(context));
        servlets.put("/commonauth", commonAuth);
        servlets.put("/samlsso", new SamlSso(identity, commonAuth));
        servlets.put(Tokens.PATH, new Tokens(identity));
        servlets.put("/oauth2/jwks", new Jwks(identity.publicKey));
        servlets.put("/oidc/logout", new Logout(identity));
        servlets.put("/oidc/checksession", new CheckSession());
        return identity;
    }
}
