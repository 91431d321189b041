package carbonstandin;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.LifecycleException;

/** From the JVM's start to "started in", and from SIGTERM to the last answer. */
final class CarbonServer implements StandInServer {

    private final Instant jvmStart = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    private final Readiness readiness = new Readiness();
    private final Path home;
    private final Product product;
    private final CarbonLog log;
    private volatile WebServer web;
    private volatile Tribes tribes;

    CarbonServer(Path home, Product product, CarbonLog log) {
        this.home = home;
        this.product = product;
        this.log = log;
    }

    /** Ports open half-way, as the real products' do: an open port is not a ready server, however late it opens. */
    @Override
    public void start() throws Exception {
        StartSettings settings = StartSettings.read();
        ServerConfig config = product.readConfig(home);
        String node = config.node();
        log.info(CarbonServer.class, "Starting " + title() + " as node " + node + ", host name " + config.hostname());
        Map<Integer, Listener.Role> roles = new HashMap<>();
        config.listeners().forEach(listener -> roles.put(listener.port(), listener.role()));
        Application application = new Application(node, product.version());
        WebServer server = new WebServer(home, config, new StandInServlet(product, readiness, roles, application));
        server.init();
        long halfMs = Math.round(settings.startSeconds() * 500);
        Thread.sleep(Math.max(0, halfMs - sinceStart().toMillis()));
        server.start();
        web = server;
        for (Listener listener : config.listeners()) {
            log.info(CarbonServer.class, listener.name() + " started on port " + listener.port());
        }
        if (product.kind() == Product.Kind.APPLICATION_SERVER) {
            tribes = AppServerConfig.tribes(home, config);
        }
        if (tribes != null) {
            tribes.join();
        }
        Thread.sleep(halfMs);
        List<String> faulty = CarbonApps.faulty(home, settings);
        for (String app : faulty) {
            log.error(CarbonApps.class, "Error occurred while deploying Carbon application " + app);
        }
        readiness.started(faulty);
        log.info(CarbonServer.class, product.startedLine(sinceStart().toMillis() / 1000.0));
    }

    /** Health stays as it is until the ports close: there is no "failing first" in the products. */
    @Override
    public void shutDown() {
        log.info(CarbonServer.class, "Shutdown hook triggered....");
        WebServer server = web;
        if (server != null) {
            server.stopAccepting();
            log.info(
                CarbonServer.class,
                "Gracefully shutting down " + title() + ": " + server.inFlight() + " requests in flight");
            try {
                while (server.inFlight() > 0) {
                    Thread.sleep(20);
                }
                server.stop();
            } catch (InterruptedException | LifecycleException e) {
                log.error(CarbonServer.class, "Shutdown: " + e);
            }
        }
        if (tribes != null) {
            tribes.leave();
        }
        log.info(CarbonServer.class, "Shutdown complete");
    }

    private String title() {
        return product.kind().title + " " + product.version() + " (stand-in)";
    }

    private Duration sinceStart() {
        return Duration.between(jvmStart, Instant.now());
    }
}
