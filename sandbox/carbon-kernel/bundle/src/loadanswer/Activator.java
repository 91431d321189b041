package loadanswer;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.http.HttpService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The one thing on a kernel server of the sandbox that is not WSO2's: a page below /wso2/load that says who answered,
 * in which version and which session. It imitates what a product's applications are to a load generator, and
 * nothing of theirs.
 */
public final class Activator implements BundleActivator {

    /** Of the paths that the console's guard against forged requests leaves alone. */
    static final String ALIAS = "/wso2/load";

    private ServiceTracker<HttpService, HttpService> tracker;

    @Override
    public void start(BundleContext context) {
        tracker = new ServiceTracker<HttpService, HttpService>(context, HttpService.class, null) {
            @Override
            public HttpService addingService(ServiceReference<HttpService> reference) {
                HttpService http = context.getService(reference);
                try {
                    http.registerServlet(ALIAS, new AnswerServlet(), null, null);
                } catch (Exception e) {
                    throw new IllegalStateException("can't register " + ALIAS, e);
                }
                return http;
            }

            @Override
            public void removedService(ServiceReference<HttpService> reference, HttpService http) {
                http.unregister(ALIAS);
                context.ungetService(reference);
            }
        };
        tracker.open();
    }

    @Override
    public void stop(BundleContext context) {
        tracker.close();
    }
}
