package carbonstandin;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads elements by their path of names. */
final class XmlFile {

    private XmlFile() {}

    static Element read(Path file, String root) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element element = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            if (!element.getLocalName().equals(root)) {
                throw new ConfigException(file + ": root element is " + element.getLocalName() + ", not " + root);
            }
            return element;
        } catch (SAXException | ParserConfigurationException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    /** The element at the path, or null. */
    private static Element find(Element from, String... path) {
        Element element = from;
        for (String name : path) {
            Element next = null;
            for (Node n = element.getFirstChild(); n != null && next == null; n = n.getNextSibling()) {
                if (n instanceof Element e && e.getLocalName().equals(name)) {
                    next = e;
                }
            }
            if (next == null) {
                return null;
            }
            element = next;
        }
        return element;
    }

    static Element child(Element from, String... path) {
        Element element = find(from, path);
        if (element == null) {
            throw new ConfigException("Element " + String.join("/", path) + " is missing in " + from.getLocalName());
        }
        return element;
    }

    /** The child with this tag and this `name` attribute. */
    static Element named(Element from, String tag, String name) {
        for (Node n = from.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e && e.getLocalName().equals(tag) && e.getAttribute("name").equals(name)) {
                return e;
            }
        }
        throw new ConfigException("Element " + tag + " \"" + name + "\" is missing in " + from.getLocalName());
    }

    static String text(Element from, String byDefault, String... path) {
        Element element = find(from, path);
        return element == null ? byDefault : element.getTextContent().strip();
    }

    static int number(Element from, int byDefault, String... path) {
        String value = text(from, Integer.toString(byDefault), path);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigException(from.getLocalName() + " " + String.join("/", path) + " is not a number: " + value);
        }
    }
}
