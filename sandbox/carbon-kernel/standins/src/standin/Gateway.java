package standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.w3c.dom.Element;

/**
 * Imitates the gateway's own transport: port 8243, TLS with the server's own key store, apart from the console's Tomcat.
 * Every path is an API that says who answered; {@code ?delayMs=} makes it take its time.
 */
final class Gateway {

    private static final int PORT = 8243;
    private static final Pattern DELAY = Pattern.compile("(?:^|&)delayMs=(\\d{1,6})(?:&|$)");

    private final Node node;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private HttpsServer server;

    Gateway(Node node) {
        this.node = node;
        // As long as the product keeps an idle connection, and longer than a balancer does.
        System.setProperty("sun.net.httpserver.idleInterval", "180");
    }

    void open() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(PORT + Conf.offset()), 200);
        server.setHttpsConfigurator(new HttpsConfigurator(ownTls()));
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    void close() {
        if (server != null) {
            server.stop(0);
        }
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            long bytes = readWhole(exchange.getRequestBody());
            pause(exchange.getRequestURI().getQuery());
            byte[] body = ("{\"node\":\"" + node.name + "\",\"version\":\"" + node.version
                + "\",\"sessionId\":\"\",\"sessionRequests\":1,\"bodyBytes\":" + bytes + "}")
                .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Served-By", node.name);
            boolean head = "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        } finally {
            exchange.close();
        }
    }

    private static long readWhole(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
        }
        return total;
    }

    private static void pause(String query) throws IOException {
        Matcher delay = DELAY.matcher(query == null ? "" : query);
        if (!delay.find()) {
            return;
        }
        try {
            Thread.sleep(Integer.parseInt(delay.group(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The key store of the server's TLS, as the server has it of its {@code deployment.toml}. */
    private static SSLContext ownTls() throws Exception {
        Element store = (Element) Conf.xml("repository", "conf", "tomcat", "catalina-server.xml")
            .getElementsByTagName("Certificate").item(0);
        String home = System.getProperty("carbon.home");
        String path = store.getAttribute("certificateKeystoreFile").replace("${carbon.home}", home);
        KeyStore keys = KeyStore.getInstance(store.getAttribute("certificateKeystoreType"));
        char[] password = store.getAttribute("certificateKeystorePassword").toCharArray();
        try (InputStream in = Files.newInputStream(Paths.get(path))) {
            keys.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
