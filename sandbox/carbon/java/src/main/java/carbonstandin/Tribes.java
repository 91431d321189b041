package carbonstandin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.apache.axiom.om.OMElement;
import org.apache.axiom.om.impl.builder.StAXOMBuilder;
import org.apache.axis2.AxisFault;
import org.apache.axis2.clustering.ClusteringAgent;
import org.apache.axis2.clustering.ClusteringFault;
import org.apache.axis2.clustering.management.GroupManagementAgent;
import org.apache.axis2.context.ConfigurationContext;
import org.apache.axis2.deployment.ClusterBuilder;
import org.apache.axis2.deployment.DeploymentException;
import org.apache.axis2.description.Parameter;
import org.apache.axis2.description.TransportInDescription;
import org.apache.axis2.engine.AxisConfiguration;
import org.apache.axis2.transport.TransportListener;

/** A member of a Tribes domain. Axis2 itself reads the clustering part of axis2.xml and does all of the rest. */
final class Tribes {

    private static final String AGENT = "org.apache.axis2.clustering.tribes.TribesClusteringAgent";

    private final ClusteringAgent agent;
    private final ConfigurationContext context;

    private Tribes(ClusteringAgent agent, ConfigurationContext context) {
        this.agent = agent;
        this.context = context;
    }

    /** @return null where clustering is not enabled */
    static Tribes read(Path axis2Xml, Map<String, Integer> ports) throws IOException {
        AxisConfiguration configuration = new AxisConfiguration();
        try (InputStream in = Files.newInputStream(axis2Xml)) {
            OMElement root = new StAXOMBuilder(in).getDocumentElement();
            OMElement clustering = root.getFirstChildWithName(new QName("clustering"));
            if (clustering == null || !"true".equals(clustering.getAttributeValue(new QName("enable")))) {
                return null;
            }
            String type = clustering.getAttributeValue(new QName("class"));
            if (!AGENT.equals(type)) {
                throw new ConfigException(axis2Xml + ": this version has no clustering agent " + type);
            }
            ClusteringWords.check(axis2Xml, clustering);
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                configuration.addTransportIn(listener(port.getKey(), port.getValue()));
            }
            new ClusterBuilder(configuration).buildCluster(clustering);
        } catch (XMLStreamException | AxisFault e) {
            throw new ConfigException(axis2Xml + ": " + e.getMessage());
        }
        ConfigurationContext context = new ConfigurationContext(configuration);
        ClusteringAgent agent = configuration.getClusteringAgent();
        agent.setConfigurationContext(context);
        return new Tribes(agent, context);
    }

    void manage(String domain, GroupManagementAgent members) {
        agent.addGroupManagementAgent(members, domain);
    }

    /** Joins; Axis2 says "Cluster initialization completed." */
    void join() throws ClusteringFault {
        agent.init();
    }

    void leave() {
        try {
            agent.shutdown();
            context.terminate();
        } catch (AxisFault e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ports that a member tells of itself are those of its listeners. */
    private static TransportInDescription listener(String name, int port) throws AxisFault {
        TransportInDescription listener = new TransportInDescription(name);
        listener.addParameter(new Parameter("port", Integer.toString(port)));
        ClassLoader loader = Tribes.class.getClassLoader();
        Class<?>[] types = {TransportListener.class};
        listener.setReceiver((TransportListener) Proxy.newProxyInstance(loader, types, (self, method, args) -> null));
        return listener;
    }
}
