package carbonstandin;

import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.StandardSessionIdGenerator;

/** Tomcat with one connector a listener. */
final class WebServer {

    /** Below the product's 30, since a load of new visitors must fit in a small heap. */
    private static final int SESSION_TIMEOUT_MINUTES = 10;

    /** As in the products: 128 random bytes, so an id of 256 characters. */
    private static final int SESSION_ID_BYTES = 128;

    private final Tomcat tomcat = new Tomcat();
    private final List<Connector> connectors = new ArrayList<>();
    private final WorkerPool traffic = new WorkerPool("PassThroughMessageProcessor", 400);
    private final WorkerPool internal = new WorkerPool("InternalApi", 20);

    WebServer(Path home, ServerConfig config, HttpServlet servlet) {
        Path base = home.resolve("tmp/tomcat");
        base.toFile().mkdirs();
        tomcat.setBaseDir(base.toString());
        for (Listener listener : config.listeners()) {
            WorkerPool pool = listener.role() == Listener.Role.INTERNAL ? internal : traffic;
            Connector connector = Connectors.create(listener, pool);
            connectors.add(connector);
            tomcat.getService().addConnector(connector);
        }
        Context context = tomcat.addContext("", base.toString());
        context.setSessionTimeout(SESSION_TIMEOUT_MINUTES);
        context.setManager(inMemorySessions());
        Tomcat.addServlet(context, "stand-in", servlet).addMapping("/*");
    }

    /** All that can be done before the ports open. */
    void init() throws LifecycleException {
        tomcat.init();
    }

    void start() throws LifecycleException {
        tomcat.start();
        for (Connector connector : connectors) {
            if (connector.getState() != LifecycleState.STARTED) {
                throw new LifecycleException("Port " + connector.getPort() + " can't be opened");
            }
        }
    }

    int inFlight() {
        return traffic.inFlight() + internal.inFlight();
    }

    /** Refuses new connections; those that are open are served on. */
    void stopAccepting() {
        for (Connector connector : connectors) {
            connector.getProtocolHandler().closeServerSocketGraceful();
        }
    }

    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static StandardManager inMemorySessions() {
        StandardSessionIdGenerator ids = new StandardSessionIdGenerator();
        ids.setSessionIdLength(SESSION_ID_BYTES);
        StandardManager manager = new StandardManager();
        manager.setSessionIdGenerator(ids);
        // No file: a session must not outlive its node, as in the products.
        manager.setPathname(null);
        return manager;
    }
}
