package standin;

import java.util.Map;
import javax.servlet.http.HttpServlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.http.HttpService;
import org.osgi.util.tracker.ServiceTracker;

/** Servlets by their paths, in the server's own Tomcat as soon as that is there. */
final class Pages extends ServiceTracker<HttpService, HttpService> {

    private final Map<String, HttpServlet> servlets;
    private final Runnable served;

    Pages(BundleContext context, Map<String, HttpServlet> servlets, Runnable served) {
        super(context, HttpService.class, null);
        this.servlets = servlets;
        this.served = served;
    }

    @Override
    public HttpService addingService(ServiceReference<HttpService> reference) {
        HttpService http = context.getService(reference);
        for (Map.Entry<String, HttpServlet> each : servlets.entrySet()) {
            try {
                http.registerServlet(each.getKey(), each.getValue(), null, null);
            } catch (Exception e) {
                throw new IllegalStateException("can't register " + each.getKey(), e);
            }
        }
        served.run();
        return http;
    }

    @Override
    public void removedService(ServiceReference<HttpService> reference, HttpService http) {
        servlets.keySet().forEach(http::unregister);
        context.ungetService(reference);
    }
}
