package standin;

/** What happens once a server is ready, some seconds after its pages are there; never for a negative number. */
final class Later {

    interface Work {
        void run() throws Exception;
    }

    private Later() {}

    static void run(Work work) {
        int seconds = Node.readySeconds();
        if (seconds < 0) {
            return;
        }
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(seconds * 1000L);
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }, "standin-ready");
        thread.setDaemon(true);
        thread.start();
    }
}
