package carbonstandin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.w3c.dom.Element;

/** conf/carbon.xml and conf/axis2/axis2.xml: the elements that decide ports, keys and names. */
final class EnterpriseIntegratorConfig {

    private EnterpriseIntegratorConfig() {}

    static ServerConfig read(Path home) throws IOException {
        Element carbon = XmlFile.read(home.resolve("conf/carbon.xml"), "Server");
        Element axis2 = XmlFile.read(home.resolve("conf/axis2/axis2.xml"), "axisconfig");
        int offset = XmlFile.number(carbon, 0, "Ports", "Offset");
        Element http = XmlFile.named(axis2, "transportReceiver", "http");
        Element https = XmlFile.named(axis2, "transportReceiver", "https");
        KeyStoreFile servletKey = keyStore(home, XmlFile.child(carbon, "Security", "KeyStore")).check();
        KeyStoreFile trafficKey =
            keyStore(home, XmlFile.child(XmlFile.named(https, "parameter", "keystore"), "KeyStore")).check();
        keyStore(home, XmlFile.child(carbon, "Security", "TrustStore")).check();
        keyStore(home, XmlFile.child(XmlFile.named(https, "parameter", "truststore"), "TrustStore")).check();
        return new ServerConfig(
            XmlFile.text(carbon, "localhost", "HostName"),
            null,
            List.of(
                new Listener("HTTP port", 9763 + offset, Listener.Role.TRAFFIC, null),
                new Listener("HTTPS port", 9443 + offset, Listener.Role.TRAFFIC, servletKey),
                new Listener(
                    "Pass-through HTTP Listener", port(http) + offset, Listener.Role.TRAFFIC, null),
                new Listener(
                    "Pass-through HTTPS Listener", port(https) + offset, Listener.Role.TRAFFIC, trafficKey)));
    }

    private static int port(Element receiver) {
        return XmlFile.number(XmlFile.named(receiver, "parameter", "port"), 0);
    }

    private static KeyStoreFile keyStore(Path home, Element store) {
        String location = XmlFile.text(store, "", "Location").replace("${carbon.home}", home.toString());
        return new KeyStoreFile(
            home.resolve(location),
            XmlFile.text(store, "JKS", "Type"),
            XmlFile.text(store, "", "Password"),
            XmlFile.text(store, null, "KeyAlias"),
            XmlFile.text(store, null, "KeyPassword"));
    }
}
