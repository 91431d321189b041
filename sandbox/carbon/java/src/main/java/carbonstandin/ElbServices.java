package carbonstandin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which domain and sub-domain a host's requests go to; what ELB 2.0 refuses of loadbalancer.conf, it refuses. */
final class ElbServices {

    static final String DEFAULT_SUB_DOMAIN = "__$default";

    /** A sub-domain of a Tribes domain. */
    record Target(String domain, String subDomain) {}

    private static final Set<String> BALANCER =
        Set.of(
            "instances", "enable_autoscaler", "use_embedded_autoscaler", "fail_over", "autoscaler_service_epr",
            "mb_server_url", "autoscaler_task_interval", "server_startup_delay", "session_timeout", "algorithm",
            "size_of_cache", "group_mgt_agent", "autoscaler_task", "elasticIP", "payload", "availability_zone",
            "security_groups", "instance_type");

    private static final Set<String> SERVICE =
        Set.of(
            "hosts", "url_suffix", "tenant_range", "sub_domain", "public_ip", "min_app_instances",
            "max_app_instances", "alarming_upper_rate", "alarming_lower_rate", "scale_down_factor",
            "max_requests_per_second", "rounds_to_average", "instances_per_scale_up", "message_expiry_time",
            "domain", "payload", "availability_zone", "security_groups", "instance_type");

    private final Map<String, Target> byHost = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final boolean failOver;

    private ElbServices(boolean failOver) {
        this.failOver = failOver;
    }

    static ElbServices read(ElbConf.Node root) {
        ElbConf.Node balancer = root.child("loadbalancer");
        if (balancer != null) {
            known(balancer, BALANCER);
        }
        ElbConf.Node services = root.child("services");
        if (services == null) {
            throw new ConfigException("loadbalancer.conf: the mandatory element services can't be found");
        }
        boolean failOver = balancer != null && Boolean.parseBoolean(balancer.properties().get("fail_over"));
        ElbServices read = new ElbServices(failOver);
        ElbConf.Node defaults = services.child("defaults");
        if (defaults != null) {
            known(defaults, SERVICE);
        }
        Map<String, String> serviceOfHost = new HashMap<>();
        for (ElbConf.Node service : services.children()) {
            if (service != defaults) {
                read.add(service, serviceOfHost);
            }
        }
        return read;
    }

    private void add(ElbConf.Node service, Map<String, String> serviceOfHost) {
        if (service.children().isEmpty() || !service.children().get(0).name().equals("domains")) {
            throw new ConfigException("loadbalancer.conf: the first block of " + service.name() + " must be domains");
        }
        ElbConf.Node domains = service.children().get(0);
        if (domains.children().isEmpty()) {
            throw new ConfigException("loadbalancer.conf: no domain is given for " + service.name());
        }
        known(service, SERVICE);
        for (ElbConf.Node domain : domains.children()) {
            known(domain, SERVICE);
            Map<String, String> set = new HashMap<>(service.properties());
            set.putAll(domain.properties());
            checkTenants(domain.name(), set.get("tenant_range"));
            Target target = new Target(domain.name(), set.getOrDefault("sub_domain", DEFAULT_SUB_DOMAIN));
            targets.add(target);
            for (String host : set.getOrDefault("hosts", "").split(",")) {
                String other = serviceOfHost.putIfAbsent(host, service.name());
                if (other != null && !other.equals(service.name())) {
                    throw new ConfigException("loadbalancer.conf: host " + host + " is in " + other + " and " + service.name());
                }
                if (!host.isEmpty()) {
                    byHost.put(host, target);
                }
            }
        }
    }

    private static void checkTenants(String domain, String range) {
        if (range == null || !(range.equals("*") || range.matches("\\d+(-\\d+)?"))) {
            throw new ConfigException("loadbalancer.conf: tenant_range of " + domain + " is " + range);
        }
    }

    private static void known(ElbConf.Node node, Set<String> names) {
        for (String name : node.properties().keySet()) {
            if (!names.contains(name)) {
                throw new ConfigException("loadbalancer.conf: " + node.name() + " has no property " + name);
            }
        }
    }

    /** Null for a host that no service has. */
    Target of(String host) {
        return byHost.get(host);
    }

    Map<String, Target> hosts() {
        return new TreeMap<>(byHost);
    }

    List<Target> targets() {
        return targets;
    }

    boolean failOver() {
        return failOver;
    }
}
