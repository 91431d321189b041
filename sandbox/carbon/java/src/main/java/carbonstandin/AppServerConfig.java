package carbonstandin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Application Server 5.1: carbon.xml, tomcat/catalina-server.xml, axis2/axis2.xml. */
final class AppServerConfig {

    private static final String CONF = "repository/conf/";
    private static final String[] TAKEN = {"proxyPort", "maxKeepAliveRequests"};

    private AppServerConfig() {}

    static ServerConfig read(Path home) throws IOException {
        Element carbon = XmlFile.read(home.resolve(CONF + "carbon.xml"), "Server");
        Element catalina = XmlFile.read(home.resolve(CONF + "tomcat/catalina-server.xml"), "Server");
        int offset = XmlFile.number(carbon, 0, "Ports", "Offset");
        List<Listener> listeners = new ArrayList<>();
        NodeList connectors = catalina.getElementsByTagName("Connector");
        for (int i = 0; i < connectors.getLength(); i++) {
            listeners.add(listener(home, (Element) connectors.item(i), offset));
        }
        return new ServerConfig(XmlFile.text(carbon, "localhost", "HostName"), null, listeners);
    }

    private static Listener listener(Path home, Element connector, int offset) {
        String port = connector.getAttribute("port");
        if (!port.matches("\\d+")) {
            throw new ConfigException("catalina-server.xml: a Connector's port is \"" + port + "\"");
        }
        Map<String, String> attributes = new HashMap<>();
        for (String name : TAKEN) {
            if (connector.hasAttribute(name)) {
                attributes.put(name, connector.getAttribute(name));
            }
        }
        String scheme = connector.getAttribute("scheme").isEmpty() ? "http" : connector.getAttribute("scheme");
        KeyStoreFile key = scheme.equals("https") ? keyStore(home, connector) : null;
        return new Listener(scheme, Integer.parseInt(port) + offset, Listener.Role.TRAFFIC, key, attributes);
    }

    private static KeyStoreFile keyStore(Path home, Element connector) {
        String location = connector.getAttribute("keystoreFile").replace("${carbon.home}", home.toString());
        String type = connector.hasAttribute("keystoreType") ? connector.getAttribute("keystoreType") : "JKS";
        String password = connector.getAttribute("keystorePass");
        return new KeyStoreFile(home.resolve(location), type, password, null, null).check();
    }

    /** @return null where clustering is not enabled */
    static Tribes tribes(Path home, ServerConfig config) throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        config.listeners().forEach(listener -> ports.put(listener.name(), listener.port()));
        return Tribes.read(home.resolve(CONF + "axis2/axis2.xml"), ports);
    }
}
