package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** In the place of API Manager: its portals, its gateway's port, its health page that turns green late, its peers' ports. */
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
        Identity identity = SignInPages.add(servlets, context);
        for (String portal : new String[] {"publisher", "devportal"}) {
            servlets.put("/" + portal, new Portal(portal));
            servlets.put("/api/am/" + portal, new PortalApi(identity));
        }
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
