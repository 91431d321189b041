package carbonstandin;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** One Tomcat connector a listener. */
final class Connectors {

    /** The products' http.socket.timeout. */
    private static final String SOCKET_TIMEOUT_MS = "180000";

    private Connectors() {}

    static Connector create(Listener listener, WorkerPool pool) {
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(listener.port());
        // Only a socket that is bound at the start can be closed before the connector stops.
        connector.setProperty("bindOnInit", "false");
        connector.setProperty("connectionTimeout", SOCKET_TIMEOUT_MS);
        connector.setProperty("keepAliveTimeout", SOCKET_TIMEOUT_MS);
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("server", "Carbon stand-in");
        listener.attributes().forEach(connector::setProperty);
        ((AbstractProtocol<?>) connector.getProtocolHandler()).setExecutor(pool.executor());
        if (listener.tls() != null) {
            connector.setSecure(true);
            connector.setScheme("https");
            connector.setProperty("SSLEnabled", "true");
            connector.addSslHostConfig(tls(listener.tls()));
        }
        return connector;
    }

    private static SSLHostConfig tls(KeyStoreFile key) {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        SSLHostConfigCertificate certificate =
            new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(key.path().toString());
        certificate.setCertificateKeystoreType(key.type());
        certificate.setCertificateKeystorePassword(key.password());
        if (key.alias() != null) {
            certificate.setCertificateKeyAlias(key.alias());
        }
        if (key.keyPassword() != null) {
            certificate.setCertificateKeyPassword(key.keyPassword());
        }
        host.addCertificate(certificate);
        return host;
    }
}
