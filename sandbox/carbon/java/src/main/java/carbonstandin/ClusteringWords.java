package carbonstandin;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.axiom.om.OMElement;

/** What Axis2 takes without a word and then does something else: here it ends the start. */
final class ClusteringWords {

    private static final Set<String> PARAMETERS =
        Set.of(
            "AvoidInitiation", "membershipScheme", "domain", "synchronizeAll", "maxRetries", "mcastAddress",
            "mcastPort", "mcastFrequency", "memberDropTime", "mcastBindAddress", "localMemberHost", "localMemberPort",
            "localMemberBindAddress", "localMemberBindPort", "preserveMessageOrder", "atmostOnceMessageSemantics",
            "properties");

    private ClusteringWords() {}

    static void check(Path file, OMElement clustering) {
        for (Iterator<?> each = clustering.getChildrenWithLocalName("parameter"); each.hasNext(); ) {
            String name = ((OMElement) each.next()).getAttributeValue(new QName("name"));
            if (!PARAMETERS.contains(name)) {
                throw new ConfigException(file + ": clustering has no parameter \"" + name + "\"");
            }
        }
        OMElement members = clustering.getFirstChildWithName(new QName("members"));
        if (members == null) {
            return;
        }
        for (Iterator<?> each = members.getChildElements(); each.hasNext(); ) {
            OMElement member = (OMElement) each.next();
            String host = text(member, "hostName");
            String port = text(member, "port");
            if (!member.getLocalName().equals("member") || host.isEmpty() || !port.matches("\\d+")) {
                throw new ConfigException(file + ": a member needs hostName and port, got " + member);
            }
        }
    }

    private static String text(OMElement element, String name) {
        OMElement child = element.getFirstChildWithName(new QName(name));
        return child == null ? "" : child.getText().trim();
    }
}
