package standin;

import java.io.IOException;

/** What of API Manager a server carries: all of it, or one part of a distributed deployment. */
enum Part {
    WHOLE, CONTROL_PLANE, TRAFFIC_MANAGER, GATEWAY;

    /** By the server's distribution, or by its profile where one distribution has all parts. */
    static Part own() throws IOException {
        String home = Node.home().toRealPath().getFileName().toString();
        String profile = System.getProperty("profile", "");
        if (home.startsWith("wso2am-acp-") || profile.equals("control-plane")) {
            return CONTROL_PLANE;
        }
        if (home.startsWith("wso2am-tm-") || profile.equals("traffic-manager")) {
            return TRAFFIC_MANAGER;
        }
        return home.startsWith("wso2am-universal-gw-") || profile.equals("gateway-worker") ? GATEWAY : WHOLE;
    }

    boolean hasPortals() {
        return this == WHOLE || this == CONTROL_PLANE;
    }

    boolean hasGateway() {
        return this == WHOLE || this == GATEWAY;
    }

    boolean hasBroker() {
        return this != GATEWAY;
    }
}
