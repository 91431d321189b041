package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** In the place of Identity Server: its health page that turns green late, its sign-in, its tokens and keys. */
public final class IdentityActivator implements BundleActivator {

    private Pages pages;

    @Override
    public void start(BundleContext context) throws Exception {
        Health health = new Health();
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        servlets.put("/api/health-check/v1.0/health", health);
        SignInPages.add(servlets, context);
        servlets.put("/console", new AccountPage("/console", "CONSOLE"));
        servlets.put("/myaccount", new AccountPage("/myaccount", "MY_ACCOUNT"));
        pages = new Pages(context, servlets, () -> Later.run(health::turnGreen));
        pages.open();
    }

    @Override
    public void stop(BundleContext context) {
        pages.close();
    }
}
