package carbonstandin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.LifecycleException;

/** Elastic Load Balancer 2.0: joins its domain, learns of members, balances. */
final class ElbServer implements StandInServer {

    private final long begun = System.nanoTime();
    private final Path home;
    private final Product product;
    private final CarbonLog log;
    private volatile WebServer web;
    private volatile Tribes tribes;

    ElbServer(Path home, Product product, CarbonLog log) {
        this.home = home;
        this.product = product;
        this.log = log;
    }

    @Override
    public void start() throws Exception {
        ServerConfig config = product.readConfig(home);
        Path file = home.resolve("repository/conf/loadbalancer.conf");
        ElbServices services = ElbServices.read(ElbConf.parse(Files.readString(file)));
        Tribes cluster = Tribes.read(home.resolve("repository/conf/axis2/axis2.xml"), Map.of());
        if (cluster == null) {
            throw new ConfigException("axis2.xml: Axis2 ClusteringAgent not defined");
        }
        Map<String, ElbMembers> domains = new HashMap<>();
        for (ElbServices.Target target : services.targets()) {
            if (!domains.containsKey(target.domain())) {
                domains.put(target.domain(), new ElbMembers());
                cluster.manage(target.domain(), domains.get(target.domain()));
            }
        }
        cluster.join();
        tribes = cluster;
        WebServer server = new WebServer(home, config, new ElbServlet(services, domains, ElbClient.create(), log));
        server.init();
        server.start();
        web = server;
        for (Listener listener : config.listeners()) {
            log.info(ElbServer.class, listener.name() + " started on port " + listener.port());
        }
        log.info(ElbServer.class, product.startedLine((System.nanoTime() - begun) / 1e9));
    }

    @Override
    public void shutDown() {
        log.info(ElbServer.class, "Shutdown hook triggered....");
        WebServer server = web;
        try {
            if (server != null) {
                server.stopAccepting();
                while (server.inFlight() > 0) {
                    Thread.sleep(20);
                }
                server.stop();
            }
        } catch (InterruptedException | LifecycleException e) {
            log.error(ElbServer.class, "Shutdown: " + e);
        }
        if (tribes != null) {
            tribes.leave();
        }
        log.info(ElbServer.class, "Shutdown complete");
    }
}
