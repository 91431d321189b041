package standin;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * In the place of API Manager, or of one part of it: its portals, its gateway's port, its health page that turns green
 * late, its peers' ports.
 */
public final class GatewayActivator implements BundleActivator {

    private Gateway gateway;
    private OpenPorts ports;
    private Pages pages;

    @Override
    public void start(BundleContext context) throws Exception {
        Part part = Part.own();
        gateway = new Gateway(new Node());
        ports = part.hasBroker() ? new OpenPorts(5672, 9611, 9711) : new OpenPorts();
        Health health = new Health();
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        if (part.hasGateway()) {
            servlets.put("/api/am/gateway/v2/server-startup-healthcheck", health);
        }
        if (part.hasPortals()) {
            Identity identity = SignInPages.add(servlets, context);
            for (String portal : new String[] {"publisher", "devportal"}) {
                servlets.put("/" + portal, new Portal(portal));
                servlets.put("/api/am/" + portal, new PortalApi(identity));
            }
        }
        pages = new Pages(context, servlets, () -> Later.run(() -> {
            if (part == Part.GATEWAY) {
                OtherParts.await();
            }
            if (part.hasGateway()) {
                gateway.open();
            }
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
