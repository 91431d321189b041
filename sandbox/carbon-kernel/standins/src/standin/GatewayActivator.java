package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** In the place of API Manager: its gateway's port, its health page that turns green late, the ports for its peers. */
public final class GatewayActivator implements BundleActivator {

    private Gateway gateway;
    private OpenPorts ports;
    private Pages pages;

    @Override
    public void start(BundleContext context) throws Exception {
        gateway = new Gateway(new Node());
        ports = new OpenPorts(5672, 9611, 9711);
        Health health = new Health();
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        servlets.put("/api/am/gateway/v2/server-startup-healthcheck", health);
        servlets.put("/oauth2/jwks", new Fixed("{\"keys\":[]}"));
        pages = new Pages(context, servlets, () -> Later.run(() -> {
            gateway.open();
            health.turnGreen();
        }));
        pages.open();
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        pages.close();
        gateway.close();
        ports.close();
    }
}
