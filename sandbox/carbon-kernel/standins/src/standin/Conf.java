package standin;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a server's own files say of it. */
final class Conf {

    private Conf() {}

    /** A file that the config mapper has made of {@code deployment.toml}. */
    static Document xml(String... parts) throws IOException {
        Path file = Node.home(parts);
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (Exception e) {
            throw new IOException("can't read " + file, e);
        }
    }

    /** The text of the first element of that name. */
    static String text(Element within, String name) {
        return within.getElementsByTagName(name).item(0).getTextContent().trim();
    }

    /** Where people reach the server: its host name, and the port of what stands in front of it. */
    static String publicUrl() throws IOException {
        String host = text(xml("repository", "conf", "carbon.xml").getDocumentElement(), "HostName");
        NodeList connectors = xml("repository", "conf", "tomcat", "catalina-server.xml").getElementsByTagName("Connector");
        for (int i = 0; i < connectors.getLength(); i++) {
            Element each = (Element) connectors.item(i);
            String port = each.getAttribute("proxyPort");
            if ("https".equals(each.getAttribute("scheme")) && !port.isEmpty() && !port.equals("443")) {
                return "https://" + host + ":" + port;
            }
        }
        return "https://" + host;
    }

    /** Added to each port. */
    static int offset() throws IOException {
        return Integer.parseInt(text(xml("repository", "conf", "carbon.xml").getDocumentElement(), "Offset"));
    }
}
