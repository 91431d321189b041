package carbonstandin;

import java.util.List;

/** How far the start has come; read by every request. */
final class Readiness {

    private volatile boolean started;
    private volatile List<String> faultyApps = List.of();

    void started(List<String> faulty) {
        faultyApps = List.copyOf(faulty);
        started = true;
    }

    boolean ready() {
        return started && faultyApps.isEmpty();
    }

    /** 200, or the 500 that the product answers while it starts or a CApp is faulty. */
    int probeStatus() {
        return ready() ? 200 : 500;
    }

    String probeJson() {
        if (ready()) {
            return "{\"status\":\"ready\"}";
        }
        if (!started) {
            return "{\"status\":\"not ready\",\"reason\":\"starting\"}";
        }
        String names = String.join(",", faultyApps.stream().map(Json::quote).toList());
        return "{\"status\":\"not ready\",\"reason\":\"faulty CApps\",\"faultyCApps\":[" + names + "]}";
    }
}
