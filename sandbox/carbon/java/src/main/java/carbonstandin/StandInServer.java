package carbonstandin;

/** From the JVM's start to SIGTERM's last answer. */
interface StandInServer {

    void start() throws Exception;

    void shutDown();
}
